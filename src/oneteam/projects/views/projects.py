from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import found, sent
from oneteam.files.forms import UploadForm
from oneteam.files.queries import attachments
from oneteam.journal.queries import timeline

from .. import actions, facts, forms, panels, plan, queries, rules
from ..enums import KIND_OF_DECISION, ProjectState
from ..models import ProgressWord, Project
from ._common import answered

PAGE = 25
TONES = {
    ProjectState.PROPOSED: ("warn", "clock"), ProjectState.AGREED: ("info", "agree"),
    ProjectState.RUNNING: ("brand", "project"), ProjectState.FIELD_TRIAL: ("brand", "trial"),
    ProjectState.APPLIED: ("ok", "check"), ProjectState.HANDED_OVER: ("ok", "check"),
    ProjectState.STOPPED: ("", "stop"),
}  # fmt: skip


@login_required
def project_list(request: HttpRequest) -> HttpResponse:
    form = forms.FilterForm(request.GET or None)
    chosen = dict(form.cleaned_data) if form.is_bound and form.is_valid() else {}
    filtered = any(chosen.values())
    rows = queries.listed(words=chosen.pop("q", ""), **chosen)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for project in page:
        project.tone, project.icon = TONES[ProjectState(project.state)]  # type: ignore[attr-defined]
    context = {
        "page": page, "form": form, "filtered": filtered, "may_propose": rules.may_propose(request.user),
        "may_bilateral": rules.may_propose_bilateral(request.user),
    }  # fmt: skip
    return render(request, "projects/list.html", context)


@login_required
def new(request: HttpRequest, decision_code: str = "") -> HttpResponse:
    """A project from a decision, or one of its own."""
    decision = queries.decision(decision_code) if decision_code else None
    if (decision_code and decision is None) or not rules.may_propose(request.user, decision):
        raise Http404
    begun = queries.project_of_decision(decision) if decision else None
    if begun is not None and request.method == "GET":
        return redirect(begun)
    if decision is not None:
        note_reading(request.user, decision.problem.disclosure, "decision")
    form = forms.ProjectForm(
        sent(request), person=request.user, initial=_initial(decision), own=decision is None
    )

    def act() -> Project:
        return actions.propose(person=request.user, decision=decision, **form.values())

    return answered(
        request,
        form,
        act,
        "projects/new.html",
        {"decision": decision},
        _("The partners have been asked to agree."),
    )


def _initial(decision: Any) -> dict[str, Any]:
    """What the decision says already, so that nobody writes it again."""
    today = timezone.localdate()
    frame = {"starts_on": today + timedelta(days=14), "ends_on": today + timedelta(days=194)}
    if decision is None:
        return frame
    return frame | {
        "kind": KIND_OF_DECISION[decision.kind], "title": decision.problem.title, "aim": decision.text, "lead": decision.problem.owner.code,
        "responsible": decision.responsible.code,
    }  # fmt: skip


@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    project = found(queries.with_counts(queries.one(code)))
    note_reading(request.user, project.disclosure, "project")
    return project_page(request, project)


def project_page(
    request: HttpRequest, project: Project, status: int = 200, upload: UploadForm | None = None
) -> HttpResponse:
    person = request.user
    may = _may(person, project)
    sites = list(queries.applications(project))
    effects = [facts.row(effect) for effect in queries.project_effects(project)]
    context = {
        "project": project,
        "tone": TONES[ProjectState(project.state)],
        "partners": [(one, rules.may_agree(person, one, project)) for one in project.partners.all()],
        "plan": plan.drawn(project, list(queries.milestones(project)), timezone.localdate()),
        "sites": [(site, rules.may_confirm_site(person, site), _best(effects, site)) for site in sites],
        "effects": effects,
        "chart": plan.longest(effects),
        "word": _word(project),
        "may_say_progress": rules.may_say_progress(person, project),
        "entries": timeline(project.disclosure.thread)[:12],
        "may": may,
        "upload": (upload or UploadForm()) if may["manage"] else None,
        "panels": panels.shown(request, project),
        "next": next((row for row in _steps(project)), None),
        **_readiness(person, project),
    }
    return render(request, "projects/detail.html", context, status=status)


def _word(project: Any) -> ProgressWord | None:
    """What its lead said last of how it stands."""
    said = project.last_word
    return ProgressWord(**said | {"on": date.fromisoformat(said["on"])}) if said else None


def _best(effects: list[dict[str, Any]], site: Any) -> dict[str, Any] | None:
    """What was claimed or verified at the site, newest last."""
    claimed = [
        row
        for row in effects
        if row["effect"].application_id == site.pk and row["effect"].claimed is not None
    ]
    return claimed[-1] if claimed else None


def _readiness(person: Any, project: Project) -> dict[str, Any]:
    """The steps with their files, and the project's own files: one question."""
    records = list(queries.trl_records(project))
    own = f"project:{project.code}"
    files: dict[str, list[Any]] = {own: []}
    for attachment in attachments().filter(target__in=[own, *(f"trl:{record.code}" for record in records)]):
        files.setdefault(attachment.target, []).append(attachment)
    rows = [
        (record, rules.may_confirm_trl(person, record, project), files.get(f"trl:{record.code}", []))
        for record in records
    ]
    return {"records": rows, "attachments": files[own]}


def _may(person: Any, project: Project) -> dict[str, bool]:
    names = ("manage", "lead", "run", "start", "try", "hand_over", "stop", "close_problem")
    may = {name: getattr(rules, f"may_{name}")(person, project) for name in names}
    closable = project.problem is not None and project.problem.state not in ("closed", "withdrawn")
    return may | {"close_problem": may["close_problem"] and closable}


def _steps(project: Project) -> Any:
    """What comes next, in one line each; the page shows the first."""
    gone = [str(one.organisation) for one in project.partners.all() if one.gone and one.left_on is None]  # type: ignore[attr-defined]
    if gone and project.state not in rules.OVER:
        words = _("In the alliance no more: %(who)s. The lead records the exit.")
        yield {"title": _("Record an exit"), "words": words % {"who": ", ".join(gone)}}
    waiting = [one for one in project.partners.all() if one.agreed_at is None and one.left_on is None]
    if waiting and project.state not in rules.OVER:
        names = ", ".join(str(one.organisation) for one in waiting)
        yield {"title": _("Partners agree"), "words": _("Still to answer: %(who)s") % {"who": names}}
    if project.state == ProjectState.AGREED and not waiting:
        yield {"title": _("Start"), "words": _("All partners have agreed.")}
    if project.state in (ProjectState.RUNNING, ProjectState.FIELD_TRIAL):
        yield {
            "title": _("A site that confirms"),
            "words": _("“Applied” means that somebody of the site says so."),
        }
    if project.state == ProjectState.APPLIED:
        yield {"title": _("A verified effect"), "words": _("Measured, claimed, and confirmed from outside.")}
