"""The result at work: “applied” means that somebody of the site says so, and says so again later."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance.enums import Level
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import day, say
from oneteam.base.workflow import save_version
from oneteam.walls.actions import shared_circle

from .. import queries, rules
from ..clocks import SITE_MONTHS, months_after
from ..enums import SiteState
from ..models import Application, Project, Site, SiteCheck, SiteVersion
from ..workflow import APPLICATION, PROJECT
from ._common import move_problem, require_running, tell, write


@transaction.atomic
def apply_on_site(
    *, person: Any, project: Project, organisation: Organisation, site: Bi, since: date, version_there: str = "",
    at: Site | None = None,
) -> Application:  # fmt: skip
    """``at``: one of the organisation's sites that the person can see; otherwise the organisation says which it is."""
    require_running(person, project)
    name = site or (at.name if at else Bi())
    _check_site(project, organisation, name, since, at)
    application = Application.objects.create(
        project=project, organisation=organisation, site=name, at=at, since=since, circle=project.circle,
        state_by=person,
    )  # fmt: skip
    if version_there:
        SiteVersion.objects.create(
            application=application, name=version_there, since=since, by=person, circle=project.circle
        )
    tell(project, "site_reported", person, site=name.as_dict())
    _ask(application, "confirm_site", person)
    return application


def _ask(application: Application, kind: str, but: Any, **codes: str) -> None:
    with walls.system("who answers for a site"):
        people = queries.keepers(application)
    write(kind, people, but, project=application.project.code, site=application.code, **codes)


def _check_site(project: Project, organisation: Organisation, name: Bi, since: date, at: Site | None) -> None:
    if organisation.pk not in rules.partner_numbers(project) | {project.disclosure.owner_id}:
        words = _("The site belongs to a partner or to the owner of the problem. Please choose one of them.")
        raise invalid("organisation", words)
    if at is not None and at.organisation_id != organisation.pk:
        raise invalid("at", _("This site belongs to another organisation. Please choose one of its own."))
    if not name:
        raise invalid("site", _("Please write which site it is."))
    _check_past("since", since)


def _check_past(field: str, since: date) -> None:
    today = timezone.localdate()
    if since > today:
        words = _(
            "Please give today (%(today)s) or a date before it: the site says what is at work, not what will be."
        )
        raise invalid(field, say(words, today=day(today, weekday=False)))


@transaction.atomic
def confirm_site(
    *, person: Any, application: Application, at: Site | None = None, name: Bi | None = None, place: Bi | None = None,
    shown: bool = False,
) -> None:  # fmt: skip
    """By the site's own person, or who speaks for its organisation: they say which of their sites it is."""
    if application.confirmed_at is not None:
        raise Refused(_("This site has been confirmed already."))
    if not rules.may_confirm_site(person, application):
        raise Refused(_("A site is confirmed by who speaks for its own organisation. Please ask them."))
    project = queries.one(application.project.code).get()
    require(project.state in rules.UNDER_WAY)
    chosen = at or application.at
    if chosen is not None and chosen.organisation_id != application.organisation_id:
        raise invalid("at", _("This site belongs to another organisation. Please choose one of its own."))
    chosen = chosen or _new_site(person, application, name or application.site, place or Bi(), shown)
    now = timezone.now()
    APPLICATION.advance(application, "confirm", by=person, confirmed_by=person, confirmed_at=now, at=chosen)
    for version in queries.versions(application):
        _confirm(version, person)
    for months in SITE_MONTHS:
        due_on = months_after(timezone.localdate(), months)
        SiteCheck.objects.create(
            application=application, months=months, due_on=due_on, circle=application.circle
        )
    tell(project, "site_confirmed", person, site=application.site.as_dict())
    if PROJECT.can("apply", project.state):
        PROJECT.advance(project, "apply", by=person)
    move_problem(project, "apply", person)


def _new_site(person: Any, application: Application, name: Bi, place: Bi, shown: bool) -> Site:
    if not name:
        raise invalid("name", _("Please write which site it is."))
    sealed = application.project.disclosure.level == Level.SEALED
    circle = application.circle if sealed else _circle(application.organisation_id, shown)
    with walls.system("a site is written down by its organisation"):
        return Site.objects.create(
            organisation=application.organisation, name=name, place=place, shown=shown and not sealed, person=person,
            circle=circle,
        )  # fmt: skip


def _circle(organisation: int, shown: bool) -> Any:
    own = f"org:{organisation}"
    return shared_circle("member", own) if shown else shared_circle(own)


