from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.base.answers import done_or_told, found, sent

from .. import actions, comparing, facts, findings, forms, plan, queries, rules
from ..models import Effect, Project, Recheck
from ._common import answered, get_effect

PAGE = "projects/effect_step.html"


def effect(request: HttpRequest, code: str) -> HttpResponse:
    """One effect, with everything that proves it, as far as its reader may go."""
    shown = get_effect(code)
    note_reading(request.user, shown.disclosure, "effect")
    page = "projects/effect.html" if request.user.is_authenticated else "projects/effect_public.html"
    return render(request, page, _context(request, shown))


def _context(request: HttpRequest, effect: Effect) -> dict[str, Any]:
    person = request.user
    project = queries.one(effect.project_code).first()
    measurements = list(queries.measurements(effect)) if project else []
    row = facts.row(effect, in_public=not person.is_authenticated)
    if project is not None and effect.comparison is None:  # nothing is claimed: as it stands now
        row["finding"] = findings.told(effect, comparing.compared(effect, measurements))
    return {
        **row,
        "planned": list(queries.planned(effect)) if project else [],
        "rechecks": list(queries.rechecks(effect)) if project and effect.is_proven else [],
        "project": project,
        "measurements": [(one, facts.figure(one.value, effect.unit)) for one in measurements],
        "chart": plan.line_of(row, measurements),
        "site": queries.application_of(effect) if project else None,
        "may": _may(person, effect, project),
    }


def _may(person: Any, effect: Effect, project: Project | None) -> dict[str, bool]:
    if not person.is_authenticated or project is None:
        return {}
    share = rules.may_share(person, effect)
    shown = effect.disclosure
    shared = effect.shared_at is not None and (shown.effect_shared or shown.released_at is not None)
    return {
        "measure": rules.may_measure(person, effect, project) or _again(person, effect, project),
        "claim": rules.may_claim(person, effect, project),
        "manage": rules.may_manage(person, project),
        "saving": rules.may_set_saving(person, effect, project),
        "name_verifier": rules.may_name_verifier(person, effect),
        "judge": rules.may_judge(person, effect),
        "share": share and not shared and shown.released_at is None,
        "release": share and not (shared and shown.released_at),
        "take_back": share and shared,
    }


def step_page(effect: Effect, title: Any, words: Any, button: Any, **more: Any) -> dict[str, Any]:
    return {"effect": effect, "title": title, "words": words, "button": button, **more}


@login_required
def claim(request: HttpRequest, code: str) -> HttpResponse:
    shown, project = get_run(request, code)
    sites = [site for site in queries.applications(project) if site.confirmed_at is not None]
    form = forms.ClaimForm(sent(request), sites=sites)
    if len(sites) < 2:
        del form.fields["application"]

    def act() -> Effect:
        actions.claim(person=request.user, effect=shown, **form.cleaned_data)
        return shown

    words = _("By the latest measurement, with its evidence. Somebody outside the project then verifies it.")
    latest = queries.latest(shown)
    page = step_page(
        shown, _("Claim the effect"), words, _("Claim the effect"), latest=latest,
        latest_value=facts.figure(latest.value, shown.unit) if latest else "",
    )  # fmt: skip
    return answered(request, form, act, PAGE, page, _("Claimed. It counts once it is verified."))


def get_run(request: HttpRequest, code: str) -> tuple[Effect, Project]:
    shown = get_effect(code)
    project = queries.one(shown.project_code).first()
    if project is None:
        raise Http404
    if not (rules.may_manage(request.user, project) or _again(request.user, shown, project)):
        raise Http404
    return shown, project


def _again(person: Any, effect: Effect, project: Project) -> bool:
    """A project that is over still measures for a re-check."""
    asked = effect.is_proven and queries.open_recheck(effect) is not None
    return asked and rules.may_measure_again(person, project)


@login_required
def verifier(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_effect(code)
    if not rules.may_name_verifier(request.user, shown):
        raise Http404
    form = forms.VerifierForm(sent(request), person=request.user)

    def act() -> Effect:
        actions.name_verifier(person=request.user, effect=shown, **form.cleaned_data)
        return shown

    words = _(
        "Somebody who did not do the work: neither of the project nor of a partner or its group. They see the project, not the brief."
    )
    looked_for = request.POST.get("q", request.GET.get("q", "")).strip()[:100]
    page = step_page(
        shown,
        _("Name a verifier"),
        words,
        "",
        q=looked_for,
        found=queries.people_found(looked_for, rules.chooses_among(request.user)),
    )
    return answered(request, form, act, "projects/verifier.html", page, _("The verifier is named."))


@login_required
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The verifier's page: what was measured, what proves it, and the answer."""
    shown = get_effect(code)
    if shown.verifier_id != request.user.pk:
        raise Http404
    note_reading(request.user, shown.disclosure, "effect")
    form = forms.VerdictForm(sent(request))

    def act() -> Effect:
        confirmed = request.POST.get("answer") == "confirm"
        actions.judge(person=request.user, effect=shown, confirmed=confirmed, **form.cleaned_data)
        return shown

    context = _context(request, shown)
    return answered(
        request, form, act, "projects/verify.html", context, _("Your statement is recorded. Thank you.")
    )


@login_required
def recheck(request: HttpRequest, code: str, recheck: str) -> HttpResponse:
    """Some months later: what was measured anew, and the verifier's answer."""
    shown = get_effect(code)
    asked: Recheck = found(queries.rechecks(shown).filter(code=recheck))
    if shown.verifier_id != request.user.pk:
        raise Http404
    asked.effect = shown
    note_reading(request.user, shown.disclosure, "effect")
    form = forms.RecheckForm(sent(request))

    def act() -> Effect:
        lasting = request.POST.get("answer") == "lasting"
        actions.judge_recheck(person=request.user, recheck=asked, lasting=lasting, **form.cleaned_data)
        return shown

    context = _context(request, shown)
    fresh = queries.fresh(asked) if asked.asked_on else None
    if fresh is not None:
        context["finding"] = findings.told(shown, comparing.compared(shown, queries.measurements(shown)))
    waits = (
        asked.asked_on is not None and asked.answered_at is None and rules.may_recheck(request.user, shown)
    )
    context |= {"recheck": asked, "fresh": fresh, "waits": waits, "live": fresh is not None}
    done = _("Your statement is recorded. Thank you.")
    return answered(request, form, act, "projects/recheck.html", context, done)


ACTS: dict[str, tuple[Callable[..., None], Any]] = {
    "share": (actions.share, gettext_lazy("The members see the effect now.")),
    "release": (actions.release, gettext_lazy("Everybody sees the effect now.")),
    "take_back": (actions.take_back, gettext_lazy("Others do not see the effect any more.")),
}


@login_required
@require_POST
def act(request: HttpRequest, code: str, what: str) -> HttpResponse:
    shown = get_effect(code)
    if what not in ACTS:
        raise Http404
    action, done = ACTS[what]
    return done_or_told(request, lambda: action(person=request.user, effect=shown), shown, str(done))
