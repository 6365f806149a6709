"""The case report of a thread: what its reader may see of it, with its evidence numbered E1, E2 and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from oneteam.base.documents import Block, Document, Facts, Heading, Paragraph, Table
from oneteam.base.text import day
from oneteam.problems.models import Problem
from oneteam.projects import facts
from oneteam.projects.enums import PROVEN, EffectState, MeasuredPart
from oneteam.projects.models import Effect, Project

from . import queries
from .models import CaseText
from .roots import Root
from .stations import Proof, Station
from .story import proof_of, story

NOTHING = "–"


@dataclass(frozen=True)
class Report:
    root: Root
    text: CaseText | None
    stations: list[Station]
    proofs: list[Proof]  # E1 is the first

    @property
    def way(self) -> list[Station]:
        return [one for one in self.stations if not isinstance(one.of, Problem | Effect)]

    @property
    def effects(self) -> list[Station]:
        return [one for one in self.stations if isinstance(one.of, Effect)]

    def numbers(self, proofs: Iterable[Proof]) -> str:
        """`` [E1, E3]``, or nothing."""
        found = sorted({self.proofs.index(one) + 1 for one in proofs})
        return f" [{', '.join(f'E{number}' for number in found)}]" if found else ""

    @property
    def sees_field(self) -> bool:
        """Whether the reader sees a project of the thread; who sees none may see the field all the same."""
        return any(isinstance(one.of, Project) for one in self.stations)

    def sees_project(self, effect: Effect) -> bool:
        return any(
            isinstance(one.of, Project) and one.of.code == effect.project_code for one in self.stations
        )


def report_of(root: Root) -> Report:
    stations = story(root)
    proofs = list(dict.fromkeys(proof for one in stations for proof in one.proofs))
    return Report(root, queries.text_of(root.disclosure), stations, proofs)


def document_of(report: Report, at: datetime) -> Document:
    """In the language that is spoken now. ``at``: the moment whose state it tells."""
    root = report.root
    level = str(root.disclosure.get_level_display())
    return Document(
        title=_("Case report"), language="en" if (get_language() or "ko").startswith("en") else "ko", author="", at=at,
        blocks=tuple(_blocks(report, at)), footer=f"{root.code} · {level} · {day(at, weekday=False)}",
    )  # fmt: skip


def _blocks(report: Report, at: datetime) -> Iterator[Block]:
    root, text = report.root, report.text
    yield Facts(tuple(_head(root, at)))
    if text is not None and text.summary:
        yield Heading(_("Summary"))
        yield Paragraph(str(text.summary))
    if root.problem is not None:
        yield Heading(_("Problem"))
        yield from _problem(root.problem)
    if report.way:
        yield Heading(_("Way"))
        yield Table((_("Date"), _("Station"), _("What happened")), tuple(_way(report)), (3, 4, 11))
    yield Heading(_("Effect"))
    yield from _effects(report)
    if text is not None and text.limits:
        yield Heading(_("Limits"))
        yield Paragraph(str(text.limits))
    yield Heading(_("Evidence"))
    yield from _evidence(report)


def _head(root: Root, at: datetime) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield _("Case"), (f"{root.title} ({root.code})",)
    if root.problem is not None:
        yield _("Owner"), (str(root.problem.owner),)
    yield _("Confidentiality"), (str(root.disclosure.get_level_display()),)
    yield _("As of"), (day(at),)


def _problem(problem: Problem) -> Iterator[Block]:
    yield Paragraph(str(problem.teaser) or NOTHING)
    brief = getattr(problem, "brief", None)
    if brief is None:
        return
    pair = f"{facts.figure(brief.baseline, brief.unit)} → {facts.figure(brief.target, brief.unit)}"
    rows = [
        (_("How it was"), str(brief.background)),
        (_("Goal"), str(brief.goal)),
        (_("Measure of success"), f"{brief.metric}: {pair}" if brief.metric else ""),
    ]
    kept = tuple((label, (words,)) for label, words in rows if words)
    if kept:
        yield Facts(kept)


def _way(report: Report) -> Iterator[tuple[str, ...]]:
    for one in report.way:
        title = f"{one.title} ({one.badge})" if one.badge else one.title
        yield one.when or NOTHING, title, f"{_sentence(one)}{report.numbers(one.proofs)}"


def _sentence(station: Station) -> str:
    """Its words with what a report tells beside them; or the figures, where there are no words."""
    some = [fact for fact in station.facts if fact.told or not station.words]
    told = [f"{fact.label}: {fact.value}" for fact in some]
    return " · ".join([str(station.words), *told] if station.words else told) or NOTHING


# --- effects ----------------------------------------------------------------------------------------


def _effects(report: Report) -> Iterator[Block]:
    """What was verified apart from what is claimed, and both from what is only planned."""
    groups = (
        (_("Verified"), PROVEN), (_("Claimed, not verified"), (EffectState.CLAIMED,)),
        (_("Planned, or not confirmed"), (EffectState.PLANNED, EffectState.REJECTED)),
    )  # fmt: skip
    if not report.effects:
        yield Paragraph(pgettext("report", "No effect was measured yet."))
    for title, states in groups:
        for one in (one for one in report.effects if one.of.state in states):
            yield Heading(f"{title}: {one.of.metric}", 2)
            yield Facts(tuple((label, lines) for label, lines in _rows(report, one) if any(lines)))


def _rows(report: Report, station: Station) -> Iterator[tuple[str, tuple[str, ...]]]:
    effect: Effect = station.of
    row = facts.row(effect, in_public=True)
    five, finding, money = row["facts"], row["finding"], row["money"]
    yield _("State"), (str(effect.get_state_display()),)
    yield _("Baseline"), (f"{five['baseline']} ({day(effect.baseline_on, weekday=False)})",)
    yield _("Target"), (row["target"],)
    if effect.claimed is None:
        return
    yield _("Result"), (_result(report, station),)
    yield _("Sample"), (five["sample"],)
    yield _("Method"), (five["method"],)
    if finding:
        yield _("Difference"), (five["difference"], str(finding["method"]))
        yield _("To be careful about"), tuple(finding["cautions"])
    if money:
        lines = [f"{one.what}: {one.figure} ({one.source})" for one in money["factors"]]
        yield _("Saving"), (*lines, f"= {money['amount']}")
    if effect.is_proven:
        yield _("Verified by"), (f"{five['confirmed_by']} · {day(effect.verified_at)}", str(effect.verdict))
    again = (f"{day(one['day'])} · {one['figure']} · {one['words']}" for one in row["rechecked"])
    yield _("Looked at again"), tuple(again)
    yield _("Evidence"), (_proved(report, station),)


def _result(report: Report, station: Station) -> str:
    effect: Effect = station.of
    figure = facts.figure(effect.claimed, effect.unit)
    return f"{figure} ({day(effect.claimed_on, weekday=False)}){report.numbers(_of_result(effect))}"


def _of_result(effect: Any) -> list[Proof]:
    """The files of the measurement that was claimed, out of those that prove the effect."""
    on = effect.claimed_on.isoformat()
    rows = (row for row in effect.proofs if row["on"] == on and row["part"] == MeasuredPart.AFTER)
    return [proof_of(row) for row in rows]


def _proved(report: Report, station: Station) -> str:
    """Which files prove it; where one that did is gone, or there never was one, that is said."""
    effect: Effect = station.of
    if not effect.evidenced:
        return pgettext("report", "No file proves the result: it is counted nowhere.")
    if not report.sees_project(effect):
        return pgettext("report", "A file that is kept with the project proves the result.")
    if not _of_result(effect):
        return pgettext("report", "The file that proved the result was withdrawn since.")
    return report.numbers(station.proofs).strip()


def _evidence(report: Report) -> Iterator[Block]:
    if not report.proofs:
        yield Paragraph(pgettext("report", "There is no evidence that you may read."))
        return
    rows = tuple(
        (f"E{number}", proof.name, day(proof.on, weekday=False), proof.digest)
        for number, proof in enumerate(report.proofs, start=1)
    )
    yield Table((_("No."), _("Name"), _("Date"), "SHA-256"), rows, (1, 4, 2, 6))
