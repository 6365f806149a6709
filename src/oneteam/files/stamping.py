"""Name and time across every page of a PDF that somebody reads. What is stored stays as it was uploaded."""

from __future__ import annotations

from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid
from oneteam.base.text import named, when

PDF = "application/pdf"


class Unmarkable(Invalid):
    """A PDF over which no name can be laid."""

    status = 409


def words_for(reader: Any) -> str:
    """Who reads, and when."""
    return f"{named(reader)} · {when(timezone.now())}"


def stamped(source: IO[bytes], words: str) -> IO[bytes]:
    """The document with ``words`` across each page, at its beginning; ``Unmarkable`` with what to do about it."""
    from . import marking

    source.seek(0)
    try:
        return marking.marked(source, words)
    except marking.Protected:
        raise Unmarkable(protected()) from None
    except marking.TooLong:
        raise Unmarkable(too_long(marking.MOST_PAGES)) from None
    except Exception as reason:  # strangers' bytes break a reader in more ways than it names
        raise Unmarkable(damaged()) from reason


def protected() -> str:
    return _(
        "This PDF is protected, so the reader's name cannot be put on it. Please save it without protection and upload it again."
    )


def damaged() -> str:
    return _(
        "This PDF is damaged, so the reader's name cannot be put on it. Please save it anew and upload it again."
    )


def too_long(most: int) -> str:
    sentence = _(
        "This PDF has more than %(most)s pages, so the reader's name cannot be put on it. Please upload it in parts."
    )
    return sentence % {"most": f"{most:,}"}
