"""Where the bytes lie: outside the web root, under a code that says nothing, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

CHUNK = 256 * 1024
DAY = 24 * 3600


def folder() -> Path:
    return Path(settings.FILES_DIR)


def place(code: str) -> Path:
    """``F-7KQ2XM…`` lies in a folder by its first letters, so that no folder grows too large."""
    return folder() / code[2:4] / code


def keep(code: str, content: IO[bytes]) -> tuple[int, str]:
    """Write and return size and SHA-256. The name appears only when everything is on the disk."""
    target = place(code)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    size, digest = 0, hashlib.sha256()
    content.seek(0)
    try:
        with part.open("wb") as out:
            while chunk := content.read(CHUNK):
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return size, digest.hexdigest()


def discard(code: str) -> None:
    place(code).unlink(missing_ok=True)


def opened(code: str) -> IO[bytes]:
    return place(code).open("rb")


def chunks(code: str) -> Iterator[bytes]:
    yield from pieces(opened(code))


def pieces(source: IO[bytes]) -> Iterator[bytes]:
    with source:
        while chunk := source.read(CHUNK):
            yield chunk


def stored() -> Iterator[tuple[str, bool]]:
    """Every name in the store, finished or not, and whether it has lain there for a day."""
    now = time.time()
    for found in sorted(folder().glob("*/F-*")):
        yield found.name, now - found.stat().st_mtime > DAY
