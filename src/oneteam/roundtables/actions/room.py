"""What a meeting changes of its table: that it goes on, who has the chair, what stands on the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi

from .. import queries, rules
from ..enums import AHEAD, Answer
from ..models import AgendaItem, Attendance, RoundTable
from ..workflow import TABLE


@transaction.atomic
def open_room(*, person: Any, table: RoundTable) -> None:
    """The table meets from now on; whoever records that, tells it."""
    require(rules.may_lead(person, table))
    TABLE.advance(table, "begin", by=person)


@transaction.atomic
def take_chair(*, person: Any, table: RoundTable) -> None:
    """Go on in the place of the chair; of two who do so at once, one has it."""
    require(rules.may_take_chair(person, table))
    if not RoundTable.objects.filter(pk=table.pk, chair=table.chair_id).update(chair=person):
        raise Refused(_("Somebody else has just taken the chair."))
    home = queries.main_organisations([person.pk]).get(person.pk)
    Attendance.objects.get_or_create(
        table=table, person=person,
        defaults={"circle": table.circle, "organisation_id": home, "answer": Answer.ACCEPTED},
    )  # fmt: skip
    table.chair = person


@transaction.atomic
def change_agenda(*, person: Any, table: RoundTable, agenda: Sequence[tuple[Bi, int]]) -> None:
    """In the order given. What was recorded under a number of the agenda stays under that number."""
    require(rules.may_lead(person, table))
    if table.state not in AHEAD:
        raise Refused(_("This meeting is over. What was recorded stands in the minutes."))
    if not agenda or any(minutes < 1 for _title, minutes in agenda):
        raise invalid("agenda", _("Please give the agenda at least one item, each with its minutes."))
    known = {item.number: item for item in queries.agenda(table).select_for_update()}
    for number, (title, minutes) in enumerate(agenda, start=1):
        item = known.pop(number, None) or AgendaItem(table=table, circle=table.circle, number=number)
        item.title, item.minutes = title, minutes
        item.save()
    try:
        with transaction.atomic():
            AgendaItem.objects.filter(pk__in=[item.pk for item in known.values()]).delete()
    except ProtectedError:
        raise Refused(
            _("Something is recorded under an item that you take away. Keep as many items as there were.")
        ) from None
