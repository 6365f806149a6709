from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutcomeKind(models.TextChoices):
    PAPER = "paper", pgettext_lazy("outcome", "paper")
    PATENT = "patent", pgettext_lazy("outcome", "patent")
    STANDARD = "standard", pgettext_lazy("outcome", "standard")
    SOFTWARE = "software", pgettext_lazy("outcome", "software")
    DATA = "data", pgettext_lazy("outcome", "data set")
    SAVING = "saving", pgettext_lazy("outcome", "saving")
    HIRE = "hire", pgettext_lazy("outcome", "hire")
    AWARD = "award", pgettext_lazy("outcome", "award")


class OutcomeState(models.TextChoices):
    CLAIMED = "claimed", _("claimed")
    CONFIRMED = "confirmed", pgettext_lazy("outcome", "confirmed")
    TAKEN_BACK = "taken_back", pgettext_lazy("outcome", "taken back")
