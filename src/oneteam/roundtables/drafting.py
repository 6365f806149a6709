"""The first text of minutes, made from what was recorded. The rest of the record needs no writing at all."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oneteam.base.fields import Bi, both

from . import queries
from .enums import Presence
from .models import RoundTable
from .texts import Section, Texts


def draft_from(table: RoundTable, notes: Iterable[Section] = ()) -> Texts:
    """A summary in both languages, and each item of the agenda with what was noted of it.

    ``notes``: items with their notes, such as a room takes them; one that is not on the agenda comes at the end.
    """
    left = list(notes)
    items = [(item.title, _taken(left, item.title)) for item in queries.agenda(table)]
    return Texts(discussion=_summary(table, len(items)), sections=(*items, *left))


def _taken(left: list[Section], title: Bi) -> Bi:
    """The first note of an item so called, which is then no longer left: two items may have one name."""
    at = next((at for at, (noted, _text) in enumerate(left) if noted == title), None)
    return Bi() if at is None else left.pop(at)[1]


def _summary(table: RoundTable, items: int) -> Bi:
    came = queries.attendance(table).filter(presence=Presence.PRESENT).count()
    decision = queries.decision_of(table)
    tasks = queries.action_items(table).count()

    def words() -> str:
        found = []
        if came:
            people = ngettext("%(n)s person was there.", "%(n)s people were there.", came) % {"n": came}
            agenda = ngettext("The agenda had %(n)s item.", "The agenda had %(n)s items.", items)
            found += [people, agenda % {"n": items}]
        if decision:
            kind, text = decision.get_kind_display(), str(decision.text)
            found.append(_("Decision: %(kind)s. %(text)s") % {"kind": kind, "text": text})
        if tasks:
            todo = ngettext("%(n)s thing to do was noted.", "%(n)s things to do were noted.", tasks)
            found.append(todo % {"n": tasks})
        return " ".join(found)

    return both(words)
