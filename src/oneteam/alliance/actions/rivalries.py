from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, Refused, require
from oneteam.base.fields import Bi
from oneteam.journal.actions import record

from .. import queries, rules
from ..models import Organisation, Rivalry
from ._common import concerns_you, in_order, names, office, require_keeper, today

EVERYWHERE = "*"


@transaction.atomic
def declare_rivalry(
    *,
    person: Any,
    one: Organisation,
    other: Organisation,
    areas: Sequence[str],
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    note: Bi | None = None,
) -> Rivalry:
    """From this minute on neither sees what the other walls off in these areas. ``["*"]``: in every area."""
    require_keeper(person)
    begins = starts_on or today()
    in_order(begins, ends_on)
    chosen = [EVERYWHERE] if EVERYWHERE in areas else sorted(set(areas))
    _makes_sense(one, other, chosen)
    rivalry = Rivalry.objects.create(
        one=one,
        other=other,
        areas=chosen,
        starts_on=begins,
        ends_on=ends_on,
        note=note or Bi(),
        set_by=person,
        circle=office(),
    )
    _tell("alliance.rivalry_declared", person, rivalry)
    return rivalry


def _makes_sense(one: Organisation, other: Organisation, areas: list[str]) -> None:
    if one.pk == other.pk:
        raise _wrong("other", _("Please choose two different organisations."))
    if one.group and one.group == other.group:
        raise _wrong(
            "other", _("These two belong to one group, which counts as one party. They cannot be rivals.")
        )
    if not areas:
        raise _wrong("areas", _("Please choose at least one business area."))
    known = set(queries.areas().filter(code__in=areas).values_list("code", flat=True)) | {EVERYWHERE}
    if set(areas) - known:
        raise _wrong("areas", _("This area is not in the vocabulary. Please add it there first."))
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    if Rivalry.objects.filter(pair, queries.in_force(), areas__overlap=[*areas, EVERYWHERE]).exists():
        raise _wrong(
            "areas", _("This rivalry is declared already. Please end it before you declare it anew.")
        )


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, {field: sentence})


@transaction.atomic
def end_rivalry(*, person: Any, rivalry: Rivalry) -> None:
    """It holds to the end of this day, so that nothing opens by a slip of the hand; one yet to begin never does."""
    require_keeper(person)
    require(rules.may_end_rivalry(person, rivalry), concerns_you())
    if rivalry.starts_on > today():
        if not Rivalry.objects.filter(pk=rivalry.pk).delete()[0]:
            raise Refused(_("This rivalry has ended already."))
    elif (
        not Rivalry.objects.filter(pk=rivalry.pk)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today()))
        .update(ends_on=today())
    ):
        raise Refused(_("This rivalry has ended already."))
    _tell("alliance.rivalry_ended", person, rivalry)


def _tell(verb: str, person: Any, rivalry: Rivalry) -> None:
    data = {"one": names(rivalry.one), "other": names(rivalry.other)}
    record(verb=verb, actor=person, circle=office(), data=data)
