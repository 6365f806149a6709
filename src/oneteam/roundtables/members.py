"""What members read of agreed minutes: only passages that were chosen, and nobody's name unless that is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.fields import Bi, both
from oneteam.base.text import named

from .enums import Shown
from .models import MinutesEdition
from .texts import Passage, Texts

Content = dict[str, Any]


def content_of(edition: MinutesEdition, record: Content, people: Iterable[Any]) -> Content:
    """``record``: of the minutes. ``people``: everybody of the table."""
    decision = record["decision"]
    names = edition.with_names
    return {
        "title": record["title"],
        "starts_at": record["starts_at"],
        "count": len(record["present"]),
        "experts": sum(seat["expert"] for seat in record["present"]),
        "present": record["present"] if names else [],
        "passages": list(_passages(edition, Texts.of(record))),
        "decision": decision
        and {
            "kind": decision["kind"],
            "text": decision["text"] if names or not _named(Bi.of(decision["text"]), people) else {},
        },
        "agreed_at": record["agreed_at"],
    }


def _passages(edition: MinutesEdition, texts: Texts) -> Iterable[Content]:
    for passage in texts.passages():
        shown, text = choice(edition, passage.key)
        if shown == Shown.AS_IT_IS and passage.text:
            yield {"label": _label(passage).as_dict(), "text": passage.text.as_dict()}
        elif shown == Shown.REPLACED:
            yield {"label": _neutral(passage).as_dict(), "text": text.as_dict()}


def _label(passage: Passage) -> Bi:
    return both(lambda: passage.label)


def _neutral(passage: Passage) -> Bi:
    """The title of an item can tell as much as its text."""
    if not passage.title:
        return _label(passage)
    return both(lambda: _("Item %(number)s") % {"number": passage.key})


def choice(edition: MinutesEdition | None, key: str) -> tuple[str, Bi]:
    """What is shown of a passage; nothing, unless somebody chose it."""
    found = edition.passages.get(key) if edition else None
    return (found["shown"], Bi.of(found["text"])) if found else (Shown.NOT, Bi())


def naming(content: Content, people: Iterable[Any]) -> list[tuple[str, str]]:
    """Which passage names whom: label and name."""
    known = list(people)
    return [
        (str(Bi.of(one["label"])), name)
        for one in content["passages"]
        for name in _named(Bi.of(one["text"]), known) + _named(Bi.of(one["label"]), known)
    ]


def _named(text: Bi, people: Iterable[Any]) -> list[str]:
    words = f"{text.ko} {text.en}".casefold()
    return [
        named(one)
        for one in people
        if any(name and name.casefold() in words for name in (one.name, one.name_en))
    ]
