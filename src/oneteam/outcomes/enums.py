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


class ResultKind(models.TextChoices):
    INVENTION = "invention", pgettext_lazy("result", "invention")
    SOFTWARE = "software", pgettext_lazy("result", "software")
    DATA = "data", pgettext_lazy("result", "data")
    KNOWHOW = "knowhow", pgettext_lazy("result", "know-how")


class ContributionKind(models.TextChoices):
    IDEA = "idea", pgettext_lazy("contribution", "idea")
    METHOD = "method", pgettext_lazy("contribution", "method")
    BUILDING = "building", pgettext_lazy("contribution", "building it")
    DATA = "data", pgettext_lazy("contribution", "data")
    TRIAL = "trial", pgettext_lazy("contribution", "trial in the field")
    WRITING = "writing", pgettext_lazy("contribution", "writing it up")


WEIGHTS = {
    ContributionKind.IDEA: 5, ContributionKind.METHOD: 4, ContributionKind.BUILDING: 3, ContributionKind.DATA: 3,
    ContributionKind.TRIAL: 2, ContributionKind.WRITING: 1,
}  # fmt: skip


class PublicationKind(models.TextChoices):
    PAPER = "paper", pgettext_lazy("publication", "paper")
    TALK = "talk", pgettext_lazy("publication", "talk or poster")
    REPORT = "report", pgettext_lazy("publication", "report")
    NEWS = "news", pgettext_lazy("publication", "news")


class PublicationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("publication", "draft")
    REVIEW = "review", pgettext_lazy("publication", "with the partners")
    CLEARED = "cleared", pgettext_lazy("publication", "cleared")
    PUBLIC = "public", pgettext_lazy("publication", "published")
