from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import invalid
from oneteam.base.text import day, say
from oneteam.journal.actions import record
from oneteam.journal.outbox import send_each


def tell(thing: Any, verb: str, actor: Any, **data: Any) -> None:
    """An entry for those who see the project."""
    record(
        verb=f"outcomes.{verb}", actor=actor, thread=thing.project.disclosure.thread, target=thing.code,
        circle=thing.circle, data={"title": thing.title.as_dict(), **data},
    )  # fmt: skip


def write(kind: str, people: Iterable[Any], actor: Any, **codes: str) -> None:
    """One letter to each, but not to whoever did it."""
    send_each(kind=f"outcomes.{kind}", to=people, but=actor, data=codes)


def require_past(field: str, on: date) -> None:
    today = timezone.localdate()
    if on > today:
        sentence = _("Please give today (%(today)s) or a date before it.")
        raise invalid(field, say(sentence, today=day(today, weekday=False)))
