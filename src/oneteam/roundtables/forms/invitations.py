"""Answers of the invited, and who is asked in their place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import Form


class AnswerForm(Form):
    answer = forms.ChoiceField(choices=[(answer, answer) for answer in ("accept", "decline", "conflict")])
    reason = forms.CharField(label=_("Why you cannot come"), max_length=200, required=False)
    suggests = forms.CharField(
        label=_("Whom to ask instead"), max_length=200, required=False,
        help_text=_("Name and organisation. The secretariat decides with the owner."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("answer") in ("decline", "conflict") and not values.get("reason", "").strip():
            self.add_error("reason", gettext("Please write in a few words why you cannot come."))
        return values

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "accept": given["answer"] == "accept", "conflict": given["answer"] == "conflict",
            "reason": given["reason"], "suggests": given["suggests"],
        }  # fmt: skip


class ReplaceForm(Form):
    """Whom to propose for the seat of whoever declined."""

    seat = forms.IntegerField()
    expert = forms.CharField(max_length=12)


class AnswerReplacementForm(Form):
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
