"""Keeping the circles of a thread in step with what decides them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid
from oneteam.base.text import say
from oneteam.walls.actions import draw
from oneteam.walls.models import Circle

from .circles import Facts, Name, compose
from .enums import Level, NamedRole, Part
from .models import Disclosure, Named, Organisation

Follower = Callable[[Disclosure], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """An app above keeps circles of its own that follow those of a thread: called under ``walls.system``, in the
    transaction that drew them anew."""
    if follower not in _followers:
        _followers.append(follower)


@transaction.atomic
def open_disclosure(*, thread: str, owner: Organisation, level: str, area: str, author: Any) -> Disclosure:
    """A new thread with its circles; its author is named, so that they see what they write."""
    circles = {part.value: draw(admitted=[f"person:{author.pk}"]) for part in Part}
    with walls.system("a new thread"):
        disclosure = Disclosure.objects.create(thread=thread, owner=owner, level=level, area=area, **circles)
        name(disclosure, role=NamedRole.OWNER, person=author, by=author)
    return disclosure


@transaction.atomic
def lock(disclosure: Disclosure) -> None:
    """Read it as it is now and hold it: of two at once, the second decides on what the first left."""
    with walls.system("hold who may see a thread"):
        disclosure.refresh_from_db(from_queryset=Disclosure.objects.select_for_update())


@transaction.atomic
def change(disclosure: Disclosure, **values: Any) -> None:
    """Set what decides who may see the thread, and draw its circles anew in the same transaction."""
    if values.get("level") == Level.SEALED:
        # What was told the members or everybody is theirs no more, also when the thread is lowered again.
        values |= {"decision_shared": False, "effect_shared": False, "released_at": None}
        values |= {"for_learners": False, "for_startups": False}
    with walls.system("change who may see a thread"):
        lock(disclosure)
        for key, value in values.items():
            setattr(disclosure, key, value)
        disclosure.save(update_fields=list(values))
        redraw(disclosure)


@transaction.atomic
def name(
    disclosure: Disclosure,
    *,
    role: str,
    by: Any,
    person: Any = None,
    organisation: Organisation | None = None,
) -> None:
    """Admit a person, as what they are at work today, or an organisation to a thread."""
    places = _places(person)
    if person is not None and not places and role not in (NamedRole.OWNER, NamedRole.OFFICER):
        sentence = say(
            _(
                "%(who)s holds no seat at work in a member today, so nothing would open to them. Choose somebody else."
            ),
            who=person.name,
        )
        raise Invalid(sentence, {"person": sentence})
    with walls.system("name somebody in a thread"):
        lock(disclosure)
        Named.objects.update_or_create(
            disclosure=disclosure, person=person, organisation=organisation, role=role,
            defaults={"rests_on": places},
            create_defaults={"by": by, "circle": disclosure.desk, "rests_on": places},
        )  # fmt: skip
        redraw(disclosure)


def _places(person: Any) -> list[int]:
    """The organisations in which somebody sits at this moment."""
    if person is None:
        return []
    return sorted(int(key.split(":")[1]) for key in walls.keys_of(person) if key.startswith("at:"))


@transaction.atomic
def unname(
    disclosure: Disclosure, *, role: str, person: Any = None, organisation: Organisation | None = None
) -> None:
    with walls.system("take a name off a thread"):
        lock(disclosure)
        Named.objects.filter(
            disclosure=disclosure, person=person, organisation=organisation, role=role
        ).delete()
        redraw(disclosure)


@transaction.atomic
def leave(person: Any) -> None:
    """Take a person off the threads they were named in as what they are no more.

    What a name opens closes by itself with the seat it rests on (see ``circles``); this keeps the lists true,
    and what was closed closed when they come back.
    """
    with walls.system("somebody lost a seat"):
        keys = walls.keys_of(type(person).objects.get(pk=person.pk))  # as of now, not of this request
        for row in Named.objects.filter(person=person).select_related("disclosure").order_by("disclosure"):
            if not _is_still(row, keys):
                lock(row.disclosure)
                row.delete()
                redraw(row.disclosure)


def _is_still(row: Named, keys: frozenset[str]) -> bool:
    if row.role == NamedRole.OFFICER:
        return f"officer:{row.person_id}" in keys
    places = [row.disclosure.owner_id] if row.role == NamedRole.OWNER else row.rests_on
    return any(f"at:{place}:{row.person_id}" in keys for place in places)


def redraw(disclosure: Disclosure) -> None:
    """Write the composed circles. Called under ``walls.system``."""
    for part, keys in compose(facts_of(disclosure, Named.objects.filter(disclosure=disclosure))).items():
        Circle.objects.filter(pk=getattr(disclosure, f"{part.value}_id")).update(
            readers=sorted(keys.readers), barred=sorted(keys.barred), admitted=sorted(keys.admitted)
        )
    for follower in _followers:
        follower(disclosure)


def facts_of(disclosure: Disclosure, named: Iterable[Named]) -> Facts:
    return Facts(
        thread=disclosure.thread,
        level=disclosure.level,
        stage=disclosure.stage,
        owner=disclosure.owner_id,
        area=disclosure.area,
        hidden_from_rivals=disclosure.hidden_from_rivals,
        for_learners=disclosure.for_learners,
        for_startups=disclosure.for_startups,
        decision_shared=disclosure.decision_shared,
        effect_shared=disclosure.effect_shared,
        released=disclosure.released_at is not None,
        named=tuple(Name(row.role, row.person_id, row.organisation_id, tuple(row.rests_on)) for row in named),
    )
