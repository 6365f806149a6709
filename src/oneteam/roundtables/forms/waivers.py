"""Asking the owner for a waiver, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import DateField, Form


class AskWaiverForm(Form):
    expert = forms.CharField(max_length=12)
    why = forms.CharField(label=_("Why this person is wanted"), max_length=1000, required=False)


class AnswerWaiverForm(Form):
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    until = DateField(label=_("The waiver holds until"), future=True, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("answer") == "yes" and not values.get("until") and "until" not in self.errors:
            self.add_error("until", gettext("Please say until which day the waiver holds."))
        return values
