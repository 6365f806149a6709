"""Several acts at the very same moment, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from oneteam import walls
from oneteam.base.errors import OneTeamError


def at_once(*acts: tuple[Any, Callable[[], Any]]) -> list[str]:
    """What each person was told; empty where it was done."""
    together, told = threading.Barrier(len(acts), timeout=20), ["the thread ended before its act"] * len(acts)

    def run(number: int, person: Any, act: Callable[[], Any]) -> None:
        try:
            with walls.acting_as(person):
                together.wait()
                act()
            told[number] = ""
        except OneTeamError as error:
            told[number] = str(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, *pair)) for n, pair in enumerate(acts)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    return told
