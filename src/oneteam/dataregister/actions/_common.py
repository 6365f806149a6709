from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oneteam.journal.actions import record
from oneteam.journal.outbox import send_each

from ..models import Item


def tell(item: Item, verb: str, actor: Any, **data: Any) -> None:
    """An entry for those who see the project."""
    record(
        verb=f"dataregister.{verb}", actor=actor, thread=item.project.disclosure.thread, target=item.code,
        circle=item.circle, data={"name": item.name.as_dict(), **data},
    )  # fmt: skip


def write(kind: str, people: Iterable[Any], actor: Any, **codes: str) -> None:
    """One letter to each, but not to whoever did it."""
    send_each(kind=f"dataregister.{kind}", to=people, but=actor, data=codes)
