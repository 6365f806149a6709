"""The table of levels (who sees which part of a thread), row by row, against a model of a few lines."""

from __future__ import annotations

import itertools

import pytest

from oneteam.alliance.circles import Facts, Keys, compose
from oneteam.alliance.enums import Level, NamedRole, Part, Stage

OWNER, NAMED_OWNER, EXPERT, OFFICER, VERIFIER, PARTNER = 1, 11, 22, 33, 44, 5

# Keys as ``alliance_keys`` gives them to each kind of reader.
VISITOR: set[str] = {"public"}
LEARNER = VISITOR | {"person:90", "learner"}
STARTUP = VISITOR | {"person:91", "startup", "org:9"}
MEMBER = VISITOR | {"person:92", "member", "org:2"}
RIVAL = VISITOR | {"person:93", "member", "org:3", "rival:1:robot"}
RIVAL_EVERYWHERE = VISITOR | {"person:94", "member", "org:3", "rival:1:*"}
RIVAL_ELSEWHERE = VISITOR | {"person:95", "member", "org:3", "rival:1:media"}
OWNERS = VISITOR | {"person:96", "member", "org:1"}
OWNER_NAMED = VISITOR | {f"person:{NAMED_OWNER}", "member", "org:1"}
SECRETARIAT = VISITOR | {"person:97", "member", "secretariat", "org:4"}
SECRETARIAT_AT_RIVAL = RIVAL | {"secretariat"}
SECRETARIAT_AT_OWNER = OWNERS | {"secretariat"}
OFFICER_NAMED = SECRETARIAT_AT_RIVAL - {"person:93"} | {f"person:{OFFICER}"}
EXPERT_NAMED = MEMBER - {"person:92"} | {f"person:{EXPERT}"}
EXPERT_NDA = EXPERT_NAMED | {f"nda:{EXPERT}"}
EXPERT_AT_RIVAL_NDA = RIVAL - {"person:93"} | {f"person:{EXPERT}", f"nda:{EXPERT}"}

ALL = set(Part)
NONE: set[Part] = set()
NOT_PRIVATE = ALL - {Part.PRIVATE}
TEASER, BRIEF = {Part.TEASER}, {Part.TEASER, Part.BRIEF}
UNDER_NDA = {Part.TEASER, Part.BRIEF, Part.ROOM, Part.SUMMARY, Part.EFFECT}
NAMES = (
    (NamedRole.OWNER.value, "person", NAMED_OWNER),
    (NamedRole.EXPERT.value, "person", EXPERT),
    (NamedRole.OFFICER.value, "person", OFFICER),
)


def facts(level: str, stage: str = Stage.OPEN, **values: object) -> Facts:
    return Facts(level=level, stage=stage, owner=OWNER, area="robot", named=NAMES, **values)  # type: ignore[arg-type]


def admits(circle: Keys, keys: set[str]) -> bool:
    """What the policy in the database says."""
    return bool(circle.admitted & keys or (circle.readers & keys and not circle.barred & keys))


def seen(by: set[str], thread: Facts) -> set[Part]:
    return {part for part, circle in compose(thread).items() if admits(circle, by)}


@pytest.mark.parametrize(
    ("reader", "parts"),
    [
        (VISITOR, NONE), (LEARNER, NONE), (STARTUP, NONE), (MEMBER, BRIEF), (RIVAL, TEASER),
        (RIVAL_EVERYWHERE, TEASER), (RIVAL_ELSEWHERE, BRIEF), (EXPERT_NDA, UNDER_NDA), (OWNERS, NOT_PRIVATE),
        (SECRETARIAT, ALL), (SECRETARIAT_AT_RIVAL, TEASER), (SECRETARIAT_AT_OWNER, NOT_PRIVATE), (OFFICER_NAMED, ALL),
    ],
)  # fmt: skip
def test_alliance_level(reader: set[str], parts: set[Part]) -> None:
    assert seen(reader, facts(Level.ALLIANCE)) == parts


def test_alliance_level_hidden_from_rivals() -> None:
    thread = facts(Level.ALLIANCE, hidden_from_rivals=True)
    assert seen(RIVAL, thread) == NONE
    assert seen(MEMBER, thread) == BRIEF
    assert seen(RIVAL_ELSEWHERE, thread) == BRIEF


@pytest.mark.parametrize(
    ("reader", "parts"),
    [
        (VISITOR, NONE), (LEARNER, NONE), (STARTUP, NONE), (MEMBER, TEASER), (RIVAL, NONE), (RIVAL_EVERYWHERE, NONE),
        (RIVAL_ELSEWHERE, TEASER), (EXPERT_NAMED, TEASER), (EXPERT_NDA, UNDER_NDA), (EXPERT_AT_RIVAL_NDA, UNDER_NDA),
        (OWNERS, NOT_PRIVATE), (SECRETARIAT, ALL), (SECRETARIAT_AT_RIVAL, NONE), (OFFICER_NAMED, ALL),
    ],
)  # fmt: skip
def test_named_level(reader: set[str], parts: set[Part]) -> None:
    assert seen(reader, facts(Level.NAMED)) == parts


