from __future__ import annotations

from django.utils.translation import gettext as _

from oneteam.base.errors import Refused
from oneteam.journal import live
from oneteam.roundtables.enums import TableState
from oneteam.roundtables.models import RoundTable

from ..enums import Part
from ..live import about
from ..models import Sitting


def tell(table: RoundTable, *parts: Part) -> None:
    """The open pages of the room ask for these parts anew."""
    for part in parts:
        live.changed(about(table, part), table.circle_id)


def going_on(sitting: Sitting) -> None:
    if sitting.table.state != TableState.RUNNING:
        raise Refused(_("This meeting is over. What was recorded stands in the minutes."))
