from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """The stations of a problem (domain: life cycles)."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    SCOPING = "scoping", _("in scoping")
    RETURNED = "returned", _("returned with questions")
    REROUTED = "rerouted", _("rerouted")
    DECLINED = "declined", _("declined")
    ACCEPTED = "accepted", _("accepted")
    MATCHING = "matching", _("matching experts")
    AGREED = "agreed", _("panel agreed")
    SCHEDULED = "scheduled", _("round table scheduled")
    HELD = "held", _("round table held")
    DECIDED = "decided", _("decided")
    IN_PROJECT = "in_project", _("in a project")
    APPLIED = "applied", _("applied in the field")
    VERIFIED = "verified", _("effect verified")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ON_HOLD = "on_hold", _("on hold")


class Better(models.TextChoices):
    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")


class Recommendation(models.TextChoices):
    ACCEPT = "accept", _("accept")
    RETURN = "return", _("return with questions")
    REROUTE = "reroute", _("reroute")
    DECLINE = "decline", _("decline")


class Route(models.TextChoices):
    """Where a problem is better off than at a round table."""

    BILATERAL = "bilateral", _("bilateral cooperation")
    STARTUPS = "startups", pgettext_lazy("where a problem goes", "start-ups")
    COURSE = "course", pgettext_lazy("where a problem goes", "a course")
    JOINT_TASK = "joint_task", _("joint task")


class Access(models.TextChoices):
    PUBLIC = "public", _("public")
    AFTER_NDA = "after_nda", _("after an NDA")
    ON_SITE = "on_site", _("on site only")
    SAFE_HAVEN = "safe_haven", _("in a protected room")
    NONE = "none", _("not provided")


class Tier(models.IntegerChoices):
    """How sensitive a data set is."""

    OPEN = 0, _("open data")
    PLAIN = 1, _("non-sensitive data")
    CONFIDENTIAL = 2, _("confidential data")
    SENSITIVE = 3, _("sensitive data")
    HIGHLY_SENSITIVE = 4, _("highly sensitive data")


class Side(models.TextChoices):
    """Who must agree before a problem is opened further: whoever did not ask."""

    OWNER = "owner", _("owner")
    OFFICE = "office", _("secretariat")


class Ending(models.TextChoices):
    """How something ends without a result."""

    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DECIDED = "decided", pgettext_lazy("how something ended", "stopped by a round table")
    STOPPED = "stopped", _("stopped")


class Why(models.TextChoices):
    NO_DATA = "no_data", pgettext_lazy("why it ended", "no data")
    NO_OWNER = "no_owner", pgettext_lazy("why it ended", "nobody answers for it")
    NOT_AI = "not_ai", pgettext_lazy("why it ended", "not a problem for AI")
    TOO_DEAR = "too_dear", pgettext_lazy("why it ended", "too dear")
    SOLVED = "solved", pgettext_lazy("why it ended", "solved otherwise")
    OTHER = "other", pgettext_lazy("why it ended", "another reason")


MOST_METHODS = 12
"""Skills that one problem may ask for: as many as the matching can tell apart."""