@transaction.atomic
def save_site(
    *, person: Any, site: Site, version: int, name: Bi, place: Bi, shown: bool, keeper: Any = None
) -> None:
    """What it is called, where it is, who answers for it, and whether the members may read so."""
    require(rules.may_keep_place(person, site))
    if not name:
        raise invalid("name", _("Please write which site it is."))
    keeper = keeper or site.person
    if keeper is not None and not rules.belongs(keeper, {site.organisation_id}):
        raise invalid(
            "keeper", _("The site's own person works for its organisation. Please choose one of them.")
        )
    with walls.system("a site is changed by its organisation"):
        sealed = queries.named_in_secret(site)
        circle = site.circle if sealed else _circle(site.organisation_id, shown)
        save_version(
            site, version, name=name, place=place, shown=shown and not sealed, person=keeper, circle=circle
        )


# What runs there --------------------------------------------------------------------------------------


@transaction.atomic
def report_version(*, person: Any, application: Application, name: str, since: date) -> SiteVersion:
    """Another version runs there; it counts once the site has confirmed it."""
    project = queries.one(application.project.code).get()
    require(rules.may_report_version(person, application, project))
    _check_past("since", since)
    latest = queries.versions(application).last()
    earliest = latest.since if latest else application.since
    if since < earliest:
        words = _("The version before runs there since %(day)s. Please give that day or a later one.")
        raise invalid("since", say(words, day=day(earliest, weekday=False)))
    if latest is not None and latest.name == name.strip():
        raise invalid("name", _("This version is noted already."))
    version = SiteVersion.objects.create(
        application=application, name=name.strip(), since=since, by=person, circle=application.circle
    )
    tell(project, "version_reported", person, site=application.site.as_dict(), version=version.name)
    if rules.keeps(person, application):
        _confirm(version, person)
    else:
        _ask(application, "confirm_version", person)
    return version


@transaction.atomic
def confirm_versions(*, person: Any, application: Application) -> None:
    """The site says that what was reported since it last did runs there."""
    require(rules.keeps(person, application) and application.confirmed_at is not None)
    waiting = list(queries.versions(application).filter(confirmed_at=None))
    if not waiting:
        raise Refused(_("This version has been confirmed already."))
    for version in waiting:
        _confirm(version, person)
    project = queries.one(application.project.code).get()
    tell(project, "version_confirmed", person, site=application.site.as_dict(), version=waiting[-1].name)


def _confirm(version: SiteVersion, person: Any) -> None:
    rows = SiteVersion.objects.filter(pk=version.pk, confirmed_at=None)
    rows.update(confirmed_by=person, confirmed_at=timezone.now())
    Application.objects.filter(pk=version.application_id).update(version_there=version.name)


# Whether it is still in use -----------------------------------------------------------------------------


@transaction.atomic
def answer_check(*, person: Any, check: SiteCheck, in_use: bool, words: Bi) -> None:
    """Still in use, or not any more and why. Of two answers the first counts."""
    application = check.application
    project = queries.one(application.project.code).get()
    require(rules.may_answer_check(person, check, application))
    if not in_use and not words:
        raise invalid("words", _("Please say why it is not in use any more: the project can learn from it."))
    rows = SiteCheck.objects.filter(pk=check.pk, answered_at=None)
    if not rows.update(in_use=in_use, words=words, by=person, answered_at=timezone.now()):
        raise Refused(_("Somebody of your organisation has just answered this."))
    if not in_use:
        _end(person, project, application, words)
        return
    APPLICATION.advance(application, "keep", by=person)
    tell(project, "site_kept", person, site=application.site.as_dict(), months=check.months)


@transaction.atomic
def end_site(*, person: Any, application: Application, reason: Bi) -> None:
    """It is not at work there any more, and why; what was measured there stays."""
    project = queries.one(application.project.code).get()
    require(rules.may_end_site(person, application, project))
    if not reason:
        raise invalid("reason", _("Please say why it is not in use any more: the project can learn from it."))
    _end(person, project, application, reason)


def _end(person: Any, project: Project, application: Application, reason: Bi) -> None:
    if application.state == SiteState.ENDED:
        raise Refused(_("This site has been reported as out of use already."))
    APPLICATION.advance(application, "end", by=person, ended_on=timezone.localdate(), ended_because=reason)
    tell(project, "site_ended", person, site=application.site.as_dict())
    with walls.system("who learns that a site is out of use"):
        told = [project.responsible, *queries.keepers(application)]
    write("site_ended", told, person, project=project.code, site=application.code)


@transaction.atomic
def ask_sites() -> int:
    """The job of every morning: the site's person is asked when the time has come, and its organisation two weeks
    later. Answers how many were asked."""
    today, asked = timezone.localdate(), 0
    with walls.system("sites are asked whether the result is still in use"):
        for check, column in queries.checks_to_ask(today):
            rows = SiteCheck.objects.filter(pk=check.pk, answered_at=None, **{column: None})
            if rows.update(**{column: today}):
                people = queries.keepers(check.application)
                if column == "asked_wider_on":
                    people = [*people, *queries.speakers(check.application.organisation)]
                codes = {"project": check.application.project.code, "check": check.code}
                write("check_site", people, None, **codes)
                asked += 1
    return asked
