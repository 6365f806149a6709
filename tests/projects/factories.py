"""A decided problem without the way to it, and the people around a project, for tests of what comes after."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.problems.models import Problem
from oneteam.projects import actions, queries
from oneteam.projects.gates import gate
from oneteam.projects.models import Effect, Milestone, Project, TrlRecord
from oneteam.roundtables.models import Decision, RoundTable
from tests.factories import accepted, make_org, nda, rivals, seated, today
from tests.factories.remembered import remembered


def decide(problem: Problem, responsible: Any, kind: str = "joint_task") -> Decision:
    """The decision of a table that was held."""
    with walls.system("factory"):
        table = RoundTable.objects.create(
            problem=problem, circle=problem.disclosure.room, chair=responsible, state="closed",
            starts_at=timezone.now() - dt.timedelta(days=9), ends_at=timezone.now() - dt.timedelta(days=9, hours=-2),
        )  # fmt: skip
        Problem.objects.filter(pk=problem.pk).update(state="decided")
        problem.refresh_from_db()
        return Decision.objects.create(
            table=table, problem=problem, circle=problem.disclosure.summary, kind=kind,
            text=Bi("함께 풉니다", "We solve it together"), responsible=responsible, due_on=today(30),
        )  # fmt: skip


def propose(
    officer: Any, decision: Decision | None, lead: Any, responsible: Any, *partners: Any, **values: Any
) -> Project:
    values = {
        "title": Bi("과제", "Project"), "kind": "joint", "starts_on": today(), "ends_on": today(180),
        "trl_start": 4, "trl_target": 7,
    } | values  # fmt: skip
    with walls.acting_as(officer):
        return actions.propose(
            person=officer, decision=decision, lead=lead, responsible=responsible,
            partners=[(organisation, Decimal(6)) for organisation in partners], **values,
        )  # fmt: skip


def act(person: Any, action: Any, **values: Any) -> Any:
    """Do something with nothing but one's own keys."""
    with walls.acting_as(person):
        return action(person=person, **values)


def seen(person: Any, model: Any) -> int:
    with walls.acting_as(person):
        return model.objects.count()


def yes_to_all(level: int) -> list[actions.Answered]:
    return [actions.Answered(True, "기록") for _question in gate(level).questions]


class House:
    """One company's decided problem and everybody who meets around it."""

    @remembered
    def __init__(self, level: str = "named") -> None:
        self.company, self.lead = make_org("company"), make_org("university", "academia")
        self.competitor, self.institute = make_org("rival"), make_org("institute", "research")
        rivals(self.company, self.competitor, ["robot"])
        self.owner, self.officer = seated("owner", self.company, "owner"), seated("officer", name="officer")
        self.professor = seated("expert", self.lead, "professor")
        self.speaker = seated("coordinator", self.lead, "speaker")
        self.rival, self.member = (
            seated("coordinator", self.competitor, "rival"),
            seated("staff", name="member"),
        )
        self.verifier = seated("expert", self.institute, "verifier")
        self.expert = seated("expert", name="expert")
        nda(self.expert)
        self.has_site = False
        self.problem = accepted(self.owner, self.company, self.officer, level=level)
        self.decision = decide(self.problem, self.officer)

    @remembered
    def propose(self, **values: Any) -> Project:
        self.code = propose(
            self.officer, self.decision, self.lead, self.professor, self.company, **values
        ).code
        return self.project(self.officer)

    def project(self, person: Any) -> Project:
        """As this person sees it now."""
        with walls.acting_as(person):
            return queries.one(self.code).get()

    @remembered
    def agree(self) -> None:
        for person in (self.owner, self.speaker):
            project = self.project(person)
            with walls.acting_as(person):
                for partner in queries.partners(project):
                    if f"org:{partner.organisation_id}" in walls.keys_of(person):
                        actions.agree(person=person, partner=partner)

    @remembered
    def start(self, **values: Any) -> Project:
        self.propose(**values)
        self.agree()
        act(self.officer, actions.start, project=self.project(self.officer))
        return self.project(self.professor)

    @remembered
    def milestone(self, days: int = 30, name: str = "시제품") -> Milestone:
        project = self.project(self.professor)
        return act(
            self.professor, actions.add_milestone, project=project, name=Bi(name, name), due_on=today(days)
        )

    @remembered
    def step(self, level: int = 5, evidence: str = "시험 기록") -> TrlRecord:
        project = self.project(self.professor)
        return act(
            self.professor, actions.record_trl, project=project, level=level, evidence=Bi(evidence, ""),
            answers=yes_to_all(level),
        )  # fmt: skip

    @remembered
    def site(self, *, confirmed: bool = True, name: str = "1공장") -> Any:
        site = act(
            self.professor, actions.apply_on_site, project=self.project(self.professor), organisation=self.company,
            site=Bi(name, "Plant"), since=today(-30),
        )  # fmt: skip
        if confirmed:
            act(self.owner, actions.confirm_site, application=site)
            self.has_site = True
        return site

    @remembered
    def plan(self, metric: str = "재현율", **values: Any) -> Effect:
        given = {
            "metric": Bi(metric, metric), "unit": "%", "better": "higher", "baseline": Decimal(35),
            "baseline_n": 40, "baseline_on": today(-90), "baseline_how": Bi("여섯 주 기록", "Six weeks of records"),
            "target": Decimal(80), "method": "before_after",
        } | values  # fmt: skip
        made = act(self.professor, actions.plan_effect, project=self.project(self.professor), **given)
        return self.effect(self.professor, made)

    def effect(self, person: Any, effect: Effect) -> Effect:
        with walls.acting_as(person):
            return queries.effect(effect.code).get()

    @remembered
    def measure(self, effect: Effect, value: int = 82, days: int = -1, *, proof: bool = True) -> Any:
        upload = SimpleUploadedFile("measured.csv", b"day,recall\n1,82\n") if proof else None
        return act(
            self.professor, actions.measure, effect=effect, on=today(days), value=Decimal(value), n=120,
            note=Bi("두 달", ""), upload=upload,
        )  # fmt: skip

    @remembered
    def claimed(self, metric: str = "재현율") -> Effect:
        """Started, at a site, measured and claimed, with a verifier named."""
        if not getattr(self, "code", ""):
            self.start()
        if not self.has_site:
            self.site()
        effect = self.plan(metric)
        self.measure(effect)
        act(
            self.officer,
            actions.name_verifier,
            effect=self.effect(self.officer, effect),
            verifier=self.verifier,
        )
        act(self.professor, actions.claim, effect=self.effect(self.professor, effect))
        return self.effect(self.verifier, effect)

    @remembered
    def verified(self, metric: str = "재현율") -> Effect:
        effect = self.claimed(metric)
        act(
            self.verifier, actions.judge, effect=effect, confirmed=True, verdict=Bi("맞습니다", "It is right")
        )
        return self.effect(self.owner, effect)
