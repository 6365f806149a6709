from django.db import models
from django.utils.translation import pgettext_lazy


class CopyState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("signed file", "waits for the secretariat")
    CONFIRMED = "confirmed", pgettext_lazy("signed file", "confirmed")
    DECLINED = "declined", pgettext_lazy("signed file", "not taken")
