from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Level
from oneteam.base.fields import Bi, both
from oneteam.base.forms import BiFormField, DateField, DateTimeField, Form, VersionField
from oneteam.base.text import called
from oneteam.experts.models import ExpertProfile

from . import queries
from .actions.tables import Plan
from .enums import DecisionKind, Help, Presence
from .matching import Parameters
from .models import Attendance, Candidate, Minutes, RoundTable, Venue

# The agenda that the alliance uses unless the convener changes it.
TEMPLATE = (
    (_("The owner presents the problem"), 15),
    (pgettext_lazy("agenda", "Questions"), 25),
    (_("The experts' ways"), 50),
    (_("Decision and who does what"), 30),
)
MORE_ROWS = 2
STEPS = ("pin", "unpin", "leave", "back", "swap")


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return called(obj)


class VenueField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        seats = ngettext("%(n)s seat", "%(n)s seats", obj.capacity) % {"n": obj.capacity}
        return f"{obj.name} · {seats}"


class PeopleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return called(obj)


class PanelForm(Form):
    """What a panel must hold."""

    size = forms.IntegerField(label=pgettext_lazy("round table", "Seats"), min_value=1, max_value=12)
    min_academia = forms.IntegerField(label=_("At least from academia"), min_value=0, max_value=12)
    min_research = forms.IntegerField(label=_("At least from research institutes"), min_value=0, max_value=12)
    min_field = forms.IntegerField(label=_("At least with field experience"), min_value=0, max_value=12)
    max_per_org = forms.IntegerField(label=_("At most from one organisation"), min_value=1, max_value=12)

    def parameters(self, before: Parameters) -> Parameters:
        given = self.cleaned_data
        return replace(before, **{name: given[name] for name in given if hasattr(before, name)})


class RulesForm(PanelForm):
    """What the panel of one problem must hold."""

    common_slot = forms.BooleanField(
        label=_("With a time that suits everybody who has given hours"), required=False
    )


