from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("list of experts", "proposed")
    SENT = "sent", _("sent to the owner")
    APPROVED = "approved", _("approved by the owner")
    ASKED_AGAIN = "asked_again", _("owner asks for another list")
    REPLACED = "replaced", _("replaced by a newer run")


class Change(models.TextChoices):
    """Of a place in a plan, against the plan before."""

    SAME = "same", pgettext_lazy("place in a plan", "as before")
    ADDED = "added", pgettext_lazy("place in a plan", "new")
    REMOVED = "removed", pgettext_lazy("place in a plan", "given up")


# Long jobs.
MATCH, PLAN_DAY, MAKE_LISTS = "roundtables.match", "roundtables.plan_day", "roundtables.make_lists"


class TableState(models.TextChoices):
    FIXED = "fixed", _("date fixed")
    RUNNING = "running", pgettext_lazy("round table", "going on")
    HELD = "held", pgettext_lazy("round table", "held")
    MINUTES_DRAFTED = "drafted", _("minutes drafted")
    MINUTES_AGREED = "agreed", _("minutes agreed")
    CLOSED = "closed", pgettext_lazy("round table", "closed")
    CANCELLED = "cancelled", pgettext_lazy("round table", "cancelled")


AHEAD = (TableState.FIXED, TableState.RUNNING)  # not held yet, and not given up
AFTER_HOLDING = (TableState.HELD, TableState.MINUTES_DRAFTED, TableState.MINUTES_AGREED)


class Presence(models.TextChoices):
    EXPECTED = "expected", pgettext_lazy("attendance", "expected")
    PRESENT = "present", pgettext_lazy("attendance", "present")
    ABSENT = "absent", pgettext_lazy("attendance", "absent")


class SuggestionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("suggested correction", "waits for an answer")
    TAKEN = "taken", pgettext_lazy("suggested correction", "taken over")
    DECLINED = "declined", pgettext_lazy("suggested correction", "declined")


class Shown(models.TextChoices):
    """What members read of a passage of the minutes."""

    NOT = "not", pgettext_lazy("passage for members", "left out")
    AS_IT_IS = "as_it_is", pgettext_lazy("passage for members", "as it is")
    REPLACED = "replaced", pgettext_lazy("passage for members", "another text in its place")


class Answer(models.TextChoices):
    ASKED = "asked", pgettext_lazy("invitation", "asked")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "declined")
    CALLED_OFF = "called_off", pgettext_lazy("invitation", "called off")


class DecisionKind(models.TextChoices):
    JOINT_TASK = "joint_task", _("joint task")
    BILATERAL = "bilateral", _("bilateral cooperation")
    ADVICE = "advice", _("advice only")
    MORE_DATA = "more_data", _("more data needed")
    STOP = "stop", pgettext_lazy("decision", "stop")


class Review(models.TextChoices):
    """What somebody says of a decision at its review."""

    STANDS = "stands", pgettext_lazy("review of a decision", "stands as it is")
    LATER = "later", pgettext_lazy("review of a decision", "to be looked at later")
    CHANGED = "changed", pgettext_lazy("review of a decision", "something has changed")


class Interest(models.TextChoices):
    """How far a member would go with a joint task."""

    NONE = "none", pgettext_lazy("interest in a joint task", "no interest")
    FOLLOW = "follow", pgettext_lazy("interest in a joint task", "follow it")
    CONTRIBUTE = "contribute", pgettext_lazy("interest in a joint task", "contribute people or data")
    JOIN = "join", pgettext_lazy("interest in a joint task", "take part")


TO_PROJECT = (DecisionKind.JOINT_TASK, DecisionKind.BILATERAL)  # what asks for a project


class Help(models.IntegerChoices):
    """How much somebody's part in a round table helped."""

    NOT = 1, pgettext_lazy("how somebody helped", "not at all")
    LITTLE = 2, pgettext_lazy("how somebody helped", "a little")
    SOME = 3, pgettext_lazy("how somebody helped", "somewhat")
    MUCH = 4, pgettext_lazy("how somebody helped", "much")
    VERY = 5, pgettext_lazy("how somebody helped", "very much")


class ActionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("to do", "open")
    DONE = "done", pgettext_lazy("to do", "done")
    CONFIRMED = "confirmed", pgettext_lazy("to do", "confirmed")


class Strike(models.TextChoices):
    """The clocks of what was taken on; their days and whom they reach stand in ``clocks.py``."""

    SOON = "soon", pgettext_lazy("clock", "due soon: reminded")
    LATE = "late", pgettext_lazy("clock", "overdue: reminded")
    COORDINATOR = "coordinator", pgettext_lazy("clock", "a week late: the coordinator's turn")
    EXECUTIVE = "executive", pgettext_lazy("clock", "two weeks late: the executive's turn")
