"""iCalendar files for tests, written by hand as programs write them."""

from __future__ import annotations

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//somebody//EN\r\n"


def event(*lines: str, name: str = "") -> str:
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{name or abs(hash(lines))}@elsewhere", *lines, "END:VEVENT", ""]
    )


def at(start: str, end: str, *more: str, name: str = "") -> str:
    """``20261201T090000``, in Seoul."""
    times = (f"DTSTART;TZID=Asia/Seoul:{start}", f"DTEND;TZID=Asia/Seoul:{end}")
    return event(*times, *more, name=name)


def calendar(*parts: str) -> bytes:
    return (HEAD + "".join(parts) + "END:VCALENDAR\r\n").encode()
