"""The works of an ORCID record (public API v3.0): the ``works`` group, or the whole record around it.

ORCID gathers what several sources say of one work into a group; the summary with the highest display index stands
first for its owner, and is the one taken.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from .found import Reading


def read(text: str) -> Reading:
    reading = Reading()
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        words = {"column": error.colno}
        return reading.wrong(
            error.lineno, "", "", _("This is no JSON: it breaks off at character %(column)d.") % words
        )
    except (ValueError, RecursionError):
        return reading.wrong(0, "", "", _("This JSON cannot be read. Please fetch it from ORCID once more."))
    groups = _groups(content)
    if groups is None:
        reason = _(
            "There is no list of works in this JSON. ORCID gives it under /works, with the name “group”."
        )
        return reading.wrong(0, "", "group", reason)
    for number, group in enumerate(groups, 1):
        _add(reading, number, group)
    return reading


def _groups(content: Any) -> list[Any] | None:
    for name in ("activities-summary", "works"):
        if isinstance(content, dict) and isinstance(content.get(name), dict):
            content = content[name]
    groups = content.get("group") if isinstance(content, dict) else None
    return groups if isinstance(groups, list) else None


def _add(reading: Reading, number: int, group: Any) -> None:
    summaries = group.get("work-summary") if isinstance(group, dict) else None
    works = [one for one in summaries if isinstance(one, dict)] if isinstance(summaries, list) else []
    if not works:
        reason = _("This group holds no work. Please fetch the list from ORCID once more.")
        reading.wrong(0, str(number), "work-summary", reason)
        return
    work = max(works, key=_rank)
    cells = {
        "title": _at(work, "title", "title", "value"),
        "abstract": _at(work, "short-description"),
        "year": _at(work, "publication-date", "year", "value"),
        "doi": _doi(work),
        "link": _at(work, "url", "value"),
    }
    language = _at(work, "title", "translated-title", "language-code")[:2]
    if language in ("ko", "en"):
        cells[f"title_{language}"] = _at(work, "title", "translated-title", "value")
    names = {"title": "title", "abstract": "short-description", "link": "url"}
    reading.add(0, str(number), cells, {}, names)


def _rank(work: dict[str, Any]) -> int:
    index = str(work.get("display-index") or "")
    return int(index) if index.isascii() and index.isdigit() and len(index) < 9 else 0


def _at(thing: Any, *path: str) -> str:
    """What stands at the path, as text; empty where any step of it is missing."""
    for name in path:
        thing = thing.get(name) if isinstance(thing, dict) else None
    return str(thing) if isinstance(thing, str | int) and not isinstance(thing, bool) else ""


def _doi(work: dict[str, Any]) -> str:
    outer = work.get("external-ids")
    ids = outer.get("external-id") if isinstance(outer, dict) else None
    for one in ids if isinstance(ids, list) else ():
        if _at(one, "external-id-type").lower() == "doi":
            return _at(one, "external-id-value")
    return ""
