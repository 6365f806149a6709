"""Who is in the know of each part of a thread. The one place where the table of levels stands.

Nothing here depends on a date: seats, NDAs and rivalries come and go in a person's *keys*
(see ``keys.sql`` in the migration), so access ends the same minute without any circle being redrawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .enums import Level, NamedRole, Part, Stage

ALL = frozenset(Part)

# Which parts a named person or organisation is admitted to. An expert's brief and room need an NDA in force.
ADMITS: dict[str, frozenset[Part]] = {
    NamedRole.OWNER: ALL - {Part.PRIVATE},
    NamedRole.OFFICER: ALL,
    NamedRole.EXPERT: frozenset({Part.TEASER}),
    NamedRole.PARTNER: frozenset({Part.TEASER, Part.SUMMARY, Part.FIELD, Part.EFFECT}),
    NamedRole.VERIFIER: frozenset({Part.TEASER, Part.FIELD, Part.EFFECT}),
}
UNDER_NDA: dict[str, frozenset[Part]] = {
    NamedRole.EXPERT: frozenset({Part.BRIEF, Part.ROOM, Part.SUMMARY, Part.EFFECT}),
    NamedRole.PARTNER: frozenset({Part.BRIEF}),
}
# What a waiver of their organisation opens to the people it is named by: the project they work on, nothing around it.
BY_ORGANISATIONS_WAIVER: dict[str, frozenset[Part]] = {
    NamedRole.PARTNER: frozenset({Part.TEASER, Part.FIELD, Part.EFFECT}),
}


@dataclass(frozen=True)
class Name:
    """A person or an organisation named in a thread.

    ``rests_on``: the organisations in which the person sat when they were named. What the name opens is
    open only while they sit in one of them.
    """

    role: str
    person: int | None = None
    organisation: int | None = None
    rests_on: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What decides who may see a thread."""

    thread: str
    level: str
    stage: str
    owner: int
    area: str
    hidden_from_rivals: bool = False
    for_learners: bool = False
    for_startups: bool = False
    decision_shared: bool = False
    effect_shared: bool = False
    released: bool = False
    named: tuple[Name, ...] = field(default=())


@dataclass(frozen=True)
class Keys:
    """The three arrays of a circle."""

    readers: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    admitted: frozenset[str] = frozenset()


def compose(facts: Facts) -> dict[Part, Keys]:
    """The circle of every part."""
    return {part: _keys(facts, part) for part in Part}


def _keys(facts: Facts, part: Part) -> Keys:
    readers = frozenset([*_readers(facts, part), *_named(facts, part)])
    barred = frozenset(_barred(facts, part)) if readers else frozenset()
    return Keys(readers, barred, frozenset(_admitted(facts, part)))


def _readers(facts: Facts, part: Part) -> Iterable[str]:
    own, office = f"org:{facts.owner}", "secretariat"
    if facts.level == Level.SEALED:
        return []
    if part is Part.PRIVATE:
        return [office] if facts.stage != Stage.DRAFT else []
    if facts.stage == Stage.DRAFT:
        return [own]
    desk = [own, office]
    if facts.stage == Stage.REVIEW:
        return desk
    return desk + _wider(facts, part)


def _wider(facts: Facts, part: Part) -> list[str]:
    """Who reads a part of an open thread beside its owner and the secretariat."""
    if part is Part.TEASER:
        return _teaser_readers(facts)
    if part is Part.BRIEF:
        return {Level.PUBLIC: ["public"], Level.ALLIANCE: ["member"]}.get(Level(facts.level), [])
    if part is Part.SUMMARY and facts.decision_shared:
        return ["member"]
    if part is Part.EFFECT:
        return ["public"] if facts.released else ["member"] if facts.effect_shared else []
    return []


def _teaser_readers(facts: Facts) -> list[str]:
    if facts.level == Level.PUBLIC or facts.released:
        return ["public"]
    extra = [("learner", facts.for_learners), ("startup", facts.for_startups)]
    return ["member", *(key for key, published in extra if published)]


def _barred(facts: Facts, part: Part) -> Iterable[str]:
    if part is Part.PRIVATE:
        # An officer seconded by the owner reads no note that is not for the owner.
        return [*_rivals(facts), f"org:{facts.owner}"]
    if facts.stage == Stage.OPEN and _open_to_rivals(facts, part):
        return []
    return _rivals(facts)


def _open_to_rivals(facts: Facts, part: Part) -> bool:
    if part is Part.TEASER:
        return facts.released or facts.level == Level.PUBLIC or (
            facts.level == Level.ALLIANCE and not facts.hidden_from_rivals
        )  # fmt: skip
    return (part is Part.BRIEF and facts.level == Level.PUBLIC) or (part is Part.EFFECT and facts.released)


def rivals_of(organisation: int, area: str) -> list[str]:
    """The keys that people of an organisation's rivals in the area hold, while the rivalry is in force."""
    return [f"rival:{organisation}:{area}", f"rival:{organisation}:*"]


def _rivals(facts: Facts) -> list[str]:
    return rivals_of(facts.owner, facts.area)


def _named(facts: Facts, part: Part) -> Iterable[str]:
    """Those named, like other readers: a wall against their organisation bars them too."""
    for name in facts.named:
        how = _opened(name, part)
        if how is None or name.role == NamedRole.OFFICER:
            continue
        if name.organisation is not None:
            # A sealed thread knows only people.
            yield from [f"org:{name.organisation}"] if facts.level != Level.SEALED else []
        else:
            places = (facts.owner,) if name.role == NamedRole.OWNER else name.rests_on
            yield from (f"{how}:{place}:{name.person}" for place in places)


def _admitted(facts: Facts, part: Part) -> Iterable[str]:
    """Whom no wall bars: an officer named by the owner, and whom the owner's waiver lets through it."""
    for name in facts.named:
        how = _opened(name, part)
        if how is None or name.role == NamedRole.OWNER:
            continue
        if name.role == NamedRole.OFFICER:
            yield f"officer:{name.person}"
        elif name.organisation is None:
            under = ":nda" if how == "nda" else ""
            yield from (f"waived:{facts.thread}:p{name.person}:{place}{under}" for place in name.rests_on)
            if part in BY_ORGANISATIONS_WAIVER.get(name.role, ()):
                yield from (f"waived:{facts.thread}:o{place}:p{name.person}" for place in name.rests_on)
        elif facts.level != Level.SEALED:
            yield f"waived:{facts.thread}:o{name.organisation}"


def _opened(name: Name, part: Part) -> str | None:
    """Whether a name opens a part by the seat alone (``at``) or only under an NDA in force (``nda``)."""
    if part in ADMITS[name.role]:
        return "at"
    return "nda" if name.person is not None and part in UNDER_NDA.get(name.role, frozenset()) else None
