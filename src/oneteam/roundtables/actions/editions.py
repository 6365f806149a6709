"""The edition of agreed minutes for members: prepared by the owner or the secretariat, published by the owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.text import say
from oneteam.base.workflow import changed_meanwhile, save_version
from oneteam.journal.actions import record
from oneteam.walls.models import Circle

from .. import members, queries, rules
from ..enums import Shown
from ..models import Minutes, MinutesEdition
from ..record import record_of
from ..texts import Texts


@transaction.atomic
def save_edition(
    *,
    person: Any,
    minutes: Minutes,
    passages: Mapping[str, tuple[str, Bi]],
    with_names: bool,
    version: int = 0,
) -> MinutesEdition:
    """What members will read of each passage. An edition that was published is taken back by a change."""
    require(rules.may_prepare_edition(person, minutes))
    known = {passage.key for passage in Texts.of(minutes).passages()}
    for key, (shown, text) in passages.items():
        if key in known and shown == Shown.REPLACED and not text:
            raise invalid(f"text_{key}", _("Please write the text that members read in its place."))
    kept = {
        key: {"shown": shown, "text": text.as_dict()}
        for key, (shown, text) in passages.items()
        if key in known
    }
    disclosure = minutes.table.problem.disclosure
    values = {"passages": kept, "with_names": with_names, "circle": disclosure.desk}
    values |= {"content": None, "published_at": None}
    edition = queries.edition_of(minutes)
    if edition is None:
        with or_else(changed_meanwhile()):  # two people begin it at once
            edition = MinutesEdition.objects.create(minutes=minutes, problem=minutes.table.problem, **values)
    else:
        save_version(edition, version, **values)
    _record(minutes, "roundtables.edition_prepared", person, disclosure.desk)
    return edition


@transaction.atomic
def publish_edition(*, person: Any, minutes: Minutes, version: int) -> None:
    """Whoever may read the decision may read it from now on. Nobody is named in it unless that was allowed."""
    require(rules.may_publish_edition(person, minutes))
    edition = queries.edition_of(minutes)
    if edition is None:
        raise Refused(_("Choose first what members may read."))
    people = list(queries.seated_people(minutes.table))
    content = members.content_of(edition, record_of(minutes), people)
    if not edition.with_names and (naming := members.naming(content, people)):
        passage, name = naming[0]
        sentence = _(
            "“%(passage)s” names %(name)s. Put another text in its place, leave it out, or allow names."
        )
        raise Refused(say(sentence, passage=passage, name=name))
    summary = minutes.table.problem.disclosure.summary
    save_version(edition, version, content=content, circle=summary, published_at=timezone.now())
    _record(minutes, "roundtables.edition_published", person, summary)


@transaction.atomic
def take_back_edition(*, person: Any, minutes: Minutes) -> None:
    require(rules.may_publish_edition(person, minutes))
    desk = minutes.table.problem.disclosure.desk
    there = MinutesEdition.objects.filter(minutes=minutes, published_at__isnull=False)
    if not there.update(content=None, circle=desk, published_at=None):
        raise Refused(_("Members do not read this edition at the moment."))
    _record(minutes, "roundtables.edition_taken_back", person, desk)


def _record(minutes: Minutes, verb: str, person: Any, circle: Circle) -> None:
    """Told under the problem: who reads the edition need not know of the table."""
    code = minutes.table.problem.code
    record(verb=verb, actor=person, thread=code, target=code, circle=circle)
