"""From a decision to a verified effect in the field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Level, NamedRole, Stage
from oneteam.alliance.models import Disclosure, Organisation
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.base.workflow import save_version
from oneteam.files.actions import attach
from oneteam.files.queries import attached_to
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.problems.actions import advance
from oneteam.problems.enums import State
from oneteam.roundtables.models import Decision

from . import queries, rules
from .enums import EffectState, MilestoneState, ProjectKind
from .models import (
    Application,
    Effect,
    Measurement,
    Member,
    Milestone,
    Partner,
    Project,
    TrlRecord,
    project_code,
)
from .workflow import EFFECT, PROJECT


def require(allowed: bool) -> None:
    if not allowed:
        raise Refused(
            _("You cannot do this here, or not any more. Read the page again to see what is possible.")
        )


@transaction.atomic
def propose(
    *,
    person: Any,
    decision: Decision | None,
    title: Bi,
    lead: Organisation,
    responsible: Any,
    partners: Sequence[tuple[Organisation, Decimal]],
    members: Sequence[Any] = (),
    area: str = "",
    level: str = Level.ALLIANCE,
    **values: Any,
) -> Project:
    """A project from a decision, or a bilateral one of its own. Its partners are admitted to its field."""
    require(rules.may_propose(person, decision))
    if values["ends_on"] < values["starts_on"]:
        raise Invalid(_("The project ends before it starts. Please change one of the dates."))
    problem = decision.problem if decision is not None else None
    code = project_code()
    shown = problem.disclosure if problem is not None else _own_disclosure(code, person, lead, area, level)
    with walls.system("a new project and its partners"):
        project = Project.objects.create(
            code=code, disclosure=shown, circle=shown.field, problem=problem, decision=decision, title=title,
            lead=lead, responsible=responsible, trl_now=values["trl_start"], state_by=person, **values,
        )  # fmt: skip
        _add_partners(project, lead, partners)
        for one in {responsible.pk: responsible} | {member.pk: member for member in members}:
            Member.objects.create(project=project, person_id=one, circle=shown.field)
            disclosures.name(shown, role=NamedRole.PARTNER, person=Person.objects.get(pk=one), by=person)
    _record(project, "projects.proposed", person, {"title": title.as_dict()})
    _ask_partners(project)
    return project


def _own_disclosure(code: str, person: Any, lead: Organisation, area: str, level: str) -> Disclosure:
    shown = disclosures.open_disclosure(thread=code, owner=lead, level=level, area=area, author=person)
    disclosures.change(shown, stage=Stage.OPEN)
    return shown


def _add_partners(
    project: Project, lead: Organisation, partners: Sequence[tuple[Organisation, Decimal]]
) -> None:
    months = {organisation.pk: (organisation, count) for organisation, count in partners}
    months.setdefault(lead.pk, (lead, Decimal(0)))
    for organisation, count in months.values():
        Partner.objects.create(
            project=project, organisation=organisation, is_lead=organisation.pk == lead.pk, man_months=count,
            circle=project.disclosure.field,
        )  # fmt: skip
        disclosures.name(
            project.disclosure, role=NamedRole.PARTNER, organisation=organisation, by=project.state_by
        )


def _speakers(organisation: Organisation) -> list[Any]:
    """Whom to write to in an organisation."""
    roles = ("owner", "coordinator")
    return list(
        Person.objects.filter(
            seats__organisation=organisation, seats__role__in=roles, seats__ended_at=None
        ).distinct()
    )


def _ask_partners(project: Project) -> None:
    with walls.system("who speaks for the partners"):
        people = [one for partner in queries.partners(project) for one in _speakers(partner.organisation)]
    for one in people:
        send(kind="projects.agree", to=one, data={"project": project.code})


@transaction.atomic
def agree(*, person: Any, partner: Partner) -> None:
    """One partner agrees; with the last one the project is agreed."""
    require(rules.may_agree(person, partner))
    rows = Partner.objects.filter(pk=partner.pk, agreed_at=None).update(
        agreed_by=person, agreed_at=timezone.now()
    )
    require(rows == 1)
    project = partner.project
    name = partner.organisation.name.as_dict()
    _record(project, "projects.partner_agreed", person, {"organisation": name})
    if not Partner.objects.filter(project=project, agreed_at=None).exists():
        PROJECT.advance(project, "agree", by=person)


@transaction.atomic
def start(*, person: Any, project: Project) -> None:
    require(rules.may_start(person, project))
    PROJECT.advance(project, "start", by=person)
    _record(project, "projects.started", person)
    _advance_problem(project, "start_project", State.DECIDED, person)


def _advance_problem(project: Project, transition: str, source: str, person: Any) -> None:
    """The problem follows its first project; a second one finds it there already."""
    if project.problem_id is None:
        return
    with walls.system("a project moves its problem on"):
        problem = project.problem
        assert problem is not None
        problem.refresh_from_db(fields=["state"])
        if problem.state == source:
            advance(problem=problem, transition=transition, by=person)


@transaction.atomic
def stop(*, person: Any, project: Project, reason: str) -> None:
    require(rules.may_run(person, project))
    if not reason.strip():
        raise Invalid(_("Please say why the project stops."))
    PROJECT.advance(project, "stop", by=person)
    _record(project, "projects.stopped", person, {"reason": reason})


@transaction.atomic
def add_milestone(*, person: Any, project: Project, name: Bi, due_on: date) -> Milestone:
    require(rules.may_run(person, project))
    milestone = Milestone.objects.create(project=project, name=name, due_on=due_on, circle=project.circle)
    _record(project, "projects.milestone_added", person, {"name": name.as_dict()})
    return milestone


@transaction.atomic
def move_milestone(*, person: Any, milestone: Milestone, version: int, due_on: date, reason: str) -> None:
    project = milestone.project
    require(rules.may_run(person, project))
    if not reason.strip():
        raise Invalid(_("Please say why the milestone moves."), {"reason": ""})
    save_version(milestone, version, due_on=due_on, moved_because=reason)
    data = {"name": milestone.name.as_dict(), "to": due_on.isoformat(), "reason": reason}
    _record(project, "projects.milestone_moved", person, data)


@transaction.atomic
def reach_milestone(*, person: Any, milestone: Milestone) -> None:
    project = milestone.project
    require(rules.may_run(person, project))
    today = timezone.localdate()
    rows = Milestone.objects.filter(pk=milestone.pk, state=MilestoneState.PLANNED).update(
        state=MilestoneState.REACHED, reached_on=today
    )
    require(rows == 1)
    _record(project, "projects.milestone_reached", person, {"name": milestone.name.as_dict()})


@transaction.atomic
def record_trl(*, person: Any, project: Project, level: int, evidence: Bi) -> TrlRecord:
    require(rules.may_run(person, project))
    step = TrlRecord.objects.create(
        project=project, level=level, evidence=evidence, by=person, circle=project.circle
    )
    _record(project, "projects.trl_recorded", person, {"level": level})
    return step


@transaction.atomic
def confirm_trl(*, person: Any, step: TrlRecord) -> None:
    """Only a partner other than the lead confirms a step; only then does it count."""
    if not rules.may_confirm_trl(person, step):
        raise Refused(_("A TRL step is confirmed by a partner other than the lead."))
    TrlRecord.objects.filter(pk=step.pk).update(confirmed_by=person, confirmed_at=timezone.now())
    Project.objects.filter(pk=step.project_id).update(trl_now=step.level)
    _record(step.project, "projects.trl_confirmed", person, {"level": step.level})


@transaction.atomic
def apply_on_site(
    *,
    person: Any,
    project: Project,
    organisation: Organisation,
    site: Bi,
    since: date,
    version_there: str = "",
) -> Application:
    require(rules.may_run(person, project))
    if organisation.pk not in rules.partner_numbers(project) | {project.disclosure.owner_id}:
        raise Invalid(
            _("The site belongs to a partner or to the owner of the problem. Please choose one of them.")
        )
    application = Application.objects.create(
        project=project, organisation=organisation, site=site, since=since, version_there=version_there,
        circle=project.circle,
    )  # fmt: skip
    _record(project, "projects.site_reported", person, {"site": site.as_dict()})
    with walls.system("who speaks for the site"):
        people = _speakers(organisation)
    for one in people:
        send(kind="projects.confirm_site", to=one, data={"project": project.code})
    return application


@transaction.atomic
def confirm_site(*, person: Any, application: Application) -> None:
    """“Applied” means that somebody of the site says so."""
    require(rules.may_confirm_site(person, application))
    project = application.project
    rows = Application.objects.filter(pk=application.pk, confirmed_at=None).update(
        confirmed_by=person, confirmed_at=timezone.now()
    )
    require(rows == 1)
    _record(project, "projects.site_confirmed", person, {"site": application.site.as_dict()})
    if PROJECT.can("apply", project.state):
        PROJECT.advance(project, "apply", by=person)
    _advance_problem(project, "apply", State.IN_PROJECT, person)


@transaction.atomic
def plan_effect(*, person: Any, application: Application, **values: Any) -> Effect:
    project = application.project
    require(rules.may_run(person, project))
    effect = Effect.objects.create(
        application=application, project_code=project.code, problem=project.problem, state_by=person,
        circle=project.disclosure.effect, **values,
    )  # fmt: skip
    _record(project, "projects.effect_planned", person, {"metric": effect.metric.as_dict()})
    return effect


def project_of(effect: Effect) -> Project:
    project = queries.projects().filter(code=effect.project_code).first()
    if project is None:
        raise Refused(
            _("You cannot do this here, or not any more. Read the page again to see what is possible.")
        )
    return project


@transaction.atomic
def measure(
    *, person: Any, effect: Effect, on: date, value: Decimal, n: int | None, note: Bi, upload: Any = None
) -> Measurement:
    project = project_of(effect)
    require(rules.may_run(person, project) and effect.state != EffectState.VERIFIED)
    if on > timezone.localdate():
        raise Invalid(
            _("The day of the measurement lies in the future. Please give the day it was made."), {"on": ""}
        )
    if effect.application is not None and on < effect.application.since:
        raise Invalid(
            _("The measurement is older than the application at the site. Please check the day."), {"on": ""}
        )
    measurement = Measurement.objects.create(
        effect=effect, on=on, value=value, n=n, note=note, by=person, circle=project.circle
    )
    if upload is not None:
        attach(
            person=person, upload=upload, target=evidence_of(effect), thread=project.disclosure.thread,
            circle=project.circle, confidential=project.disclosure.is_confidential,
        )  # fmt: skip
    _record(project, "projects.measured", person, {"on": on.isoformat()})
    return measurement


def evidence_of(effect: Effect) -> str:
    return f"effect:{effect.code}"


@transaction.atomic
def claim(*, person: Any, effect: Effect) -> None:
    """Say that the effect is there, by the latest measurement. No evidence, no count."""
    project = project_of(effect)
    require(rules.may_run(person, project))
    latest = queries.measurements(effect).order_by("on", "pk").last()
    if latest is None or not attached_to(evidence_of(effect)).exists():
        raise Invalid(
            _("An effect is claimed with a measurement and a file that proves it. Please add both first.")
        )
    EFFECT.advance(effect, "claim", by=person, claimed=latest.value, claimed_n=latest.n, claimed_on=latest.on)
    _record(project, "projects.claimed", person, {"metric": effect.metric.as_dict()})
    if effect.verifier is not None:
        send(kind="projects.verify", to=effect.verifier, data={"effect": effect.code})


@transaction.atomic
def name_verifier(*, person: Any, effect: Effect, verifier: Any) -> None:
    require(rules.may_name_verifier(person))
    project = project_of(effect)
    if not rules.is_outside(verifier, project):
        raise Invalid(
            _("%(who)s belongs to the project or to one of its partners. A verifier did not do the work.")
            % {"who": verifier.name}
        )
    Effect.objects.filter(pk=effect.pk).update(verifier=verifier)
    effect.verifier = verifier
    disclosures.name(project.disclosure, role=NamedRole.VERIFIER, person=verifier, by=person)
    _record(project, "projects.verifier_named", person, {"metric": effect.metric.as_dict()})
    if effect.state == EffectState.CLAIMED:
        send(kind="projects.verify", to=verifier, data={"effect": effect.code})


@transaction.atomic
def judge(*, person: Any, effect: Effect, confirmed: bool, verdict: Bi) -> None:
    """The verifier confirms or rejects, with a statement. Of two answers the first counts."""
    project = project_of(effect)
    if not rules.is_outside(person, project):
        raise Refused(
            _("You belong to the project or to one of its partners: somebody else has to verify it.")
        )
    require(effect.verifier_id == person.pk)
    if not verdict:
        raise Invalid(_("Please say what you looked at and what you found."), {"verdict": ""})
    now = timezone.now()
    values: dict[str, Any] = {"verdict": verdict}
    if confirmed:
        values |= {"verified_at": now, "recheck_on": _half_a_year_after(timezone.localdate())}
    EFFECT.advance(effect, "verify" if confirmed else "reject", by=person, **values)
    verb = "projects.verified" if confirmed else "projects.rejected"
    with walls.system("a verdict is told to the project"):
        record(
            verb=verb, actor=person, thread=project.disclosure.thread, target=effect.code,
            circle=project.disclosure.effect, data={"metric": effect.metric.as_dict()},
        )  # fmt: skip
    if confirmed:
        _advance_problem(project, "verify", State.APPLIED, person)


def _half_a_year_after(day: date) -> date:
    month = day.month + 6
    return date(day.year + (month > 12), month - 12 if month > 12 else month, min(day.day, 28))


@transaction.atomic
def release(*, person: Any, effect: Effect) -> None:
    """Show the verified effect, and that the problem exists, to everybody."""
    require(rules.may_release(person, effect))
    assert effect.problem is not None
    shown = effect.problem.disclosure
    if shown.level == Level.SEALED:
        raise Refused(_("A sealed problem cannot be released. Lower its level first."))
    disclosures.change(shown, effect_shared=True, released_at=timezone.now())
    record(
        verb="projects.released", actor=person, thread=shown.thread, target=effect.code, circle=shown.effect
    )


def _record(project: Project, verb: str, actor: Any, data: dict[str, Any] | None = None) -> None:
    record(
        verb=verb, actor=actor, thread=project.disclosure.thread, target=project.code,
        circle=project.disclosure.field, data=data,
    )  # fmt: skip


KIND_OF_DECISION = {"joint_task": ProjectKind.JOINT, "bilateral": ProjectKind.BILATERAL}
