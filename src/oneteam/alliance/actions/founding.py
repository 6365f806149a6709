from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused
from oneteam.base.fields import Bi, both
from oneteam.base.workflow import save_version
from oneteam.journal.actions import record

from .. import queries
from ..enums import Kind, Role, Standing
from ..models import Alliance, MembershipPeriod, Organisation
from ._common import require_keeper, today, whole_alliance
from .invitations import token_of, write

KEPT = ("name", "about", "founded_on", "contact", "phone")
STEPS = ("name", "organisations", "coordinators", "rivals", "problem")


@transaction.atomic
def found(
    *, name: str, officer_email: str, officer_name: str, host_name: str = "", host_kind: str = Kind.INDUSTRY
) -> str:
    """A new alliance, the organisation that hosts its secretariat, and an invitation to be its first head.

    Answers a sentence with the link, for the operator who has no mail yet.
    """
    validate_email(officer_email)
    if queries.alliance() is not None:
        raise Refused(_("There is an alliance in this database already."))
    Alliance.objects.create(name=Bi(name, name), founded_on=today())
    host = Organisation.objects.create(
        kind=host_kind,
        name=Bi(host_name, host_name)
        if host_name
        else both(lambda: _("Secretariat of %(name)s") % {"name": name}),
        short=Bi() if host_name else both(lambda: _("Secretariat")),
        standing=Standing.ACTIVE,
        hosts_secretariat=True,
    )
    MembershipPeriod.objects.create(organisation=host, starts_on=today())
    invitation = write(officer_email.strip().lower(), host, Role.HEAD, officer_name, by=None)
    record(verb="alliance.founded", actor=None, circle=whole_alliance(), data={"alliance": name})
    link = settings.PUBLIC_URL + reverse("alliance:accept", args=[token_of(invitation)])
    return _("Within seven days, open this address to choose a password: %(link)s") % {"link": link}


@transaction.atomic
def keep_alliance(*, person: Any, version: int, **values: Any) -> None:
    require_keeper(person)
    alliance = queries.alliance()
    if alliance is None:
        raise Refused(_("There is no alliance yet. The operator founds it with: oneteam init"))
    save_version(alliance, version, **{key: values[key] for key in KEPT if key in values})
    record(verb="alliance.described", actor=person, circle=whole_alliance())


@transaction.atomic
def skip_step(*, person: Any, step: str) -> None:
    """One of the first steps of an empty alliance is not wanted."""
    require_keeper(person)
    alliance = queries.alliance()
    if alliance is not None and step in STEPS and step not in alliance.skipped:
        alliance.skipped = [*alliance.skipped, step]
        alliance.save(update_fields=["skipped"])
