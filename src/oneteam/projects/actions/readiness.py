"""Technology readiness: each step with evidence, confirmed by a partner that is not the lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid, Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.files.actions import attach

from .. import queries, rules
from ..gates import HIGHEST, gate
from ..models import Project, TrlRecord, TrlReturn
from ._common import require_running, tell, write


@dataclass(frozen=True)
class Answered:
    """Yes or no to one question of a gate, with the line that says what shows it."""

    yes: bool
    line: str


@transaction.atomic
def record_trl(
    *,
    person: Any,
    project: Project,
    level: int,
    evidence: Bi,
    answers: Sequence[Answered],
    upload: Any = None,
) -> TrlRecord:
    """``answers``: to the questions of the level, in their order."""
    require_running(person, project)
    now = queries.locked(project)  # two who report the same step at once
    if not evidence:
        raise invalid("evidence", _("Please write what shows that the step was reached."))
    _check_step(now, level)
    _check_answers(level, answers)
    step = TrlRecord.objects.create(
        project=project, level=level, evidence=evidence, by=person, circle=project.circle,
        answers=[asdict(one) for one in answers],
    )  # fmt: skip
    if upload is not None:
        shown = project.disclosure
        attach(
            person=person, upload=upload, target=f"trl:{step.code}", thread=shown.thread, circle=project.circle,
            confidential=shown.is_confidential,
        )  # fmt: skip
    tell(project, "trl_recorded", person, level=level)
    with walls.system("who can confirm a step"):
        partners = queries.partners(project).exclude(organisation=project.lead_id)
        asked = [one for partner in partners for one in queries.speakers(partner.organisation)]
    write("confirm_trl", asked, person, project=project.code, step=step.code)
    return step


def _check_step(project: Project, level: int) -> None:
    if level <= project.trl_now:
        words = _(
            "The project is at TRL %(now)s already; readiness does not go back by itself. Please give evidence for TRL %(next)s."
        )
        raise invalid("level", words % {"now": project.trl_now, "next": min(project.trl_now + 1, HIGHEST)})
    if level > project.trl_now + 1:
        words = _("Please go step by step: after TRL %(now)s comes TRL %(next)s, with evidence of its own.")
        raise invalid("level", words % {"now": project.trl_now, "next": project.trl_now + 1})
    if queries.open_steps(project).filter(level=level).exists():
        raise Refused(
            _("Evidence for this step was given already; it waits for the confirmation of a partner.")
        )


def _check_answers(level: int, answers: Sequence[Answered]) -> None:
    """A gate opens when each question is answered with yes and with what shows it."""
    questions = gate(level).questions
    given = [*answers, *[Answered(False, "")] * (len(questions) - len(answers))]
    wrong = {}
    for number, one in enumerate(given[: len(questions)], start=1):
        if not one.yes:
            words = _("This is not answered with yes yet. TRL %(level)s counts when all its questions are.")
            wrong[f"yes_{number}"] = words % {"level": level}
        elif not one.line.strip():
            wrong[f"line_{number}"] = _("Please write in one line what shows it: a yes alone is no evidence.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), wrong)


@transaction.atomic
def confirm_trl(*, person: Any, step: TrlRecord) -> None:
    """Only a partner other than the lead confirms a step; only then does it count."""
    project = _to_judge(person, step)
    rows = TrlRecord.objects.filter(pk=step.pk, confirmed_at=None, refused_at=None).update(
        confirmed_by=person, confirmed_at=timezone.now()
    )
    if not rows:
        raise _said_already(step)
    Project.objects.filter(pk=project.pk, trl_now=step.level - 1).update(trl_now=step.level)
    tell(project, "trl_confirmed", person, level=step.level)


@transaction.atomic
def refuse_trl(*, person: Any, step: TrlRecord, reason: str) -> None:
    """The evidence does not show it; the reason says what is missing. It can be given anew."""
    project = _to_judge(person, step)
    if not reason.strip():
        raise invalid(
            "reason", _("Please say what is missing: without a reason the evidence cannot become better.")
        )
    rows = TrlRecord.objects.filter(pk=step.pk, confirmed_at=None, refused_at=None).update(
        refused_by=person, refused_at=timezone.now(), refused_because=reason.strip()
    )
    if not rows:
        raise _said_already(step)
    tell(project, "trl_refused", person, level=step.level, reason=reason.strip())
    write("trl_refused", [step.by, project.responsible], person, project=project.code, step=step.code)


def _to_judge(person: Any, step: TrlRecord) -> Project:
    project = queries.one(step.project.code).get()
    if step.confirmed_at is not None or step.refused_at is not None:
        raise _said_already(step)
    if not rules.may_confirm_trl(person, step, project):
        raise Refused(
            _("A TRL step is confirmed by a partner other than the lead, and not by who gave the evidence.")
        )
    require(project.state in rules.UNDER_WAY)
    if queries.locked(project).trl_now != step.level - 1:
        raise Refused(
            _("The project is at another level now, so this step can be neither confirmed nor refused.")
        )
    return project


def _said_already(step: TrlRecord) -> Refused:
    now = TrlRecord.objects.get(pk=step.pk)
    if now.refused_at is not None:
        return Refused(_("This evidence was refused. It can be given anew."))
    return Refused(_("This step has been confirmed already."))


@transaction.atomic
def go_back(*, person: Any, project: Project, level: int, reason: Bi) -> TrlReturn:
    """To an earlier level, with a reason; what was confirmed above it stays in the history and counts no more."""
    require_running(person, project)
    now = queries.locked(project)
    if not reason:
        raise invalid(
            "reason", _("Please say why the project goes back: readiness never falls without a reason.")
        )
    if not 1 <= level < now.trl_now:
        words = _("The project is at TRL %(now)s. Please choose a lower level to go back to.")
        raise invalid("level", words % {"now": now.trl_now})
    made = TrlReturn.objects.create(
        project=project, from_level=now.trl_now, level=level, reason=reason, by=person, circle=project.circle
    )
    Project.objects.filter(pk=project.pk).update(trl_now=level)
    queries.open_steps(project).update(
        refused_by=person, refused_at=timezone.now(), refused_because=str(reason)[:300]
    )
    tell(project, "trl_back", person, was=now.trl_now, level=level, reason=reason.as_dict())
    write("trl_back", [member.person for member in queries.members(project)], person, project=project.code)
    return made
