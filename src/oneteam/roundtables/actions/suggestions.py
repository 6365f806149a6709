"""Corrections of sent minutes as suggestions: made by somebody who was there, answered by whoever leads."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.journal.outbox import send

from .. import queries, rules
from ..enums import SuggestionState
from ..models import Minutes, MinutesSuggestion
from ..texts import Texts
from .minutes import finish_if_all_agree, still_open, tell, write


@transaction.atomic
def suggest(
    *, person: Any, minutes: Minutes, passage: str, text: Bi, reason: str, version: int
) -> MinutesSuggestion:
    """Another text for a passage as it stood in the version that was read. Others for the same passage stay, too."""
    minutes = still_open(minutes)
    require(rules.may_suggest(person, minutes))
    read = queries.version_of(minutes, version)
    there = Texts.of(read).passage(passage) if read else None
    if read is None or there is None:
        raise Refused(_("This passage is not there any more. Please read the minutes again."))
    if not text or text == there.text:
        raise invalid("text", _("Please write how the passage should read instead."))
    if not reason.strip():
        raise invalid("reason", _("Please write in a few words why."))
    suggestion = MinutesSuggestion.objects.create(
        minutes=minutes, circle=minutes.table.circle, passage=passage, version=version, before=there.text,
        text=text, reason=reason.strip(), by=person,
    )  # fmt: skip
    tell(minutes, "roundtables.correction_suggested", person)
    for one in {minutes.writer, minutes.table.chair} - {person}:
        send(kind="roundtables.correction_suggested", to=one, data={"suggestion": suggestion.code})
    return suggestion


@transaction.atomic
def take_over(*, person: Any, suggestion: MinutesSuggestion, text: Bi, version: int) -> None:
    """The passage reads ``text`` from now on, in a new version that is to be sent again."""
    minutes = still_open(suggestion.minutes)
    require(rules.may_answer_suggestion(person, minutes))
    texts = Texts.of(minutes)
    if texts.passage(suggestion.passage) is None:
        raise Refused(_("This passage is not there any more. Please read the minutes again."))
    if not text:
        raise invalid("text", _("Please write how the passage should read instead."))
    _answer(suggestion, person, SuggestionState.TAKEN)
    write(minutes, texts.with_passage(suggestion.passage, text), version, person)
    tell(minutes, "roundtables.correction_taken", person)


@transaction.atomic
def decline(*, person: Any, suggestion: MinutesSuggestion, answer: str) -> None:
    """With a reason. Where minutes that were sent wait for no other answer, the days of silence begin again."""
    minutes = still_open(suggestion.minutes)  # of two last answers at once the second sees that none waits
    require(rules.may_answer_suggestion(person, minutes))
    if not answer.strip():
        raise invalid("answer", _("Please write in a few words why not."))
    _answer(suggestion, person, SuggestionState.DECLINED, answer.strip())
    tell(minutes, "roundtables.correction_declined", person)
    if not queries.open_suggestions(minutes).exists():
        _wait_anew(minutes, person)


def _wait_anew(minutes: Minutes, person: Any) -> None:
    sent = Minutes.objects.filter(pk=minutes.pk, version=minutes.version, sent_at__isnull=False)
    if sent.update(sent_at=timezone.now()):
        finish_if_all_agree(minutes, person)


def _answer(suggestion: MinutesSuggestion, person: Any, state: str, answer: str = "") -> None:
    rows = MinutesSuggestion.objects.filter(pk=suggestion.pk, state=SuggestionState.OPEN)
    if not rows.update(state=state, answered_by=person, answered_at=timezone.now(), answer=answer):
        raise Refused(_("This suggestion was answered in the meantime."))
    if suggestion.by_id != person.pk:
        send(kind="roundtables.correction_answered", to=suggestion.by, data={"suggestion": suggestion.code})
