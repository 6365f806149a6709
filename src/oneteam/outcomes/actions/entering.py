"""An outcome is entered by the partner whose it is, and confirmed by another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam.alliance.models import Organisation
from oneteam.base.errors import Invalid, Refused, Stale, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.text import day, say
from oneteam.base.workflow import save_version
from oneteam.files.actions import attach, hold
from oneteam.files.models import Attachment
from oneteam.projects.models import Effect, Project

from .. import identifiers, queries, rules
from ..enums import OutcomeKind, OutcomeState
from ..models import Outcome, Result
from ..workflow import OUTCOME
from ._common import require_past, tell, write


@transaction.atomic
def enter(
    *, person: Any, project: Project, organisation: Organisation, kind: str, title: Bi, on: date, identifier: str = "",
    link: str = "", upload: Any = None, result: Result | None = None, effect: Effect | None = None,
) -> Outcome:  # fmt: skip
    """``result``: what a patent protects; ``effect``: of which it is the saving."""
    require(rules.may_enter(person, project) and organisation.pk in rules.acts_for(person, project))
    _check(title, on)
    _check_bonds(kind, result, effect)
    scheme, number = identifiers.read(kind, identifier)
    with or_else(_twice(number) if effect is None else _counted()):
        outcome = Outcome.objects.create(
            project=project, circle=project.circle, organisation=organisation, kind=kind, title=title, on=on,
            scheme=scheme, identifier=number, link=link, by=person, result=result, effect=effect,
        )  # fmt: skip
    _keep(person, outcome, upload)
    tell(outcome, "entered", person)
    _ask_the_others(outcome, person)
    return outcome


def _ask_the_others(outcome: Outcome, person: Any) -> None:
    others = [one for one in rules.there(outcome.project) if one.pk != outcome.organisation_id]
    write("entered", queries.people_of(outcome.project, others), person, outcome=outcome.code)


@transaction.atomic
def change(
    *, person: Any, outcome: Outcome, version: int, title: Bi, on: date, identifier: str = "", link: str = "",
    upload: Any = None, result: Result | None = None,
) -> None:  # fmt: skip
    """Over exactly the version that the person saw. Another file takes the place of the one that is there."""
    outcome.state = OutcomeState(queries.locked(outcome).state)
    require(rules.may_change(person, outcome), _settled(outcome))
    _check(title, on)
    scheme, number = identifiers.read(outcome.kind, identifier)
    _check_bonds(outcome.kind, result, outcome.effect)
    with or_else(_twice(number)):
        save_version(
            outcome, version, title=title, on=on, scheme=scheme, identifier=number, link=link, result=result
        )
    _keep(person, outcome, upload)
    tell(outcome, "changed", person)


def _check(title: Bi, on: date) -> None:
    if not title:
        raise invalid("title", _("Please write what came out."))
    require_past("on", on)


def _check_bonds(kind: str, result: Result | None, effect: Effect | None) -> None:
    if result is not None and kind != OutcomeKind.PATENT:
        raise invalid("result", _("Only a patent protects a result. Please leave this empty."))
    if kind == OutcomeKind.SAVING and effect is None:
        sentence = _(
            "Please choose the verified effect that saves the money. It needs its formula of what it saves: enter "
            "that with the effect, and let it be verified."
        )
        raise invalid("effect", sentence)
    if effect is not None and kind != OutcomeKind.SAVING:
        raise invalid("effect", _("Only a saving rests on an effect. Please leave this empty."))


def _counted() -> Invalid:
    """A saving has no number, so that it alone can stand against another."""
    return invalid("effect", _("What this effect saves stands among the outcomes already."))


def _twice(number: str) -> Invalid:
    sentence = _("%(number)s stands among the outcomes of this project already.")
    return invalid("identifier", sentence % {"number": number})


def _keep(person: Any, outcome: Outcome, upload: Any) -> None:
    if upload is None:
        return
    shown = outcome.project.disclosure
    file: Attachment = attach(
        person=person, upload=upload, target=outcome.target, thread=shown.thread, circle=outcome.circle,
        confidential=shown.is_confidential,
    )  # fmt: skip
    Outcome.objects.filter(pk=outcome.pk).update(evidence=file)
    outcome.evidence = file


@transaction.atomic
def confirm(*, person: Any, outcome: Outcome, version: int) -> None:
    """By a partner other than the one whose outcome it is, as it saw it. Of two at once the first counts."""
    if outcome.evidence is not None:
        hold(outcome.evidence)
    now = queries.locked(outcome)
    if now.state != OutcomeState.CLAIMED:
        outcome.refresh_from_db(fields=["state", "state_by"])
        raise OUTCOME.overtaken(outcome, person)
    organisation = rules.confirms_for(person, outcome)
    if organisation is None:
        raise Refused(_("A partner other than the one whose outcome it is confirms it."))
    if not now.has_evidence:
        sentence = _(
            "No evidence, no count: please ask for a file or a link first. Then it can be confirmed."
        )
        raise Refused(sentence)
    _require_seen(now, version)
    OUTCOME.advance(outcome, "confirm", by=person, confirmed_of_id=organisation)
    tell(outcome, "confirmed", person)


@transaction.atomic
def note_grant(*, person: Any, outcome: Outcome, number: str, on: date, upload: Any = None) -> None:
    """The office has granted the patent. It says more than what was confirmed, so another partner confirms it anew."""
    now = queries.locked(outcome)
    outcome.state, outcome.granted_number = OutcomeState(now.state), now.granted_number
    require(rules.may_note_grant(person, outcome))
    require_past("on", on)
    if on < outcome.on:
        sentence = _("A patent is granted after it was filed (%(day)s). Please check the day.")
        raise invalid("on", say(sentence, day=day(outcome.on, weekday=False)))
    granted = identifiers.read_grant(number)
    OUTCOME.advance(
        outcome, "grant", by=person, granted_number=granted, granted_on=on, confirmed_of=None, version=now.version + 1
    )  # fmt: skip
    _keep(person, outcome, upload)
    tell(outcome, "granted", person, number=granted)
    _ask_the_others(outcome, person)


@transaction.atomic
def take_back(*, person: Any, outcome: Outcome, version: int) -> None:
    """What was entered by mistake. It stands there as taken back; its identifier is free again."""
    now = queries.locked(outcome)
    outcome.state = OutcomeState(now.state)
    require(rules.may_change(person, outcome), _settled(outcome))
    _require_seen(now, version)
    OUTCOME.advance(outcome, "take_back", by=person)
    tell(outcome, "taken_back", person)


def _require_seen(now: Outcome, version: int) -> None:
    if now.version != version:
        raise Stale(_("This was changed after you opened the page. Read it again, then decide."))


def _settled(outcome: Outcome) -> str:
    if outcome.state == OutcomeState.CONFIRMED:
        return _("This outcome has been confirmed, so it stays as it is.")
    return ""
