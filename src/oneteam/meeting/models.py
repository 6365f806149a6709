"""What happens while a round table meets. All of it in the circle of the room, but for what one person voted."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.base.codes import random_code
from oneteam.roundtables.models import AgendaItem, RoundTable
from oneteam.walls.models import Walled

from .enums import NoteKind, Voting


def note_code() -> str:
    return random_code("N")


def idea_code() -> str:
    return random_code("W")


class Sitting(Walled):
    """A table that meets: at which item of the agenda and until when, who has the floor. Whether it goes on the table says."""

    table = models.OneToOneField(RoundTable, models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    item_until = models.DateTimeField()
    speaker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    voting = models.CharField(max_length=8, choices=Voting.choices, default=Voting.NOT_YET)

    def __str__(self) -> str:
        return str(self.table_id)


class Here(Walled):
    """Somebody in the room: when their page was last heard of, and since when their hand is up."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    came_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    hand_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["came_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sitting", "person"], name="here_once")]

    def __str__(self) -> str:
        return str(self.person)


class Note(Walled):
    """One thing that was said, settled or put off; or an item of the agenda in short, which all write together."""

    code = models.CharField(max_length=12, unique=True, default=note_code)
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="notes")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=NoteKind.choices, default=NoteKind.SAID)
    text = models.TextField(pgettext_lazy("note of a meeting", "what was said"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    taken_back = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "item"], condition=models.Q(kind=NoteKind.GIST), name="gist_once_an_item"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("meeting:note", args=[self.code])


class NoteText(Walled):
    """A text that a note had before."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="before")
    version = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "version"], name="note_version_once")
        ]

    def __str__(self) -> str:
        return self.text


class Idea(Walled):
    """A way to solve the problem, with what speaks for it and against it."""

    code = models.CharField(max_length=12, unique=True, default=idea_code)
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="ideas")
    title = models.CharField(pgettext_lazy("idea", "In a line"), max_length=200)
    pros = models.TextField(_("What speaks for it"), max_length=2000, blank=True)
    cons = models.TextField(_("What speaks against it"), max_length=2000, blank=True)
    effort = models.CharField(_("Effort"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    votes = models.PositiveSmallIntegerField(null=True, blank=True)  # once they are counted

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meeting:idea", args=[self.code])


class Vote(Walled):
    """In the circle of whoever gave it, so that nobody else can know, be the voting closed or not."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["idea", "person"], name="votes_once_an_idea")
        ]

    def __str__(self) -> str:
        return str(self.idea_id)
