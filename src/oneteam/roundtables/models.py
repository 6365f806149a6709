"""From a match run over the panel to one decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.alliance.models import Organisation
from oneteam.base.codes import random_code
from oneteam.base.fields import BiField
from oneteam.base.models import Stateful
from oneteam.experts.models import ExpertProfile, what_and_where
from oneteam.problems.models import Problem
from oneteam.walls.models import Walled

from .enums import (
    ActionState,
    Answer,
    Change,
    DecisionKind,
    Help,
    Interest,
    Presence,
    Review,
    RunState,
    Strike,
    SuggestionState,
    TableState,
)


def run_code() -> str:
    return random_code("M")


PAPERS = "minutes:"  # what the files that go with its minutes hang on, with the code of the table
MATERIALS = "materials:"  # what its files to read before hang on, with the code of the table


def table_code() -> str:
    return random_code("RT")


def decision_code() -> str:
    return random_code("D")


def waiver_code() -> str:
    return random_code("WV")


def question_code() -> str:
    return random_code("DQ")


def replacement_code() -> str:
    return random_code("RP")


def day_code() -> str:
    return random_code("DP")


def suggestion_code() -> str:
    return random_code("MS")


def edition_code() -> str:
    return random_code("ME")


def action_code() -> str:
    return random_code("T")


def venue_code() -> str:
    return random_code("RM")


def booking_code() -> str:
    return random_code("RB", 10)


def stood_in_for(encoder: str) -> str:
    """The encoder that was wanted and could not be loaded, so that words alone were compared."""
    return encoder.partition(", in place of ")[2]


class MatchRun(Walled, Stateful):
    """One computed proposal with everything it rested on.

    In the circle of the secretariat's own notes until it is sent; then of the owner's desk.
    """

    code = models.CharField(max_length=12, unique=True, default=run_code)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.PROPOSED)
    algorithm = models.CharField(max_length=60)
    encoder = models.CharField(max_length=200, blank=True)  # its name and version, as the core tells them
    fingerprint = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict)
    unmet = models.JSONField(default=list)  # rules that cannot all hold, as codes of the core
    figures = models.JSONField(default=dict)  # how many were assessed, and excluded by which reason
    note = BiField(pgettext_lazy("panel", "note to the owner"), blank=True)
    reason = models.TextField(_("why another list"), blank=True)  # the owner's, when asking again
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:run", args=[self.code])

    @property
    def stands_in_for(self) -> str:
        return stood_in_for(self.encoder)


class Candidate(Walled):
    """One expert of a run: proposed, runner-up or excluded, with the reasons that the owner may read.

    Circle: the run's; who is excluded for a reason that is nobody's business but the secretariat's
    stays in the circle of its own notes.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="candidates")
    expert = models.ForeignKey(ExpertProfile, models.PROTECT, related_name="+")
    # Beside the profile, because a profile can disappear behind its wall when consent is withdrawn.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    expert_code = models.CharField(max_length=12)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    chosen = models.BooleanField(default=False)
    struck = models.BooleanField(default=False)  # by the owner
    score = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=dict)  # topic, field, schedule: codes and evidence
    conflicts = models.JSONField(default=list)  # codes of conflicts and notes, without private details
    excluded = models.JSONField(default=list)  # codes; empty: may be chosen

    class Meta:
        ordering: ClassVar = ["rank", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "expert"], name="candidate_once_a_run")
        ]

    def __str__(self) -> str:
        return str(self.expert)


class CandidateNote(Walled):
    """What only the secretariat may know of a candidate: ties and their dates. In the circle of its notes.

    No load stands here: it is counted when the page is shown, under the keys of whoever reads it.
    """

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="private")
    conflicts = models.JSONField(default=list)  # with organisation, kind and date
    codes = models.JSONField(default=list)  # why excluded, where that is for the secretariat only
    text = models.TextField(_("note"), blank=True)  # why fixed, left out or exchanged, in the officer's words

    def __str__(self) -> str:
        return str(self.candidate_id)


