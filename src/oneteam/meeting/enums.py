from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoteKind(models.TextChoices):
    SAID = "said", pgettext_lazy("note of a meeting", "note")
    SETTLED = "settled", pgettext_lazy("note of a meeting", "settled")
    PARKED = "parked", pgettext_lazy("note of a meeting", "for later")
    GIST = "gist", pgettext_lazy("note of a meeting", "in short")


class Voting(models.TextChoices):
    NOT_YET = "not_yet", _("voting has not begun")
    OPEN = "open", _("voting is open")
    COUNTED = "counted", _("votes are counted")


class Part(StrEnum):
    """What of a room's page is asked for anew on its own."""

    BAR = "bar"
    AGENDA = "agenda"
    PEOPLE = "people"
    NOTES = "notes"
    IDEAS = "ideas"
    OUTCOME = "outcome"
