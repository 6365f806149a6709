"""What ends without a result: why, and what would have to change. Asked where it ends; an app above keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from oneteam.alliance.models import Disclosure
from oneteam.base.errors import invalid
from oneteam.base.fields import Bi

from .enums import Ending, Why
from .models import Problem


@dataclass(frozen=True)
class Lesson:
    """Why something ended, and what would have to change for it to be taken up again."""

    why: str
    change: Bi


@dataclass(frozen=True)
class Ended:
    """``shown``: who may see its thread; ``source``: the number of the decision or the project that ended."""

    how: Ending
    shown: Disclosure
    title: Bi
    lesson: Lesson
    by: Any
    problem: Problem | None = None
    source: str = ""


Keeper = Callable[[Ended], None]
_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """``keeper(ended)`` is called in the same transaction, once the state and the circles are as they stay."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def lesson_of(why: str, change: Bi | None) -> Lesson:
    """Refuses to end anything without one."""
    if why not in Why.values:
        raise invalid("why", _("Please choose why it ends: others look for it before they try the same."))
    if not change:
        raise invalid("change", _("Please write what would have to change; if nothing would help, say so."))
    return Lesson(why, change)


def keep(ended: Ended) -> None:
    for keeper in _keepers:
        keeper(ended)
