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


class Part(models.TextChoices):
    """What of a room's page is asked for anew on its own."""

    AGENDA = "agenda", pgettext_lazy("room", "Agenda")
    PEOPLE = "people", pgettext_lazy("room", "Who is here")
    NOTES = "notes", pgettext_lazy("room", "Record")
    IDEAS = "ideas", pgettext_lazy("room", "Ways to solve it")
    OUTCOME = "outcome", pgettext_lazy("room", "What comes of it")
