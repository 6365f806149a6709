"""Reads the mails that were written to files because no mail server is set."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

RULE = b"-" * 79  # what Django's file backend writes after each mail


@dataclass(frozen=True)
class Delivered:
    subject: str
    at: datetime | None
    text: str


def delivered_to(address: str, folder: Path, *, most: int = 50) -> list[Delivered]:
    """The newest mails that reached ``address``."""
    found: list[Delivered] = []
    for path in _newest_first(folder):
        found += [_read(mail) for mail in _mails(path) if _is_for(address, mail)]
        if len(found) >= most:
            break
    return sorted(found, key=lambda row: row.at.timestamp() if row.at else 0, reverse=True)[:most]


def _newest_first(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        (path for path in folder.iterdir() if path.is_file()), key=lambda path: path.stat().st_mtime_ns
    )[::-1]


def _mails(path: Path) -> Iterator[EmailMessage]:
    for piece in path.read_bytes().split(RULE + b"\n"):
        if piece.strip():
            yield email.message_from_bytes(piece.lstrip(), policy=email.policy.default)


def _is_for(address: str, mail: EmailMessage) -> bool:
    return address.lower() in {found.lower() for _, found in getaddresses([str(mail.get("To", ""))])}


def _read(mail: EmailMessage) -> Delivered:
    body = mail.get_body(preferencelist=("plain",))
    try:
        at = parsedate_to_datetime(str(mail.get("Date", "")))
    except ValueError:
        at = None
    return Delivered(str(mail.get("Subject", "")), at, str(body.get_content()) if body else "")
