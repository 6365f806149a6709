"""Technology readiness: each step with evidence, confirmed by a partner that is not the lead."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.files.actions import attach

from .. import queries, rules
from ..models import Project, TrlRecord
from ._common import require_running, tell, write

HIGHEST = 9


@transaction.atomic
def record_trl(*, person: Any, project: Project, level: int, evidence: Bi, upload: Any = None) -> TrlRecord:
    require_running(person, project)
    now = queries.locked(project)  # two who report the same step at once
    if not evidence:
        raise invalid("evidence", _("Please write what shows that the step was reached."))
    _check_step(now, level)
    step = TrlRecord.objects.create(
        project=project, level=level, evidence=evidence, by=person, circle=project.circle
    )
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
            "The project is at TRL %(now)s already; readiness does not go back. Please give evidence for TRL %(next)s."
        )
        raise invalid("level", words % {"now": project.trl_now, "next": min(project.trl_now + 1, HIGHEST)})
    if level > project.trl_now + 1:
        words = _("Please go step by step: after TRL %(now)s comes TRL %(next)s, with evidence of its own.")
        raise invalid("level", words % {"now": project.trl_now, "next": project.trl_now + 1})
    if queries.trl_records(project).filter(level=level, confirmed_at=None).exists():
        raise Refused(
            _("Evidence for this step was given already; it waits for the confirmation of a partner.")
        )


@transaction.atomic
def confirm_trl(*, person: Any, step: TrlRecord) -> None:
    """Only a partner other than the lead confirms a step; only then does it count."""
    project = queries.one(step.project.code).get()
    if step.confirmed_at is not None:
        raise Refused(_("This step has been confirmed already."))
    if not rules.may_confirm_trl(person, step, project):
        raise Refused(
            _("A TRL step is confirmed by a partner other than the lead, and not by who gave the evidence.")
        )
    require(project.state in rules.UNDER_WAY)
    rows = TrlRecord.objects.filter(pk=step.pk, confirmed_at=None).update(
        confirmed_by=person, confirmed_at=timezone.now()
    )
    if not rows:
        raise Refused(_("This step has been confirmed already."))
    Project.objects.filter(pk=project.pk, trl_now=step.level - 1).update(trl_now=step.level)
    tell(project, "trl_confirmed", person, level=step.level)
