from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectKind(models.TextChoices):
    JOINT = "joint", _("joint task")
    BILATERAL = "bilateral", _("bilateral cooperation")
    STARTUP = "startup", _("start-up trial")
    DATA = "data", _("data project")


# What a decision of a round table asks for.
KIND_OF_DECISION = {"joint_task": ProjectKind.JOINT, "bilateral": ProjectKind.BILATERAL}


class ProjectState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed by all partners")
    RUNNING = "running", _("running")
    FIELD_TRIAL = "field_trial", _("field trial")
    APPLIED = "applied", _("applied")
    HANDED_OVER = "handed_over", _("handed over")
    STOPPED = "stopped", _("stopped")


class IpRule(models.TextChoices):
    OWNER_WITH_USE = "owner_with_use", _("the inventor owns, the partners may use")
    JOINT = "joint", _("joint, by contribution")
    SOLE = "sole", _("one party owns")


class Changed(models.TextChoices):
    """What the change log of a project tells of."""

    AIM = "aim", _("aim")
    TIME = "time", _("time")
    LEAD = "lead", _("lead")
    JOINED = "joined", pgettext_lazy("change log", "partner")
    PART = "part", _("part in the project")
    MAN_MONTHS = "man_months", _("man-months")
    CASH = "cash", _("cash")
    IN_KIND = "in_kind", _("in kind")
    NAME = "name", _("name")
    LED_BY = "led_by", _("who leads it")
    TAKE_PART = "take_part", _("who takes part")
    ENDED = "ended", _("ended")
    OBJECTIVE = "objective", _("objective")
    DUE = "due", _("due")
    DELIVERS = "delivers", _("who delivers it")
    RATING = "rating", _("probability and impact")
    OWNER = "owner", _("who sees to it")
    LEFT = "left", _("left the project")
    RESPONSIBLE = "responsible", _("responsible person")


class DeliverableState(models.TextChoices):
    PLANNED = "planned", _("planned")
    DELIVERED = "delivered", pgettext_lazy("deliverable", "delivered")
    ACCEPTED = "accepted", pgettext_lazy("deliverable", "accepted")
    DROPPED = "dropped", _("given up")


class MilestoneState(models.TextChoices):
    PLANNED = "planned", _("planned")
    REACHED = "reached", _("reached")


class ProgressState(models.TextChoices):
    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    STUCK = "stuck", _("stuck")


class SiteState(models.TextChoices):
    REPORTED = "reported", _("reported, not confirmed")
    IN_USE = "in_use", _("in use")
    ENDED = "ended", _("out of use")


class EffectState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CLAIMED = "claimed", _("claimed")
    VERIFIED = "verified", _("verified")
    REJECTED = "rejected", _("rejected")
    LASTING = "lasting", _("lasting")
    FADED = "faded", _("faded")


PROVEN = (EffectState.VERIFIED, EffectState.LASTING, EffectState.FADED)  # somebody outside confirmed it
COUNTED = (EffectState.VERIFIED, EffectState.LASTING)


class Method(models.TextChoices):
    BEFORE_AFTER = "before_after", _("before and after")
    CONTROL = "control", _("with a control line")
    AB = "ab", _("A/B trial")
    ESTIMATE = "estimate", _("estimate")


class Reading(models.TextChoices):
    """What a figure is, and so by which method two of them are compared. Its n is how many were looked at, or how long."""

    MEAN = "mean", _("mean of several values")
    RATE = "rate", _("share in per cent")
    COUNT = "count", _("events per unit of time or number")
    FIGURE = "figure", _("a single figure")


class MeasuredPart(models.TextChoices):
    AFTER = "after", _("with the change")
    BASELINE = "baseline", _("before the change, once more")
    CONTROL_BEFORE = "control_before", _("control line, before")
    CONTROL_AFTER = "control_after", _("control line, now")


class MeasuredBy(models.TextChoices):
    HAND = "hand", _("by hand")
    TABLE = "table", _("from a table")
    MACHINE = "machine", _("by a machine")
