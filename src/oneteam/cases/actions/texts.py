"""Summary and limits of a case report, in versions."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.workflow import changed_meanwhile, save_version
from oneteam.journal.actions import record

from .. import queries, rules
from ..models import CaseText, CaseTextVersion
from ..roots import Root


@transaction.atomic
def write(*, person: Any, root: Root, version: int, summary: Bi, limits: Bi) -> CaseText:
    """Over exactly the version that the writer saw; 0: nothing was written yet."""
    shown = root.disclosure
    require(rules.may_write(person, shown))
    _check(summary)
    text = _saved(
        person, root, version, {"summary": summary, "limits": limits, "by": person, "at": timezone.now()}
    )
    CaseTextVersion.objects.create(
        circle=shown.field,
        text=text,
        number=text.version,
        summary=summary,
        limits=limits,
        by=person,
        at=text.at,
    )
    record(verb="cases.written", actor=person, thread=shown.thread, target=root.code, circle=shown.field)
    return text


def _saved(person: Any, root: Root, version: int, values: dict[str, Any]) -> CaseText:
    shown = root.disclosure
    text = queries.newest(shown)
    if text is None:
        with or_else(changed_meanwhile()):
            return CaseText.objects.create(circle=shown.field, disclosure=shown, **values)
    save_version(text, version, **values)
    return text


def _check(summary: Bi) -> None:
    found = max(rules.words_in(summary.ko), rules.words_in(summary.en))
    if found > rules.MOST_WORDS:
        sentence = _("The summary has %(n)s words. Please shorten it to at most %(most)s.")
        raise invalid("summary", sentence % {"n": found, "most": rules.MOST_WORDS})
