"""When sites, measurements and effects are asked about again: settings of this room, in one place."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

PROGRESS_MONTHS = 1  # from one word of the lead to the next
PROGRESS_NOTICE = timedelta(days=1)  # before it is due, on the lead's desk
PROGRESS_WIDER = timedelta(days=3)  # after it was due, on the secretariat's
SITE_MONTHS = (6, 12)  # after a site confirmed
RECHECK_MONTHS = (6, 12)  # after an effect was verified
ASK_WIDER = timedelta(days=14)  # after the site's person was asked in vain
REMIND_BEFORE = timedelta(days=14)  # a planned measurement


def month_after(day: date) -> date:
    """The first of the next month."""
    return months_after(day.replace(day=1), 1)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
