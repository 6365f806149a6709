"""The agenda with which a new table begins: a setting of the alliance, kept by the secretariat."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from oneteam.base.answers import submitted

from .. import actions, forms, rules


@login_required
def template(request: HttpRequest) -> HttpResponse:
    if not rules.may_keep_agenda(request.user):
        raise Http404
    form = forms.AgendaTemplateForm(request.POST or None)
    status = submitted(form, lambda: _save(request, form), now=form.stored)
    if status:
        return render(request, "roundtables/agenda_template.html", {"form": form}, status=status)
    messages.success(request, _("Saved."))
    return redirect("roundtables:agenda_template")


def _save(request: HttpRequest, form: forms.AgendaTemplateForm) -> None:
    version = form.cleaned_data["version"]
    actions.save_agenda_template(person=request.user, version=version, agenda=form.agenda())
