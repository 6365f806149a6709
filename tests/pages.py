"""Every type of page with somebody who may see it, on the sample alliance: for pictures and for the journeys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from oneteam import walls
from oneteam.alliance.models import Agreement, Organisation
from oneteam.experts.models import ExpertProfile
from oneteam.problems.models import Problem
from oneteam.projects.models import Effect, Project
from oneteam.roundtables.models import MatchRun, RoundTable


@dataclass(frozen=True)
class Page:
    name: str
    persona: str  # of the demo; empty: a visitor
    path: str


def pages() -> list[Page]:
    """Each page type once; the codes are those of the sample as it was loaded."""
    with walls.system("the pages of the sample"):
        return [*_public(), *_office(), *_problems(), *_tables(), *_projects(), *_people()]


def _page(name: str, persona: str, url: str, *args: Any) -> Page:
    return Page(name, persona, reverse(url, args=args))


def _public() -> list[Page]:
    released = Effect.objects.filter(problem__disclosure__released_at__isnull=False).first()
    rows = [
        _page("public-home", "", "desk:public"),
        Page("sign-in", "", "/accounts/login/"),
        Page("404", "", "/no/"),
    ]
    return rows + ([_page("effect-public", "", "projects:effect", released.code)] if released else [])


def _office() -> list[Page]:
    names = ("organisations", "people", "rivalries", "agreements", "skills", "invitations", "import")
    keeping = [_page(f"alliance-{name}", "officer", f"alliance:{name}") for name in names]
    host = Organisation.objects.filter(hosts_secretariat=True, periods__isnull=False).first()
    agreement = Agreement.objects.first()
    if host and agreement:
        since = host.periods.first().starts_on.isoformat()
        keeping += [
            _page("organisation", "officer", "alliance:organisation", host.code),
            _page("organisation-logo", "officer", "alliance:logo_change", host.code),
            _page("organisation-period", "officer", "alliance:period_change", host.code, since),
            _page("agreement", "officer", "alliance:agreement", agreement.code),
            _page("expert-enrol", "officer", "experts:enrol"),
        ]
    return [_page("home-officer", "officer", "desk:home"), *keeping]


def _problems() -> list[Page]:
    draft = Problem.objects.filter(state="draft", owner__name__ko__contains="동해").first()
    scoping = Problem.objects.filter(state="scoping").first()
    whole = Problem.objects.filter(state="verified").order_by("pk").first()
    rows = [
        _page("problems", "officer", "problems:list"),
        _page("problem-new", "owner", "problems:new"),
        _page("find", "owner", "desk:find"),
        _page("home-owner", "owner", "desk:home"),
    ]
    if whole:
        rows += [
            _page("problem", "head", "problems:detail", whole.code),
            _page("thread", "head", "desk:thread", whole.code),
        ]
    if draft:
        steps = ("problem", "field", "level", "check")
        rows += [_page(f"problem-step-{step}", "owner", "problems:edit", draft.code, step) for step in steps]
    return rows + ([_page("scoping", "officer", "problems:scoping", scoping.code)] if scoping else [])


def _tables() -> list[Page]:
    sent = MatchRun.objects.filter(state="sent").first()
    table = RoundTable.objects.filter(state="closed", problem__owner__name__ko__contains="동해").first()
    fixed = RoundTable.objects.filter(state="fixed").first()
    rows = [_page("tables", "head", "roundtables:list")]
    if fixed:
        rows.append(_page("table-cancel", "head", "roundtables:cancel", fixed.code))
    if sent:
        rows += [
            _page("match-run", "owner", "roundtables:run", sent.code),
            _page("match", "head", "roundtables:match", sent.problem.code),
        ]
    if table:
        rows += [
            _page("table", "head", "roundtables:detail", table.code),
            _page("minutes", "head", "roundtables:minutes", table.code),
        ]
    return rows


def _projects() -> list[Page]:
    effect = Effect.objects.filter(state="claimed", verifier__isnull=False).first()
    rows = [_page("projects", "head", "projects:list"), _page("home-verifier", "verifier", "desk:home")]
    rows.append(_page("project-new", "head", "projects:new"))
    project = Project.objects.filter(state="applied").first()
    if project:
        rows += [
            _page("project", "head", "projects:detail", project.code),
            _page("project-edit", "head", "projects:edit", project.code),
            _page("project-people", "head", "projects:people", project.code),
        ]
    if effect:
        rows += [
            _page("effect", "head", "projects:effect", effect.code),
            _page("effect-verifier", "head", "projects:verifier", effect.code),
        ]
    return rows


def _people() -> list[Page]:
    expert = ExpertProfile.objects.filter(consented_at__isnull=False).first()
    rows = [
        _page("experts", "head", "experts:list"),
        _page("profile", "owner", "accounts:profile"),
        _page("sessions", "owner", "accounts:sessions"),
        _page("home-learner", "learner", "desk:home"),
        _page("home-executive", "executive", "desk:home"),
        _page("gallery", "officer", "base:gallery"),
    ]
    return rows + ([_page("expert", "head", "experts:detail", expert.code)] if expert else [])
