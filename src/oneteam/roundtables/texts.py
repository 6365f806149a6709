"""The passages of minutes: the discussion as a whole, by item of the agenda, and the next meeting.

Each has a key: ``discussion``, the number of the item, ``next_meeting``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.base.fields import Bi

DISCUSSION, NEXT = "discussion", "next_meeting"
Section = tuple[Bi, Bi]  # the item of the agenda, and what was said of it


@dataclass(frozen=True)
class Passage:
    key: str
    title: Bi  # of the item of the agenda; nothing for the other two
    text: Bi

    @property
    def label(self) -> str:
        if self.key == DISCUSSION:
            return pgettext("minutes", "Discussion")
        return _("Next meeting") if self.key == NEXT else f"{self.key}. {self.title}"


@dataclass(frozen=True)
class Texts:
    discussion: Bi = field(default_factory=Bi)
    sections: tuple[Section, ...] = ()
    next_meeting: Bi = field(default_factory=Bi)

    @classmethod
    def of(cls, row: Any) -> Texts:
        """Out of minutes, of a version of them, or of what was frozen (a mapping)."""
        found = row if isinstance(row, dict) else vars(row)
        sections = tuple((Bi.of(one["title"]), Bi.of(one["text"])) for one in found["sections"])
        return cls(Bi.of(found[DISCUSSION]), sections, Bi.of(found[NEXT]))

    def columns(self) -> dict[str, Any]:
        """As a table keeps them."""
        return {DISCUSSION: self.discussion, "sections": kept(self.sections), NEXT: self.next_meeting}

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps them."""
        return self.columns() | {
            DISCUSSION: self.discussion.as_dict(),
            NEXT: self.next_meeting.as_dict(),
        }

    def passages(self) -> list[Passage]:
        items = [
            Passage(str(number), title, text) for number, (title, text) in enumerate(self.sections, start=1)
        ]
        return [Passage(DISCUSSION, Bi(), self.discussion), *items, Passage(NEXT, Bi(), self.next_meeting)]

    def passage(self, key: str) -> Passage | None:
        return next((one for one in self.passages() if one.key == key), None)

    def with_passage(self, key: str, text: Bi) -> Texts:
        if key == DISCUSSION:
            return replace(self, discussion=text)
        if key == NEXT:
            return replace(self, next_meeting=text)
        sections = list(self.sections)
        sections[int(key) - 1] = (sections[int(key) - 1][0], text)
        return replace(self, sections=tuple(sections))

    def __bool__(self) -> bool:
        return bool(self.discussion) or any(text for _title, text in self.sections)


def kept(sections: Iterable[Section]) -> list[dict[str, Any]]:
    return [{"title": title.as_dict(), "text": text.as_dict()} for title, text in sections]
