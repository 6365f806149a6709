"""The rooms of the alliance, and when they are taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.base.answers import found, submitted

from .. import actions, forms, queries, rules
from ..models import Venue

PAGE = 25
View = Callable[..., HttpResponse]


def keepers_only(view: View) -> View:
    """For everybody else there are no such pages."""

    @login_required
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_keep_venues(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return run


@keepers_only
def venue_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.listed_venues(), PAGE).get_page(request.GET.get("page"))
    return render(request, "roundtables/venues.html", {"page": page})


@keepers_only
def new(request: HttpRequest) -> HttpResponse:
    form = forms.VenueForm(request.POST or None, initial={"version": 0})
    made: list[Venue] = []
    status = submitted(form, lambda: made.append(_save(request, form)))
    if made:
        return redirect(made[0])
    return render(request, "roundtables/venue.html", {"form": form}, status=status)


def _save(request: HttpRequest, form: forms.VenueForm, venue: Venue | None = None) -> Venue:
    values = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
    return actions.save_venue(person=request.user, venue=venue, **values)


@keepers_only
def venue(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.venues().filter(code=code))
    form = forms.VenueForm(request.POST or None, initial=forms.VenueForm.initial_of(one))
    status = submitted(form, lambda: _save(request, form, one), now=lambda: _stored(code))
    if status:
        return _page(request, one, status, form=form)
    messages.success(request, _("Saved."))
    return redirect(one)


def _stored(code: str) -> dict[str, Any]:
    return forms.VenueForm.initial_of(found(queries.venues().filter(code=code)))


def _page(request: HttpRequest, one: Venue, status: int, **shown: Any) -> HttpResponse:
    taken = list(queries.taken(one)[:PAGE])
    tables = queries.tables_of_bookings(taken)
    context = {
        "venue": one, "form": forms.VenueForm(initial=forms.VenueForm.initial_of(one)), "block_form": forms.BlockForm(),
        "taken": [(row, tables.get(row.table_id or 0)) for row in taken], **shown,
    }  # fmt: skip
    return render(request, "roundtables/venue.html", context, status=status)


@keepers_only
@require_POST
def block(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.venues().filter(code=code))
    form = forms.BlockForm(request.POST)
    status = submitted(form, lambda: actions.block_venue(person=request.user, venue=one, **form.cleaned_data))
    return _page(request, one, status, block_form=form) if status else redirect(one)


@keepers_only
@require_POST
def free(request: HttpRequest, code: str, booking: str) -> HttpResponse:
    one = found(queries.venues().filter(code=code))
    actions.free_venue(person=request.user, venue=one, code=booking)
    return redirect(one)