class WaiverRequest(Walled):
    """The secretariat asks the owner to waive a conflict of one person. In the circle of the owner's desk.

    It says that the person has a tie to a competitor, and nothing else of it.
    """

    code = models.CharField(max_length=12, unique=True, default=waiver_code)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    why = models.TextField(_("why this person is wanted"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(default=False)
    until = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem", "person"], condition=models.Q(answered_at=None), name="waiver_asked_once"
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:waiver", args=[self.code])


class DayPlan(Walled):
    """All open problems matched at once, as far as one officer may see them. In the circle of that officer.

    Sealed problems are never among them: who sits there changes nothing at the others.
    """

    code = models.CharField(max_length=12, unique=True, default=day_code)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    algorithm = models.CharField(max_length=60)
    encoder = models.CharField(max_length=200, blank=True)
    parameters = models.JSONField(default=dict)
    kept = models.BooleanField(default=False)  # as much as possible of the plan before
    total = models.FloatField(default=0)
    bound = models.FloatField(default=0)  # no plan above this floor has a larger sum
    floor = models.FloatField(default=0)
    floor_bound = models.FloatField(default=0)
    clash = models.JSONField(default=list)  # rules that cannot all hold, as codes of the core

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:day", args=[self.code])

    @property
    def stands_in_for(self) -> str:
        return stood_in_for(self.encoder)

    @property
    def by_hand(self) -> list[dict[str, Any]]:
        """Pairs of codes with what must be of them, and whether they were in the way."""
        return list(self.parameters.get("by_hand", []))

    @property
    def is_proven(self) -> bool:
        return self.total == self.bound and self.floor == self.floor_bound


class DayProblem(Walled):
    """One problem of a plan. In the circle of the secretariat's own notes on it."""

    plan = models.ForeignKey(DayPlan, models.CASCADE, related_name="problems")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    total = models.FloatField()
    alone = models.FloatField()  # what it would get if no other problem were matched
    run = models.ForeignKey(MatchRun, models.SET_NULL, null=True, related_name="+")  # the list made of it

    class Meta:
        ordering: ClassVar = ["total", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "problem"], name="problem_once_a_plan")
        ]

    def __str__(self) -> str:
        return str(self.problem_id)


class DayPlace(Walled):
    """One expert at one problem of a plan. In the circle of its problem's row."""

    at = models.ForeignKey(DayProblem, models.CASCADE, related_name="places")
    expert = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    expert_code = models.CharField(max_length=12)
    score = models.FloatField()
    change = models.CharField(max_length=8, choices=Change.choices)  # against the plan before

    class Meta:
        ordering: ClassVar = ["-score", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["at", "expert"], name="place_once_a_problem")
        ]

    def __str__(self) -> str:
        return str(self.expert_code)


class Venue(Walled):
    """A room in which tables can meet. In the circle of the secretariat, which keeps it; a table copies its name."""

    code = models.CharField(max_length=12, unique=True, default=venue_code)
    name = BiField()
    address = BiField(blank=True)
    capacity = models.PositiveSmallIntegerField()
    equipment = BiField(blank=True)
    offered = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("roundtables:venue", args=[self.code])

    def told(self) -> dict[str, str]:
        """Name and address, by language, as the place of a table."""
        return what_and_where(self.name.as_dict(), self.address.as_dict())


