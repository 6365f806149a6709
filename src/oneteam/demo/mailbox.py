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
    to: tuple[str, ...]
    subject: str
    at: datetime | None
    text: str


def delivered(folder: Path) -> dict[str, list[Delivered]]:
    """Every mail by recipient; the recipient of the newest mail first, and each one's newest first."""
    found = [_read(mail) for path in _files(folder) for mail in _mails(path)]
    boxes: dict[str, list[Delivered]] = {}
    for mail in sorted(found, key=lambda row: row.at.timestamp() if row.at else 0, reverse=True):
        for address in mail.to:
            boxes.setdefault(address, []).append(mail)
    return boxes


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _mails(path: Path) -> Iterator[EmailMessage]:
    for piece in path.read_bytes().split(RULE + b"\n"):
        if piece.strip():
            yield email.message_from_bytes(piece.lstrip(), policy=email.policy.default)


def _read(mail: EmailMessage) -> Delivered:
    body = mail.get_body(preferencelist=("plain",))
    try:
        at = parsedate_to_datetime(str(mail.get("Date", "")))
    except ValueError:
        at = None
    to = tuple(address.lower() for _name, address in getaddresses([str(mail.get("To", ""))]))
    return Delivered(to, str(mail.get("Subject", "")), at, str(body.get_content()) if body else "")
