from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oneteam.base.text import particles

from . import queries, rules, verbs

PER_PAGE = 25
LOOK_BACK = timedelta(days=30)


@login_required
def audit(request: HttpRequest) -> HttpResponse:
    """For auditors, who read the logs and nothing else: who did what kind of thing when."""
    if not rules.may_audit(request.user):
        raise Http404
    page = Paginator(queries.audit_lines(), PER_PAGE).get_page(request.GET.get("page"))
    names = queries.names_of(line.actor_number for line in page)
    told = [verbs.outline(line.verb, names.get(line.actor_number or 0, "")) for line in page]
    context = {
        "page": page,
        "rows": list(zip(page, map(particles, told), strict=True)),
        "head": queries.audit_head(),
        "readers": queries.readers_since(timezone.now() - LOOK_BACK),
    }
    return render(request, "journal/audit.html", context)
