"""A plan as a file: CSV, or the XML that MS Project reads and writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, invalid

from ..actions import PlanRow
from ..tables import Bad, decode
from . import csvfile, msproject
from .csvfile import as_csv
from .msproject import as_xml

__all__ = ["MOST_BYTES", "PlanFile", "as_csv", "as_xml", "read"]

MOST_BYTES = msproject.MOST_BYTES
MPP = b"\xd0\xcf\x11\xe0"


@dataclass
class PlanFile:
    """``left_out``: what of it is not kept here, and why."""

    rows: list[PlanRow] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    left_out: list[Bad] = field(default_factory=list)
    with_links: bool = True
    with_starts: bool = True


def read(data: bytes) -> PlanFile:
    """By what it holds, not by its name. ``Invalid`` where it cannot be read at all."""
    if data.startswith(MPP):
        raise invalid(
            "file",
            _("This is a file of MS Project itself. Please save it there as “XML” and choose that file."),
        )
    found = PlanFile()
    try:
        if msproject.looks_like(data):
            msproject.read(data, found.rows, found.bad, found.left_out)
        else:
            columns = csvfile.read(decode(data), found.rows, found.bad)
            found.with_links, found.with_starts = "after" in columns, "start" in columns
    except Invalid as error:
        raise invalid("file", str(error)) from None
    return found
