"""An archive with one time for everything in it, so that the same document is the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile, ZipInfo

FIRST_YEAR = 1980  # of a zip


def same(name: str, content: bytes) -> bytes:
    return content


def dated(data: bytes, at: datetime, change: Callable[[str, bytes], bytes] = same) -> bytes:
    """The members in their order, each packed as it was: HWPX begins with a plain ``mimetype``."""
    made = BytesIO()
    moment = (max(at.year, FIRST_YEAR), at.month, at.day, at.hour, at.minute, at.second)
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for member in old.infolist():
            info = ZipInfo(member.filename, moment)
            info.compress_type = member.compress_type
            info.external_attr = 0o644 << 16
            new.writestr(info, change(member.filename, old.read(member)))
    return made.getvalue()
