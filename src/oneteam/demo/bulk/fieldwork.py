"""Generated round tables and projects up to the effect, and the journal of every thread."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from oneteam.base.fields import Bi
from oneteam.files.models import Attachment
from oneteam.journal.models import Entry
from oneteam.problems.enums import Better, State
from oneteam.problems.models import Problem
from oneteam.projects.enums import (
    EffectState,
    Method,
    MilestoneState,
    ProgressState,
    ProjectKind,
    ProjectState,
    Reading,
    SiteState,
)
from oneteam.projects.models import (
    Application,
    Effect,
    Measurement,
    Member,
    Milestone,
    Partner,
    ProgressWord,
    Project,
    Site,
    TrlRecord,
)
from oneteam.roundtables.enums import Answer, DecisionKind, Presence, RunState, TableState
from oneteam.roundtables.models import (
    ActionItem,
    Attendance,
    Candidate,
    Decision,
    MatchRun,
    Minutes,
    MinutesVersion,
    RoundTable,
)

from . import words
from .people import BATCH, House

PANEL = 4
PROJECT_STATES = {State.IN_PROJECT: ProjectState.RUNNING, State.APPLIED: ProjectState.APPLIED,
                  State.VERIFIED: ProjectState.APPLIED}  # fmt: skip


def hold_tables(house: House, problems: list[Problem]) -> list[Decision]:
    """A run with its panel, a table with minutes and a decision for each of ``problems``."""
    runs = MatchRun.objects.bulk_create((_run(house, row) for row in problems), batch_size=BATCH)
    Candidate.objects.bulk_create(
        (Candidate(run=run, circle_id=run.circle_id, expert=expert, person_id=expert.person_id, expert_code=expert.code,
                   organisation_id=expert.organisation_id, rank=rank, chosen=True, score=1 - rank / 10)
         for run in runs for rank, expert in enumerate(house.random.sample(house.experts, PANEL), start=1)),
        batch_size=BATCH,
    )  # fmt: skip
    tables = RoundTable.objects.bulk_create((_table(house, run) for run in runs), batch_size=BATCH)
    _attendance(house, tables)
    minutes = Minutes.objects.bulk_create(
        (Minutes(table=table, circle_id=table.circle_id, discussion=words.text(house.random, 3),
                 writer=table.chair, drafted_at=table.ends_at, agreed_at=table.ends_at + timedelta(days=4))
         for table in tables), batch_size=BATCH
    )  # fmt: skip
    MinutesVersion.objects.bulk_create(
        (MinutesVersion(minutes=one, circle_id=one.circle_id, number=1, discussion=one.discussion, by=one.writer,
                        at=one.drafted_at) for one in minutes), batch_size=BATCH
    )  # fmt: skip
    ActionItem.objects.bulk_create(
        (ActionItem(table=table, circle_id=table.circle_id, what=words.title(house.random), who=table.chair,
                    due_on=table.ends_at.date() + timedelta(days=20)) for table in tables), batch_size=BATCH
    )  # fmt: skip
    return Decision.objects.bulk_create((_decision(house, table) for table in tables), batch_size=BATCH)


def _run(house: House, problem: Problem) -> MatchRun:
    return MatchRun(
        problem=problem, circle_id=problem.disclosure.desk_id, state=RunState.APPROVED, algorithm="generated",
        fingerprint="0" * 64, by=problem.state_by, created_at=problem.created_at + timedelta(days=10),
    )  # fmt: skip


def _table(house: House, run: MatchRun) -> RoundTable:
    starts = run.created_at + timedelta(days=15)
    return RoundTable(
        problem=run.problem, run=run, circle_id=run.problem.disclosure.room_id, state=TableState.CLOSED,
        starts_at=starts, ends_at=starts + timedelta(hours=2), place=words.place(house.random), chair=run.by,
        created_at=run.created_at,
    )  # fmt: skip


def _attendance(house: House, tables: list[RoundTable]) -> None:
    rows = []
    for table in tables:
        for expert in house.random.sample(house.experts, PANEL):
            rows.append(Attendance(table=table, circle_id=table.circle_id, person_id=expert.person_id,
                                   organisation_id=expert.organisation_id, is_expert=True,
                                   answer=Answer.ACCEPTED, presence=Presence.PRESENT))  # fmt: skip
    Attendance.objects.bulk_create(rows, batch_size=BATCH)


def _decision(house: House, table: RoundTable) -> Decision:
    return Decision(
        table=table, problem=table.problem, circle_id=table.problem.disclosure.summary_id,
        kind=DecisionKind.JOINT_TASK, text=words.title(house.random), responsible=table.chair,
        due_on=table.ends_at.date() + timedelta(days=30), decided_at=table.ends_at,
    )  # fmt: skip


def run_projects(house: House, decisions: list[Decision]) -> None:
    projects = Project.objects.bulk_create((_project(house, row) for row in decisions), batch_size=BATCH)
    _partners(house, projects)
    Milestone.objects.bulk_create(
        (Milestone(project=row, circle_id=row.circle_id, name=words.title(house.random),
                   due_on=row.starts_on + timedelta(days=60 * step),
                   state=MilestoneState.REACHED if step < 3 else MilestoneState.PLANNED)
         for row in projects for step in range(1, 5)), batch_size=BATCH
    )  # fmt: skip
    TrlRecord.objects.bulk_create(
        (TrlRecord(project=row, circle_id=row.circle_id, level=level, evidence=words.text(house.random, 1),
                   by=row.responsible, confirmed_by=row.state_by, confirmed_at=row.state_at)
         for row in projects for level in range(row.trl_start + 1, row.trl_now + 1)), batch_size=BATCH
    )  # fmt: skip
    ProgressWord.objects.bulk_create(
        (ProgressWord(project=row, circle_id=row.circle_id, state=ProgressState.ON_TRACK, line="–", by=row.responsible,
                      on=house.now.date() - timedelta(days=house.random.randrange(20))) for row in projects),
        batch_size=BATCH,
    )  # fmt: skip
    _effects(house, [row for row in projects if row.state == ProjectState.APPLIED])


def _project(house: House, decision: Decision) -> Project:
    problem, starts = decision.problem, decision.due_on
    return Project(
        kind=ProjectKind.JOINT, disclosure=problem.disclosure, problem=problem, decision=decision,
        circle_id=problem.disclosure.field_id, title=words.title(house.random), aim=words.text(house.random, 1),
        state=PROJECT_STATES[State(problem.state)], lead=problem.owner,
        responsible=house.owners[problem.owner_id][0],
        starts_on=starts, ends_on=starts + timedelta(days=240), trl_start=4, trl_now=6, trl_target=8,
        state_by=problem.state_by, created_at=decision.decided_at + timedelta(days=20),
    )  # fmt: skip


def _partners(house: House, projects: list[Project]) -> None:
    partners: list[Any] = []
    for row in projects:
        shared = {
            "project": row,
            "circle_id": row.circle_id,
            "agreed_by": row.responsible,
            "agreed_at": row.created_at,
            "first_agreed_at": row.created_at,
        }
        partners.append(Partner(organisation=row.lead, is_lead=True, man_months=Decimal(8), **shared))
        for other in house.random.sample(house.others, 2):
            partners.append(Partner(organisation=other, man_months=Decimal(6), **shared))
    Partner.objects.bulk_create(partners, batch_size=BATCH)
    Member.objects.bulk_create(
        (Member(project=row, circle_id=row.circle_id, person=row.responsible) for row in projects),
        batch_size=BATCH,
    )


def _effects(house: House, projects: list[Project]) -> None:
    sites = Site.objects.bulk_create(
        (Site(circle_id=row.circle_id, organisation=row.lead, name=words.place(house.random), person=row.responsible)
         for row in projects), batch_size=BATCH
    )  # fmt: skip
    applications = Application.objects.bulk_create(
        (Application(project=row, circle_id=row.circle_id, organisation=row.lead, site=site.name, at=site,
                     since=row.ends_on, state=SiteState.IN_USE, confirmed_by=row.responsible,
                     confirmed_at=row.created_at)
         for row, site in zip(projects, sites, strict=True)), batch_size=BATCH
    )  # fmt: skip
    effects = Effect.objects.bulk_create((_effect(house, row) for row in applications), batch_size=BATCH)
    proofs = Attachment.objects.bulk_create((_proof(row) for row in effects), batch_size=BATCH)
    Measurement.objects.bulk_create(
        (_measurement(row, proof) for row, proof in zip(effects, proofs, strict=True)), batch_size=BATCH
    )


def _proof(effect: Effect) -> Attachment:
    """The row of a file; there is none behind it."""
    assert effect.application is not None
    project = effect.application.project
    return Attachment(
        target=f"effect:{effect.code}", thread=project.disclosure.thread, circle_id=project.circle_id, size=1,
        name="measurements.csv", kind="text/plain", digest="0" * 64, by=project.responsible,
    )  # fmt: skip


def _measurement(effect: Effect, proof: Attachment) -> Measurement:
    assert effect.application is not None and effect.claimed_on is not None and effect.claimed is not None
    project = effect.application.project
    return Measurement(
        effect=effect, circle_id=project.circle_id, on=effect.claimed_on, value=effect.claimed, n=30,
        evidence=proof, by=project.responsible,
    )  # fmt: skip


def _effect(house: House, application: Application) -> Effect:
    project = application.project
    problem = project.problem
    assert problem is not None
    verified = problem.state == State.VERIFIED
    return Effect(
        application=application, project_code=project.code, problem=problem, disclosure=project.disclosure,
        circle_id=project.disclosure.effect_id if verified else project.circle_id,
        metric=Bi("오류율", "Error rate"), unit="%", better=Better.LOWER,
        reading=Reading.RATE, baseline=Decimal(40), baseline_n=30, baseline_on=project.starts_on, target=Decimal(20), method=Method.CONTROL,
        state=EffectState.VERIFIED if verified else EffectState.CLAIMED,
        claimed=Decimal(house.random.randint(12, 24)), claimed_n=30,
        claimed_on=project.ends_on + timedelta(days=30), evidenced=True,
        verifier=house.officers[0] if verified else None, verified_at=house.now if verified else None,
        created_at=project.created_at + timedelta(days=60),
    )  # fmt: skip


def tell(problems: list[Problem]) -> None:
    """A few lines of journal for every thread, as its actions would have written them."""
    for start in range(0, len(problems), BATCH):
        rows = []
        for problem in problems[start : start + BATCH]:
            for day, verb in enumerate(("problems.drafted", "problems.submit", "problems.accept")):
                rows.append(Entry(circle_id=problem.circle_id, at=problem.created_at + timedelta(days=3 * day),
                                  actor=problem.state_by, verb=verb, thread=problem.code, target=problem.code,
                                  data={"title": problem.title.as_dict()}))  # fmt: skip
        Entry.objects.bulk_create(rows, batch_size=BATCH)
