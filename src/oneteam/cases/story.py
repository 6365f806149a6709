"""The whole story of a problem, station by station, from what its reader may see and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.accounts.models import Person
from oneteam.base.fields import Bi
from oneteam.base.text import called, day, when
from oneteam.problems.models import Problem
from oneteam.projects.facts import confirmed_by
from oneteam.roundtables.enums import Review

from . import queries
from .quoting import quote
from .roots import Root
from .stations import Fact, Proof, Station, more_of


def story(root: Root, *, in_public: bool = False) -> list[Station]:
    """Every station that this reader may know of, in the order of the way. In public nobody is named.

    Of a project or an effect: the way back from it, without what else became of the problem.
    """
    found = _way_to_decision(root.problem) if root.problem else []
    projects = queries.projects(root)
    parts: Iterable[Iterable[Station]] = (
        found, _projects(projects), more_of(projects), _sites(root), _effects(root, in_public)
    )  # fmt: skip
    return [station for part in parts for station in part]


def _way_to_decision(problem: Problem) -> Iterable[Station]:
    tables = list(queries.tables(problem))
    yield _problem(problem)
    yield from _scoping(problem)
    yield from _matching(problem)
    yield from _tables(tables)
    yield from _decisions(problem, {table.pk: table for table in tables})


def _problem(problem: Problem) -> Station:
    station = Station(
        _("Problem"),
        day(problem.submitted_at),
        url=problem.get_absolute_url(),
        words=problem.teaser,
        of=problem,
    )
    brief = getattr(problem, "brief", None)
    if brief is not None:
        url = problem.get_absolute_url()
        station.facts = [
            Fact(_("Goal"), brief.goal, url),
            Fact(_("Measure of success"), brief.metric, url),
            Fact(_("Today and target"), _pair(brief.baseline, brief.target, brief.unit), url),
        ]
    return station


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


def _tables(tables: list[Any]) -> Iterable[Station]:
    for table in tables:
        url = table.get_absolute_url()
        facts = [Fact(_("Chair"), called(table.chair), url), Fact(_("Expected"), table.expected, url)]
        if table.present:
            facts.append(Fact(pgettext("people at a table", "Present"), table.present, url))
        minutes = getattr(table, "minutes", None)
        if minutes is not None:
            link = reverse("roundtables:minutes", args=[table.code])
            facts.append(Fact(_("Minutes"), day(minutes.agreed_at or minutes.drafted_at), link))
            facts.append(Fact(_("Minutes written by"), called(minutes.writer), link))
        yield Station(
            _("Round table"), when(table.starts_at), table.get_state_display(), url=url, facts=facts,
            proofs=_agreed(table.code, minutes),
        )  # fmt: skip


def _agreed(code: str, minutes: Any) -> list[Proof]:
    """Agreed minutes are a proof: their digest says whether they are still what was agreed."""
    if minutes is None or not minutes.digest:
        return []
    url = reverse("roundtables:minutes", args=[code])
    return [
        Proof(_("Minutes of %(table)s") % {"table": code}, localdate(minutes.agreed_at), minutes.digest, url)
    ]


def _decisions(problem: Problem, tables: dict[int, Any]) -> Iterable[Station]:
    for decision in queries.decisions(problem):
        url = reverse("roundtables:detail", args=[decision.table_code]) if decision.table_code else ""
        facts = [
            Fact(_("Responsible"), called(decision.responsible), url),
            Fact(_("By"), day(decision.due_on), url),
            *_in_the_minutes(decision, tables.get(decision.table_id)),
            *_about_decision(decision, url),
        ]
        yield Station(
            _("Decision"), day(decision.decided_at), decision.get_kind_display(), "brand",
            url=url, words=decision.text, facts=facts, of=decision,
        )  # fmt: skip


def _in_the_minutes(decision: Any, table: Any) -> Iterable[Fact]:
    """The sentence in which it was agreed; for whoever reads the members' edition alone, the way to that."""
    minutes = getattr(table, "minutes", None)
    if minutes is not None:
        url, found = reverse("roundtables:minutes", args=[table.code]), quote(minutes, decision.text)
        if found:
            yield Fact(
                _("Nearest sentence in the minutes"), f"{found.passage}: “{found.sentence}”", url, told=True
            )
        else:
            yield Fact(_("In the minutes"), _("under “Decision”"), url, told=True)
    elif decision.edition_code:
        url = reverse("roundtables:edition", args=[decision.edition_code])
        yield Fact(_("In the minutes"), _("the edition for members"), url, told=True)


