"""A draft goes to the partners before it is public: their clock runs, they may ask to wait, silence clears it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import say
from oneteam.base.workflow import save_version
from oneteam.files.actions import attach
from oneteam.projects.models import Project

from .. import clocks, queries, rules
from ..enums import OutcomeKind, PublicationKind, PublicationState
from ..models import Answer, Concerned, Publication, Result
from ..workflow import PUBLICATION
from ._common import require_past, tell, write
from .entering import enter


@transaction.atomic
def draft(
    *, person: Any, project: Project, organisation: Organisation, kind: str, title: Bi, where: str = "",
    results: Iterable[Result] = (),
) -> Publication:  # fmt: skip
    require(rules.may_enter(person, project) and organisation.pk in rules.acts_for(person, project))
    _check(title)
    publication = Publication.objects.create(
        project=project, circle=project.circle, organisation=organisation, kind=kind, title=title, where=where.strip(),
        by=person,
    )  # fmt: skip
    _concern(publication, results)
    tell(publication, "drafted", person)
    return publication


@transaction.atomic
def change_draft(
    *,
    person: Any,
    publication: Publication,
    version: int,
    title: Bi,
    where: str = "",
    results: Iterable[Result] = (),
) -> None:
    _hold(publication)
    require(rules.may_change_draft(person, publication), _sent(publication))
    _check(title)
    save_version(publication, version, title=title, where=where.strip())
    Concerned.objects.filter(publication=publication).delete()
    _concern(publication, results)
    tell(publication, "draft_changed", person)


def _check(title: Bi) -> None:
    if not title:
        raise invalid("title", _("Please give it a title."))


def _concern(publication: Publication, results: Iterable[Result]) -> None:
    for result in results:
        Concerned.objects.create(publication=publication, result=result, circle=publication.circle)


@transaction.atomic
def attach_draft(*, person: Any, publication: Publication, upload: Any) -> None:
    """The text that the partners look at; once they do, it stays as it is."""
    _hold(publication)
    require(rules.may_change_draft(person, publication), _sent(publication))
    shown = publication.project.disclosure
    attach(
        person=person, upload=upload, target=publication.target, thread=shown.thread, circle=publication.circle,
        confidential=shown.is_confidential,
    )  # fmt: skip


def _sent(publication: Publication) -> str:
    if publication.state == PublicationState.DRAFT:
        return ""
    return _(
        "The partners are looking at this draft, or have cleared it. Take it back first, then change it."
    )


def _hold(publication: Publication) -> None:
    """Read what others may have changed, and hold the row until the end."""
    now = queries.locked_publication(publication)
    for name in ("state", "round", "ends_on", "sent_on"):
        setattr(publication, name, getattr(now, name))


@transaction.atomic
def send(*, person: Any, publication: Publication, knows: bool = False) -> None:
    """To the partners; from now on their clock runs. ``knows``: that an invention in it has not been filed yet."""
    _hold(publication)
    require(rules.may_change_draft(person, publication), _sent(publication))
    if not queries.draft_files(publication):
        raise invalid("", _("Please attach the draft first: the partners look at its text."))
    unfiled = rules.unfiled(publication)
    if unfiled and not knows:
        sentence = _("Please say that you know: no patent has been filed yet for %(what)s.")
        raise invalid("knows", say(sentence, what=", ".join(map(str, unfiled))))
    today = timezone.localdate()
    PUBLICATION.advance(
        publication, "send", by=person, round=publication.round + 1, sent_on=today, ends_on=today + clocks.REVIEW,
        reminded_of=None, silent=[],
    )  # fmt: skip
    tell(publication, "sent", person, until=str(publication.ends_on))
    partners = rules.reviewers(publication)
    write("review", queries.people_of(publication.project, partners), person, publication=publication.code)
    if not partners:
        _clear(publication, [], person)


@transaction.atomic
def answer(*, person: Any, publication: Publication, seen: int, days: int = 0, reason: str = "") -> None:
    """In the name of a partner: it may be published, or the partner asks to wait so many days, with a reason.
    ``seen``: the round in which the person read the draft."""
    _hold(publication)
    if publication.state == PublicationState.DRAFT or publication.round != seen:
        raise Stale(
            _(
                "This draft was taken back meanwhile, so there is nothing to answer. You are asked when it is sent again."
            )
        )
    organisation = rules.reviews_for(person, publication)
    if organisation is None:
        raise Refused(_answered(publication))
    if days:
        _check_delay(publication, days, reason)
    Answer.objects.create(
        publication=publication, circle=publication.circle, round=publication.round, organisation_id=organisation,
        days=days, reason=reason.strip(), by=person,
    )  # fmt: skip
    if days:
        _delay(publication, days, person)
        return
    tell(publication, "agreed", person)
    fresh = queries.publication(publication.code).get()
    if not rules.not_agreed(fresh):
        _clear(publication, [], person)


def _answered(publication: Publication) -> str:
    if publication.state != PublicationState.REVIEW:
        return _("This has been cleared already.")
    return _("Your organisation has agreed already, or it is its own publication.")


def _check_delay(publication: Publication, days: int, reason: str) -> None:
    if not reason.strip():
        raise invalid("reason", _("Please say why it has to wait."))
    taken = sum(one.days for one in queries.answers(publication))
    if days < 0 or taken + days > clocks.MOST_DELAY:
        sentence = _("A review is delayed by at most %(most)s days in all, and %(left)s of them are left.")
        words = {"most": clocks.MOST_DELAY, "left": clocks.MOST_DELAY - taken}
        raise invalid("days", sentence % words)


def _delay(publication: Publication, days: int, person: Any) -> None:
    publication.ends_on = (publication.ends_on or timezone.localdate()) + timedelta(days=days)
    Publication.objects.filter(pk=publication.pk).update(ends_on=publication.ends_on)
    tell(publication, "delayed", person, until=str(publication.ends_on))
    write("delayed", [publication.by], person, publication=publication.code)


def _clear(publication: Publication, silent: list[Organisation], person: Any) -> None:
    """``silent``: who had not agreed when the clock ran out; of them some had asked to wait."""
    asked = rules.said(publication)
    waited = [one for one in silent if one.pk in asked]
    quiet = [one for one in silent if one.pk not in asked]
    PUBLICATION.advance(publication, "clear", by=person, silent=[one.pk for one in silent])
    for verb, some in (("cleared_by_silence", quiet), ("cleared_after_wait", waited)):
        if some:
            tell(publication, verb, person, who=", ".join(map(str, some)))
    if not silent:
        tell(publication, "cleared", person)
    write("cleared", [publication.by], person, publication=publication.code)


@transaction.atomic
def take_back_draft(*, person: Any, publication: Publication) -> None:
    """The clock stops. Once it is sent again, the partners answer anew."""
    _hold(publication)
    require(rules.may_take_back_draft(person, publication))
    PUBLICATION.advance(publication, "take_back", by=person, ends_on=None)
    tell(publication, "draft_taken_back", person)


@transaction.atomic
def publish(*, person: Any, publication: Publication, on: date, identifier: str = "", link: str = "") -> None:
    """It is out. A paper then stands among the outcomes, too."""
    _hold(publication)
    require(rules.may_publish(person, publication))
    require_past("on", on)
    PUBLICATION.advance(publication, "publish", by=person, public_on=on)
    tell(publication, "published", person)
    if publication.kind == PublicationKind.PAPER:
        enter(
            person=person, project=publication.project, organisation=publication.organisation, kind=OutcomeKind.PAPER,
            title=publication.title, on=on, identifier=identifier, link=link,
        )  # fmt: skip


@transaction.atomic
def watch() -> int:
    """The job of every morning: what nobody has spoken against is cleared, and who is silent is reminded before.
    Answers how many were cleared."""
    today, cleared = timezone.localdate(), 0
    with walls.system("the clocks of publications"):
        for publication in queries.in_review():
            silent = rules.not_agreed(publication)
            assert publication.ends_on is not None
            if not silent or publication.ends_on < today:
                _clear(publication, silent, None)
                cleared += 1
            elif (
                publication.ends_on - clocks.REMIND_BEFORE <= today
                and publication.reminded_of != publication.ends_on
            ):
                Publication.objects.filter(pk=publication.pk).update(reminded_of=publication.ends_on)
                people = queries.people_of(publication.project, silent)
                write("review", people, None, publication=publication.code)
    return cleared
