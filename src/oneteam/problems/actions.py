"""What can be done with a problem: one function, one transaction, one entry in the journal each."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import LEVELS, Level, NamedRole, Stage
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record
from oneteam.journal.outbox import send

from . import queries, rules
from .enums import Recommendation, State
from .models import Brief, DataItem, Problem, Scoping, ScopingNote, problem_code
from .workflow import PROBLEM

OUTCOMES = {
    Recommendation.ACCEPT: "accept",
    Recommendation.RETURN: "return",
    Recommendation.REROUTE: "reroute",
    Recommendation.DECLINE: "decline",
}


def require(allowed: bool) -> None:
    if not allowed:
        raise Refused(
            _("You cannot do this here, or not any more. Read the page again to see what is possible.")
        )


@transaction.atomic
def advance(*, problem: Problem, transition: str, by: Any, **values: Any) -> None:
    """Move the problem one step and tell its desk. The calling action has asked its own rule."""
    PROBLEM.advance(problem, transition, by=by, **values)
    record(
        verb=f"problems.{transition}",
        actor=by,
        thread=problem.code,
        target=problem.code,
        circle=problem.disclosure.desk,
    )


@transaction.atomic
def draft(*, person: Any, owner: Organisation, title: Bi, area: str, level: str = Level.NAMED) -> Problem:
    require(owner.pk in rules.organisations_to_draft_for(person))
    problem = _new(author=person, contact=person, owner=owner, title=title, area=area, level=level)
    _record(problem, "problems.drafted", person)
    return problem


@transaction.atomic
def register_for(
    *, person: Any, contact: Any, owner: Organisation, title: Bi, background: Bi, area: str, level: str
) -> Problem:
    """Write down, for its owner, a problem that the secretariat was told: the owner checks and submits it."""
    require(rules.may_register(person))
    problem = _new(author=contact, contact=contact, owner=owner, title=title, area=area, level=level)
    with walls.system("a problem written down for its owner"):
        Brief.objects.filter(problem=problem).update(background=background)
        _record(problem, "problems.registered", person)
    send(kind="problems.registered", to=contact, data={"problem": problem.code})
    return problem


def _new(*, author: Any, contact: Any, owner: Organisation, title: Bi, area: str, level: str) -> Problem:
    code = problem_code()
    disclosure = disclosures.open_disclosure(thread=code, owner=owner, level=level, area=area, author=author)
    with walls.system("the rows of a new problem"):
        problem = Problem.objects.create(
            code=code, disclosure=disclosure, circle=disclosure.teaser, owner=owner, title=title, area=area,
            state_by=author,
        )  # fmt: skip
        Brief.objects.create(problem=problem, circle=disclosure.brief, contact=contact)
        disclosures.redraw(disclosure)
    return problem


@transaction.atomic
def save_step(
    *, person: Any, problem: Problem, version: int, teaser: dict[str, Any], brief: dict[str, Any]
) -> None:
    """Save one step of the form over the version that the person saw."""
    require(rules.may_edit(person, problem))
    save_version(problem, version, **teaser)
    if brief:
        Brief.objects.filter(problem=problem).update(**brief)
    if "area" in teaser and teaser["area"] != problem.disclosure.area:
        disclosures.change(problem.disclosure, area=teaser["area"])
    _record(problem, "problems.edited", person)


@transaction.atomic
def set_data_items(*, person: Any, problem: Problem, rows: list[dict[str, Any]]) -> None:
    require(rules.may_edit(person, problem))
    brief = queries.brief_of(problem)
    require(brief is not None)
    DataItem.objects.filter(brief=brief).delete()
    DataItem.objects.bulk_create(
        DataItem(brief=brief, circle=problem.disclosure.brief, **row) for row in rows
    )


@transaction.atomic
def set_disclosure(*, person: Any, problem: Problem, **values: Any) -> None:
    """Change level and flags. Raising works at once; lowering an open problem takes the secretariat, too."""
    require(rules.may_set_disclosure(person, problem))
    level = values.get("level", problem.disclosure.level)
    lowered = LEVELS.index(level) < LEVELS.index(problem.disclosure.level)
    if lowered and problem.state not in (State.DRAFT, State.RETURNED):
        raise Refused(
            _("Opening a problem further takes you and the secretariat: please write to the secretariat.")
        )
    disclosures.change(problem.disclosure, **values)
    _record(problem, "problems.disclosed", person)


@transaction.atomic
def name_person(*, person: Any, problem: Problem, named: Any, role: str) -> None:
    require(rules.may_name_people(person, problem))
    disclosures.name(problem.disclosure, role=role, person=named, by=person)
    _record(problem, "problems.named", person)


@transaction.atomic
def unname_person(*, person: Any, problem: Problem, named: Any, role: str) -> None:
    require(rules.may_name_people(person, problem))
    if role == NamedRole.OWNER and named.pk == person.pk:
        raise Refused(_("You would lock yourself out. Let somebody else of your organisation do this."))
    disclosures.unname(problem.disclosure, role=role, person=named)
    _record(problem, "problems.unnamed", person)


@transaction.atomic
def submit(*, person: Any, problem: Problem) -> None:
    require(rules.may_submit(person, problem))
    missing = missing_for_submission(problem)
    if missing:
        raise Invalid(_("Please add before you submit: %(what)s.") % {"what": ", ".join(missing)})
    advance(problem=problem, transition="submit", by=person, submitted_at=timezone.now())
    disclosures.change(problem.disclosure, stage=Stage.REVIEW)
    _tell_officers(problem)


def missing_for_submission(problem: Problem) -> list[str]:
    """The names of what is still needed."""
    brief = queries.brief_of(problem)
    needed = [
        (_("title"), problem.title),
        (_("a teaser that others may read"), problem.teaser),
        (_("the situation now"), brief and brief.background),
        (_("the goal"), brief and brief.goal),
        (_("a business area"), problem.area),
    ]
    if problem.disclosure.level == Level.SEALED:
        officers = queries.named(problem).filter(role=NamedRole.OFFICER).exists()
        needed.append((_("an officer of the secretariat who may see it"), officers))
    return [str(label) for label, value in needed if not value]


def _tell_officers(problem: Problem) -> None:
    with walls.system("who is to be told of a submitted problem"):
        officers = list(queries.officers())
    for officer in officers:
        # Whoever does not see the problem when the mail is delivered gets none.
        send(kind="problems.submitted", to=officer, data={"problem": problem.code})


@transaction.atomic
def begin_scoping(*, person: Any, problem: Problem) -> Scoping:
    require(rules.may_scope(person, problem))
    advance(problem=problem, transition="begin_scoping", by=person)
    return Scoping.objects.create(
        problem=problem, circle=problem.disclosure.desk, scoper=person, begun_at=timezone.now()
    )


@transaction.atomic
def finish_scoping(
    *, person: Any, problem: Problem, recommendation: str, note: Bi, private_note: str = ""
) -> None:
    """Accept, return, reroute or decline, with a note to the owner and one that the owner never sees."""
    require(rules.may_scope(person, problem))
    if not note:
        raise Invalid(
            _("Please write a note to the owner."), {"note": str(_("Please write a note to the owner."))}
        )
    advance(problem=problem, transition=OUTCOMES[Recommendation(recommendation)], by=person)
    scoping = queries.open_scoping(problem)
    if scoping is not None:
        scoping.recommendation, scoping.note, scoping.finished_at = recommendation, note, timezone.now()
        scoping.save()
        if private_note:
            _private_note(problem, scoping, private_note)
    stage = Stage.OPEN if recommendation == Recommendation.ACCEPT else Stage.REVIEW
    disclosures.change(problem.disclosure, stage=stage)
    _tell_contact(problem)


def _private_note(problem: Problem, scoping: Scoping, text: str) -> None:
    with walls.system("a note that its writer may be barred from reading again"):
        ScopingNote.objects.create(scoping=scoping, circle=problem.disclosure.private, text=text)


def _tell_contact(problem: Problem) -> None:
    with walls.system("whom to tell about a problem"):
        brief = Brief.objects.select_related("contact").get(problem=problem)
    if brief.contact is not None:
        send(kind="problems.scoped", to=brief.contact, data={"problem": problem.code})


@transaction.atomic
def withdraw(*, person: Any, problem: Problem) -> None:
    require(rules.may_withdraw(person, problem))
    advance(problem=problem, transition="withdraw", by=person)
    disclosures.change(problem.disclosure, stage=Stage.REVIEW)


@transaction.atomic
def hold(*, person: Any, problem: Problem) -> None:
    require(rules.may_hold(person, problem))
    before = problem.state
    advance(problem=problem, transition="hold", by=person, held_from=before)


@transaction.atomic
def resume(*, person: Any, problem: Problem) -> None:
    """Back to the state that the problem was held in."""
    require(rules.may_resume(person, problem))
    rows = Problem.objects.filter(pk=problem.pk, state=State.ON_HOLD).update(
        state=problem.held_from, held_from="", state_at=timezone.now(), state_by=person
    )
    require(rows == 1)
    problem.refresh_from_db()
    _record(problem, "problems.resume", person)


@transaction.atomic
def close(*, person: Any, problem: Problem) -> None:
    require(rules.may_close(person, problem))
    advance(problem=problem, transition="close", by=person)


def _record(problem: Problem, verb: str, actor: Any) -> None:
    record(verb=verb, actor=actor, thread=problem.code, target=problem.code, circle=problem.disclosure.desk)
