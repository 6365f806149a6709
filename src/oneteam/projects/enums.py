from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectKind(models.TextChoices):
    JOINT = "joint", _("joint task")
    BILATERAL = "bilateral", _("bilateral cooperation")
    STARTUP = "startup", _("start-up trial")


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


class MilestoneState(models.TextChoices):
    PLANNED = "planned", _("planned")
    REACHED = "reached", _("reached")


class SiteState(models.TextChoices):
    REPORTED = "reported", _("reported, not confirmed")
    IN_USE = "in_use", _("in use")
    ENDED = "ended", _("out of use")


class EffectState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CLAIMED = "claimed", _("claimed")
    VERIFIED = "verified", _("verified")
    REJECTED = "rejected", _("rejected")


class Method(models.TextChoices):
    BEFORE_AFTER = "before_after", _("before and after")
    CONTROL = "control", _("with a control line")
    AB = "ab", _("A/B trial")
    ESTIMATE = "estimate", _("estimate")
