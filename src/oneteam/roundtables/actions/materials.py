"""Files to read before a round table: with the owner and the secretariat first, with the panel from three days before.

Where a file lies is the wall: its row stands in the circle of the desk until then, and in that of the room from
then on. Both circles follow the problem's level and names; an NDA that ends closes the room, and these files with it.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, require
from oneteam.files.actions import attach, lay, rehang
from oneteam.files.models import Attachment
from oneteam.files.queries import attached_to
from oneteam.journal.actions import record
from oneteam.walls.models import Circle

from .. import queries, rules
from ..enums import AHEAD
from ..models import RoundTable


@transaction.atomic
def add_material(*, person: Any, table: RoundTable, upload: Any) -> Attachment:
    require(rules.may_bring(person, table))
    table = queries.lock_table(table)
    if table.state not in AHEAD:
        raise Refused(_("This round table is over. Please attach the file to the minutes."))
    disclosure = table.problem.disclosure
    return attach(
        person=person, upload=upload, target=table.materials, thread=table.problem.code, circle=_place(table),
        confidential=disclosure.is_confidential,
    )  # fmt: skip


def _place(table: RoundTable) -> Circle:
    disclosure = table.problem.disclosure
    return disclosure.room if rules.materials_are_open(table) else disclosure.desk


@transaction.atomic
def settle_materials(table: RoundTable) -> None:
    """Open or close a table's materials as its date and state say. Whoever changes one of the two calls this."""
    with walls.system(
        "materials open three days before a round table, and close where it is moved or cancelled"
    ):
        table = queries.lock_table(table)  # the job has read it before others moved or cancelled it
        place = _place(table)
        moved = lay(target=table.materials, circle=place)
        if moved and place == table.problem.disclosure.room:
            record(
                verb="roundtables.materials_opened", actor=None, thread=table.problem.code, target=table.code,
                circle=place,
            )  # fmt: skip


def open_materials() -> None:
    """The job: whatever is due opens. Where it does not run nothing opens, and nothing stays open for want of it."""
    with walls.system("materials of round tables to come"):
        tables = list(queries.with_materials())
    for table in tables:
        settle_materials(table)


def take_over_materials(table: RoundTable) -> None:
    """Of tables of the same problem that were cancelled: what was brought for them is read for this one."""
    with walls.system("materials of a cancelled round table go with its new date"):
        for cancelled in queries.cancelled_tables(table.problem):
            for file in attached_to(cancelled.materials):
                rehang(attachment=file, target=table.materials)
    settle_materials(table)