class VenueBooking(Walled):
    """From when to when a room is taken, by a table or by anything else. In the circle of the secretariat.

    Whoever may not see the table reads that the room is taken, as at its door, and as of what a colleague has
    noted without a word. Sealed tables book no room here.
    """

    code = models.CharField(max_length=16, unique=True, default=booking_code)
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="bookings")
    table = models.OneToOneField("RoundTable", models.CASCADE, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)  # where it is no table
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")  # the same
    span = DateTimeRangeField()

    class Meta:
        ordering: ClassVar = ["span"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_use_of_a_room_at_a_time",
                expressions=[("venue", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.code


class RoundTable(Walled, Stateful):
    """A table with a fixed date. In the circle of the room."""

    code = models.CharField(max_length=12, unique=True, default=table_code)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    run = models.ForeignKey(MatchRun, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=TableState.choices, default=TableState.FIXED)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = BiField(_("place"), blank=True)
    link = models.URLField(_("video link"), blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # convened it
    sequence = models.PositiveIntegerField(default=0)  # of what is sent to calendars: grows with each change

    class Meta:
        ordering: ClassVar = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:detail", args=[self.code])

    @property
    def papers(self) -> str:
        """What the files that go with its minutes hang on."""
        return f"{PAPERS}{self.code}"

    @property
    def materials(self) -> str:
        """What the files to read before it hang on."""
        return f"{MATERIALS}{self.code}"


class AgendaItem(Walled):
    """One item of the agenda with its minutes. In the circle of the room."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = BiField(_("item"))
    minutes = models.PositiveSmallIntegerField(pgettext_lazy("duration", "minutes"))

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "number"], name="agenda_number_once")
        ]

    def __str__(self) -> str:
        return str(self.title)


class Attendance(Walled):
    """Somebody expected at the table, and whether they came. In the circle of the room."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="attendance")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    is_expert = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.EXPECTED)
    reason = models.CharField(_("reason of absence"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["table", "person"], name="attends_once")]

    def __str__(self) -> str:
        return str(self.person)


class Booking(Walled):
    """From when to when a table takes somebody's time. In the circle of that one person, who alone knows all of theirs.

    ``holds``: no two that hold overlap. Where another table was first, of which whoever convened this one may know
    nothing, it does not hold.
    """

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    span = DateTimeRangeField()
    holds = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "person"], name="booked_once"),
            ExclusionConstraint(
                name="at_one_table_at_a_time", condition=models.Q(holds=True),
                expressions=[("person", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.table_id} {self.person_id}"


class TableInvitation(Walled):
    """What an invited expert sees before an NDA: date, place and why. In the circle of that one person.

    The owner and the secretariat read the answer in the attendance, in the circle of the room.
    """

    attendance = models.OneToOneField(Attendance, models.CASCADE, related_name="invitation")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.CharField(max_length=20)
    table_code = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = BiField(blank=True)
    why = models.JSONField(default=dict)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)  # of declining
    sequence = models.PositiveIntegerField(default=0)  # the table's, which the invited may not see
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.table_code


class Replacement(Walled):
    """Somebody proposed to the owner for the seat of an expert who declined. In the circle of the owner's desk."""

    code = models.CharField(max_length=12, unique=True, default=replacement_code)
    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Attendance, models.CASCADE, related_name="+")  # of whoever declined
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["seat"], condition=models.Q(answered_at=None), name="replacement_asked_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class DateQuestion(Walled):
    """Times that the secretariat asks about before a date is fixed. In the circle of the owner's desk."""

    code = models.CharField(max_length=12, unique=True, default=question_code)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    starts = models.JSONField(default=list)  # as ISO times with their zone
    minutes = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.code


class DateAnswer(Walled):
    """At which of them somebody can come. In the circle of the owner's desk."""

    question = models.ForeignKey(DateQuestion, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_expert = models.BooleanField()
    starts = models.JSONField(null=True)  # those that suit; nothing: not answered yet

    class Meta:
        ordering: ClassVar = ["-is_expert", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "person"], name="asked_once_a_question")
        ]

    def __str__(self) -> str:
        return str(self.person)


class DateLetter(Walled):
    """What somebody asked about times sees of it, which may be before an NDA. In the circle of that one person."""

    answer = models.OneToOneField(DateAnswer, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.CharField(max_length=20)
    starts = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField()
    chosen = models.JSONField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.person)


class Written(models.Model):
    """What somebody writes into minutes; the rest of them comes from the round table. See ``texts.Texts``."""

    discussion = BiField(pgettext_lazy("minutes", "discussion"), blank=True)  # as a whole
    sections = models.JSONField(default=list)  # by item of the agenda: title and text, each in both languages
    next_meeting = BiField(_("next meeting"), blank=True)

    class Meta:
        abstract = True


class Minutes(Walled, Written):
    """What was said, in the form Korean organisations use. In the circle of the room.

    Agreed minutes do not change any more: the database refuses it, and ``digest`` tells whether it was done.
    """

    table = models.OneToOneField(RoundTable, models.CASCADE, related_name="minutes")
    frozen = models.JSONField(
        null=True
    )  # the whole record as it was sent, then as it was agreed (``record``)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of ``frozen`` from the agreement on
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)  # from here the days of silence count
    agreed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.table_id)


