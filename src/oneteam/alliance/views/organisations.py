"""Keeping organisations, their periods and seats."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.forms import Form
from oneteam.base.text import called

from .. import actions, queries, rules
from ..forms import (
    AllianceForm,
    ChangeOrganisationForm,
    LastDayForm,
    LogoForm,
    NewOrganisationForm,
    PeriodChangeForm,
    PeriodForm,
    SeatForm,
)
from ..models import Organisation
from ..workflow import WORDS
from ._common import attempt, do, form_page, initial, keepers_only, sent


@keepers_only
def new(request: HttpRequest) -> HttpResponse:
    form = NewOrganisationForm(request.POST or None)
    if form.is_valid():
        made = []
        act = partial(actions.add_organisation, person=request.user, **form.cleaned_data)
        if attempt(form, lambda: made.append(act())):
            return redirect(made[0])
    return form_page(
        request, form, title=_("Add an organisation"), button=_("Add"), back=reverse("alliance:organisations"),
        groups=queries.groups(),
    )  # fmt: skip


@keepers_only
def edit(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.organisations(), code=code)
    form = ChangeOrganisationForm(request.POST or None, initial=initial(ChangeOrganisationForm, found))
    if form.is_valid():
        act = partial(
            actions.change_organisation, person=request.user, organisation=found, **form.cleaned_data
        )
        if attempt(form, act, fresh=lambda: queries.organisations().get(pk=found.pk)):
            return redirect(found)
    return form_page(
        request, form, title=_("Change the entry"), button=_("Save"), back=found.get_absolute_url(),
        groups=queries.groups(),
    )  # fmt: skip


@keepers_only
def logo_change(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.organisations(), code=code)
    if request.method == "POST" and "off" in request.POST:
        act = partial(actions.take_logo_off, person=request.user, organisation=found)
        return do(request, act, back=found.get_absolute_url(), done=_("The logo is taken off."))
    form = LogoForm(*sent(request))
    if form.is_valid():
        upload, seen = form.cleaned_data["file"], request.POST.get("seen", "")
        act = partial(actions.set_logo, person=request.user, organisation=found, upload=upload, seen=seen)
        if attempt(form, act):
            return redirect(found)
        found = get_object_or_404(queries.organisations(), code=code)
    status = getattr(form, "status", 422) if form.is_bound and form.errors else 200
    return render(request, "alliance/logo.html", {"organisation": found, "form": form}, status=status)


@require_POST
@keepers_only
def advance(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.organisations(), code=code)
    step = request.POST.get("step", "")
    if step not in WORDS:
        raise Http404
    return do(
        request,
        lambda: actions.advance(person=request.user, organisation=found, transition=step),
        back=found.get_absolute_url(),
        done=_("The standing is changed."),
    )


@keepers_only
def period(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.organisations(), code=code)
    form = PeriodForm(request.POST or None)
    if form.is_valid() and attempt(
        form, lambda: actions.join_on(person=request.user, organisation=found, **form.cleaned_data)
    ):
        return redirect(found)
    return form_page(
        request,
        form,
        title=_("Enter a period of membership"),
        button=_("Enter"),
        back=found.get_absolute_url(),
    )


@keepers_only
def period_change(request: HttpRequest, code: str, period_code: str) -> HttpResponse:
    found = get_object_or_404(queries.organisations(), code=code)
    stored = queries.period_in(found, period_code)
    row = get_object_or_404(stored)
    form = PeriodChangeForm(request.POST or None, initial=initial(PeriodChangeForm, row))
    if form.is_valid():
        act = partial(actions.change_period, person=request.user, period=row, **form.cleaned_data)
        if attempt(form, act, fresh=stored.get):
            return redirect(found)
    title, back = _("Correct a period of membership"), found.get_absolute_url()
    return form_page(request, form, title=title, button=_("Save"), back=back)


def _for_seats(request: HttpRequest, code: str) -> Organisation:
    """The secretariat, and the organisation's own coordinator."""
    found = get_object_or_404(queries.organisations(), code=code)
    if not rules.may_give_seats(request.user, found):
        raise Http404
    return found


@login_required
def seat(request: HttpRequest, code: str) -> HttpResponse:
    found = _for_seats(request, code)
    form = SeatForm(request.POST or None, person=request.user, organisation=found)
    if form.is_valid():
        values = dict(form.cleaned_data)
        holder = values.pop("email")
        if attempt(
            form, lambda: actions.give_seat(person=request.user, holder=holder, organisation=found, **values)
        ):
            return redirect(found)
    return form_page(
        request, form, title=_("Give a seat"), button=_("Give the seat"), back=found.get_absolute_url()
    )


@login_required
def seat_change(request: HttpRequest, code: str, seat_code: str) -> HttpResponse:
    found = _for_seats(request, code)
    stored = queries.seat_in(found, seat_code)
    row = get_object_or_404(stored)
    if not rules.may_change_seat(request.user, row):
        raise Http404
    form = LastDayForm(request.POST or None, initial=initial(LastDayForm, row))
    if form.is_valid():
        act = partial(actions.set_last_day, person=request.user, seat=row, **form.cleaned_data)
        if attempt(form, act, fresh=stored.get):
            return redirect(found)
    lede = f"{called(row.person)} · {row.get_role_display()} · {found}"
    return form_page(
        request, form, title=_("Change the last day of a seat"), button=_("Save"), lede=lede,
        back=found.get_absolute_url(),
    )  # fmt: skip


@require_POST
@login_required
def seat_end(request: HttpRequest, code: str, seat_code: str) -> HttpResponse:
    found = _for_seats(request, code)
    row = get_object_or_404(queries.seat_in(found, seat_code))
    return do(
        request,
        lambda: actions.end_seat(person=request.user, seat=row),
        back=found.get_absolute_url(),
        done=_("The seat has ended. Access through it is closed."),
    )


@keepers_only
def about(request: HttpRequest) -> HttpResponse:
    alliance = queries.alliance()
    form = AllianceForm(request.POST or None, initial=initial(AllianceForm, alliance) if alliance else {})
    if form.is_valid():
        act = partial(actions.keep_alliance, person=request.user, **form.cleaned_data)
        if attempt(form, act, fresh=queries.alliance):
            return redirect("/")
    return form_page(
        request, form, title=_("The alliance"), button=_("Save"), back="/", section="about",
        lede=_("This stands on the public page."),
    )  # fmt: skip


@keepers_only
def skip(request: HttpRequest, step: str) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: actions.skip_step(person=request.user, step=step)):
        return redirect("/")
    return form_page(
        request, form, title=_("Skip this step?"), button=_("Skip"), back="/",
        lede=_("You can do it later at any time; the menu leads there."),
    )  # fmt: skip
