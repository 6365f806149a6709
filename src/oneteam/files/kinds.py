"""Which files are taken, told by their content and not by their ending."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from pathlib import PurePath
from typing import IO

import filetype
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid

# Ending -> the content types that may stand behind it.
ALLOWED: dict[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    "png": frozenset({"image/png"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "webp": frozenset({"image/webp"}),
    "docx": frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
    "xlsx": frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
    "pptx": frozenset({"application/vnd.openxmlformats-officedocument.presentationml.presentation"}),
    "hwpx": frozenset({"application/hwp+zip"}),
    "hwp": frozenset({"application/x-ole-storage", "application/x-hwp"}),
    "zip": frozenset({"application/zip"}),
    "mp4": frozenset({"video/mp4"}),
    "wav": frozenset({"audio/x-wav", "audio/wav"}),
    "csv": frozenset({"text/plain"}),
    "txt": frozenset({"text/plain"}),
    "md": frozenset({"text/plain"}),
    "json": frozenset({"text/plain"}),
}
SNIFFED = 8192
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def checked(name: str, content: IO[bytes]) -> str:
    """The type found in the content; ``Invalid`` where it is not taken or belies the file's ending."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in ALLOWED:
        known = ", ".join(sorted(ALLOWED))
        raise Invalid(_("Files of this kind are not taken. Please use one of: %(known)s.") % {"known": known})
    found = _found(content)
    if found not in ALLOWED[ending]:
        raise Invalid(
            _(
                "The content of “%(name)s” is not what its ending .%(ending)s says. Save it anew and try again."
            )
            % {"name": name, "ending": ending}
        )
    return found


def _found(content: IO[bytes]) -> str:
    content.seek(0)
    head = content.read(SNIFFED)
    content.seek(0)
    if head.startswith(OLE):
        return "application/x-ole-storage"
    if head.startswith(b"PK"):
        return _zipped(content)
    guess = filetype.guess(head)
    if guess is not None:
        return str(guess.mime)
    return "text/plain" if _is_text(head) else "application/octet-stream"


OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def _zipped(content: IO[bytes]) -> str:
    """HWPX says what it is in its first member; office files are known by their folders."""
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
            if members and members[0].filename == "mimetype" and members[0].file_size < 100:
                return archive.read(members[0]).decode("ascii", "replace").strip()
            names = [member.filename for member in members]
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError):
        return "application/octet-stream"
    finally:
        content.seek(0)
    if "[Content_Types].xml" not in names:
        return "application/zip"
    found = (kind for folder, kind in OFFICE.items() if any(name.startswith(folder) for name in names))
    return next(found, "application/zip")


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "cp949"):
        try:
            head[: len(head) - 3].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 6:
                continue
        return True
    return False
