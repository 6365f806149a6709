"""Outcomes as the pages and the table show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.base.fields import Bi
from oneteam.projects.models import Project

from . import rights, rules
from .enums import OutcomeKind, OutcomeState, PublicationState
from .models import Outcome, Publication, Result

TONES = {
    OutcomeState.CLAIMED: ("warn", "clock"), OutcomeState.CONFIRMED: ("ok", "check"), OutcomeState.TAKEN_BACK: ("", ""),
}  # fmt: skip
PUBLICATION_TONES = {
    PublicationState.DRAFT: ("", ""), PublicationState.REVIEW: ("warn", "clock"), PublicationState.CLEARED: ("info", "check"),
    PublicationState.PUBLIC: ("ok", "globe"),
}  # fmt: skip


def row(outcome: Outcome) -> dict[str, Any]:
    tone, icon = TONES[OutcomeState(outcome.state)]
    return {"outcome": outcome, "tone": tone, "icon": icon, "bare": is_bare(outcome)}


def is_bare(outcome: Outcome) -> bool:
    """Without evidence, and so without a count."""
    return not outcome.has_evidence and outcome.state != OutcomeState.TAKEN_BACK


def result_row(result: Result, project: Project) -> dict[str, Any]:
    """What a list shows of a result. ``is_unfiled``: an invention for which no patent has been filed."""
    return {
        "result": result,
        "rights": rights.of_result(result, project),
        "is_unfiled": rules.is_unfiled(result),
    }


def publication_row(publication: Publication) -> dict[str, Any]:
    tone, icon = PUBLICATION_TONES[PublicationState(publication.state)]
    return {"publication": publication, "tone": tone, "icon": icon}


def life(publication: Publication) -> list[dict[str, str]]:
    """The stations of a publication: those behind, the one now, those ahead."""
    states = list(PublicationState)
    now = states.index(PublicationState(publication.state))
    over = publication.state == PublicationState.PUBLIC
    return [
        {
            "label": str(state.label),
            "when": "",
            "state": "done" if at < now or over else "now" if at == now else "todo",
        }
        for at, state in enumerate(states)
    ]


def review(publication: Publication) -> list[dict[str, Any]]:
    """What each partner said in this round; of who said nothing that too."""
    given = [one for one in publication.answers.all() if one.round == publication.round]
    return [
        {
            "organisation": one,
            "answers": [row for row in given if row.organisation_id == one.pk],
            **_word(publication, one),
        }
        for one in rules.reviewers(publication)
    ]


def _word(publication: Publication, organisation: Any) -> dict[str, Any]:
    last = rules.said(publication).get(organisation.pk)
    if last is not None and last.days == 0:
        return {"words": _("agrees"), "tone": "ok", "icon": "check"}
    if organisation.pk in publication.silent and last is not None:
        return {"words": _("asked to wait, the clock ran out"), "tone": "info", "icon": "clock"}
    if organisation.pk in publication.silent:
        return {"words": _("cleared by silence"), "tone": "info", "icon": "clock"}
    if last is not None:
        return {"words": _("asks to wait"), "tone": "warn", "icon": "pause"}
    return {"words": _("has not answered yet"), "tone": "", "icon": "clock"}


def from_summary(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a panel, as ``queries.summary`` gives them."""
    return [
        row(
            Outcome(
                code=one["code"], kind=one["kind"], title=Bi.of(one["title"]), state=one["state"],
                evidence_id=one["evidence"], effect_id=one["effect"], link=one["link"], scheme=one["scheme"],
                identifier=one["identifier"],
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
    evidence = one.evidence.name if one.evidence else one.shown_link
    return [
        one.code, OutcomeKind(one.kind).label, one.title, one.project.code, one.organisation, one.on.isoformat(),
        one.identifier, OutcomeState(one.state).label, evidence,
    ]  # fmt: skip
