"""The result at work: “applied” means that somebody of the site says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import day, say

from .. import queries, rules
from ..enums import SiteState
from ..models import Application, Project
from ..workflow import PROJECT
from ._common import move_problem, require_running, tell, write


@transaction.atomic
def apply_on_site(
    *,
    person: Any,
    project: Project,
    organisation: Organisation,
    site: Bi,
    since: date,
    version_there: str = "",
) -> Application:
    require_running(person, project)
    _check_site(project, organisation, site, since)
    application = Application.objects.create(
        project=project, organisation=organisation, site=site, since=since, version_there=version_there,
        circle=project.circle,
    )  # fmt: skip
    tell(project, "site_reported", person, site=site.as_dict())
    with walls.system("who speaks for the site"):
        people = queries.speakers(organisation)
    write("confirm_site", people, person, project=project.code, site=application.code)
    return application


def _check_site(project: Project, organisation: Organisation, site: Bi, since: date) -> None:
    if organisation.pk not in rules.partner_numbers(project) | {project.disclosure.owner_id}:
        words = _("The site belongs to a partner or to the owner of the problem. Please choose one of them.")
        raise invalid("organisation", words)
    if not site:
        raise invalid("site", _("Please write which site it is."))
    today = timezone.localdate()
    if since > today:
        words = _(
            "Please give today (%(today)s) or a date before it: the site says what is at work, not what will be."
        )
        raise invalid("since", say(words, today=day(today, weekday=False)))


@transaction.atomic
def confirm_site(*, person: Any, application: Application) -> None:
    if application.confirmed_at is not None:
        raise Refused(_("This site has been confirmed already."))
    if not rules.may_confirm_site(person, application):
        raise Refused(_("A site is confirmed by who speaks for its own organisation. Please ask them."))
    project = queries.one(application.project.code).get()
    require(project.state in rules.UNDER_WAY)
    rows = Application.objects.filter(pk=application.pk, confirmed_at=None).update(
        confirmed_by=person, confirmed_at=timezone.now()
    )
    if not rows:
        raise Refused(_("This site has been confirmed already."))
    tell(project, "site_confirmed", person, site=application.site.as_dict())
    if PROJECT.can("apply", project.state):
        PROJECT.advance(project, "apply", by=person)
    move_problem(project, "apply", person)


@transaction.atomic
def end_site(*, person: Any, application: Application) -> None:
    """It is not at work there any more; what was measured there stays."""
    project = queries.one(application.project.code).get()
    require(rules.may_end_site(person, application, project))
    rows = Application.objects.filter(pk=application.pk, state=SiteState.IN_USE).update(
        state=SiteState.ENDED, ended_on=timezone.localdate()
    )
    if not rows:
        raise Refused(_("This site has been reported as out of use already."))
    tell(project, "site_ended", person, site=application.site.as_dict())
