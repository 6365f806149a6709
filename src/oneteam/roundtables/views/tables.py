from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oneteam.alliance.reading import note_reading
from oneteam.alliance.rules import is_officer
from oneteam.base.answers import found, submitted
from oneteam.base.forms import Form
from oneteam.base.text import named
from oneteam.files.forms import UploadForm
from oneteam.files.queries import attached_to
from oneteam.journal.queries import timeline
from oneteam.problems.enums import State

from .. import actions, cards, forms, queries, rules
from ..enums import AFTER_HOLDING, AHEAD, ActionState, Presence, TableState
from ..models import RoundTable
from ._answers import press

PAGE = 25
STORY = 20
NEXT = 3


@login_required
def table_list(request: HttpRequest) -> HttpResponse:
    mine = request.GET.get("of") == "me"
    tables = queries.tables_of(request.user) if mine else queries.listed_tables()
    page = Paginator(tables, PAGE).get_page(request.GET.get("page"))
    invitations = list(queries.invitations_to(request.user)[:PAGE])
    titles = queries.titles(one.thread for one in invitations) if invitations else {}
    context = {
        "page": page,
        "mine": mine,
        "may_plan_day": rules.may_plan_day(request.user),
        "may_keep_venues": rules.may_keep_venues(request.user),
        "invitations": [(one, titles[one.thread]) for one in invitations if one.thread in titles],
        "tabs": [
            {"label": _("All I may see"), "url": reverse("roundtables:list"), "on": not mine},
            {"label": _("Mine"), "url": reverse("roundtables:list") + "?of=me", "on": mine},
        ],
    }
    return render(request, "roundtables/list.html", context)


