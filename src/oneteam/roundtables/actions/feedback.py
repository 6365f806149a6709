"""How the experts of a closed table helped: said by the owner and the chair, read by the secretariat alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance.rules import owns
from oneteam.base.errors import Invalid, require
from oneteam.journal.actions import record
from oneteam.journal.outbox import send

from .. import queries, rules
from ..models import Feedback, RoundTable


@transaction.atomic
def give_feedback(*, person: Any, table: RoundTable, said: Mapping[int, tuple[int, str]]) -> None:
    """``said``: for an expert's number how much they helped, 1 to 5, and a line. Said again, it replaces the first."""
    require(rules.may_give_feedback(person, table))
    there = {seat.person_id for seat in queries.to_give_feedback_on(table, person)}
    if not said or not said.keys() <= there:
        raise Invalid(_("Please say it of at least one expert who was there."))
    disclosure = table.problem.disclosure
    by_owner = owns(person, disclosure)
    with walls.system("what is said of experts is for the secretariat, not for who says it"):
        for number, (helped, text) in said.items():
            values = {
                "helped": helped,
                "text": text.strip()[:300],
                "by_owner": by_owner,
                "at": timezone.now(),
            }
            Feedback.objects.update_or_create(
                table=table, person_id=number, by=person, defaults=values,
                create_defaults=values | {"circle_id": disclosure.private_id},
            )  # fmt: skip
        record(
            verb="roundtables.feedback_given", actor=person, thread=table.problem.code, target=table.code,
            circle=disclosure.private,
        )  # fmt: skip


def ask_for_feedback(table: RoundTable) -> None:
    """A letter to the chair and to the owner's people who were there."""
    for seat in queries.attendance(table).filter(is_expert=False):
        send(kind="roundtables.feedback_asked", to=seat.person, data={"table": table.code})
