"""The record of minutes for a reader: on the page, and as a document in the form that Korean organisations use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from oneteam.base.documents import Block, Document, Facts, Heading, Items, Paragraph, Table
from oneteam.base.fields import Bi
from oneteam.base.text import called, clock, day, when

from . import queries
from .enums import DecisionKind
from .models import Minutes
from .record import Record, record_of
from .texts import Passage, Texts

NOTHING = "–"


@dataclass(frozen=True)
class Present:
    person: Any
    organisation: Bi
    expert: bool
    reason: str
    chairs: bool
    wrote: bool
    agreed_at: datetime | None

    @property
    def words(self) -> str:
        home = f"{self.organisation} " if self.organisation else ""
        chair = f" ({pgettext('of a round table', 'Chair')})" if self.chairs else ""
        return f"{home}{called(self.person)}{chair}"

    @property
    def confirmation(self) -> str:
        if self.wrote:
            return _("wrote the minutes")
        return when(self.agreed_at) if self.agreed_at else ""


@dataclass(frozen=True)
class Decided:
    kind: str
    text: Bi
    responsible: Any
    due_on: date
    review_on: date | None

    @property
    def words(self) -> str:
        line = f"{self.kind}: {self.text} ({called(self.responsible)}, {day(self.due_on)})"
        return f"{line} · {_('Review on')} {day(self.review_on)}" if self.review_on else line


@dataclass(frozen=True)
class Task:
    what: Bi
    who: Any
    due_on: date


@dataclass(frozen=True)
class Sheet:
    """Everything in the reader's language, with people as they are called today."""

    code: str
    title: Bi
    starts_at: datetime
    ends_at: datetime
    place: Bi
    agenda: list[Bi]
    texts: Texts
    present: list[Present]
    absent: list[Present]
    decision: Decided | None
    actions: list[Task]
    writer: Any
    drafted_at: datetime
    version: int
    agreed_at: datetime | None
    by_silence: bool
    digest: str

    @property
    def passages(self) -> list[Passage]:
        """Those in which something stands, the next meeting aside."""
        return [one for one in self.texts.passages()[:-1] if one.text]

    @property
    def next(self) -> Passage:
        return self.texts.passages()[-1]

    @property
    def agreed(self) -> str:
        if self.by_silence:
            sentence = _("Agreed on %(at)s, because nobody objected for five days.")
        else:
            sentence = _("Agreed on %(at)s by everybody who was there.")
        return sentence % {"at": when(self.agreed_at)}

    @property
    def otherwise(self) -> str:
        """For whoever neither wrote nor agreed."""
        return _("by silence") if self.by_silence else NOTHING

    @property
    def time(self) -> str:
        return f"{when(self.starts_at)}–{clock(self.ends_at)}"

    @property
    def meeting(self) -> str:
        return f"{_('Round table')}: {self.title} ({self.code})"

    @property
    def where(self) -> str:
        return str(self.place) or _("Video meeting")


def sheet_of(minutes: Minutes) -> Sheet:
    record = record_of(minutes)
    agreed = (
        {one["person"]: datetime.fromisoformat(one["at"]) for one in record["agreed"]}
        if "agreed" in record
        else {one.person.code: one.at for one in queries.agreements(minutes)}
    )
    people = queries.people_by_code(_codes(record))

    def seats(name: str) -> list[Present]:
        return [
            Present(
                person=people[seat["person"]], organisation=Bi.of(seat["organisation"]), expert=seat["expert"],
                reason=seat.get("reason", ""), chairs=seat["person"] == record["chair"],
                wrote=seat["person"] == record["writer"], agreed_at=agreed.get(seat["person"]),
            )
            for seat in record[name]
        ]  # fmt: skip

    return Sheet(
        code=record["table"], title=Bi.of(record["title"]), place=Bi.of(record["place"]),
        starts_at=datetime.fromisoformat(record["starts_at"]), ends_at=datetime.fromisoformat(record["ends_at"]),
        agenda=[Bi.of(item) for item in record["agenda"]], texts=Texts.of(record),
        present=seats("present"), absent=seats("absent"), decision=_decided(record, people),
        actions=[
            Task(Bi.of(one["what"]), people[one["who"]], date.fromisoformat(one["due_on"]))
            for one in record["actions"]
        ],
        writer=people[record["writer"]], drafted_at=datetime.fromisoformat(record["drafted_at"]),
        version=record["version"], agreed_at=minutes.agreed_at, by_silence=record.get("by_silence", False),
        digest=minutes.digest,
    )  # fmt: skip


def _codes(record: Record) -> set[str]:
    seats = [seat["person"] for name in ("present", "absent") for seat in record[name]]
    found = {record["writer"], record["chair"], *seats, *(one["who"] for one in record["actions"])}
    return found | ({record["decision"]["responsible"]} if record["decision"] else set())


def _decided(record: Record, people: dict[str, Any]) -> Decided | None:
    found = record["decision"]
    if found is None:
        return None
    review = found["review_on"]
    return Decided(
        kind=str(DecisionKind(found["kind"]).label), text=Bi.of(found["text"]),
        responsible=people[found["responsible"]], due_on=date.fromisoformat(found["due_on"]),
        review_on=date.fromisoformat(review) if review else None,
    )  # fmt: skip


