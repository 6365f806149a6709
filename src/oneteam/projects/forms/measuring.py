"""Figures: by hand, from a table, when they are due, what they save."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form, VersionField, speak

from .. import saving
from ..enums import MeasuredPart, Method, Reading
from ..models import Effect
from ..saving import MOST_FACTORS, Factor
from .effects import MOST_SAMPLES


class MeasurementForm(Form):
    part = forms.ChoiceField(
        label=gettext_lazy("What was measured?"), required=False, initial=MeasuredPart.AFTER
    )
    on = DateField(label=gettext_lazy("Measured on"))
    value = forms.DecimalField(label=gettext_lazy("Value"), max_digits=14, decimal_places=4)
    n = forms.IntegerField(label=gettext_lazy("Sample"), min_value=1, max_value=MOST_SAMPLES, required=False)
    spread = forms.DecimalField(
        label=gettext_lazy("Standard deviation"), max_digits=14, decimal_places=4, min_value=0, required=False
    )
    note = BiFormField(label=gettext_lazy("How it was measured"), rows=2, max_length=500, required=False)
    upload = forms.FileField(
        label=gettext_lazy("File that proves it"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("A log, a report, a table. Without one the figure is kept but cannot be claimed."),
    )  # fmt: skip

    def __init__(self, *args: Any, effect: Effect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        control = (MeasuredPart.CONTROL_BEFORE, MeasuredPart.CONTROL_AFTER)
        parts = [part for part in MeasuredPart if effect.method == Method.CONTROL or part not in control]
        self.fields["part"].choices = [(part.value, part.label) for part in parts]  # type: ignore[attr-defined]
        if effect.reading != Reading.MEAN:
            del self.fields["spread"]

    def clean_part(self) -> str:
        return self.cleaned_data["part"] or MeasuredPart.AFTER


class ProofForm(Form):
    upload = forms.FileField(label=gettext_lazy("File that proves it"), allow_empty_file=True)


class PlannedDayForm(Form):
    due_on = DateField(label=gettext_lazy("When is it to be measured?"), future=True)


class TableForm(Form):
    file = forms.FileField(label=gettext_lazy("Table (CSV)"), allow_empty_file=True)
    table = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)  # what was looked at

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("table")


class SavingForm(Form):
    """The factors of the formula; empty rows are left out."""

    version = VersionField(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_FACTORS + 1):
            self.fields[f"what_{number}"] = BiFormField(
                label=_("What is it?"), max_length=100, required=False
            )
            self.fields[f"value_{number}"] = forms.DecimalField(
                label=_("Value"), max_digits=14, decimal_places=4, required=False
            )
            self.fields[f"unit_{number}"] = forms.CharField(label=_("Unit"), max_length=20, required=False)
            self.fields[f"source_{number}"] = BiFormField(
                label=_("Where does the figure come from?"), max_length=200, required=False
            )
        for field in self.fields.values():
            speak(field)

    @property
    def rows(self) -> list[dict[str, Any]]:
        names = ("what", "value", "unit", "source")
        return [{name: self[f"{name}_{at}"] for name in names} for at in range(1, MOST_FACTORS + 1)]

    def factors(self) -> list[Factor]:
        data = self.cleaned_data
        given = [
            [data[f"{name}_{at}"] for name in ("what", "value", "unit", "source")]
            for at in range(1, MOST_FACTORS + 1)
        ]
        return [
            Factor(what, value if value is not None else Decimal(0), unit, source)
            for what, value, unit, source in given
            if what or value is not None or unit or source
        ]

    @staticmethod
    def initial_of(effect: Effect) -> dict[str, Any]:
        found: dict[str, Any] = {"version": effect.version}
        for at, row in enumerate(saving.factors(effect.saving), start=1):
            found |= {
                f"what_{at}": row.what,
                f"value_{at}": f"{row.value.normalize():f}",
                f"unit_{at}": row.unit,
            }
            found[f"source_{at}"] = row.source
        return found