class MinutesVersion(Walled, Written):
    """What stood in the minutes after one save. In the circle of the room."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once")
        ]

    def __str__(self) -> str:
        return str(self.number)


class MinutesSuggestion(Walled):
    """A passage as somebody who was there would have it, and what became of that. In the circle of the room."""

    code = models.CharField(max_length=12, unique=True, default=suggestion_code)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="suggestions")
    passage = models.CharField(max_length=12)  # see ``texts.Texts``
    version = models.PositiveIntegerField()  # of the minutes that were read
    before = BiField()  # the passage in that version
    text = BiField(pgettext_lazy("minutes", "suggested text"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)  # why it was declined

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:suggestion", args=[self.code])


class MinutesEdition(Walled):
    """What members read of agreed minutes, where the owner allows it.

    In the circle of the desk while it is prepared; once the owner publishes it, in the circle of the summary.
    """

    code = models.CharField(max_length=12, unique=True, default=edition_code)
    minutes = models.OneToOneField(Minutes, models.CASCADE, related_name="edition")
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="+")
    passages = models.JSONField(default=dict)  # of each: what is shown, and the text in its place
    with_names = models.BooleanField(default=False)
    content = models.JSONField(null=True)  # what members read, from publishing on
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("roundtables:edition", args=[self.code])


class MinutesAgreement(Walled):
    """One person's agreement to the minutes. In the circle of the room."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="agreements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["minutes", "person"], name="agrees_once")]

    def __str__(self) -> str:
        return str(self.person)


class Decision(Walled):
    """One decision a table, with its owner and date. In the circle of the summary."""

    code = models.CharField(max_length=12, unique=True, default=decision_code)
    table = models.OneToOneField(RoundTable, models.PROTECT, related_name="decision")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    kind = models.CharField(
        pgettext_lazy("round table", "decision"), max_length=12, choices=DecisionKind.choices
    )
    text = BiField(_("what was decided"))
    reasons = BiField(_("why"), blank=True)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(pgettext_lazy("date", "by"))
    review_on = models.DateField(_("review on"), null=True, blank=True)
    decided_at = models.DateTimeField(default=timezone.now)
    interest_until = models.DateField(_("answers until"), null=True, blank=True)  # of the members, if asked

    def __str__(self) -> str:
        return str(self.text)


class Dissent(Walled):
    """Who at the table disagreed with its decision, and why. In the circle of the room: it tells who sat there."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.TextField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "person"], name="dissents_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.why}"


class DecisionReview(Walled):
    """What became of a decision when its review date came. In the circle of the decision."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Review.choices)
    text = BiField(pgettext_lazy("review of a decision", "in words"))
    due_on = models.DateField(
        null=True
    )  # the date that had come; without one it was looked at of one's own accord
    next_on = models.DateField(_("next review"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.text)


class InterestForm(Walled):
    """How far a member would go with a joint task. In a circle of its own, which follows that of the owner's desk:
    its coordinators, the owner and the secretariat, but for whoever competes with the owner or with the member."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="interests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    level = models.CharField(_("interest"), max_length=10, choices=Interest.choices)
    comment = models.TextField(_("comment"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "organisation"], name="interest_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.level}"


class Feedback(Walled):
    """How an expert helped at a table, by its owner or its chair. In the circle of the secretariat's own notes."""

    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")  # the expert
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by_owner = models.BooleanField()
    helped = models.PositiveSmallIntegerField(choices=Help.choices)
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "person", "by"], name="feedback_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.helped}"


class ActionItem(Walled, Stateful):
    """What somebody took on. In the circle of the room; so are the files that show it."""

    code = models.CharField(max_length=12, unique=True, default=action_code)
    table = models.ForeignKey(RoundTable, models.CASCADE, related_name="action_items")
    what = BiField(_("what"))
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(pgettext_lazy("date", "by"))
    state = models.CharField(max_length=9, choices=ActionState.choices, default=ActionState.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    evidence = models.TextField(_("what came of it"), blank=True)
    lacking = models.TextField(_("what is still missing"), blank=True)  # of the one who sent it back

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.what)

    def get_absolute_url(self) -> str:
        return reverse("roundtables:item", args=[self.code])

    @property
    def evidence_target(self) -> str:
        return f"action:{self.code}"


class ActionReminder(Walled):
    """A clock that has struck for something to do, with the date it was counted from. In the circle of the room."""

    item = models.ForeignKey(ActionItem, models.CASCADE, related_name="reminders")
    clock = models.CharField(max_length=12, choices=Strike.choices)
    due_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "clock", "due_on"], name="clock_strikes_once")
        ]

    def __str__(self) -> str:
        return self.clock
