from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import BiFormField, Form, VersionField
from oneteam.problems.enums import Why
from oneteam.problems.queries import area_choices

from . import queries
from .models import CaseText
from .rules import MOST_WORDS


class FilterForm(Form):
    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    why = forms.ChoiceField(label=_("Why it ended"), choices=[("", _("all")), *Why.choices], required=False)
    area = forms.ChoiceField(label=_("Business area"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in queries.years()]
        self.areas = area_choices()
        self.fields["area"].choices = [("", _("all")), *self.areas]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("all")), *years]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "inp"


class TextForm(Form):
    version = VersionField()
    summary = BiFormField(
        label=_("Summary in plain words"), rows=6, max_length=1200, required=False,
        help_text=_("For somebody who knows nothing of the field, at most 100 words in each language. Words are counted by spaces."),
    )  # fmt: skip
    limits = BiFormField(
        label=_("Limits"), rows=5, max_length=3000, required=False,
        help_text=_("Where it does not work, what was not measured, what is not sure."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in self.fields["summary"].widget.widgets:
            part.attrs["data-words"] = str(MOST_WORDS)

    @staticmethod
    def initial_of(text: CaseText | None) -> dict[str, Any]:
        if text is None:
            return {"version": 0}
        return {"version": text.version, "summary": text.summary, "limits": text.limits}
