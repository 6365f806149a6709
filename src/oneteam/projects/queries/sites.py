"""Where results are used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from oneteam.accounts.models import Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import Level

from ..clocks import ASK_WIDER
from ..enums import SiteState
from ..models import Application, Project, Site, SiteCheck, SiteVersion
from .people import speakers


def applications(project: Project) -> QuerySet[Application]:
    found = Application.objects.filter(project=project)
    return found.select_related("organisation", "confirmed_by", "at__person")


def places() -> QuerySet[Site]:
    """The sites that whoever asks may read, with how many results are in use there as far as they see."""
    in_use = Count("applications", filter=Q(applications__state=SiteState.IN_USE))
    found = Site.objects.select_related("organisation", "person").annotate(in_use=in_use)
    return found.order_by("organisation", "pk")


def places_of(organisations: Iterable[int]) -> QuerySet[Site]:
    return Site.objects.filter(organisation__in=list(organisations)).select_related("organisation")


def applications_at(site: Site) -> QuerySet[Application]:
    found = Application.objects.filter(at=site).select_related("project", "organisation", "confirmed_by")
    return found.prefetch_related("versions")


def versions(application: Application) -> QuerySet[SiteVersion]:
    return SiteVersion.objects.filter(application=application).select_related("by", "confirmed_by")


def checks(application: Application) -> QuerySet[SiteCheck]:
    return SiteCheck.objects.filter(application=application).select_related("by")


def check(project: Project, code: str) -> QuerySet[SiteCheck]:
    found = SiteCheck.objects.filter(application__project=project, code=code)
    return found.select_related("application__organisation", "application__at")


def keepers(application: Application) -> list[Person]:
    """Who answers for a site and sees the project: its own person, else who speaks for its organisation."""
    inside = alliance.inside(application.project.disclosure.field, Person.objects.filter(is_active=True))
    own = application.at.person_id if application.at else None
    found = list(inside.filter(pk=own)) if own else []
    return found or speakers(application.organisation)


def checks_to_ask(today: date) -> list[tuple[SiteCheck, str]]:
    """Sites to be asked today, each with the column in which that is noted."""
    waiting = SiteCheck.objects.filter(answered_at=None, application__state=SiteState.IN_USE).select_related(
        "application__organisation", "application__at", "application__project__disclosure__field"
    )
    first = waiting.filter(asked_on=None, due_on__lte=today)
    again = waiting.filter(asked_wider_on=None, asked_on__lte=today - ASK_WIDER)
    return [*((one, "asked_on") for one in first), *((one, "asked_wider_on") for one in again)]


def named_in_secret(site: Site) -> bool:
    """Whether a site stands in the circle of a sealed thread: nobody else knows of it."""
    sealed = Application.objects.filter(circle=site.circle_id, project__disclosure__level=Level.SEALED)
    return sealed.filter(at=site).exists()
