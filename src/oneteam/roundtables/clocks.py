"""When people are reminded of what was taken on, and who is told when it stays undone: each rule is one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from oneteam.alliance.enums import Role

from .enums import Strike


@dataclass(frozen=True)
class Clock:
    """Strikes once, ``days`` after the date (negative: before it, and then no later than on it)."""

    name: Strike
    days: int
    role: str = ""  # who is told at the organisation of whoever took it on; empty: they themselves

    def strikes(self, due_on: date, today: date) -> bool:
        return due_on + timedelta(days=self.days) <= today and (self.days >= 0 or today <= due_on)


CLOCKS = (
    Clock(Strike.SOON, -3),
    Clock(Strike.LATE, 1),
    Clock(Strike.COORDINATOR, 7, Role.COORDINATOR),
    Clock(Strike.EXECUTIVE, 14, Role.EXECUTIVE),
)
EARLIEST = timedelta(days=-min(clock.days for clock in CLOCKS))
