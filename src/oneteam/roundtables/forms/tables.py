"""A table: convened with its agenda, cancelled, and who came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Level
from oneteam.base.fields import Bi, both
from oneteam.base.forms import BiFormField, DateTimeField, Form

from .. import queries
from ..actions.tables import Plan
from ..enums import Help, Presence
from ..models import Attendance, Venue
from .dates import moment
from .people import PeopleField, PersonField
from .venues import VenueField

# The agenda that the alliance uses unless the convener changes it.
TEMPLATE = (
    (_("The owner presents the problem"), 15),
    (pgettext_lazy("agenda", "Questions"), 25),
    (_("The experts' ways"), 50),
    (_("Decision and who does what"), 30),
)
MORE_ROWS = 2


class ConveneForm(Form):
    starts_at = DateTimeField(label=_("Day and time"))
    venue = VenueField(
        label=_("Room"), queryset=Venue.objects.none(), required=False,
        empty_label=_("None of ours: I write the place"),
    )  # fmt: skip
    place = BiFormField(label=_("Place"), required=False, max_length=200)
    link = forms.URLField(label=_("Video link"), required=False, assume_scheme="https")
    chair = PersonField(label=pgettext_lazy("of a round table", "Chair"), queryset=Person.objects.none())
    owners = PeopleField(label=_("From the owner"), queryset=Person.objects.none(), required=False)

    def __init__(
        self, *args: Any, problem: Any, person: Any, experts: list[Any], at: str = "", **kwargs: Any
    ) -> None:
        owners = list(queries.owner_people(problem.disclosure))
        named = set(queries.owners_named(problem.disclosure).values_list("pk", flat=True))
        initial = {"chair": person.pk, "owners": [one.pk for one in owners if one.pk in named]}
        if time := moment(at):
            initial["starts_at"] = time
        super().__init__(*args, initial=initial, **kwargs)
        if problem.disclosure.level == Level.SEALED:
            del self.fields["venue"]
        else:
            self.fields["venue"].queryset = queries.offered_venues()  # type: ignore[attr-defined]
        signed = queries.inside(problem.disclosure.room, queries.people(one.pk for one in experts))
        chairs = [*queries.officers_inside(problem.disclosure), *owners, *signed]
        self._offer("owners", owners)
        self._offer("chair", chairs)

    def _offer(self, name: str, people: list[Any]) -> None:
        self.fields[name].queryset = queries.people(one.pk for one in people)  # type: ignore[attr-defined]

    def clean_starts_at(self) -> Any:
        starts_at = self.cleaned_data["starts_at"]
        if starts_at <= timezone.now():
            raise forms.ValidationError(gettext("Please give a time that is still to come."))
        return starts_at

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        where = ("venue", "place", "link")
        if not any(values.get(name) or name in self.errors for name in where):
            self.add_error("place", gettext("Please give a place or a video link."))
        return values

    def plan(self, agenda: list[tuple[Bi, int]]) -> Plan:
        return Plan(agenda=agenda, **{**self.cleaned_data, "owners": list(self.cleaned_data["owners"])})


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
    """The rows given; without any four of the template and two empty ones."""
    initial = _template() if rows is None else rows
    return [
        AgendaRow(data, prefix=f"agenda{number}", initial=row) for number, row in enumerate(initial, start=1)
    ]


def _template() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"title": both(title), "minutes": minutes} for title, minutes in TEMPLATE]
    return [*rows, *[{}] * MORE_ROWS]


def agenda_of(rows: list[AgendaRow]) -> list[tuple[Bi, int]]:
    values = [row.cleaned_data for row in rows]
    return [(value["title"], value["minutes"]) for value in values if value.get("title")]


class CancelForm(Form):
    reason = forms.CharField(
        label=_("Why it does not take place"), max_length=200, widget=forms.Textarea({"rows": 2})
    )


class AttendanceForm(Form):
    """One person: ticked for present, otherwise why not."""

    present = forms.BooleanField(label=pgettext_lazy("attendance", "Present"), required=False)
    reason = forms.CharField(label=_("Reason of absence"), max_length=200, required=False)

    def __init__(self, *args: Any, seat: Attendance, **kwargs: Any) -> None:
        self.seat = seat
        expected = seat.presence != Presence.ABSENT and seat.answer != "declined"
        initial = {"present": expected, "reason": seat.reason}
        super().__init__(*args, prefix=f"seat{seat.person_id}", initial=initial, **kwargs)


def came_of(rows: Iterable[AttendanceForm]) -> dict[int, tuple[bool, str]]:
    """By person: whether they came, and why not."""
    return {row.seat.person_id: (row.cleaned_data["present"], row.cleaned_data["reason"]) for row in rows}


class FeedbackForm(Form):
    """One expert. Nothing has to be said of anybody."""

    helped = forms.TypedChoiceField(
        label=_("How much it helped"), choices=[("", pgettext_lazy("how somebody helped", "I cannot say")), *Help.choices],
        coerce=int, empty_value=None, required=False,
    )  # fmt: skip
    text = forms.CharField(label=_("In a line"), max_length=300, required=False)

    def __init__(self, *args: Any, seat: Attendance, **kwargs: Any) -> None:
        self.seat = seat
        super().__init__(*args, prefix=f"seat{seat.person_id}", **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("text") and not values.get("helped") and "helped" not in self.errors:
            self.add_error("helped", gettext("Please choose how much it helped, too."))
        return values
