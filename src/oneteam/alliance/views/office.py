"""Rivalries, agreements, vocabulary and erasures, for the secretariat."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from oneteam.files.forms import UploadForm
from oneteam.files.queries import attached_to

from .. import actions, queries, rules
from ..enums import SkillKind
from ..forms import AgreementForm, RewordForm, RivalryForm, SkillForm
from ._common import attempt, do, form_page, initial, keepers_only, page_of, sections, sent


@keepers_only
def rivalries(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.rivalries())
    words = {skill.code: skill.label for skill in queries.areas()}
    rows = [
        (
            row,
            [str(words.get(code, "")) or code for code in row.areas if code != "*"],
            rules.may_end_rivalry(request.user, row),
        )
        for row in page
    ]
    context = {"page": page, "rows": rows, "today": timezone.localdate()}
    context |= {"sections": sections(request.user, "rivalries")}
    return render(request, "alliance/rivalries.html", context)


@keepers_only
def rivalry_new(request: HttpRequest) -> HttpResponse:
    form = RivalryForm(request.POST or None)
    if form.is_valid() and attempt(
        form, lambda: actions.declare_rivalry(person=request.user, **form.cleaned_data)
    ):
        return redirect("alliance:rivalries")
    return form_page(
        request, form, title=_("Declare rivals"), button=pgettext("rivals", "Declare"), back=reverse("alliance:rivalries"),
        lede=_("From this minute neither sees what the other walls off in these areas. Affiliates are included."),
    )  # fmt: skip


@require_POST
@keepers_only
def rivalry_end(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.rivalries(), code=code)
    return do(
        request, lambda: actions.end_rivalry(person=request.user, rivalry=row),
        back=reverse("alliance:rivalries"), done=_("The rivalry ends with this day."),
    )  # fmt: skip


@keepers_only
def agreements(request: HttpRequest) -> HttpResponse:
    context = {
        "page": page_of(request, queries.agreements()),
        "sections": sections(request.user, "agreements"),
    }
    return render(request, "alliance/agreements.html", context | {"today": timezone.localdate()})


@keepers_only
def agreement_new(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: actions.agree(person=request.user, **form.cleaned_data)):
        return redirect("alliance:agreements")
    back = reverse("alliance:agreements")
    return form_page(request, form, title=_("Enter an agreement"), button=_("Enter"), back=back)


@keepers_only
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """One agreement with the file that was signed."""
    row = get_object_or_404(queries.agreements().select_related("circle"), code=code)
    form = UploadForm(*sent(request))
    if form.is_valid():
        upload = form.cleaned_data["file"]
        if attempt(form, partial(actions.attach_signed, person=request.user, agreement=row, upload=upload)):
            return redirect(row)
    status = getattr(form, "status", 422) if form.is_bound and form.errors else 200
    context = {"row": row, "today": timezone.localdate(), "form": form}
    context |= {"attachments": attached_to(f"agreement:{row.code}"), "digests": True}
    return render(request, "alliance/agreement.html", context, status=status)


@require_POST
@keepers_only
def agreement_end(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.agreements(), code=code)
    return do(
        request, lambda: actions.end_agreement(person=request.user, agreement=row),
        back=reverse("alliance:agreements"), done=_("The agreement has ended, and what it opened is closed."),
    )  # fmt: skip


@keepers_only
def skills(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    rows = queries.skills(kind if kind in SkillKind.values else "")
    chips = [{"label": _("All"), "url": reverse("alliance:skills"), "on": kind not in SkillKind.values}]
    chips += [{"label": one.label, "url": f"?kind={one.value}", "on": kind == one} for one in SkillKind]
    context = {"page": page_of(request, rows), "chips": chips, "sections": sections(request.user, "skills")}
    return render(request, "alliance/skills.html", context)


@keepers_only
def skill_new(request: HttpRequest) -> HttpResponse:
    form = SkillForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: actions.add_skill(person=request.user, **form.cleaned_data)):
        return redirect("alliance:skills")
    back = reverse("alliance:skills")
    return form_page(request, form, title=_("Add a word"), button=_("Save"), back=back)


@keepers_only
def skill(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.skills(), code=code)
    form = RewordForm(request.POST or None, initial=initial(RewordForm, found))
    if form.is_valid():
        act = partial(actions.reword, person=request.user, skill=found, **form.cleaned_data)
        if attempt(form, act, fresh=lambda: queries.skills().get(pk=found.pk)):
            return redirect("alliance:skills")
    return form_page(
        request, form, title=_("Reword"), button=_("Save"), back=reverse("alliance:skills"),
        lede=f"{found.get_kind_display()} · {found.code}",
    )  # fmt: skip


@keepers_only
def erasures(request: HttpRequest) -> HttpResponse:
    context = {
        "page": page_of(request, queries.erasure_requests()),
        "sections": sections(request.user, "erasures"),
    }
    return render(request, "alliance/erasures.html", context)


@require_POST
@keepers_only
def erase(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.erasure_requests(), code=code)
    return do(
        request, lambda: actions.erase(person=request.user, request=row),
        back=reverse("alliance:erasures"), done=_("The person's data is anonymous now, and their seats have ended."),
    )  # fmt: skip
