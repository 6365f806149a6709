"""How long partners look at what is to be published: settings of this room, in one place."""

from __future__ import annotations

from datetime import timedelta

REVIEW = timedelta(days=30)
MOST_DELAY = 60  # days, all delays of a review together
REMIND_BEFORE = timedelta(days=7)