# --- as a document -----------------------------------------------------------------------------------


def document_of(sheet: Sheet, at: datetime) -> Document:
    """``at``: when this version of the minutes was made or agreed."""
    return Document(
        title=pgettext("of a meeting", "Minutes"), language=_language(), author=called(sheet.writer), at=at,
        blocks=tuple(_blocks(sheet)), footer=" · ".join(_foot(sheet)),
    )  # fmt: skip


def _language() -> str:
    return "en" if (get_language() or "ko").startswith("en") else "ko"


def _foot(sheet: Sheet) -> Iterator[str]:
    yield sheet.code
    yield _("Version %(number)s") % {"number": sheet.version}
    yield f"SHA-256 {sheet.digest}" if sheet.digest else _("not agreed yet")


def _blocks(sheet: Sheet) -> Iterator[Block]:
    yield Facts((
        (pgettext("name in minutes", "Meeting"), (sheet.meeting,)),
        (_("Date and time"), (sheet.time,)),
        (_("Place"), (sheet.where,)),
        (pgettext("attendance", "Present"), tuple(one.words for one in sheet.present) or (NOTHING,)),
        (_("Absent, and why"), tuple(map(_absence, sheet.absent)) or (_("Nobody"),)),
    ))  # fmt: skip
    yield Heading(_("Agenda"))
    yield Items(tuple(str(title) for title in sheet.agenda), numbered=True)
    yield Heading(pgettext("minutes", "Discussion"))
    for passage in sheet.passages:
        if passage.title:
            yield Heading(passage.label, 2)
        yield Paragraph(str(passage.text))
    yield Heading(_("Decision"))
    yield Paragraph(sheet.decision.words if sheet.decision else NOTHING)
    yield Heading(_("To do"))
    yield _tasks(sheet) if sheet.actions else Paragraph(NOTHING)
    yield Heading(_("Next meeting"))
    yield Paragraph(str(sheet.texts.next_meeting) or NOTHING)
    yield Heading(_("Written and confirmed"))
    yield Facts(((_("Written by"), (f"{called(sheet.writer)} · {when(sheet.drafted_at)}",)),))
    yield Table(
        (_("Name"), pgettext("minutes", "Confirmed")),
        tuple((one.words, one.confirmation or sheet.otherwise) for one in sheet.present), (3, 2),
    )  # fmt: skip
    if sheet.agreed_at:
        yield Paragraph(sheet.agreed)


def _absence(one: Present) -> str:
    return f"{one.words}: {one.reason}" if one.reason else one.words


def _tasks(sheet: Sheet) -> Table:
    rows = tuple((str(one.what), called(one.who), day(one.due_on)) for one in sheet.actions)
    return Table((_("To do"), pgettext("to do", "Who"), pgettext("deadline", "By")), rows, (6, 3, 3))


# --- the edition for members -------------------------------------------------------------------------


@dataclass(frozen=True)
class MembersSheet:
    """What members read: see ``members.content_of``."""

    code: str
    title: Bi
    starts_at: datetime
    count: int
    experts: int
    present: list[str]
    passages: list[tuple[Bi, Bi]]
    decision: tuple[str, Bi] | None
    agreed_at: datetime

    @property
    def people(self) -> str:
        there = ngettext("%(n)s person", "%(n)s people", self.count) % {"n": self.count}
        experts = ngettext("of them %(n)s expert", "of them %(n)s experts", self.experts)
        return f"{there}, {experts % {'n': self.experts}}"


def members_sheet_of(code: str, content: Record) -> MembersSheet:
    people = queries.people_by_code(seat["person"] for seat in content["present"])
    decision = content["decision"]
    return MembersSheet(
        code=code, title=Bi.of(content["title"]), starts_at=datetime.fromisoformat(content["starts_at"]),
        count=content["count"], experts=content["experts"],
        present=[
            f"{Bi.of(seat['organisation'])} {called(people[seat['person']])}".strip()
            for seat in content["present"]
        ],
        passages=[(Bi.of(one["label"]), Bi.of(one["text"])) for one in content["passages"]],
        decision=(str(DecisionKind(decision["kind"]).label), Bi.of(decision["text"])) if decision else None,
        agreed_at=datetime.fromisoformat(content["agreed_at"]),
    )  # fmt: skip


def members_document_of(sheet: MembersSheet, at: datetime) -> Document:
    rows = (
        (pgettext("name in minutes", "Meeting"), (f"{_('Round table')}: {sheet.title}",)),
        (_("Date"), (day(sheet.starts_at),)),
        (pgettext("attendance", "Present"), (sheet.people, *sheet.present)),
    )
    blocks: list[Block] = [Facts(rows)]
    for label, text in sheet.passages:
        blocks += [Heading(str(label)), Paragraph(str(text))]
    if sheet.decision:
        kind, text = sheet.decision
        blocks += [Heading(_("Decision")), Paragraph(f"{kind}: {text}" if text else kind)]
    return Document(
        title=_("Minutes for members"), language=_language(), author="", at=at, blocks=tuple(blocks),
        footer=f"{sheet.code} · {_('An extract that the owner allowed')}",
    )  # fmt: skip
