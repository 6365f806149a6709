"""Letters about parts of the work, to those alone whom they concern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.journal.letters import Letter, letter

from . import queries
from .enums import DeliverableState, ProjectState
from .mails import _letter, _project, _speaks, _works
from .models import Project


def _parts(project: Project) -> str:
    return reverse("projects:parts", args=[project.code])


def _answers() -> str:
    return _(
        "You get this because you answer for a part of this project, or speak for your organisation in it."
    )


@letter("projects.agree_again")
def agree_again(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    partner = (
        queries.partners(project).filter(organisation__code=data["partner"]).first() if project else None
    )
    if project is None or partner is None or partner.agreed_at is not None:
        return None
    sentences = [
        _(
            "The part of your organisation in a project was changed. Please read what is different, and agree to it."
        ),
        _("The change log of the project says who changed it, and why."),
    ]
    return _letter(
        project, _("Please agree again:"), sentences, _("Read and agree"), _speaks(), _parts(project)
    )


@letter("projects.package")
def package(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    found = queries.packages(project).filter(code=data["package"]).first() if project else None
    if project is None or found is None:
        return None
    sentences = [_("A work package of your project that concerns your organisation is new or has changed.")]
    if not project.disclosure.is_confidential:
        sentences.append(str(found))
    return _letter(
        project, _("Work package:"), sentences, _("See who does what"), _answers(), _parts(project)
    )


@letter("projects.deliverable")
def deliverable(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    found = queries.deliverables(project).filter(code=data["deliverable"]).first() if project else None
    if project is None or found is None:
        return None
    sentences = [_("A deliverable that concerns your organisation is new, has changed, or was answered.")]
    if not project.disclosure.is_confidential:
        sentences.append(f"{found}: {found.get_state_display()}. {found.said}".strip())
    path = reverse("projects:results", args=[project.code])
    return _letter(project, _("Deliverable:"), sentences, _("See the deliverable"), _answers(), path)


@letter("projects.accept")
def accept(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    found = queries.deliverables(project).filter(code=data["deliverable"]).first() if project else None
    if project is None or found is None or found.state != DeliverableState.DELIVERED:
        return None
    sentences = [_("A partner has delivered something. Another partner says that it is what was promised.")]
    path = reverse("projects:accept", args=[project.code, found.code])
    return _letter(project, _("Please accept:"), sentences, _("See what was delivered"), _speaks(), path)


@letter("projects.risk")
def risk(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    found = queries.risks(project).filter(code=data["risk"]).first() if project else None
    if project is None or found is None:
        return None
    sentences = [_("A risk of your project that you see to, or saw to, is new or has changed.")]
    path = reverse("projects:risks", args=[project.code])
    return _letter(project, _("Risk:"), sentences, _("See the risks"), _works(), path)


@letter("projects.partner_left")
def partner_left(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [
        _("A partner has left your project. Why, and what stays behind, stands on the page of the parts.")
    ]
    return _letter(
        project, _("A partner has left:"), sentences, _("See who does what"), _works(), _parts(project)
    )


@letter("projects.lead")
def lead(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [_("The lead of a project in which you take part was handed over.")]
    return _letter(project, _("New lead:"), sentences, _("See who does what"), _answers(), _parts(project))


@letter("projects.record_exit")
def record_exit(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    partner = (
        queries.all_partners().filter(project=project, organisation__code=data["partner"]).first()
        if project
        else None
    )
    if project is None or partner is None or partner.left_on is not None or not partner.gone:
        return None
    sentences = [
        _("A partner of a project is in the alliance no more. Please record its exit, and what stays behind.")
    ]
    if project.state != ProjectState.APPLIED and queries.partners(project).count() < 3:
        sentences.append(
            _("Without it the lead would be alone: ask another organisation first, or stop the project.")
        )
    path = reverse("projects:exit", args=[project.code, partner.organisation.code])
    if partner.is_lead:
        sentences = [
            _(
                "The lead of a project is in the alliance no more. Please hand the lead over to another partner."
            )
        ]
        path = reverse("projects:lead", args=[project.code])
    why = _("You get this because you answer for this project, or for it in the secretariat.")
    return _letter(project, _("Please record an exit:"), sentences, _("Open the page"), why, path)
