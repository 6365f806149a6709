"""What a profile is made of, row by row: works, field experience, engagements, hours and days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.answers import submitted
from oneteam.base.errors import OneTeamError

from .. import actions, forms, queries
from ..models import ExpertProfile
from ._common import kept_profile
from .profiles import detail_context

ADDITIONS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "work": (forms.WorkForm, actions.add_work),
    "experience": (forms.ExperienceForm, actions.add_experience),
    "engagement": (forms.EngagementForm, actions.declare_engagement),
    "window": (forms.WindowForm, actions.add_window),
    "period": (forms.PeriodForm, actions.block),
}
REMOVALS: dict[str, Callable[..., None]] = {
    "work": actions.remove_work,
    "experience": actions.remove_experience,
    "engagement": actions.remove_engagement,
    "window": actions.remove_window,
    "period": actions.unblock,
}
OF_AVAILABILITY = ("window", "period")


@login_required
def availability(request: HttpRequest, code: str) -> HttpResponse:
    """Weekly hours and blocked days: for the expert and the secretariat."""
    return _availability(request, kept_profile(request.user, code))


def _availability(
    request: HttpRequest, profile: ExpertProfile, status: int = 200, **changed: Any
) -> HttpResponse:
    context = {
        "profile": profile, "windows": queries.windows(profile), "blocked": queries.blocked(profile),
        "busy": queries.busy_ahead(profile), "is_mine": profile.person_id == request.user.pk,
        "window_form": forms.WindowForm(), "period_form": forms.PeriodForm(),
    }  # fmt: skip
    return render(request, "experts/availability.html", context | changed, status=status)


@login_required
@require_POST
def add(request: HttpRequest, code: str, what: str) -> HttpResponse:
    profile = kept_profile(request.user, code)
    if what not in ADDITIONS:
        raise Http404
    form_class, action = ADDITIONS[what]
    form = form_class(request.POST)
    status = submitted(form, lambda: action(person=request.user, profile=profile, **form.cleaned_data))
    if not status:
        messages.success(request, _("Added."))
        return redirect(_page(profile, what))
    changed = {f"{what}_form": form}
    if what in OF_AVAILABILITY:
        return _availability(request, profile, status, **changed)
    return render(request, "experts/detail.html", detail_context(request, profile, **changed), status=status)


@login_required
@require_POST
def remove(request: HttpRequest, code: str, what: str, row: str) -> HttpResponse:
    profile = kept_profile(request.user, code)
    if what not in REMOVALS:
        raise Http404
    REMOVALS[what](person=request.user, profile=profile, code=row)
    return redirect(_page(profile, what))


@login_required
@require_POST
def end_engagement(request: HttpRequest, code: str, engagement: str) -> HttpResponse:
    profile = kept_profile(request.user, code)
    try:
        actions.end_engagement(person=request.user, profile=profile, code=engagement)
    except OneTeamError as error:
        messages.error(request, str(error))
    return redirect(profile)


def _page(profile: ExpertProfile, what: str) -> str:
    if what in OF_AVAILABILITY:
        return reverse("experts:availability", args=[profile.code])
    return profile.get_absolute_url()
