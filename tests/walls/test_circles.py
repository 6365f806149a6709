"""The table of levels (who sees which part of a thread), row by row, against a model of a few lines."""

from __future__ import annotations

import itertools

import pytest

from oneteam.alliance.circles import Facts, Keys, Name, compose
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
OWNER_NAMED = VISITOR | {f"at:1:{NAMED_OWNER}", "member", "org:1"}
SECRETARIAT = VISITOR | {"person:97", "member", "secretariat", "org:4"}
SECRETARIAT_AT_RIVAL = RIVAL | {"secretariat"}
SECRETARIAT_AT_OWNER = OWNERS | {"secretariat"}
OFFICER_NAMED = SECRETARIAT_AT_RIVAL | {f"at:3:{OFFICER}", f"officer:{OFFICER}"}
EXPERT_NAMED = MEMBER | {f"at:2:{EXPERT}"}
EXPERT_NDA = EXPERT_NAMED | {f"nda:2:{EXPERT}"}
EXPERT_MOVED = MEMBER | {f"at:6:{EXPERT}", f"nda:6:{EXPERT}"}
EXPERT_AT_RIVAL_TOO = EXPERT_NDA | RIVAL | {f"at:3:{EXPERT}", f"nda:3:{EXPERT}"}
EXPERT_WAIVED = EXPERT_AT_RIVAL_TOO | {f"waived:P-1:p{EXPERT}:2", f"waived:P-1:p{EXPERT}:2:nda"}
EXPERT_WAIVED_AND_MOVED = RIVAL | {f"at:3:{EXPERT}", f"waived:P-1:p{EXPERT}:3", f"waived:P-1:p{EXPERT}:3:nda"}

ALL = set(Part)
NONE: set[Part] = set()
NOT_PRIVATE = ALL - {Part.PRIVATE}
TEASER, BRIEF = {Part.TEASER}, {Part.TEASER, Part.BRIEF}
UNDER_NDA = {Part.TEASER, Part.BRIEF, Part.ROOM, Part.SUMMARY, Part.EFFECT}
NAMES = (
    Name(NamedRole.OWNER, person=NAMED_OWNER, rests_on=(1,)),
    Name(NamedRole.EXPERT, person=EXPERT, rests_on=(2,)),
    Name(NamedRole.OFFICER, person=OFFICER, rests_on=(3,)),
)


def facts(level: str, stage: str = Stage.OPEN, **values: object) -> Facts:
    return Facts(thread="P-1", level=level, stage=stage, owner=OWNER, area="robot", named=NAMES, **values)  # type: ignore[arg-type]


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
        (RIVAL_ELSEWHERE, TEASER), (EXPERT_NAMED, TEASER), (EXPERT_NDA, UNDER_NDA),
        (EXPERT_MOVED, TEASER), (EXPERT_AT_RIVAL_TOO, NONE), (EXPERT_WAIVED, UNDER_NDA),
        (EXPERT_WAIVED_AND_MOVED, NONE), (OWNERS, NOT_PRIVATE), (SECRETARIAT, ALL), (SECRETARIAT_AT_RIVAL, NONE), (OFFICER_NAMED, ALL),
    ],
)  # fmt: skip
def test_named_level(reader: set[str], parts: set[Part]) -> None:
    assert seen(reader, facts(Level.NAMED)) == parts