@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Convene the table of an agreed panel."""
    problem = found(queries.problem(code))
    if not rules.may_convene(request.user, problem):
        raise Http404
    run = queries.approved_run(problem)
    note_reading(request.user, problem.disclosure, "match", run.circle_id if run else None)
    panel = list(queries.candidates_with_hours(run).filter(chosen=True, struck=False)) if run else []
    experts = [one.person for one in panel]
    form = forms.ConveneForm(
        request.POST or None,
        problem=problem,
        person=request.user,
        experts=experts,
        at=request.GET.get("at", ""),
    )
    rows = forms.agenda_rows(request.POST or None)
    made: list[RoundTable] = []
    status = submitted(form, lambda: made.append(_convene(request, problem, form, rows)), rows=rows)
    if made:
        return redirect(made[0])
    context = {
        "problem": problem, "run": run, "experts": experts, "form": form, "rows": rows,
        "times": cards.times_of(panel) if panel else None,
        "asked": cards.asked_of(asked) if (asked := queries.last_question(problem)) else None,
    }  # fmt: skip
    return render(request, "roundtables/new.html", context, status=status)


def _convene(request: HttpRequest, problem: Any, form: Any, rows: Any) -> RoundTable:
    return actions.convene(person=request.user, problem=problem, plan=form.plan(forms.agenda_of(rows)))


def get_table(code: str) -> RoundTable:
    table: RoundTable = found(queries.table(code))
    return table


@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    return table_page(request, table)


def table_page(request: HttpRequest, table: RoundTable, status: int = 200, **shown: Any) -> HttpResponse:
    seats = list(queries.attendance(table))
    items = list(queries.action_items(table))
    decision, minutes = queries.decision_of(table), queries.minutes_of(table)
    may = _may(request, table, decision, minutes, seats)
    context = {
        "table": table, "problem": table.problem, "seats": seats, "ahead": table.state in AHEAD, "agenda": list(queries.agenda(table)),
        "decision": decision, "minutes": minutes, "may": may, "items": _items(request, table, items),
        "counts": Counter(seat.presence for seat in seats), "seat_map": _seat_map(seats),
        "entries": timeline(table.problem.code).filter(target__in=_told_of(table, decision, items))[:STORY],
        "dissents": list(queries.dissents(decision)) if decision else [],
        "reviews": list(queries.reviews(decision)) if decision else [],
        "feedback": _feedback(request, table), **_replacing(request, table),
        "materials": list(attached_to(table.materials)), "materials_open": rules.materials_are_open(table),
        "opens_at": table.starts_at - rules.MATERIALS_BEFORE, "upload": UploadForm() if may["bring"] else None,
        "task": forms.ActionItemForm(table=table) if may["add"] else None, **shown,
    }  # fmt: skip
    return render(request, "roundtables/detail.html", context, status=status)


def _may(request: HttpRequest, table: RoundTable, decision: Any, minutes: Any, seats: Any) -> dict[str, bool]:
    lead = rules.may_lead(request.user, table)
    held = table.state in AFTER_HOLDING
    today = timezone.localdate(table.starts_at) <= timezone.localdate()
    present = any(seat.person_id == request.user.pk and seat.presence == Presence.PRESENT for seat in seats)
    return {
        "cancel": rules.may_cancel(request.user, table),
        "again": table.state == TableState.CANCELLED
        and table.problem.state == State.AGREED
        and rules.may_convene(request.user, table.problem),
        "hold": lead and today and table.state == TableState.FIXED,
        "enter": table.state == TableState.RUNNING or (lead and table.state == TableState.FIXED),
        "write": lead and held and not (minutes and minutes.agreed_at),
        "agree": present and bool(minutes and minutes.sent_at and not minutes.agreed_at),
        "decide": lead and held and decision is None,
        "bring": table.state in AHEAD and rules.may_bring(request.user, table),
        "interests": decision is not None and rules.may_read_interests(request.user, decision),
        "review": decision is not None and rules.may_review(request.user, decision),
        "add": lead and (held or table.state == TableState.RUNNING),
        "feedback": rules.may_give_feedback(request.user, table),
        "close": rules.may_close(request.user, table) and bool(decision) and table.state == "agreed",
        "project": bool(decision)
        and table.problem.state == State.DECIDED
        and rules.may_begin_project(request.user, decision),
    }


def _replacing(request: HttpRequest, table: RoundTable) -> dict[str, Any]:
    """Whose seat is free and who is next in line, for the secretariat; what is proposed, for the owner, too."""
    if table.state != TableState.FIXED:
        return {}
    asked = list(queries.replacements(table))
    shown: dict[str, Any] = {
        "asked": [{"one": one, "may": rules.may_answer_replacement(request.user, one)} for one in asked]
    }
    if rules.may_replace(request.user, table):
        waiting = {one.seat_id for one in asked}
        shown["free"] = [seat for seat in queries.declined(table) if seat.pk not in waiting]
        shown["line"] = list(queries.next_in_line(table)[:NEXT]) if shown["free"] else []
    return shown


def _told_of(table: RoundTable, decision: Any, items: list[Any]) -> list[str]:
    """What the journal calls the table and what came of it."""
    return [table.code, *(one.code for one in (decision, *items) if one is not None)]


def _feedback(request: HttpRequest, table: RoundTable) -> list[Any]:
    """What the owner and the chair said of the experts, for the secretariat."""
    office = table.state == TableState.CLOSED and is_officer(request.user)
    return list(queries.feedback(table)) if office else []


def _items(request: HttpRequest, table: RoundTable, items: Any) -> list[dict[str, Any]]:
    lead = rules.may_lead(request.user, table)
    for item in items:
        item.table = table  # as read: nothing of it is asked for again
    return [
        {
            "item": item,
            "may": item.state == ActionState.OPEN and (lead or item.who_id == request.user.pk),
            "may_confirm": item.state == ActionState.DONE and rules.may_confirm(request.user, item),
        }
        for item in items
    ]


def _seat_map(seats: Any) -> list[dict[str, Any]]:
    return [{"name": named(seat.person), "kind": getattr(seat.organisation, "kind", "")} for seat in seats][
        :16
    ]


@login_required
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    if not rules.may_lead(request.user, table):
        raise Http404
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    rows = [forms.AttendanceForm(request.POST or None, seat=seat) for seat in queries.attendance(table)]
    whole = Form(request.POST or None)
    status = submitted(
        whole,
        lambda: actions.hold(person=request.user, table=table, came=forms.came_of(rows)),
        rows=rows,
    )
    if not status:
        return redirect(table)
    context = {"table": table, "problem": table.problem, "rows": rows, "whole": whole}
    return render(request, "roundtables/attendance.html", context, status=status)


@login_required
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Cancel, and with the second button fix another date at once."""
    table = get_table(code)
    if not rules.may_cancel(request.user, table) and request.method == "GET":
        raise Http404
    note_reading(request.user, table.problem.disclosure, "room", table.circle_id)
    form = forms.CancelForm(request.POST or None)
    status = submitted(form, lambda: actions.cancel(person=request.user, table=table, **form.cleaned_data))
    if not status:
        again = redirect("roundtables:new", code=table.problem.code)
        return again if "again" in request.POST else redirect(table)
    context = {"table": table, "problem": table.problem, "form": form}
    return render(request, "roundtables/cancel.html", context, status=status)


@login_required
@require_POST
def add_item(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    form = forms.ActionItemForm(request.POST, table=table)
    status = submitted(
        form, lambda: actions.add_action_item(person=request.user, table=table, **form.cleaned_data)
    )
    return table_page(request, table, status, task=form) if status else redirect(table)


@login_required
@require_POST
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """A file to read before the table."""
    table = get_table(code)
    form = UploadForm(request.POST, request.FILES)
    status = submitted(
        form, lambda: actions.add_material(person=request.user, table=table, upload=form.cleaned_data["file"])
    )
    return table_page(request, table, status, upload=form) if status else redirect(table)


@login_required
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    table = get_table(code)
    return press(request, lambda: actions.close_table(person=request.user, table=table), table)
