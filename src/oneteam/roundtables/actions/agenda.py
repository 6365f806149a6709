"""The agenda with which a new table begins, as the secretariat keeps it for the whole alliance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.workflow import changed_meanwhile, save_version
from oneteam.journal.actions import record
from oneteam.walls.actions import shared_circle

from .. import queries, rules
from ..models import AgendaTemplate
from .venues import KEEPERS


@transaction.atomic
def save_agenda_template(*, person: Any, version: int, agenda: Sequence[tuple[Bi, int]]) -> None:
    """Tables that are convened from now on begin with it; those that are fixed keep theirs."""
    require(rules.may_keep_agenda(person))
    if not agenda or any(minutes < 1 for _title, minutes in agenda):
        raise Invalid(_("Please give the agenda at least one item, each with its minutes."))
    items = [{"title": title.as_dict(), "minutes": minutes} for title, minutes in agenda]
    kept, circle = queries.agenda_template(), shared_circle(KEEPERS)
    if kept is not None:
        save_version(kept, version, items=items)
    else:
        with or_else(changed_meanwhile()):
            AgendaTemplate.objects.create(pk=AgendaTemplate.THE_ONE, items=items, circle=circle)
    record(verb="roundtables.agenda_kept", actor=person, target="agenda", circle=circle)
