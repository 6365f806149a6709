"""A partner leaves; the lead is handed over."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.answers import only, sent

from .. import actions, forms, queries, rules
from ._common import answered, get_project, step_page, then
from .parts import get_partner, parts_of

PAGE = "projects/step.html"


@login_required
def leave(request: HttpRequest, code: str, org: str) -> HttpResponse:
    project = get_project(code)
    partner = get_partner(project, org)
    only(rules.may_record_exit(request.user, partner, project))
    if partner.is_lead and rules.may_lead(request.user, project):
        messages.info(
            request, _("The lead hands the project over before it leaves. Choose the new lead first.")
        )
        return redirect(reverse("projects:lead", args=[project.code]))
    work = [*queries.open_packages(partner), *queries.open_deliverables(partner)]
    form = forms.ExitForm(
        sent(request),
        project=project,
        partner=partner,
        open_work=bool(work),
        initial={"on": timezone.localdate()},
    )
    stays = rules.may_lead(request.user, project)  # who leaves sees the project no more
    act = then(parts_of(project) if stays else reverse("projects:list"), actions.record_exit)
    page = step_page(
        project, _("Record an exit"),
        _("Say what stays behind. The people of the partner see the project no more, unless they own it."),
        _("Record the exit"), subject=partner.organisation.name, key=f"exit-{org}", work=work,
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, partner=partner, **form.cleaned_data), PAGE, page,
        _("The exit is recorded."),
    )  # fmt: skip


@login_required
def lead(request: HttpRequest, code: str) -> HttpResponse:
    project = get_project(code)
    only(rules.may_lead(request.user, project))
    others = rules.partner_numbers(project) - {project.lead_id}
    people = [one.person for one in project.members.all() if rules.belongs(one.person, others)]
    form = forms.LeadForm(sent(request), project=project, people=people)
    act = then(parts_of(project), actions.hand_lead_over)
    page = step_page(
        project, _("Hand the lead over"),
        _("The new lead is asked to agree to its part anew. A project without a problem then belongs to it."),
        _("Hand the lead over"), key="lead",
    )  # fmt: skip
    return answered(
        request, form, lambda: act(person=request.user, project=project, **form.cleaned_data), PAGE, page
    )
