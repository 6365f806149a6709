"""The change log: what was agreed and is different now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from oneteam.accounts.forgetting import forgets
from oneteam.base.errors import invalid
from oneteam.base.fields import Bi, both
from oneteam.base.text import called, count, span

from .. import queries
from ..enums import Changed
from ..models import Change, Partner, Project
from ._common import write

Row = tuple[str, Any, Any]  # what, before, after


def log(project: Project, person: Any, subject: Bi, rows: Iterable[Row], why: str) -> None:
    """One line for each thing that differs."""
    for what, before, after in rows:
        if before != after:
            Change.objects.create(
                project=project, circle=project.circle, what=what, subject=subject, before=words_of(before),
                after=words_of(after), why=why.strip(), by=person,
            )  # fmt: skip


def words_of(value: Any) -> Bi:
    """As it is read later, in both languages."""
    if isinstance(value, Bi):
        return value
    if isinstance(value, Decimal):
        return Bi(count(value), count(value))
    if isinstance(value, tuple):
        first, last = value
        return both(lambda: span(first, last))
    if isinstance(value, date):
        return both(lambda: span(value, value))
    if hasattr(value, "name_en"):
        return both(lambda: called(value))
    return both(lambda: str(value or ""))


@forgets
def forget_in_changes(person: Any) -> None:
    """The name of who became responsible or sees to a risk, or did before."""
    names = {"ko__startswith": f"{person.name} ", "en__startswith": person.name_en or person.name}
    for side in ("before", "after"):
        named = {f"{side}__{lookup}": name for lookup, name in names.items()}
        found = Change.objects.filter(what__in=(Changed.RESPONSIBLE, Changed.OWNER), **named)
        found.update(**{side: Bi(person.code, person.code)})


def check_why(why: str) -> None:
    if not why.strip():
        raise invalid(
            "why", _("Please say why it changes: whom it concerns reads it, and the change log keeps it.")
        )


def concern(kind: str, partners: Iterable[Partner], actor: Any, **codes: str) -> None:
    """A letter to those alone whom it concerns: who answers for the part, else who speaks for the organisation."""
    told = []
    for partner in partners:
        answers = [partner.responsible] if partner.responsible else queries.speakers(partner.organisation)
        told += answers
    write(kind, {one.pk: one for one in told}.values(), actor, **codes)
