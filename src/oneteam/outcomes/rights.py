"""The shares of a result: each organisation's points, and the rows that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from oneteam.alliance.models import Organisation
from oneteam.projects.enums import IpRule
from oneteam.projects.models import Project
from oneteam_core.shares import shares

from . import rules
from .enums import WEIGHTS, ContributionKind
from .models import Contribution, Division, Result


@dataclass
class Line:
    """One organisation: the kinds of contribution that count for it, each once, and its share in per cent."""

    organisation: Organisation
    kinds: list[ContributionKind] = field(default_factory=list)
    share: Decimal | None = None

    @property
    def weights(self) -> list[tuple[str, int]]:
        return [(str(kind.label), WEIGHTS[kind]) for kind in self.kinds]

    @property
    def points(self) -> int:
        return sum(WEIGHTS[kind] for kind in self.kinds)


@dataclass(frozen=True)
class Rights:
    """``holds``: all that were asked have confirmed what the shares come from. ``by_hand``: they were agreed, not computed."""

    lines: list[Line]
    holds: bool
    by_hand: Division | None

    @property
    def points(self) -> int:
        return sum(line.points for line in self.lines)


def of(
    rule: str, organisations: Sequence[Organisation], there: Sequence[Organisation],
    contributions: Iterable[Contribution], divisions: Iterable[Division],
) -> Rights:  # fmt: skip
    """What was agreed by hand and confirmed by all that were asked goes before what is computed from the contributions."""
    given = list(contributions)
    counted = [one for one in given if not rules.waits_for(one, there)]
    lines = _lines(organisations, counted)
    agreed = [one for one in divisions if one.holds]
    if agreed:
        for line in lines:
            line.share = Decimal(agreed[-1].shares.get(str(line.organisation.pk), 0))
        return Rights(lines, True, agreed[-1])
    if rule == IpRule.JOINT and counted:
        found = shares({line.organisation.pk: line.points for line in lines})
        for line in lines:
            line.share = found[line.organisation.pk]
    return Rights(lines, rule == IpRule.JOINT and bool(given) and len(counted) == len(given), None)


def of_result(result: Result, project: Project) -> Rights:
    organisations = list(rules.parties(project, result).values())
    return of(
        project.ip_rule,
        organisations,
        rules.there(project),
        result.contributions.all(),
        result.divisions.all(),
    )


def kept(result: Result, project: Project) -> dict[Organisation, Decimal]:
    """The shares of those that are gone: without their word nobody gives them less."""
    left = rules.gone(project)
    return {
        one.organisation: one.share
        for one in of_result(result, project).lines
        if one.share and one.organisation in left
    }


def _lines(organisations: Sequence[Organisation], counted: Iterable[Contribution]) -> list[Line]:
    kinds: dict[int, set[str]] = {one.pk: set() for one in organisations}
    for one in counted:
        kinds[one.organisation_id].add(one.kind)
    return [Line(one, [kind for kind in ContributionKind if kind in kinds[one.pk]]) for one in organisations]
