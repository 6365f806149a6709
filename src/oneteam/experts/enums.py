from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EngagementKind(models.TextChoices):
    EMPLOYED = "employed", _("employed")
    SPONSORED = "sponsored", _("sponsored research")
    ADVISORY = "advisory", _("advisory")
    EQUITY = "equity", _("equity")
    CONFLICT = (
        "conflict",
        _("another conflict of interest"),
    )  # with the organisation itself, not its competitors


class Language(models.TextChoices):
    """Those that a round table of the alliance may be held in."""

    KOREAN = "ko", _("Korean")
    ENGLISH = "en", _("English")
    JAPANESE = "ja", _("Japanese")
    CHINESE = "zh", _("Chinese")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")


class Weekday(models.IntegerChoices):
    """As ``date.weekday()`` counts."""

    MONDAY = 0, pgettext_lazy("weekday", "Monday")
    TUESDAY = 1, pgettext_lazy("weekday", "Tuesday")
    WEDNESDAY = 2, pgettext_lazy("weekday", "Wednesday")
    THURSDAY = 3, pgettext_lazy("weekday", "Thursday")
    FRIDAY = 4, pgettext_lazy("weekday", "Friday")
    SATURDAY = 5, pgettext_lazy("weekday", "Saturday")
    SUNDAY = 6, pgettext_lazy("weekday", "Sunday")


INDEX = "experts.index"  # the long job that reads works for the matching