def _about_decision(decision: Any, url: str) -> Iterable[Fact]:
    """Why, who disagreed as far as the reader may know, and what was said when it was looked at again."""
    if decision.reasons:
        yield Fact(_("Why"), decision.reasons, url)
    for one in decision.against:
        yield Fact(_("%(who)s disagreed") % {"who": called(Person(**one["who"]))}, one["why"], url)
    for said in decision.said_again:
        on = day(datetime.fromisoformat(said["at"]), weekday=False)
        label = _("Looked at again on %(day)s") % {"day": on}
        yield Fact(label, f"{Review(said['outcome']).label}: {Bi.of(said['text'])}", url)
    if decision.review_on:
        yield Fact(_("To be looked at again on"), day(decision.review_on), url)


def _projects(projects: list[Any]) -> Iterable[Station]:
    for project in projects:
        url = project.get_absolute_url()
        facts = [
            Fact(_("Lead"), f"{project.lead} · {called(project.responsible)}", url),
            Fact("TRL", f"{project.trl_start} → {project.trl_now} / {project.trl_target}", url),
            Fact(_("Milestones reached"), f"{len(project.reached)} / {project.milestone_count}", url),
        ]
        yield Station(
            _("Project"), day(project.starts_on), project.get_state_display(), url=url,
            words=project.title, facts=facts, of=project,
        )  # fmt: skip
        yield from _reached(project)


def _reached(project: Any) -> Iterable[Station]:
    """Milestones and the steps of readiness that somebody confirmed, each with its day."""
    url = project.get_absolute_url()
    facts = [
        Fact(str(Bi.of(one["name"])), day(date.fromisoformat(one["on"])), url)
        for one in project.reached
        if one["on"]
    ]
    facts += [Fact(f"TRL {one['level']}", _confirmed(one), url) for one in project.steps]
    if facts:
        proofs = [proof_of(one) for step in project.steps for one in step["files"]]
        yield Station(
            _("Milestones and readiness"), url=url, facts=[*facts, *map(_shown, proofs)], proofs=proofs
        )


def _confirmed(step: dict[str, Any]) -> str:
    by, at = Person(**step["by"]), datetime.fromisoformat(step["at"])
    return " · ".join((str(Bi.of(step["evidence"])), called(by), day(at)))


def _sites(root: Root) -> Iterable[Station]:
    for site in queries.applications(root):
        url = f"{site.project.get_absolute_url()}#sites"
        confirmed = called(site.confirmed_by) if site.confirmed_by else _("not confirmed yet")
        facts = [
            Fact(_("Organisation"), site.organisation, url, told=True),
            Fact(_("Confirmed by"), confirmed, url, told=True),
        ]
        yield Station(
            _("Applied in the field"), day(site.since), site.get_state_display(), "ok" if site.confirmed_at else "",
            url=url, words=site.site, facts=facts,
        )  # fmt: skip


def _effects(root: Root, in_public: bool) -> Iterable[Station]:
    for effect in queries.effects(root):
        url = effect.get_absolute_url()
        tone = {"verified": "ok", "lasting": "ok", "rejected": "bad", "claimed": "warn", "faded": "warn"}.get(
            effect.state, ""
        )
        proofs = [proof_of(one) for one in effect.proofs]
        facts = [
            Fact(pgettext("figure", "Before"), _figure(effect.baseline, effect.unit), url),
            Fact(_("Target"), _figure(effect.target, effect.unit), url),
        ]
        if effect.claimed is not None:
            facts.append(
                Fact(pgettext("figure", "Now"), _figure(effect.claimed, effect.unit), f"{url}#measured")
            )
        facts += [Fact(_("Method"), effect.get_method_display(), url), *map(_shown, proofs)]
        if effect.verifier and effect.verified_at:
            who = confirmed_by(effect, in_public=in_public)
            facts.append(Fact(_("Verified by"), f"{who} · {day(effect.verified_at)}", url))
        yield Station(
            _("Effect"), day(effect.verified_at or effect.claimed_on), effect.get_state_display(), tone,
            url=url, words=effect.metric, facts=facts, proofs=proofs, of=effect,
        )  # fmt: skip


def proof_of(row: dict[str, str]) -> Proof:
    """Of a file as a query gives it."""
    url = reverse("files:download", args=[row["code"]])
    return Proof(row["name"], date.fromisoformat(row["on"]), row["digest"], url)


def _shown(proof: Proof) -> Fact:
    return Fact(_("Evidence of %(day)s") % {"day": day(proof.on, weekday=False)}, proof.name, proof.url)


def _figure(value: Any, unit: str) -> str:
    return f"{value.normalize():f}{unit}" if value is not None else "–"


def _pair(before: Any, after: Any, unit: str) -> str:
    return f"{_figure(before, unit)} → {_figure(after, unit)}"
