"""Keeping the circles of a thread in step with what decides them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from oneteam import walls
from oneteam.walls.actions import draw
from oneteam.walls.models import Circle

from .circles import Facts, compose
from .enums import NamedRole, Part
from .models import Disclosure, Named, Organisation


@transaction.atomic
def open_disclosure(*, thread: str, owner: Organisation, level: str, area: str, author: Any) -> Disclosure:
    """A new thread with its circles; its author is named, so that they see what they write."""
    circles = {part.value: draw(admitted=[f"person:{author.pk}"]) for part in Part}
    with walls.system("a new thread"):
        disclosure = Disclosure.objects.create(thread=thread, owner=owner, level=level, area=area, **circles)
        name(disclosure, role=NamedRole.OWNER, person=author, by=author)
    return disclosure


@transaction.atomic
def change(disclosure: Disclosure, **values: Any) -> None:
    """Set what decides who may see the thread, and draw its circles anew in the same transaction."""
    with walls.system("change who may see a thread"):
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
    """Admit a person or an organisation to a thread."""
    with walls.system("name somebody in a thread"):
        Named.objects.get_or_create(
            disclosure=disclosure, person=person, organisation=organisation, role=role,
            defaults={"by": by, "circle": disclosure.desk},
        )  # fmt: skip
        redraw(disclosure)


@transaction.atomic
def unname(
    disclosure: Disclosure, *, role: str, person: Any = None, organisation: Organisation | None = None
) -> None:
    with walls.system("take a name off a thread"):
        Named.objects.filter(
            disclosure=disclosure, person=person, organisation=organisation, role=role
        ).delete()
        redraw(disclosure)


@transaction.atomic
def leave(person: Any) -> None:
    """Take a person off the threads they were named in as what they are no more, in the minute a seat ends.

    Without this, somebody who moves to a rival would go on reading, by name, what they wrote before.
    """
    with walls.system("somebody lost a seat"):
        keys = walls.keys_of(type(person).objects.get(pk=person.pk))  # as of now, not of this request
        for row in Named.objects.filter(person=person).select_related("disclosure"):
            if not _is_still(row, keys):
                row.delete()
                redraw(row.disclosure)


def _is_still(row: Named, keys: frozenset[str]) -> bool:
    if row.role == NamedRole.OWNER:
        return not keys.isdisjoint({f"org:{row.disclosure.owner_id}", "secretariat"})
    if row.role == NamedRole.OFFICER:
        return "secretariat" in keys
    return any(key.startswith("role:") for key in keys)


def redraw(disclosure: Disclosure) -> None:
    """Write the composed circles. Called under ``walls.system``."""
    for part, keys in compose(facts_of(disclosure)).items():
        Circle.objects.filter(pk=getattr(disclosure, f"{part.value}_id")).update(
            readers=sorted(keys.readers), barred=sorted(keys.barred), admitted=sorted(keys.admitted)
        )


def facts_of(disclosure: Disclosure) -> Facts:
    rows = Named.objects.filter(disclosure=disclosure).values_list("role", "person_id", "organisation_id")
    named = tuple(sorted((role, "person" if person else "org", person or org) for role, person, org in rows))
    return Facts(
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
        named=named,
    )
