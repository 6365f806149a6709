"""The agenda of a table, and the one with which new tables begin."""

from __future__ import annotations

import copy
import re
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oneteam.base.fields import Bi, both
from oneteam.base.forms import BiFormField, Form, VersionField, speak

from .. import queries

# The agenda with which a table begins until the secretariat keeps another one.
TEMPLATE = (
    (_("The owner presents the problem"), 15),
    (pgettext_lazy("agenda", "Questions"), 25),
    (_("The experts' ways"), 50),
    (_("Decision and who does what"), 30),
)
MORE_ROWS, MOST_ITEMS = 2, 40
TEMPLATE_ROWS = 10


class AgendaRow(Form):
    title = BiFormField(label=_("Item"), required=False, max_length=200)
    minutes = forms.IntegerField(
        label=pgettext_lazy("duration", "Minutes"), required=False, min_value=1, max_value=480
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("title") and not values.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", gettext("Please say how many minutes."))
        if values.get("minutes") and not values.get("title"):
            self.add_error("title", gettext("Please say what these minutes are for."))
        return values


def agenda_rows(data: Any = None, rows: list[dict[str, Any]] | None = None) -> list[AgendaRow]:
    """The rows given; without any those of the template and two empty ones. No row that was sent is dropped."""
    initial = _template() if rows is None else rows
    sent = sum(1 for name in data if re.fullmatch(r"agenda\d+-minutes", name)) if data else 0
    initial = [*initial, *[{}] * (min(sent, MOST_ITEMS) - len(initial))]
    return [
        AgendaRow(data, prefix=f"agenda{number}", initial=row) for number, row in enumerate(initial, start=1)
    ]


def _template() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"title": title, "minutes": minutes} for title, minutes in template_rows()]
    return [*rows, *[{}] * MORE_ROWS]


def template_rows() -> list[tuple[Bi, int]]:
    kept = queries.agenda_template()
    return kept.rows() if kept else [(both(title), minutes) for title, minutes in TEMPLATE]


def agenda_of(rows: list[AgendaRow]) -> list[tuple[Bi, int]]:
    values = [row.cleaned_data for row in rows]
    return [(value["title"], value["minutes"]) for value in values if value.get("title")]


class AgendaTemplateForm(Form):
    """The agenda with which a new table begins. A row that is empty in both fields is left out."""

    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.stored(), **kwargs)
        for number in range(1, TEMPLATE_ROWS + 1):
            for name, field in AgendaRow.base_fields.items():
                self.fields[f"{name}{number}"] = own = copy.deepcopy(field)
                own.label = f"{field.label} {number}"
                speak(own)

    @staticmethod
    def stored() -> dict[str, Any]:
        kept = queries.agenda_template()
        found: dict[str, Any] = {"version": kept.version if kept else 0}
        for number, (title, minutes) in enumerate(template_rows(), start=1):
            found |= {f"title{number}": title, f"minutes{number}": minutes}
        return found

    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"title{one}"], self[f"minutes{one}"]) for one in range(1, TEMPLATE_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number in range(1, TEMPLATE_ROWS + 1):
            title, minutes = f"title{number}", f"minutes{number}"
            if values.get(title) and not values.get(minutes) and minutes not in self.errors:
                self.add_error(minutes, gettext("Please say how many minutes."))
            if values.get(minutes) and not values.get(title) and title not in self.errors:
                self.add_error(title, gettext("Please say what these minutes are for."))
        return values

    def agenda(self) -> list[tuple[Bi, int]]:
        given, numbers = self.cleaned_data, range(1, TEMPLATE_ROWS + 1)
        return [(given[f"title{one}"], given[f"minutes{one}"]) for one in numbers if given[f"title{one}"]]
