from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from oneteam.alliance.models import Agreement
from oneteam.walls import keys_of

TOLD_BEFORE = dt.timedelta(days=30)


def may_sign(person: Any) -> bool:
    """Whoever sits in a member organisation or start-up: what they sign opens what they are named in."""
    return any(key.startswith("at:") for key in keys_of(person))


def ends_soon(agreement: Agreement) -> bool:
    return agreement.ends_on is not None and agreement.ends_on <= timezone.localdate() + TOLD_BEFORE
