from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oneteam.accounts.models import Person
from oneteam.base.fields import Bi, both
from oneteam.base.forms import BiFormField, DateField, DateTimeField, Form, VersionField
from oneteam.base.text import called
from oneteam.experts.models import ExpertProfile

from . import queries
from .actions.tables import Plan
from .enums import DecisionKind, Help, Interest, Presence, Review
from .matching import Parameters
from .models import Attendance, Candidate, Decision, Minutes, RoundTable
from .planning import ByHand

# The agenda that the alliance uses unless the convener changes it.
TEMPLATE = (
    (_("The owner presents the problem"), 15),
    (pgettext_lazy("agenda", "Questions"), 25),
    (_("The experts' ways"), 50),
    (_("Decision and who does what"), 30),
)
MORE_ROWS = 2
MORE_PAIRS, MOST_PAIRS = 3, 40
STEPS = ("pin", "unpin", "leave", "back", "swap")


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return called(obj)


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


class ConveneForm(Form):
    starts_at = DateTimeField(label=_("Day and time"))
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
        if not values.get("place") and not values.get("link") and "link" not in self.errors:
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
