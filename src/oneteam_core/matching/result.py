"""What comes out of a match: the panel, its reasons, and the certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oneteam_core.matching.model import FieldRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkEvidence:
    """A work that counted: ``score`` 0..1, the languages compared, and what really met.

    ``terms`` are whole words, for Korean runs of syllables, that stand in both texts, as the work writes
    them; longer ones first. ``kind`` is ``field`` where the text is field experience, ``work`` its id then.
    """

    work: str
    score: float
    languages: tuple[str, ...]
    terms: Sequence[str]
    kind: str = "work"


@dataclass(frozen=True, kw_only=True, slots=True)
class Affinity:
    """Nearness of a person's works to a problem.

    ``value`` is the mean of the three nearest works, 0..1, or ``None``: not enough known. ``field`` is
    what of the field experience counted among the three.
    """

    value: float | None
    works: Sequence[WorkEvidence]
    encoder: str
    field: Sequence[WorkEvidence] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """A reason why a person must not sit at this table, or, with ``hard`` false, a note.

    ``code``: competitor_org, affiliate_of_competitor, engaged_with_competitor, same_laboratory, declared;
    as notes only: owner_org, owner_affiliate. ``org``: the organisation the person is tied to. ``rival_of``: the owner
    it competes with. ``via``: the actual competitor where ``org`` is its affiliate, or the owner's
    affiliate that competes. ``until``: last day, where there is one. ``waived``: hard but for a waiver.
    ``laboratory``: where the tie is a colleague's or the laboratory's own; ``whose``: that colleague.
    """

    code: str
    hard: bool
    org: str | None = None
    rival_of: str | None = None
    via: str | None = None
    area: str | None = None
    kind: str | None = None
    until: date | None = None
    waived: bool = False
    note: str = ""
    laboratory: str | None = None
    whose: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicReason:
    affinity: Affinity
    skills: tuple[str, ...]
    skill_share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldReason:
    score: float
    same_area: tuple[FieldRecord, ...]
    other_area: tuple[FieldRecord, ...]
    industry: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleReason:
    quota_left: int | None
    free: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ConflictReason:
    conflicts: tuple[Conflict, ...]

    @property
    def hard(self) -> tuple[Conflict, ...]:
        return tuple(conflict for conflict in self.conflicts if conflict.hard)

    @property
    def notes(self) -> tuple[Conflict, ...]:
        return tuple(conflict for conflict in self.conflicts if not conflict.hard)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reasons:
    """The four parts, always in this order."""

    topic: TopicReason
    field: FieldReason
    schedule: ScheduleReason
    conflicts: ConflictReason


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """One person for one problem. ``score`` 0..1, rounded to six places.

    ``enough_known`` is false where the person has neither works nor skills nor field experience to show.
    """

    person: str
    score: float
    reasons: Reasons
    enough_known: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Without:
    """The best panel without one person. ``persons`` is empty when the rules then cannot hold.

    ``loss`` is the drop of the objective, ``loss_percent`` the same in per cent; both ``None`` then.
    """

    persons: tuple[str, ...]
    loss: float | None
    loss_percent: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """A chosen person. ``covers`` are the needed skills that nobody else on the panel has."""

    person: str
    score: float
    reasons: Reasons
    covers: tuple[str, ...]
    pinned: bool
    without: Without


@dataclass(frozen=True, kw_only=True, slots=True)
class RunnerUp:
    """A person not chosen, and the cheapest exchange that would bring this person in."""

    person: str
    score: float
    reasons: Reasons
    replaces: str
    loss: float
    loss_percent: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Excluded:
    """``codes``: hard conflicts' codes, quota_used, by_hand, not_enough_known."""

    person: str
    codes: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """One rule of the smallest set that cannot hold together.

    Where a thousand tries do not tell which is the smallest, it is a set of which no part clashes.

    ``rule``: size, academia, research, field, org_limit, pinned, conflicts, quota, excluded, known,
    common_slot. ``persons``: whom it concerns (the pinned ones).
    """

    rule: str
    message: str
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """What was reached and what was proven: ``gap`` = ``bound`` - ``objective``; 0 means the optimum."""

    objective: float
    bound: float
    gap: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """The answer. Either ``certificate`` or ``clash`` is there, and ``chosen`` only with the former.

    Where the rules ask for nobody and nobody may come, the best panel is an empty one, with a certificate.
    ``instead_of``: the encoder that was wanted and could not be loaded, if ``encoder`` stands in for one.
    """

    problem: str
    on: date
    algorithm: str
    encoder: str
    instead_of: str
    fingerprint: str
    chosen: tuple[Seat, ...]
    runners_up: tuple[RunnerUp, ...]
    excluded: tuple[Excluded, ...]
    clash: tuple[Clash, ...]
    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    slots: tuple[str, ...] | None
    certificate: Certificate | None
    assessments: tuple[Assessment, ...]

    @property
    def persons(self) -> tuple[str, ...]:
        return tuple(seat.person for seat in self.chosen)
