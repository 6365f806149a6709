from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemState(models.TextChoices):
    LISTED = "listed", pgettext_lazy("data item", "listed")
    TIER_PROPOSED = "tier_proposed", _("tier proposed")
    TIER_AGREED = "tier_agreed", _("tier agreed")
    PROVIDED = "provided", pgettext_lazy("data item", "provided")
    IN_USE = "in_use", pgettext_lazy("data item", "in use")
    RETURNED = "returned", pgettext_lazy("data item", "returned")
    DESTROYED = "destroyed", pgettext_lazy("data item", "destroyed")


class OutputState(models.TextChoices):
    ASKED = "asked", _("waits for the approver")
    LET_GO = "let_go", _("may leave")
    REFUSED = "refused", _("may not leave")
    TAKEN_BACK = "taken_back", pgettext_lazy("output", "taken back")


class Place(models.IntegerChoices):
    """Where an item may be processed, the least strict first."""

    ANYWHERE = 0, _("anywhere")
    PARTNERS = 1, _("on systems of the project's partners")
    PROTECTED = 2, _("in a protected environment")
    PREMISES = 3, _("only on the premises of the party that keeps it")


class TierRole(models.TextChoices):
    """Who has to agree about a tier."""

    OWNER = "owner", pgettext_lazy("who answers about a tier", "owner of the data")
    LEAD = "lead", pgettext_lazy("who answers about a tier", "lead of the project")
    REFEREE = "referee", pgettext_lazy("who answers about a tier", "referee")
