"""When and where the sessions of a round-table day are, and which of them are fixed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oneteam.base.fields import Bi
from oneteam.base.forms import DateField, Form
from oneteam.base.text import called

from .. import queries
from ..sessions import Setting
from .agenda import template_rows
from .dates import ahead

USUAL = {"opens": time(10), "closes": time(17), "minutes": 90, "pause": 15, "most": 3}
CLOCK = {"invalid": _("Please give a time such as 14:00.")}


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"placeholder": "10:00", "inputmode": "numeric"})


class ClockField(forms.TimeField):
    """To the minute: sessions know no seconds."""

    def to_python(self, value: Any) -> time | None:
        at = super().to_python(value)
        return at.replace(second=0, microsecond=0) if at else None


class LayoutForm(Form):
    """Day, hours, sessions, and for each room who chairs in it; a room without a chair is not used."""

    on = DateField(label=_("Day"), future=True)
    opens = ClockField(label=_("First session from"), widget=_clock(), error_messages=CLOCK)
    closes = ClockField(label=_("Last session until"), widget=_clock(), error_messages=CLOCK)
    minutes = forms.IntegerField(label=_("Minutes of a session"), min_value=30, max_value=240)
    pause = forms.IntegerField(label=_("Minutes of break between sessions"), min_value=0, max_value=120)
    most = forms.IntegerField(label=_("At most so many tables for one expert"), min_value=1, max_value=12)

    def __init__(self, *args: Any, person: Any, last: Any = None, **kwargs: Any) -> None:
        venues = list(queries.offered_venues())
        initial = _initial_of(last) if last else _initial(venues, person)
        super().__init__(*args, initial=initial, **kwargs)
        officers = [(str(one.pk), called(one)) for one in queries.officers()]
        self.rooms = {}
        for venue in venues:
            name = f"room{venue.pk}"
            self.fields[name] = forms.ChoiceField(
                label=venue.name, choices=[("", _("not used")), *officers], required=False
            )
            self.rooms[name] = str(venue.pk)

    @property
    def room_fields(self) -> list[Any]:
        return [self[name] for name in self.rooms]

    def clean_on(self) -> date:
        return ahead(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        opens, closes, minutes = (values.get(name) for name in ("opens", "closes", "minutes"))
        if opens and closes and minutes and _between(opens, closes) < minutes:
            self.add_error(
                "closes", gettext("No session of this length ends by then. Please give a later time.")
            )
        chairs = [values[name] for name in self.rooms if values.get(name)]
        if not chairs and not any(name in self.errors for name in self.rooms):
            raise forms.ValidationError(gettext("Please choose for at least one room who chairs there."))
        if len(set(chairs)) < len(chairs):
            raise forms.ValidationError(
                gettext("Nobody can chair in two rooms. Please choose somebody else.")
            )
        return values

    def setting(self) -> Setting:
        given = self.cleaned_data
        chairs = {number: int(given[name]) for name, number in self.rooms.items() if given.get(name)}
        return Setting(**{name: given[name] for name in ("on", *USUAL)}, chairs=chairs)


def _between(opens: time, closes: time) -> float:
    day_ = timezone.localdate()
    return (datetime.combine(day_, closes) - datetime.combine(day_, opens)).total_seconds() / 60


def _initial(venues: list[Any], person: Any) -> dict[str, Any]:
    return USUAL | {f"room{venue.pk}": str(person.pk) for venue in venues[:1]}


def _initial_of(last: Any) -> dict[str, Any]:
    chairs = {f"room{number}": str(chair) for number, chair in last.chairs.items()}
    return {name: getattr(last, name) for name in ("on", *USUAL)} | chairs


class PublishForm(Form):
    """Which of the sessions become round tables."""

    problems = forms.MultipleChoiceField(
        label=pgettext_lazy("round-table day", "Tables"),
        error_messages={"required": _("Please choose at least one table.")},
    )

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["problems"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]


class MoveSessionForm(Form):
    """Another start of the day for one table."""

    problem = forms.CharField(max_length=20)
    at = ClockField()
    way = forms.CharField(max_length=64)


def agenda_for(minutes: int) -> list[tuple[Bi, int]]:
    """The agenda of the alliance in a session of this length, each item with its share of it."""
    rows = template_rows()
    shares = [share for _title, share in rows]
    parts = [max(1, minutes * share // sum(shares)) for share in shares]
    parts[shares.index(max(shares))] += minutes - sum(parts)
    return [(title, part) for (title, _share), part in zip(rows, parts, strict=True)]
