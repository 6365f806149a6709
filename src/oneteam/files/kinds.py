"""Which files are taken, told by their content and not by their ending."""

from __future__ import annotations

import zipfile
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
    "docx": frozenset(
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"}
    ),
    "xlsx": frozenset(
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"}
    ),
    "pptx": frozenset(
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/zip"}
    ),
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
                "The content of “%(name)s” is not what its ending .%(ending)s says. Save it anew and try again."  # noqa: E501
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
        return _zipped(content, head)
    guess = filetype.guess(head)
    if guess is not None:
        return str(guess.mime)
    return "text/plain" if _is_text(head) else "application/octet-stream"


def _zipped(content: IO[bytes], head: bytes) -> str:
    """HWPX says what it is in its first member; office files are told by the library."""
    try:
        with zipfile.ZipFile(content) as archive:
            first = archive.infolist()[0] if archive.infolist() else None
            if first is not None and first.filename == "mimetype" and first.file_size < 100:
                return archive.read(first).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, RuntimeError):
        return "application/octet-stream"
    finally:
        content.seek(0)
    guess = filetype.guess(head)
    return str(guess.mime) if guess is not None else "application/zip"


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