@pytest.mark.parametrize(
    ("reader", "parts"),
    [
        (VISITOR, NONE), (LEARNER, NONE), (STARTUP, NONE), (MEMBER, NONE), (RIVAL, NONE), (OWNERS, NONE),
        (SECRETARIAT, NONE), (SECRETARIAT_AT_OWNER, NONE), (OWNER_NAMED, NOT_PRIVATE), (OFFICER_NAMED, ALL),
        (EXPERT_NAMED, TEASER), (EXPERT_NDA, UNDER_NDA),
    ],
)  # fmt: skip
def test_sealed_level_knows_only_the_named(reader: set[str], parts: set[Part]) -> None:
    assert seen(reader, facts(Level.SEALED)) == parts


@pytest.mark.parametrize(
    ("reader", "parts"), [(VISITOR, BRIEF), (MEMBER, BRIEF), (RIVAL, BRIEF), (LEARNER, BRIEF)]
)
def test_public_level(reader: set[str], parts: set[Part]) -> None:
    assert seen(reader, facts(Level.PUBLIC)) == parts


@pytest.mark.parametrize("level", [Level.ALLIANCE, Level.NAMED])
def test_teaser_published_to_learners_or_start_ups(level: str) -> None:
    assert seen(LEARNER, facts(level, for_learners=True)) == TEASER
    assert seen(STARTUP, facts(level, for_learners=True)) == NONE
    assert seen(STARTUP, facts(level, for_startups=True)) == TEASER


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.ALLIANCE, Level.NAMED])
def test_draft_is_its_owners_alone_and_review_the_secretariats_too(level: str) -> None:
    draft, review = facts(level, Stage.DRAFT), facts(level, Stage.REVIEW)
    outsiders = (VISITOR, LEARNER, STARTUP, MEMBER, RIVAL, SECRETARIAT_AT_RIVAL)
    assert [seen(reader, draft) for reader in (*outsiders, SECRETARIAT)] == [NONE] * 7
    assert [seen(reader, review) for reader in outsiders] == [NONE] * 6
    assert seen(OWNERS, draft) == seen(OWNERS, review) == NOT_PRIVATE
    assert seen(SECRETARIAT, review) == ALL


@pytest.mark.parametrize("level", [Level.ALLIANCE, Level.NAMED])
def test_decision_and_effect_shared_with_members_not_with_rivals(level: str) -> None:
    thread = facts(level, decision_shared=True, effect_shared=True)
    assert {Part.SUMMARY, Part.EFFECT} <= seen(MEMBER, thread)
    assert not {Part.SUMMARY, Part.EFFECT, Part.ROOM, Part.FIELD} & seen(RIVAL, thread)
    assert Part.ROOM not in seen(MEMBER, thread)


@pytest.mark.parametrize("level", [Level.ALLIANCE, Level.NAMED])
def test_released_effect_is_everybodys_rivals_included(level: str) -> None:
    thread = facts(level, released=True)
    released = {Part.TEASER, Part.EFFECT}
    assert [seen(reader, thread) for reader in (VISITOR, LEARNER, STARTUP, RIVAL)] == [released] * 4


def test_released_sealed_thread_stays_sealed() -> None:
    assert seen(MEMBER, facts(Level.SEALED, released=True)) == NONE


def test_partner_organisation_and_verifier_see_the_field_but_not_the_room() -> None:
    named = ((NamedRole.PARTNER.value, "org", PARTNER), (NamedRole.VERIFIER.value, "person", VERIFIER))
    thread = Facts(level=Level.SEALED, stage=Stage.OPEN, owner=OWNER, area="robot", named=named)
    assert seen(VISITOR | {"member", f"org:{PARTNER}"}, thread) == {
        Part.TEASER,
        Part.SUMMARY,
        Part.FIELD,
        Part.EFFECT,
    }
    assert seen(VISITOR | {"member", f"person:{VERIFIER}"}, thread) == {Part.TEASER, Part.FIELD, Part.EFFECT}


@pytest.mark.parametrize("stage", list(Stage))
def test_more_confidential_never_shows_more(stage: str) -> None:
    """From public to sealed every reader's parts only shrink, whatever the other choices."""
    readers = (
        VISITOR, LEARNER, STARTUP, MEMBER, RIVAL, RIVAL_EVERYWHERE, RIVAL_ELSEWHERE, OWNERS, SECRETARIAT,
        SECRETARIAT_AT_RIVAL, SECRETARIAT_AT_OWNER, OFFICER_NAMED, EXPERT_NAMED, EXPERT_NDA,
    )  # fmt: skip
    flags = (
        "hidden_from_rivals",
        "for_learners",
        "for_startups",
        "decision_shared",
        "effect_shared",
        "released",
    )
    order = (Level.PUBLIC, Level.ALLIANCE, Level.NAMED, Level.SEALED)
    for chosen in itertools.product((False, True), repeat=len(flags)):
        values = dict(zip(flags, chosen, strict=True))
        for reader in readers:
            shown = [seen(reader, facts(level, stage, **values)) for level in order]
            assert all(more >= less for more, less in itertools.pairwise(shown)), (reader, values)


def test_the_secretariats_own_notes_are_never_the_owners() -> None:
    for level in Level:
        assert Part.PRIVATE not in seen(OWNERS, facts(level)) | seen(OWNER_NAMED, facts(level))
