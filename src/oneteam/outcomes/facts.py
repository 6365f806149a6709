"""Outcomes as the pages and the table show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.base.fields import Bi
from oneteam.projects.models import Project

from . import rights
from .enums import OutcomeKind, OutcomeState, ResultKind
from .models import Outcome, Result
from .rules import there

TONES = {
    OutcomeState.CLAIMED: ("warn", "clock"), OutcomeState.CONFIRMED: ("ok", "check"), OutcomeState.TAKEN_BACK: ("", ""),
}  # fmt: skip


def row(outcome: Outcome) -> dict[str, Any]:
    tone, icon = TONES[OutcomeState(outcome.state)]
    return {"outcome": outcome, "tone": tone, "icon": icon, "bare": is_bare(outcome)}


def is_bare(outcome: Outcome) -> bool:
    """Without evidence, and so without a count."""
    return not outcome.has_evidence and outcome.state != OutcomeState.TAKEN_BACK


def result_row(result: Result, project: Project) -> dict[str, Any]:
    """What a list shows of a result. ``is_unfiled``: an invention for which no patent has been filed."""
    return {"result": result, "rights": rights_of(result, project), "is_unfiled": is_unfiled(result)}


def is_unfiled(result: Result) -> bool:
    filed = any(one.state != OutcomeState.TAKEN_BACK for one in result.patents.all())
    return result.kind == ResultKind.INVENTION and not filed


def rights_of(result: Result, project: Project) -> rights.Rights:
    organisations = [partner.organisation for partner in project.partners.all()]
    return rights.of(
        project.ip_rule, organisations, there(project), result.contributions.all(), result.divisions.all()
    )


def from_summary(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a panel, as ``queries.summary`` gives them."""
    return [
        row(
            Outcome(
                code=one["code"], kind=one["kind"], title=Bi.of(one["title"]), state=one["state"],
                evidence_id=one["evidence"], link=one["link"],
            )
        )
        for one in rows
    ]  # fmt: skip


def table(found: Iterable[Outcome]) -> list[list[str]]:
    """The header, and a line for each."""
    head = [
        _("Number"), _("Kind"), _("Title"), _("Project"), _("Organisation"), pgettext("outcome", "Day"), _("Identifier"), _("State"),
        _("Evidence"),
    ]  # fmt: skip
    return [head, *([str(cell) for cell in _cells(one)] for one in found)]


def _cells(one: Outcome) -> list[Any]:
    evidence = one.evidence.name if one.evidence else one.link
    return [
        one.code, OutcomeKind(one.kind).label, one.title, one.project.code, one.organisation, one.on.isoformat(),
        one.identifier, OutcomeState(one.state).label, evidence,
    ]  # fmt: skip
