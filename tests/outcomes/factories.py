"""A running project of a university that leads, a company and an institute."""

from __future__ import annotations

import html
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.outcomes import actions, queries, rules
from oneteam.outcomes.models import Contribution, Outcome, Publication, Result
from oneteam.projects import actions as projects
from oneteam.projects.models import Partner, Project
from tests.factories import seated, today
from tests.projects.factories import House, act, propose


def file(name: str = "paper.csv", content: bytes = b"what,where\npaper,journal\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return html.unescape(response.content.decode())


class Partners(House):
    def __init__(self) -> None:
        super().__init__()
        self.scientist = seated("coordinator", self.institute, "scientist")
        made = propose(self.officer, self.decision, self.lead, self.professor, self.company, self.institute)
        self.code = made.code
        for person in (self.owner, self.speaker, self.scientist):
            with walls.acting_as(person):
                for partner in Partner.objects.select_related("project__disclosure", "project__problem"):
                    if f"org:{partner.organisation_id}" in walls.keys_of(person):
                        projects.agree(person=person, partner=partner)
        act(self.officer, projects.start, project=self.project(self.officer))

    def enter(self, person: Any = None, **values: Any) -> Outcome:
        """Of the lead, by its professor, unless told otherwise."""
        given = {
            "organisation": self.lead, "kind": "paper", "title": Bi("감속기 고장 예측", "Foreseeing faults"), "on": today(-3),
        } | values  # fmt: skip
        person = person or self.professor
        made = act(person, actions.enter, project=self.project(person), **given)
        return self.outcome(made, person)

    def outcome(self, outcome: Outcome, person: Any) -> Outcome:
        """As somebody sees it now."""
        with walls.acting_as(person):
            return queries.outcome(outcome.code).get()

    def do(self, person: Any, action: Any, outcome: Outcome) -> None:
        """Confirm it or take it back, as it stands now."""
        found = self.outcome(outcome, person)
        act(person, action, outcome=found, version=found.version)

    def set_rule(self, rule: str) -> None:
        with walls.system("the rule of a test's project"):
            Project.objects.filter(code=self.code).update(ip_rule=rule)

    def disclose(self) -> Result:
        made = act(
            self.professor, actions.disclose, project=self.project(self.professor), kind="invention",
            title=Bi("소리로 고장 알기", "Hearing faults"), what=Bi("소리의 위상", "Phases of sound"), on=today(-5),
        )  # fmt: skip
        return self.result(made, self.professor)

    def result(self, result: Result, person: Any) -> Result:
        with walls.acting_as(person):
            return queries.result(result.code).get()

    def contribute(
        self, person: Any, organisation: Any, kind: str, result: Result, contributor: Any = None
    ) -> Contribution:
        return act(
            person, actions.contribute, result=self.result(result, person), organisation=organisation,
            contributor=contributor or person, kind=kind, what=Bi("한 일", "What was done"),
        )  # fmt: skip

    def confirm(self, result: Result, *people: Any) -> None:
        """All that waits for them."""
        for person in people:
            found = self.result(result, person)
            with walls.acting_as(person):
                for thing in rules.waiting_rights(person, found):
                    thing.result = found
                    actions.confirm_rights(person=person, thing=thing, version=found.version)

    def draft(self, *results: Result, attached: bool = True, **values: Any) -> Publication:
        given = {
            "organisation": self.lead,
            "kind": "paper",
            "title": Bi("논문 초안", "Draft paper"),
            "results": results,
        } | values
        made = act(self.professor, actions.draft, project=self.project(self.professor), **given)
        if attached:
            act(
                self.professor,
                actions.attach_draft,
                publication=self.publication(made, self.professor),
                upload=file(),
            )
        return self.publication(made, self.professor)

    def publication(self, publication: Publication, person: Any) -> Publication:
        with walls.acting_as(person):
            return queries.publication(publication.code).get()

    def sent(self, *results: Result, **values: Any) -> Publication:
        made = self.draft(*results, **values)
        act(self.professor, actions.send, publication=made, knows=True)
        return self.publication(made, self.professor)

    def answer(self, person: Any, publication: Publication, days: int = 0, reason: str = "") -> None:
        found = self.publication(publication, person)
        act(person, actions.answer, publication=found, seen=found.round, days=days, reason=reason)
