"""What long jobs there are. An app registers its own in its ``tasks.py``, where the worker finds them:

    @long_job("experts.index", title=_("Reading the works"), unit=works, told=told, form=form)
    def index(say: Say, person: Any) -> dict[str, Any]: ...

``say(done, total)`` tells how far it is and raises ``Stopped`` once somebody asked for an end. The function opens
the walls itself, in transactions shorter than a step, and can be run again after a worker died in the middle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Say = Callable[[int, int], None]
Work = Callable[..., dict[str, Any]]
Unit = Callable[[int, int], str]
Told = Callable[[dict[str, Any]], tuple[str, str]]
Form = Callable[[dict[str, Any]], str]


class Stopped(Exception):
    """Whoever asked for the job asked it to end."""


@dataclass(frozen=True)
class Kind:
    """``unit``: "31 of 46 works"; ``told``: what came of it, as a sentence and the address where to see it.

    ``form``: where it was asked for with these arguments, and can be asked for again.
    """

    name: str
    title: Any  # a sentence of what is being done, translated when it is shown
    unit: Unit
    told: Told
    form: Form
    work: Work
    alone: bool = True  # never two at once, whoever asked; else each person's wait for nobody else's


KINDS: dict[str, Kind] = {}


def long_job(
    name: str, *, title: Any, unit: Unit, told: Told, form: Form, alone: bool = True
) -> Callable[[Work], Work]:
    def register(work: Work) -> Work:
        KINDS[name] = Kind(name, title, unit, told, form, work, alone)
        return work

    return register
