"""Tables as text, as people send them."""

from __future__ import annotations


def text_of(data: bytes) -> str | None:
    """UTF-8, with a byte order mark or without, or the Korean Windows encoding that spreadsheets write; else nothing."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None


def delimiter_of(text: str) -> str:
    """By the first line that says something."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=first.count)