@pytest.mark.parametrize(
    ("reader", "parts"),
    [
        (VISITOR, NONE), (LEARNER, NONE), (STARTUP, NONE), (MEMBER, NONE), (RIVAL, NONE), (OWNERS, NONE),
        (SECRETARIAT, NONE), (SECRETARIAT_AT_OWNER, NONE), (OWNER_NAMED, NOT_PRIVATE), (OFFICER_NAMED, ALL),
        (EXPERT_NAMED, TEASER), (EXPERT_NDA, UNDER_NDA), (EXPERT_MOVED, NONE), (EXPERT_AT_RIVAL_TOO, NONE),
        (EXPERT_WAIVED, UNDER_NDA), (EXPERT_WAIVED_AND_MOVED, NONE),
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


FIELD = {Part.TEASER, Part.FIELD, Part.EFFECT}
PARTNERS = VISITOR | {"member", f"org:{PARTNER}"}
VERIFIES = VISITOR | {"member", f"at:6:{VERIFIER}"}
WALLED = {"rival:1:robot"}


def in_a_project(level: str) -> Facts:
    named = (
        Name(NamedRole.PARTNER, organisation=PARTNER),
        Name(NamedRole.VERIFIER, person=VERIFIER, rests_on=(6,)),
    )
    return Facts(thread="P-1", level=level, stage=Stage.OPEN, owner=OWNER, area="robot", named=named)


def test_partner_organisation_and_verifier_see_the_field_but_not_the_room() -> None:
    assert seen(PARTNERS, in_a_project(Level.NAMED)) == FIELD | {Part.SUMMARY}
    assert seen(VERIFIES, in_a_project(Level.NAMED)) == FIELD


def test_of_a_sealed_thread_a_partner_organisation_sees_nothing_unless_by_name() -> None:
    assert seen(PARTNERS, in_a_project(Level.SEALED)) == NONE
    assert seen(VERIFIES, in_a_project(Level.SEALED)) == FIELD


def test_rivalry_declared_later_bars_partner_and_verifier_until_the_owner_waives_it() -> None:
    thread = in_a_project(Level.NAMED)
    assert seen(PARTNERS | WALLED, thread) == seen(VERIFIES | WALLED, thread) == NONE
    assert seen(PARTNERS | WALLED | {f"waived:P-1:o{PARTNER}"}, thread) == FIELD | {Part.SUMMARY}
    assert seen(VERIFIES | WALLED | {f"waived:P-1:p{VERIFIER}:6"}, thread) == FIELD
    assert seen(PARTNERS | WALLED | {f"waived:P-2:o{PARTNER}"}, thread) == NONE


def test_waiver_of_an_organisation_opens_a_sealed_project_to_those_it_is_named_by_and_nothing_around_it() -> (
    None
):
    named = (
        Name(NamedRole.PARTNER, organisation=PARTNER),
        Name(NamedRole.PARTNER, person=VERIFIER, rests_on=(PARTNER,)),
        Name(NamedRole.EXPERT, person=EXPERT, rests_on=(PARTNER,)),
    )
    thread = Facts(thread="P-1", level=Level.SEALED, stage=Stage.OPEN, owner=OWNER, area="robot", named=named)

    def at_the_partner(person: int) -> set[str]:
        seat = {f"at:{PARTNER}:{person}", f"nda:{PARTNER}:{person}"}
        return PARTNERS | WALLED | seat

    def waived(person: int) -> set[str]:
        return {f"waived:P-1:o{PARTNER}", f"waived:P-1:o{PARTNER}:p{person}"}

    assert seen(at_the_partner(VERIFIER) | waived(VERIFIER), thread) == FIELD
    assert seen(at_the_partner(VERIFIER), thread) == NONE  # the waiver has ended
    assert seen(at_the_partner(77) | waived(77), thread) == NONE  # a colleague
    assert seen(at_the_partner(EXPERT) | waived(EXPERT), thread) == NONE  # named to something else


@pytest.mark.parametrize("stage", list(Stage))
def test_more_confidential_never_shows_more(stage: str) -> None:
    """From public to sealed every reader's parts only shrink, whatever the other choices."""
    readers = (
        VISITOR, LEARNER, STARTUP, MEMBER, RIVAL, RIVAL_EVERYWHERE, RIVAL_ELSEWHERE, OWNERS, SECRETARIAT,
        SECRETARIAT_AT_RIVAL, SECRETARIAT_AT_OWNER, OFFICER_NAMED, EXPERT_NAMED, EXPERT_NDA, EXPERT_WAIVED,
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