class DayForm(PanelForm):
    """Which problems are matched at once, and by which rules. A date is sought for each table afterwards."""

    problems = forms.MultipleChoiceField(
        label=_("Problems"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one problem.")},
    )  # fmt: skip
    keep = forms.BooleanField(label=_("Keep as much of the last plan as possible"), required=False)

    def __init__(self, *args: Any, problems: list[Any], again: bool, **kwargs: Any) -> None:
        initial = Parameters().kept() | {"problems": [one.code for one in problems]}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["problems"].choices = [(one.code, f"{one.title} · {one.owner}") for one in problems]  # type: ignore[attr-defined]
        if not again:
            del self.fields["keep"]


class ListsForm(Form):
    """For which problems of a plan lists are made."""

    problems = forms.MultipleChoiceField(
        error_messages={"required": _("Please choose at least one problem.")},
    )

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["problems"].choices = [(row.problem.code, row.problem.code) for row in rows]  # type: ignore[attr-defined]


class ChangeForm(Form):
    """One expert fixed, left out, let back in or put in another's place: then the match runs again."""

    do = forms.ChoiceField(choices=[(name, name) for name in STEPS])
    expert = forms.CharField(max_length=12)
    instead = forms.CharField(max_length=12, required=False)

    def parameters(self, before: Parameters) -> Parameters:
        given = self.cleaned_data
        return changed(before, given["do"], given["expert"], given["instead"])


class SwapForm(Form):
    """Whom to take in for whom, to see what it would be like."""

    expert = forms.ChoiceField(label=pgettext_lazy("exchange", "Comes in"))
    instead = forms.ChoiceField(label=pgettext_lazy("exchange", "Goes"), required=False)

    def __init__(self, *args: Any, rows: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [(row.expert_code, called(row.person)) for row in rows if row.chosen]
        outside = [(row.expert_code, called(row.person)) for row in rows if row.rank and not row.chosen]
        self.fields["expert"].choices = outside  # type: ignore[attr-defined]
        self.fields["instead"].choices = [("", gettext("Whoever is missed least")), *inside]  # type: ignore[attr-defined]

    @property
    def does(self) -> str:
        return "swap" if self.cleaned_data["instead"] else "pin"

    def parameters(self, before: Parameters) -> Parameters:
        given = self.cleaned_data
        return changed(before, self.does, given["expert"], given["instead"])


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


class NoteForm(Form):
    """Empty takes the note away."""

    expert = forms.CharField(max_length=12)
    text = forms.CharField(label=_("Note"), max_length=1000, required=False)


def changed(before: Parameters, do: str, expert: str, instead: str = "") -> Parameters:
    pinned = [code for code in before.pinned if code != expert]
    excluded = [code for code in before.excluded if code != expert]
    if do in ("pin", "swap"):
        pinned.append(expert)
    if do == "leave":
        excluded.append(expert)
    if do == "swap" and instead:
        pinned = [code for code in pinned if code != instead]
        excluded.append(instead)
    return replace(before, pinned=tuple(pinned), excluded=tuple(dict.fromkeys(excluded)))


class ByHandForm(Form):
    """Whoever was looked for and found: chosen with one button each."""

    expert = forms.ModelChoiceField(
        label=_("Expert"), queryset=ExpertProfile.objects.none(), to_field_name="code"
    )

    def __init__(self, *args: Any, run: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = queries.experts_to_add(run)  # type: ignore[attr-defined]

    def parameters(self, before: Parameters) -> Parameters:
        return changed(before, "pin", self.cleaned_data["expert"].code)


class SendForm(Form):
    note = BiFormField(label=_("A note to the owner"), required=False, rows=3, max_length=1000)


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("What should the next list do better?"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )


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
        if time := _moment(at):
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


def _moment(text: str) -> Any:
    """A time of the place, such as a link offers it; of anything else nothing."""
    try:
        return timezone.make_aware(datetime.fromisoformat(text))
    except ValueError:
        return None


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


def agenda_rows(data: Any = None) -> list[AgendaRow]:
    """Four rows of the template and two empty ones."""
    initial: list[dict[str, Any]] = [
        {"title": both(title), "minutes": minutes} for title, minutes in TEMPLATE
    ]
    initial += [{}] * MORE_ROWS
    return [
        AgendaRow(data, prefix=f"agenda{number}", initial=row) for number, row in enumerate(initial, start=1)
    ]


def agenda_of(rows: list[AgendaRow]) -> list[tuple[Bi, int]]:
    values = [row.cleaned_data for row in rows]
    return [(value["title"], value["minutes"]) for value in values if value.get("title")]


class VenueForm(Form):
    name = BiFormField(label=pgettext_lazy("room", "Name"), max_length=100)
    address = BiFormField(label=_("Address"), required=False, max_length=200)
    capacity = forms.IntegerField(label=_("Seats in the room"), min_value=1, max_value=5000)
    equipment = BiFormField(label=_("Equipment"), required=False, max_length=300)
    zone = forms.CharField(label=_("Time zone"), max_length=60, initial="Asia/Seoul")
    offered = forms.BooleanField(label=_("Offer it where a table is convened"), required=False, initial=True)
    version = VersionField()

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(gettext("Please write a time zone such as Asia/Seoul."))
        return zone

    @classmethod
    def initial_of(cls, venue: Venue) -> dict[str, Any]:
        return {name: getattr(venue, name) for name in cls.base_fields}


class BlockForm(Form):
    starts_at = DateTimeField(label=pgettext_lazy("time", "From"))
    ends_at = DateTimeField(label=pgettext_lazy("time", "To"))
    note = forms.CharField(label=_("What for"), max_length=200, required=False)


class CancelForm(Form):
    reason = forms.CharField(
        label=_("Why it does not take place"), max_length=200, widget=forms.Textarea({"rows": 2})
    )


class AnswerForm(Form):
    answer = forms.ChoiceField(choices=[("accept", "accept"), ("decline", "decline")])
    reason = forms.CharField(label=_("Why you cannot come"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("answer") == "decline" and not values.get("reason", "").strip():
            self.add_error("reason", gettext("Please write in a few words why you cannot come."))
        return values


class AttendanceForm(Form):
    """One person: ticked for present, otherwise why not."""

    present = forms.BooleanField(label=pgettext_lazy("attendance", "Present"), required=False)
    reason = forms.CharField(label=_("Reason of absence"), max_length=200, required=False)

    def __init__(self, *args: Any, seat: Attendance, **kwargs: Any) -> None:
        self.seat = seat
        expected = seat.presence != Presence.ABSENT and seat.answer != "declined"
        initial = {"present": expected, "reason": seat.reason}
        super().__init__(*args, prefix=f"seat{seat.person_id}", initial=initial, **kwargs)


class MinutesForm(Form):
    discussion = BiFormField(label=_("What was discussed"), rows=12, max_length=20000)
    next_meeting = BiFormField(label=_("Next meeting"), required=False, max_length=300)
    version = VersionField()

    @classmethod
    def initial_of(cls, minutes: Minutes | None) -> dict[str, Any]:
        if minutes is None:
            return {"version": 0}
        return {name: getattr(minutes, name) for name in ("discussion", "next_meeting", "version")}

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "version": self.cleaned_data["version"] or 0}


class SeatedForm(Form):
    """A form that names somebody of the table."""

    somebody = ""

    def __init__(self, *args: Any, table: RoundTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.somebody].queryset = queries.seated_people(table)  # type: ignore[attr-defined]


class DecisionForm(SeatedForm):
    somebody = "responsible"
    kind = forms.ChoiceField(label=_("Decision"), choices=DecisionKind.choices, widget=forms.RadioSelect)
    text = BiFormField(label=_("What was decided"), rows=4, max_length=4000)
    responsible = PersonField(label=_("Who answers for it"), queryset=Person.objects.none())
    due_on = DateField(label=pgettext_lazy("deadline", "By"), future=True)
    review_on = DateField(label=_("Review on"), future=True, required=False)


class ActionItemForm(SeatedForm):
    somebody = "who"
    what = BiFormField(label=_("What"), max_length=500)
    who = PersonField(label=pgettext_lazy("to do", "Who"), queryset=Person.objects.none())
    due_on = DateField(label=pgettext_lazy("deadline", "By"), future=True)


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


class DoneForm(Form):
    evidence = forms.CharField(
        label=_("What came of it"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
