"""How figures come in: by hand, from a table, by a machine; when they are due; and what they save."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oneteam.base.answers import attempt, done_or_told, found, sent, submitted
from oneteam.base.errors import OneTeamError
from oneteam.base.forms import read_date
from oneteam.base.text import file_size

from .. import actions, forms, queries, tables
from ..models import Effect, Measurement
from ._common import answered
from .effects import PAGE, get_run, step_page


@login_required
def measure(request: HttpRequest, code: str) -> HttpResponse:
    shown, _project = get_run(request, code)
    form = forms.MeasurementForm(sent(request), request.FILES or None, effect=shown)

    def act() -> Effect:
        actions.measure(person=request.user, effect=shown, **form.cleaned_data)
        return shown

    words = _("The figure as it was measured, with the day, the sample and the file that proves it.")
    page = step_page(shown, _("Enter a measurement"), words, _("Enter the measurement"), upload=True)
    return answered(request, form, act, PAGE, page, _("The measurement is entered."))


@login_required
def proof(request: HttpRequest, code: str, measurement: str) -> HttpResponse:
    """The file of a figure that was entered without one."""
    shown, _project = get_run(request, code)
    one: Measurement = found(queries.measurement(shown, measurement))
    one.effect = shown
    form = forms.ProofForm(sent(request), request.FILES or None)

    def act() -> Effect:
        actions.prove(person=request.user, measurement=one, **form.cleaned_data)
        return shown

    words = _("A log, a report, a table. Without one the figure is kept but cannot be claimed.")
    page = step_page(shown, _("Attach the file that proves it"), words, _("Attach the file"), upload=True)
    return answered(request, form, act, PAGE, page, _("The file is attached."))


@login_required
def table(request: HttpRequest, code: str) -> HttpResponse:
    """A CSV file is looked at first: each bad row is named, and all rows are taken or none."""
    shown, _project = get_run(request, code)
    form = forms.TableForm(sent(request), request.FILES or None)
    context: dict[str, Any] = {"effect": shown, "columns": tables.COLUMNS, "most": tables.MOST_ROWS}
    context["limit"] = file_size(tables.MOST_BYTES)
    status = submitted(form, lambda: context.update(_looked_at(shown, form)))
    if not status and "take" in request.POST and not context["bad"]:
        status = attempt(form, lambda: _take(request, shown, context))
        if not status:
            n = len(context["figures"])
            done = ngettext("%(n)s measurement is entered.", "%(n)s measurements are entered.", n)
            messages.success(request, done % {"n": n})
            return redirect(shown)
    context |= {"form": form, "looked": "figures" in context}
    return render(
        request, "projects/measure_table.html", context, status=422 if context.get("bad") else status or 200
    )


def _looked_at(effect: Effect, form: forms.TableForm) -> dict[str, Any]:
    upload = form.cleaned_data["file"]
    data = upload.read(tables.MOST_BYTES + 1) if upload else form.cleaned_data["table"].encode()
    text = tables.decode(data)
    read = tables.read(effect, text)
    return {"table": text, "figures": read.figures, "bad": read.bad[:100], "bad_count": len(read.bad)}


def _take(request: HttpRequest, effect: Effect, context: dict[str, Any]) -> None:
    """The table itself is kept as the evidence of what it holds."""
    upload = ContentFile(context["table"].encode(), name=f"measurements-{effect.code}.csv")
    actions.measure_many(person=request.user, effect=effect, figures=context["figures"], upload=upload)


@login_required
def days(request: HttpRequest, code: str) -> HttpResponse:
    """When it is to be measured."""
    shown, _project = get_run(request, code)
    if "off" in request.POST:
        return _take_off(request, shown)
    form = forms.PlannedDayForm(sent(request))

    def act() -> Effect:
        actions.plan_measurement(person=request.user, effect=shown, **form.cleaned_data)
        return shown

    words = _("Those who work on the project are reminded two weeks before.")
    page = step_page(
        shown, _("When it is to be measured"), words, _("Plan this day"), planned=list(queries.planned(shown))
    )
    return answered(request, form, act, "projects/measure_days.html", page, _("The day is planned."))


def _take_off(request: HttpRequest, effect: Effect) -> HttpResponse:
    try:
        day = read_date(request.POST["off"])
    except ValueError:
        raise Http404 from None
    return done_or_told(
        request, lambda: actions.unplan_measurement(person=request.user, effect=effect, due_on=day), effect, _("Saved.")
    )  # fmt: skip


@login_required
def key(request: HttpRequest, code: str) -> HttpResponse:
    """The word of a machine is shown in this one answer, and nowhere again."""
    shown, _project = get_run(request, code)
    word = ""
    if request.method == "POST":
        if "off" in request.POST:
            return done_or_told(
                request, lambda: actions.drop_key(person=request.user, effect=shown), shown, _("The key opens nothing any more.")
            )  # fmt: skip
        try:
            word = actions.make_key(person=request.user, effect=shown)
        except OneTeamError as error:
            messages.error(request, str(error))
    context = {
        "effect": shown,
        "word": word,
        "key": queries.key_of(shown),
        "host": request.build_absolute_uri("/")[:-1],
    }
    answer = render(request, "projects/measure_key.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
def saving(request: HttpRequest, code: str) -> HttpResponse:
    """The formula of what is saved."""
    shown, _project = get_run(request, code)
    form = forms.SavingForm(sent(request), initial=forms.SavingForm.initial_of(shown))

    def act() -> Effect:
        factors, version = form.factors(), form.cleaned_data["version"]
        actions.set_saving(person=request.user, effect=shown, version=version, factors=factors)
        return shown

    words = _(
        "What is saved is the product of these factors, in won. Each needs its unit and where the figure comes from."
    )
    page = step_page(shown, _("What it saves"), words, _("Save the formula"))
    return answered(
        request, form, act, "projects/saving.html", page, _("Saved."),
        now=lambda: forms.SavingForm.initial_of(found(queries.effect(code))),
    )  # fmt: skip
