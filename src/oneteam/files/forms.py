from django import forms
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import Form


class UploadForm(Form):
    file = forms.FileField(label=_("File"), allow_empty_file=True)
