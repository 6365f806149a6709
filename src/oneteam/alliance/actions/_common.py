from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Invalid, require
from oneteam.base.fields import Bi
from oneteam.walls.actions import shared_circle
from oneteam.walls.models import Circle

from .. import rules
from ..models import Organisation


def concerns_you() -> str:
    return _(
        "This concerns your own organisation or a competitor of it. Please ask the head of the secretariat."
    )


def require_keeper(person: Any) -> None:
    require(
        rules.may_keep_alliance(person),
        _("This is the secretariat's task. Please write to the secretariat."),
    )


def office() -> Circle:
    """What only the secretariat reads."""
    return shared_circle("secretariat")


def office_and(organisation: Organisation) -> Circle:
    """What the secretariat and the organisation's own people read."""
    return shared_circle("secretariat", f"org:{organisation.pk}")


def whole_alliance() -> Circle:
    return shared_circle("member", "secretariat")


def in_order(starts_on: dt.date, ends_on: dt.date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(
            _("Please give an end that is not before the beginning."),
            {"ends_on": _("Please give a day that is not before the beginning.")},
        )


def today() -> dt.date:
    return timezone.localdate()


def names(organisation: Organisation) -> dict[str, str]:
    """An organisation's name for the journal, in both languages."""
    shown = organisation.short or organisation.name
    return Bi(shown.ko or shown.en, shown.en or shown.ko).as_dict()
