"""The whole story of a problem, station by station, from what its reader may see and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.base.fields import Bi
from oneteam.base.text import called, day, when
from oneteam.dataregister.facts import tier_words
from oneteam.dataregister.models import Item
from oneteam.problems.models import Problem
from oneteam.projects.facts import confirmed_by

from . import queries


@dataclass
class Fact:
    """One figure or name, and the page that is its evidence."""

    label: str
    value: Any
    url: str = ""


@dataclass
class Station:
    """What became of the problem at one station; ``facts`` empty: not reached, or not for this reader."""

    title: str
    when: str = ""
    badge: str = ""
    tone: str = ""
    url: str = ""
    words: Any = ""
    facts: list[Fact] = field(default_factory=list)


def story(problem: Problem, *, in_public: bool = False) -> list[Station]:
    """Every station that this reader may know of, in the order of the way. In public nobody is named."""
    parts: Iterable[Iterable[Station]] = (
        _problem(problem), _scoping(problem), _matching(problem), _table(problem), _decision(problem),
        _project(problem), _sites(problem), _effects(problem, in_public),
    )  # fmt: skip
    return [station for part in parts for station in part]


def _problem(problem: Problem) -> Iterable[Station]:
    station = Station(
        _("Problem"), day(problem.submitted_at), url=problem.get_absolute_url(), words=problem.teaser
    )
    brief = getattr(problem, "brief", None)
    if brief is not None:
        url = problem.get_absolute_url()
        station.facts = [
            Fact(_("Goal"), brief.goal, url),
            Fact(_("Measure of success"), brief.metric, url),
            Fact(_("Today and target"), _pair(brief.baseline, brief.target, brief.unit), url),
        ]
    yield station


def _scoping(problem: Problem) -> Iterable[Station]:
    url = f"{problem.get_absolute_url()}#scoping"
    for scoping in queries.scopings(problem):
        yield Station(
            _("Scoping"),
            day(scoping.finished_at or scoping.begun_at),
            scoping.get_recommendation_display(),
            url=url,
            words=scoping.note,
            facts=[Fact(_("Scoped by"), called(scoping.scoper), url)],
        )


def _matching(problem: Problem) -> Iterable[Station]:
    for run in queries.runs(problem):
        url = run.get_absolute_url()
        facts = [
            Fact(_("Experts on the list"), run.chosen, url),
            Fact(_("Computed by"), run.algorithm, url),
            Fact(_("Fingerprint of the inputs"), run.fingerprint[:12], url),
        ]
        yield Station(_("Matching"), day(run.created_at), run.get_state_display(), url=url, facts=facts)


def _table(problem: Problem) -> Iterable[Station]:
    for table in queries.tables(problem):
        url = table.get_absolute_url()
        facts = [Fact(_("Chair"), called(table.chair), url), Fact(_("Expected"), table.expected, url)]
        if table.present:
            facts.append(Fact(pgettext("people at a table", "Present"), table.present, url))
        minutes = getattr(table, "minutes", None)
        if minutes is not None:
            link = reverse("roundtables:minutes", args=[table.code])
            facts.append(Fact(_("Minutes"), day(minutes.agreed_at or minutes.drafted_at), link))
        yield Station(
            _("Round table"), when(table.starts_at), table.get_state_display(), url=url, facts=facts
        )


def _decision(problem: Problem) -> Iterable[Station]:
    for decision in queries.decisions(problem):
        url = reverse("roundtables:detail", args=[decision.table_code]) if decision.table_code else ""
        facts = [
            Fact(_("Responsible"), called(decision.responsible), url),
            Fact(_("By"), day(decision.due_on), url),
            *_about_decision(decision, url),
        ]
        yield Station(
            _("Decision"), day(decision.decided_at), decision.get_kind_display(), "brand",
            url=url, words=decision.text, facts=facts,
        )  # fmt: skip


def _about_decision(decision: Any, url: str) -> Iterable[Fact]:
    """Why, who disagreed as far as the reader may know, and what was said when it was looked at again."""
    if decision.reasons:
        yield Fact(_("Why"), decision.reasons, url)
    for one in decision.dissents.all():
        yield Fact(_("%(who)s disagreed") % {"who": called(one.person)}, one.why, url)
    for review in decision.reviews.all():
        label = _("Looked at again on %(day)s") % {"day": day(review.at, weekday=False)}
        yield Fact(label, f"{review.get_outcome_display()}: {review.text}", url)
    if decision.review_on:
        yield Fact(_("To be looked at again on"), day(decision.review_on), url)


def _project(problem: Problem) -> Iterable[Station]:
    for project in queries.projects(problem):
        url = project.get_absolute_url()
        facts = [
            Fact(_("Lead"), project.lead, url),
            Fact("TRL", f"{project.trl_start} → {project.trl_now} / {project.trl_target}", url),
            Fact(_("Milestones reached"), f"{project.reached_count} / {project.milestone_count}", url),
        ]
        yield Station(
            _("Project"), day(project.starts_on), project.get_state_display(), url=url,
            words=project.title, facts=facts,
        )  # fmt: skip
        yield from _data(project)


def _data(project: Any) -> Iterable[Station]:
    """One station for all data of a project: each with its state and tier."""
    items = [Item(**{**row, "name": Bi.of(row["name"])}) for row in project.data]
    facts = [
        Fact(str(item), f"{item.get_state_display()} · {tier_words(item)}", item.get_absolute_url())
        for item in items
    ]
    if facts:
        yield Station(_("Data"), url=reverse("dataregister:register", args=[project.code]), facts=facts)


def _sites(problem: Problem) -> Iterable[Station]:
    for site in queries.applications(problem):
        url = f"{site.project.get_absolute_url()}#sites"
        confirmed = called(site.confirmed_by) if site.confirmed_by else _("not confirmed yet")
        facts = [Fact(_("Organisation"), site.organisation, url), Fact(_("Confirmed by"), confirmed, url)]
        yield Station(
            _("Applied in the field"), day(site.since), site.get_state_display(), "ok" if site.confirmed_at else "",
            url=url, words=site.site, facts=facts,
        )  # fmt: skip


def _effects(problem: Problem, in_public: bool) -> Iterable[Station]:
    for effect in queries.effects(problem):
        url = effect.get_absolute_url()
        tone = {"verified": "ok", "lasting": "ok", "rejected": "bad", "claimed": "warn", "faded": "warn"}.get(
            effect.state, ""
        )
        facts = [
            Fact(pgettext("figure", "Before"), _figure(effect.baseline, effect.unit), url),
            Fact(_("Target"), _figure(effect.target, effect.unit), url),
        ]
        if effect.claimed is not None:
            facts.append(
                Fact(pgettext("figure", "Now"), _figure(effect.claimed, effect.unit), f"{url}#measured")
            )
        facts += [Fact(_("Method"), effect.get_method_display(), url)]
        if effect.verifier and effect.verified_at:
            who = confirmed_by(effect, in_public=in_public)
            facts.append(Fact(_("Verified by"), f"{who} · {day(effect.verified_at)}", url))
        yield Station(
            _("Effect"), day(effect.verified_at or effect.claimed_on), effect.get_state_display(), tone,
            url=url, words=effect.metric, facts=facts,
        )  # fmt: skip


def _figure(value: Any, unit: str) -> str:
    return f"{value.normalize():f}{unit}" if value is not None else "–"


def _pair(before: Any, after: Any, unit: str) -> str:
    return f"{_figure(before, unit)} → {_figure(after, unit)}"
