from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    SENT = "sent", _("sent to the owner")
    APPROVED = "approved", _("approved by the owner")
    ASKED_AGAIN = "asked_again", _("owner asks for another list")
    REPLACED = "replaced", _("replaced by a newer run")


class TableState(models.TextChoices):
    FIXED = "fixed", _("date fixed")
    RUNNING = "running", _("running")
    HELD = "held", _("held")
    MINUTES_DRAFTED = "drafted", _("minutes drafted")
    MINUTES_AGREED = "agreed", _("minutes agreed")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class Presence(models.TextChoices):
    EXPECTED = "expected", _("expected")
    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")


class Answer(models.TextChoices):
    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class DecisionKind(models.TextChoices):
    JOINT_TASK = "joint_task", _("joint task")
    BILATERAL = "bilateral", _("bilateral cooperation")
    ADVICE = "advice", _("advice only")
    MORE_DATA = "more_data", _("more data needed")
    STOP = "stop", _("stop")


class ActionState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
