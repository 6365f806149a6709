"""Milestones and steps of readiness."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form, VersionField


class MilestoneForm(Form):
    name = BiFormField(label=gettext_lazy("What is to be reached?"), max_length=150)
    due_on = DateField(label=gettext_lazy("Until when?"))


class MoveForm(Form):
    version = VersionField(required=True)
    due_on = DateField(label=gettext_lazy("New date"))
    reason = forms.CharField(label=gettext_lazy("Why does it move?"), max_length=300)


class TrlForm(Form):
    level = forms.IntegerField(label=gettext_lazy("TRL reached"), min_value=1, max_value=9)
    evidence = BiFormField(label=gettext_lazy("What shows it?"), rows=3, max_length=1000)
    upload = forms.FileField(label=gettext_lazy("File that shows it"), required=False, allow_empty_file=True)
