"""What was taken on: noted, done, sent back, moved."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.accounts.models import Person
from oneteam.base.forms import BiFormField, DateField, Form

from .people import PersonField, SeatedForm


class ActionItemForm(SeatedForm):
    somebody = "who"
    what = BiFormField(label=_("What"), max_length=500)
    who = PersonField(label=pgettext_lazy("to do", "Who"), queryset=Person.objects.none())
    due_on = DateField(label=pgettext_lazy("deadline", "By"), future=True)


class DoneForm(Form):
    evidence = forms.CharField(
        label=_("What came of it"), max_length=2000, widget=forms.Textarea({"rows": 4}), required=False
    )
    upload = forms.FileField(label=_("A file that shows it"), required=False, allow_empty_file=True)


class LackingForm(Form):
    reason = forms.CharField(
        label=_("What is still missing"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )


class MoveForm(Form):
    due_on = DateField(label=_("The new date"), future=True)
    reason = forms.CharField(
        label=_("Why the date is moved"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
