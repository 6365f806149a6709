from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.answers import submitted
from oneteam.base.errors import OneTeamError

from .. import actions, forms, queries, rules
from ..enums import Language
from ..models import ExpertProfile
from ._common import get_profile

PAGE = 25
FOUND = 10


@login_required
def expert_list(request: HttpRequest) -> HttpResponse:
    form = forms.FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.filtered(words=chosen.get("q", ""), skill=chosen.get("skill", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    labels = form.labels
    rows = [(profile, [labels[code] for code in profile.skills if code in labels]) for profile in page]
    context = {"page": page, "rows": rows, "form": form, "chosen": chosen}
    context |= {"may_enrol": rules.may_enrol(request.user), "may_merge": rules.may_merge(request.user)}
    context["may_index"] = rules.may_index(request.user)
    return render(request, "experts/list.html", context)


@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    if other := queries.merged(code):
        return redirect(other)
    profile = get_profile(code)
    return render(request, "experts/detail.html", detail_context(request, profile))


def detail_context(request: HttpRequest, profile: ExpertProfile, **changed: Any) -> dict[str, Any]:
    labels = dict(queries.skill_choices())
    may_keep = rules.may_keep(request.user, profile)
    return {
        "profile": profile,
        "works": queries.works(profile),
        "experiences": [(row, labels.get(row.area, "")) for row in queries.experiences(profile)],
        "engagements": queries.engagements(profile) if may_keep else [],
        "windows": queries.windows(profile) if may_keep else [],
        "blocked": queries.blocked(profile) if may_keep else [],
        "languages": [Language(code).label for code in profile.languages if code in Language],
        "skills": [labels[code] for code in profile.skills if code in labels],
        "may_keep": may_keep,
        "may_consent": rules.may_consent(request.user, profile),
        "experience_form": forms.ExperienceForm() if may_keep else None,
        "work_form": forms.WorkForm() if may_keep else None,
        "engagement_form": forms.EngagementForm() if may_keep else None,
    } | changed


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    profile = get_profile(code)
    if not rules.may_keep(request.user, profile):
        raise Http404
    form = forms.ProfileForm(request.POST or None, initial=forms.ProfileForm.initial_of(profile))
    status = submitted(
        form, lambda: actions.edit(person=request.user, profile=profile, **form.cleaned_data),
        now=lambda: form.initial_of(get_profile(code)),
    )  # fmt: skip
    if not status:
        messages.success(request, _("Saved."))
        return redirect(profile)
    laboratories = queries.laboratories(profile.organisation)
    context = {"profile": profile, "form": form, "conflict": form.conflict, "laboratories": laboratories}
    return render(request, "experts/edit.html", context, status=status)


@login_required
def enrol(request: HttpRequest) -> HttpResponse:
    """Find somebody with an expert's seat, then begin a profile for them."""
    if not rules.may_enrol(request.user):
        raise Http404
    if code := request.GET.get("seat", ""):
        return _enrol(request, code)
    words = request.GET.get("q", "").strip()[:100]
    found = queries.seats_without_profile(words)
    context = {"q": words, "found": found[:FOUND], "more": found.count() > FOUND}
    return render(request, "experts/enrol.html", context)


def _enrol(request: HttpRequest, code: str) -> HttpResponse:
    seat = queries.seats_without_profile().filter(code=code).first()
    if seat is None:
        messages.error(request, _("There is a profile of this person already, or the seat has ended."))
        return redirect("experts:enrol")
    form = forms.EnrolForm(request.POST or None, initial={"department": seat.department})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        chosen: dict[str, Any] = {"expert": seat.person, "organisation": seat.organisation}
        try:
            profile = actions.enrol(person=request.user, **chosen, **form.cleaned_data)
        except OneTeamError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("The profile is begun, and the expert has been asked to check it."))
            return redirect(profile)
    return render(request, "experts/enrol_seat.html", {"form": form, "seat": seat}, status=status)


@login_required
@require_POST
def consent(request: HttpRequest, code: str) -> HttpResponse:
    profile = get_profile(code)
    try:
        actions.consent(person=request.user, profile=profile, agreed=request.POST.get("agreed") == "yes")
    except OneTeamError as error:
        messages.error(request, str(error))
    return redirect(profile)
