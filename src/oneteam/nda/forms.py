from django import forms
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import BiFormField, DateField, Form, VersionField


class SignForm(Form):
    name = forms.CharField(label=_("Your full name"), max_length=100)
    version = VersionField()


class CopyForm(Form):
    file = forms.FileField(
        label=_("The signed agreement"), allow_empty_file=True, help_text=_("A PDF file, every page of it."),
        widget=forms.FileInput({"accept": ".pdf"}),
    )  # fmt: skip


class ConfirmForm(Form):
    starts_on = DateField(label=_("Valid from"), required=False, help_text=_("Today, if you leave it empty."))
    ends_on = DateField(label=_("Valid to"), future=True)


class DeclineForm(Form):
    reason = forms.CharField(label=_("What is missing?"), max_length=300)


class TextForm(Form):
    body = BiFormField(label=_("Text"), rows=24, max_length=20000)
    years = forms.IntegerField(label=_("Valid for how many years?"), min_value=1, max_value=10)
    version = VersionField()
