"""What else is known of a person who asks to be forgotten. Upper apps say how they forget:

    @forgets
    def profile(person) -> None: ...

It runs with the house open, while the person's own row still says who they were.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Forget = Callable[[Any], None]
_acts: list[Forget] = []


def forgets(act: Forget) -> Forget:
    _acts.append(act)
    return act


def everywhere(person: Any) -> None:
    for act in _acts:
        act(person)
