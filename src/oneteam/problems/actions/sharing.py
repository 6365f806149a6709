"""Who may see a problem: its level, what is published of it, and who is named."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import LEVELS, Level, NamedRole, Stage
from oneteam.alliance.rules import belongs_to, is_rival
from oneteam.base.errors import Invalid, Refused, Stale, require
from oneteam.base.fields import both
from oneteam.base.races import or_else
from oneteam.base.workflow import save_version
from oneteam.files.actions import mark_confidential
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named as told_as

from .. import queries, rules
from ..enums import Side
from ..models import LevelRequest, Problem
from ._common import record, tell_contact, tell_officers


@transaction.atomic
def set_disclosure(*, person: Any, problem: Problem, version: int | None = None, **values: Any) -> None:
    """Set level and flags. Raising works at once; opening further what has left the owner's hands does not."""
    require(rules.may_set_disclosure(person, problem))
    level = values.pop("level", problem.disclosure.level)
    _over(problem, version)
    if not rules.is_free(problem) and _lower(level, problem.disclosure.level):
        raise Refused(
            _(
                "Opening a problem further takes you and the secretariat: ask for it on the page “Who may see it”."
            )
        )
    if level != problem.disclosure.level:
        _set_level(problem, person, level)
    changed = {name: value for name, value in values.items() if getattr(problem.disclosure, name) != value}
    if changed:
        disclosures.change(problem.disclosure, **changed)
        record(problem, "problems.disclosed", person)


@transaction.atomic
def raise_level(*, person: Any, problem: Problem, level: str, version: int | None = None) -> None:
    """Fewer readers from this moment on. The owner needs nobody for it."""
    require(rules.may_set_disclosure(person, problem))
    _over(problem, version)
    if not _lower(problem.disclosure.level, level):
        raise Invalid(_("This level is not stricter than the one now. Please choose a stricter one."))
    _set_level(problem, person, level)


def _over(problem: Problem, version: int | None) -> None:
    """Over the version that was seen; where none is told, that with which the problem was read."""
    save_version(problem, problem.version if version is None else version)


def _lower(one: str, other: str) -> bool:
    return LEVELS.index(one) < LEVELS.index(other)


def _set_level(problem: Problem, person: Any, level: str) -> None:
    if level == Level.SEALED:
        _stay_inside(problem, person)
    before = problem.disclosure.level
    disclosures.change(problem.disclosure, level=level)
    mark_confidential(thread=problem.code, confidential=problem.disclosure.is_confidential)
    verb = "problems.level_raised" if _lower(before, level) else "problems.level_lowered"
    record(problem, verb, person, level=both(Level(level).label).as_dict())
    open_request = queries.open_request(problem)
    if open_request is not None and not _lower(open_request.level, level):
        _close(open_request, person, agreed=False)


def _stay_inside(problem: Problem, person: Any) -> None:
    """Only the named see a sealed problem: whoever seals it must be one of them, and so must an officer."""
    if problem.disclosure.stage != Stage.DRAFT and not queries.officers_named(problem.disclosure).exists():
        raise Invalid(
            _("Please name an officer of the secretariat first, who goes on looking after the problem.")
        )
    if rules.may_speak(person, problem):
        disclosures.name(problem.disclosure, role=NamedRole.OWNER, person=person, by=person)


@transaction.atomic
def ask_lowering(*, person: Any, problem: Problem, level: str, version: int | None = None) -> LevelRequest:
    """Ask the other side to open the problem further: owner and secretariat must both want it."""
    side = rules.side_of(person, problem)
    if side is None:
        raise Refused(_("Only the owner or the secretariat may ask for this."))
    if not _lower(level, problem.disclosure.level):
        raise Invalid(_("This level is not more open than the one now. Please choose a more open one."))
    waiting = Refused(_("A request to open this problem further waits for an answer already."))
    if queries.open_request(problem) is not None:
        raise waiting
    with or_else(waiting):
        request = LevelRequest.objects.create(
            problem=problem, circle=problem.disclosure.desk, level=level, side=side, by=person
        )
    _over(problem, version)
    record(problem, "problems.lowering_asked", person, level=both(Level(level).label).as_dict())
    if side == Side.OWNER:
        tell_officers(problem, "problems.lowering_asked", but=person)
    else:
        tell_contact(problem, "problems.lowering_asked", but=person)
    return request


@transaction.atomic
def answer_lowering(*, person: Any, request: LevelRequest, agreed: bool) -> None:
    """The other side's answer; with a yes the problem opens at once."""
    problem = request.problem
    require(rules.may_answer_lowering(person, request))
    _close(request, person, agreed=agreed)
    if agreed and _lower(request.level, problem.disclosure.level):
        _over(problem, None)
        _set_level(problem, person, request.level)
    elif not agreed:
        record(problem, "problems.lowering_refused", person)
    send(kind="problems.lowering_answered", to=request.by, data={"problem": problem.code})


def _close(request: LevelRequest, person: Any, *, agreed: bool) -> None:
    rows = LevelRequest.objects.filter(pk=request.pk, answered_at=None).update(
        answered_at=timezone.now(), answered_by=person, agreed=agreed
    )
    if not rows:
        raise Stale(_("Somebody has answered this request already. Read the page again."))


@transaction.atomic
def name_person(*, person: Any, problem: Problem, named: Any, role: str = "") -> None:
    """Admit somebody personally; without a ``role``, as what they are to this problem."""
    role = role or rules.role_for(named, problem)
    require(rules.may_name_people(person, problem, role))
    if role == NamedRole.OFFICER and belongs_to(named, problem.owner):
        sentence = _(
            "%(who)s works for the owner, and cannot stand for the secretariat here. Choose somebody else."
        )
        raise Invalid(sentence % {"who": named.name}, {"officer": sentence % {"who": named.name}})
    if is_rival(named, problem.disclosure) and not _owner_lets_in(person, problem, named, role):
        sentence = _("%(who)s works for a competitor of the owner in this business area and cannot be named.")
        raise Invalid(sentence % {"who": named.name}, {"person": sentence % {"who": named.name}})
    disclosures.name(problem.disclosure, role=role, person=named, by=person)
    record(problem, "problems.named", person, name=told_as(named))


def _owner_lets_in(person: Any, problem: Problem, named: Any, role: str) -> bool:
    """Past its own wall: an officer when the owner names them, anybody else by a waiver."""
    if role == NamedRole.OFFICER:
        return rules.may_speak(person, problem)
    return queries.waived(problem, named)


@transaction.atomic
def unname_person(*, person: Any, problem: Problem, named: Any, role: str) -> None:
    require(rules.may_name_people(person, problem, role))
    if role not in rules.NAMED_HERE:
        raise Refused(_("Partners and verifiers are changed on the page of their project."))
    if role == NamedRole.OWNER and named.pk == person.pk:
        raise Refused(_("You would lock yourself out. Let somebody else of your organisation do this."))
    if role == NamedRole.OFFICER and _is_last_officer(problem, named):
        raise Refused(
            _("A sealed problem needs an officer. Name another one first, then take this name off.")
        )
    disclosures.unname(problem.disclosure, role=role, person=named)
    record(problem, "problems.unnamed", person, name=told_as(named))


def _is_last_officer(problem: Problem, person: Any) -> bool:
    sealed = problem.disclosure.level == Level.SEALED and problem.disclosure.stage != Stage.DRAFT
    return sealed and not queries.officers_named(problem.disclosure).exclude(person=person).exists()
