"""An item is provided, used, and goes again with a certificate."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.codes import digest_of
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import day, say
from oneteam.files.actions import discard
from oneteam.files.models import Attachment

from .. import queries, rules
from ..enums import ItemState
from ..models import Certificate, Item, certificate_code
from ..workflow import ITEM
from ._common import tell, write
from .items import require_place

ENDS = {ItemState.RETURNED: "give_back", ItemState.DESTROYED: "destroy"}


@transaction.atomic
def provide(*, person: Any, item: Item) -> None:
    require(rules.may_provide(person, item))
    require_place(item)
    if item.approver is None:
        raise Refused(_("Please name an approver first: nothing leaves without one."))
    ITEM.advance(item, "provide", by=person)
    tell(item, "provided", person)
    write("provided", [item.project.responsible], person, item=item.code)


@transaction.atomic
def take_up(*, person: Any, item: Item, responsible: Any, ends_on: date) -> None:
    require(rules.may_take_up(person, item))
    _check_end(ends_on)
    ITEM.advance(item, "take_up", by=person, responsible=responsible, ends_on=ends_on)
    tell(item, "taken_up", person, until=str(ends_on))


@transaction.atomic
def prolong(*, person: Any, item: Item, ends_on: date, reason: str) -> None:
    now = queries.locked(item)
    item.state = now.state
    require(rules.may_prolong(person, item))
    _check_end(ends_on)
    if not reason.strip():
        raise invalid("reason", _("Please say why."))
    Item.objects.filter(pk=item.pk).update(ends_on=ends_on, told_of=None)
    tell(item, "prolonged", person, until=str(ends_on), reason=reason.strip())


def _check_end(ends_on: date) -> None:
    today = timezone.localdate()
    if ends_on < today:
        sentence = _("Please give today (%(today)s) or a date after it.")
        raise invalid("ends_on", say(sentence, today=day(today, weekday=False)))


@transaction.atomic
def end(*, person: Any, item: Item, how_ended: str, on: date, how: Bi) -> Certificate:
    """Returned or destroyed. Its files are kept no longer than that; the certificate keeps their hashes, or where they
    stayed with a party only how many they were: all of the project read it."""
    item.premises_id = queries.locked(item).premises_id
    require(rules.may_end(person, item))
    if not how:
        raise invalid("how", _("Please write how it was done."))
    today = timezone.localdate()
    if on > today:
        sentence = _("Please give today (%(today)s) or a date before it.")
        raise invalid("on", say(sentence, today=day(today, weekday=False)))
    ITEM.advance(item, ENDS[ItemState(how_ended)], by=person)
    with walls.system("the files of an item that is there no more"):
        files = list(Attachment.objects.filter(target=item.target).order_by("pk"))
        facts = _facts(item, on, how, person, files)
        for file in files:
            discard(file)
    made = Certificate.objects.create(
        code=facts["certificate"], item=item, circle=item.circle, on=on, how=how, by=person, facts=facts,
        digest=digest_of(facts),
    )  # fmt: skip
    tell(item, how_ended, person, certificate=made.code)
    told = [item.approver, item.project.responsible]
    write("ended", told, person, item=item.code)
    return made


def _facts(item: Item, on: date, how: Bi, person: Any, files: list[Attachment]) -> dict[str, Any]:
    return {
        "certificate": certificate_code(), "project": item.project.code, "item": item.code, "name": item.name.as_dict(),
        "kind": item.kind, "volume": item.volume, "tier": item.tier, "state": item.state, "on": str(on),
        "how": how.as_dict(), "by": person.code, "owner": item.owner.code,
        **_of_files(item, files),
    }  # fmt: skip


def _of_files(item: Item, files: list[Attachment]) -> dict[str, Any]:
    if item.premises is not None:
        return {"premises": item.premises.code, "number_of_files": len(files)}
    return {"files": [{"name": file.name, "size": file.size, "sha256": file.digest} for file in files]}
