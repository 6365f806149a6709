"""Steps of readiness: the questions of a gate, a refusal, a way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.forms import BiFormField, Form, speak

from ..actions import Answered
from ..gates import Gate

YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))


class TrlForm(Form):
    """``gate``: whose questions are asked; the level is carried along as its writer saw it."""

    level = forms.IntegerField(
        min_value=1, max_value=9, widget=forms.HiddenInput, label=gettext_lazy("TRL reached")
    )
    evidence = BiFormField(label=gettext_lazy("What shows it?"), rows=3, max_length=1000)
    upload = forms.FileField(label=gettext_lazy("File that shows it"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(gate.questions)
        for number, question in enumerate(gate.questions, start=1):
            self.fields[f"yes_{number}"] = forms.ChoiceField(
                label=str(question), choices=YES_NO, widget=forms.RadioSelect
            )
            self.fields[f"line_{number}"] = forms.CharField(
                label=_("In one line: what shows it?"), max_length=200,
                error_messages={"required": _("Please write in one line what shows it: a yes alone is no evidence.")},
            )  # fmt: skip
        for field in self.fields.values():
            speak(field)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"yes_{number}"], self[f"line_{number}"]) for number in range(1, self.count + 1)]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        answers = [
            Answered(data[f"yes_{number}"] == "yes", data[f"line_{number}"].strip())
            for number in range(1, self.count + 1)
        ]
        return {name: data[name] for name in ("level", "evidence", "upload")} | {"answers": answers}


class RefuseForm(Form):
    reason = forms.CharField(label=gettext_lazy("What is missing?"), max_length=300)


class BackForm(Form):
    level = forms.TypedChoiceField(label=gettext_lazy("Back to which TRL?"), coerce=int)
    reason = BiFormField(label=gettext_lazy("Why does it go back?"), rows=2, max_length=500)

    def __init__(self, *args: Any, now: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level, f"TRL {level}") for level in range(now - 1, 0, -1)]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
