from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Level
from oneteam.base.fields import Bi, both
from oneteam.base.forms import BiFormField, DateField, DateTimeField, Form, VersionField, speak
from oneteam.base.text import called, day, when
from oneteam.experts.free import SOONEST
from oneteam.experts.models import ExpertProfile

from . import members, queries
from .actions.tables import Plan
from .enums import DecisionKind, Help, Interest, Presence, Review, Shown
from .matching import Parameters
from .models import Attendance, Candidate, Decision, InterestForm, RoundTable, Venue
from .planning import ByHand
from .texts import Passage, Texts
from .timetable import Wish

# The agenda that the alliance uses unless the convener changes it.
TEMPLATE = (
    (_("The owner presents the problem"), 15),
    (pgettext_lazy("agenda", "Questions"), 25),
    (_("The experts' ways"), 50),
    (_("Decision and who does what"), 30),
)
MORE_ROWS = 2
MOST_AT_ONCE, MOST_BY_JOB = 8, 40  # tables for which dates are sought while somebody waits, and by a long job
MOST_AHEAD = 90  # days
MORE_PAIRS, MOST_PAIRS = 3, 40
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

    def __init__(
        self, *args: Any, problems: list[Any], again: bool, before: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        initial = Parameters().kept() | {"problems": [one.code for one in problems]}
        super().__init__(*args, initial=initial, **kwargs)
        choices = [(one.code, f"{one.title} · {one.owner}") for one in problems]
        self.fields["problems"].choices = choices  # type: ignore[attr-defined]
        self.rows = pair_rows(self.data if self.is_bound else None, choices, before)
        if not again:
            del self.fields["keep"]

    def is_valid(self) -> bool:
        """With the rows by hand, each of which shows what is wrong with it."""
        rows = [row.is_valid() for row in self.rows]
        return super().is_valid() and all(rows) and self._rows_agree()

    def _rows_agree(self) -> bool:
        said: dict[tuple[str, str], bool] = {}
        for row in self.rows:
            for pair in row.pairs():
                if pair.problem not in self.cleaned_data["problems"]:
                    row.add_error("problem", gettext("Choose this problem above, too, or empty this row."))
                if said.setdefault((pair.problem, pair.expert), pair.must) != pair.must:
                    row.add_error(
                        "do",
                        gettext(
                            "One row says that this person must sit there, and one that they may not. Empty one."
                        ),
                    )
        return not any(row.errors for row in self.rows)

    def by_hand(self) -> list[ByHand]:
        return list(dict.fromkeys(pair for row in self.rows for pair in row.pairs()))


class PairRow(Form):
    """Somebody who must or may not sit at a problem of the day. An empty row says nothing."""

    expert = forms.CharField(label=_("Expert: name or code"), max_length=200, required=False)
    do = forms.ChoiceField(
        label=_("At the table"),
        choices=[("must", _("must sit")), ("apart", _("may not sit"))],
        initial="must",
    )
    problem = forms.ChoiceField(label=_("Problem"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["problem"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]

    def clean_expert(self) -> Any:
        words = self.cleaned_data["expert"].strip()
        found = queries.experts_named(words) if words else []
        if words and not found:
            raise forms.ValidationError(
                gettext("Nobody of this name or code can be matched. Look into the list of experts.")
            )
        if len(found) > 1:
            told = ", ".join(f"{one.code} ({one.organisation})" for one in found)
            raise forms.ValidationError(
                gettext("Several people have this name. Give the code of one of them: %(codes)s")
                % {"codes": told}
            )
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("expert") and not values.get("problem") and "problem" not in self.errors:
            self.add_error("problem", gettext("Please choose the problem."))
        if values.get("problem") and not values.get("expert") and "expert" not in self.errors:
            self.add_error("expert", gettext("Please give the name or the code of an expert."))
        return values

    def pairs(self) -> list[ByHand]:
        given = self.cleaned_data
        if not (given.get("expert") and given.get("problem")):
            return []
        return [ByHand(given["problem"], given["expert"].code, must=given["do"] == "must")]


def pair_rows(data: Any, choices: list[tuple[str, str]], before: list[dict[str, Any]]) -> list[PairRow]:
    """As many as were sent; else those of the plan before, and some empty ones."""
    sent = sum(1 for name in data if re.fullmatch(r"pair\d+-expert", name)) if data else 0
    initial = [*before, *[{}] * MORE_PAIRS] if data is None else [{}] * min(sent, MOST_PAIRS)
    return [
        PairRow(data, prefix=f"pair{number}", initial=row, choices=choices)
        for number, row in enumerate(initial, start=1)
    ]


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


class DatesForm(Form):
    """For which tables dates are sought, and what they must hold."""

    problems = forms.MultipleChoiceField(
        label=_("Problems"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one problem.")},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=pgettext_lazy("duration", "Minutes"), min_value=30, max_value=480, initial=120
    )
    experts = forms.IntegerField(label=_("At least so many experts"), min_value=1, max_value=12, initial=3)
    last = DateField(label=_("Last day"), future=True)
    room = forms.BooleanField(label=_("In one of the alliance's rooms"), required=False)
    why = forms.ChoiceField(label=_("Why not at this time?"), required=False)
    why_at = DateTimeField(label=_("Day and time"), required=False)

    def __init__(self, *args: Any, problems: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.code, f"{one.title} · {one.owner}") for one in problems]
        self.fields["problems"].choices = named  # type: ignore[attr-defined]
        self.fields["why"].choices = [("", "–"), *named]  # type: ignore[attr-defined]

    def clean_problems(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["problems"]
        if len(chosen) > MOST_BY_JOB:
            sentence = gettext("Please choose at most %(most)s problems at once.")
            raise forms.ValidationError(sentence % {"most": MOST_BY_JOB})
        return chosen

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("why") and len(values.get("problems") or ()) > MOST_AT_ONCE:
            sentence = gettext("This is answered for at most %(most)s problems at once.")
            self.add_error("why", sentence % {"most": MOST_AT_ONCE})
        return values

    @property
    def is_long(self) -> bool:
        """Whether so many are chosen that nobody is to wait at the page."""
        return len(self.cleaned_data["problems"]) > MOST_AT_ONCE

    def clean_last(self) -> Any:
        last = self.cleaned_data["last"]
        today = timezone.localdate()
        if not SOONEST <= (last - today).days <= MOST_AHEAD:
            sentence = gettext("Please give a day from %(first)s to %(last)s.")
            days = (today + timedelta(days=SOONEST), today + timedelta(days=MOST_AHEAD))
            raise forms.ValidationError(sentence % {"first": day(days[0]), "last": day(days[1])})
        return last

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(**{name: given[name] for name in ("minutes", "experts", "last", "room")})

    def asked_why(self) -> tuple[str, datetime] | None:
        given = self.cleaned_data
        if given["why"] in given["problems"] and given["why_at"]:
            return given["why"], given["why_at"]
        return None


class AskDatesForm(Form):
    """Times found, of which the panel is asked."""

    starts = forms.MultipleChoiceField(
        label=_("Times"),
        error_messages={"required": _("Please choose at least one time that is still to come.")},
    )
    minutes = forms.IntegerField(min_value=30, max_value=480)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.getlist("starts") if isinstance(self.data, QueryDict) else []
        self.fields["starts"].choices = [(one, one) for one in given if _moment(one)]  # type: ignore[attr-defined]

    def moments(self) -> list[datetime]:
        return [_moment(one) for one in self.cleaned_data["starts"]]


class WhenForm(Form):
    """At which of the times asked about somebody can come."""

    starts = forms.MultipleChoiceField(
        label=_("I can come"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, letter: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"starts": letter.chosen or []}, **kwargs)
        self.fields["starts"].choices = [  # type: ignore[attr-defined]
            (one, when(timezone.localtime(datetime.fromisoformat(one)))) for one in letter.starts
        ]


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


class MinutesForm(Form):
    """The discussion as a whole, what was said of each item of the agenda, and the next meeting."""

    discussion = BiFormField(label=_("What was discussed"), rows=8, max_length=20000, required=False)
    version = VersionField()

    def __init__(self, *args: Any, texts: Texts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = [title for title, _text in texts.sections]
        for number, title in enumerate(self.titles, start=1):
            self._add(_section(number), label=f"{number}. {title}", rows=5, max_length=20000)
        self._add("next_meeting", label=_("Next meeting"), max_length=300)

    def _add(self, name: str, **values: Any) -> None:
        field = BiFormField(required=False, **values)
        speak(field)
        self.fields[name] = field

    @staticmethod
    def initial_of(texts: Texts, version: int) -> dict[str, Any]:
        sections = {_section(number): text for number, (_title, text) in enumerate(texts.sections, start=1)}
        found = {"discussion": texts.discussion, "next_meeting": texts.next_meeting, "version": version}
        return found | sections

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        texts = [given[_section(number)] for number in range(1, len(self.titles) + 1)]
        plain = {name: given[name] for name in ("discussion", "next_meeting", "version")}
        return plain | {"sections": list(zip(self.titles, texts, strict=True))}


def _section(number: int) -> str:
    return f"section{number}"


class SuggestionForm(Form):
    """A passage as it should read instead."""

    text = BiFormField(label=_("How it should read"), rows=10, max_length=20000)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}))
    version = VersionField()


class SuggestionAnswerForm(Form):
    """Take a correction over, also with another wording, or decline it with a reason."""

    do = forms.ChoiceField(choices=[("take", "take"), ("decline", "decline")], widget=forms.HiddenInput)
    text = BiFormField(label=_("How it will read"), rows=10, max_length=20000, required=False)
    answer = forms.CharField(
        label=_("Why not, if you decline it"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    version = VersionField()


class EditionForm(Form):
    """What members read of each passage."""

    with_names = forms.BooleanField(label=_("With the names of those who were there"), required=False)
    version = VersionField()

    def __init__(self, *args: Any, passages: list[Passage], edition: Any, **kwargs: Any) -> None:
        self.passages = passages
        super().__init__(*args, initial=self.initial_of(passages, edition), **kwargs)
        for one in passages:
            self._add(one)

    @staticmethod
    def initial_of(passages: list[Passage], edition: Any) -> dict[str, Any]:
        found: dict[str, Any] = {"version": edition.version if edition else 0}
        found["with_names"] = bool(edition and edition.with_names)
        for one in passages:
            found[f"shown_{one.key}"], found[f"text_{one.key}"] = members.choice(edition, one.key)
        return found

    def _add(self, passage: Passage) -> None:
        label = gettext("For members")
        shown = forms.ChoiceField(label=label, choices=Shown.choices, widget=forms.RadioSelect)
        text = BiFormField(label=_("The text in its place"), rows=3, max_length=20000, required=False)
        for name, field in ((f"shown_{passage.key}", shown), (f"text_{passage.key}", text)):
            speak(field)
            self.fields[name] = field

    def rows(self) -> list[tuple[Passage, Any, Any]]:
        return [(one, self[f"shown_{one.key}"], self[f"text_{one.key}"]) for one in self.passages]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        chosen = {one.key: (given[f"shown_{one.key}"], given[f"text_{one.key}"]) for one in self.passages}
        return {"passages": chosen, "with_names": given["with_names"], "version": given["version"]}


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
    reasons = BiFormField(label=_("Why it was decided so"), rows=4, max_length=4000, required=False)
    responsible = PersonField(label=_("Who answers for it"), queryset=Person.objects.none())
    due_on = DateField(label=pgettext_lazy("deadline", "By"), future=True)
    review_on = DateField(label=_("Review on"), future=True, required=False)


class DissentForm(Form):
    """One person who was there: empty for whoever agreed."""

    why = forms.CharField(max_length=1000, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, seat: Attendance, **kwargs: Any) -> None:
        self.seat = seat
        super().__init__(*args, prefix=f"seat{seat.person_id}", **kwargs)
        self.fields["why"].label = called(seat.person)


class ReviewForm(Form):
    outcome = forms.ChoiceField(label=_("The decision"), choices=Review.choices, widget=forms.RadioSelect)
    text = BiFormField(label=pgettext_lazy("review of a decision", "In words"), rows=4, max_length=4000)
    next_on = DateField(label=_("Look at it again on"), future=True, required=False)
    seen = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": decision.review_on}, **kwargs)


class ActionItemForm(SeatedForm):
    somebody = "who"
    what = BiFormField(label=_("What"), max_length=500)
    who = PersonField(label=pgettext_lazy("to do", "Who"), queryset=Person.objects.none())
    due_on = DateField(label=pgettext_lazy("deadline", "By"), future=True)


class AskInterestForm(Form):
    until = DateField(label=_("Answers until"), future=True)


class StateInterestForm(Form):
    level = forms.ChoiceField(
        label=_("How far would your organisation go?"), choices=Interest.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("Comment"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    version = VersionField()

    @staticmethod
    def initial_of(said: InterestForm | None) -> dict[str, Any]:
        if said is None:
            return {"version": 0}
        return {"level": said.level, "comment": said.comment, "version": said.version}


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
        label=_("What came of it"), max_length=2000, widget=forms.Textarea({"rows": 4}), required=False
    )
    upload = forms.FileField(label=_("A file that shows it"), required=False, allow_empty_file=True)


class LackingForm(Form):
    reason = forms.CharField(
        label=_("What is still missing"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )


class MoveForm(Form):
    due_on = DateField(label=_("The new date"), future=True)
    reason = forms.CharField(
        label=_("Why the date is moved"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
