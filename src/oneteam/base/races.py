"""Two people at the very same moment: the database lets one through, the other reads a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from .errors import OneTeamError


@contextmanager
def or_else(refusal: OneTeamError) -> Iterator[None]:
    """What the block writes is kept, or, where a unique constraint stands against it, ``refusal`` is raised."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise refusal from None
