"""What a profile is made of: works, field experience, ties to organisations, hours and days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, invalid

from .. import queries, rules
from ..models import BlockedPeriod, Engagement, ExpertProfile, FieldExperience, FreeWindow, Work
from ._common import own, require, tell
from .indexing import index_soon

MOST_HOURS = 30


@transaction.atomic
def add_work(*, person: Any, profile: ExpertProfile, **values: Any) -> Work:
    queries.locked(profile)
    require(rules.may_keep(person, profile))
    work = Work.objects.create(profile=profile, circle=profile.circle, **values)
    tell(profile, "experts.work_added", person)
    index_soon()
    return work


@transaction.atomic
def remove_work(*, person: Any, profile: ExpertProfile, code: str) -> None:
    queries.locked(profile)
    require(rules.may_keep(person, profile))
    if Work.objects.filter(code=code, profile=profile).delete()[0]:
        tell(profile, "experts.work_removed", person)
        index_soon()


@transaction.atomic
def add_experience(*, person: Any, profile: ExpertProfile, **values: Any) -> FieldExperience:
    require(rules.may_keep(person, profile))
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        raise invalid("until", _("Please give a year that is not before the first one."))
    queries.locked(profile)
    experience = FieldExperience.objects.create(profile=profile, circle=profile.circle, **values)
    tell(profile, "experts.experience_added", person)
    index_soon()
    return experience


@transaction.atomic
def remove_experience(*, person: Any, profile: ExpertProfile, code: str) -> None:
    require(rules.may_keep(person, profile))
    queries.locked(profile)
    if FieldExperience.objects.filter(code=code, profile=profile).delete()[0]:
        tell(profile, "experts.experience_removed", person)
        index_soon()


@transaction.atomic
def declare_engagement(*, person: Any, profile: ExpertProfile, **values: Any) -> Engagement:
    """A tie that may make a conflict: seen by the expert and the secretariat; an owner reads at most that there is one."""
    require(rules.may_keep(person, profile))
    engagement = Engagement.objects.create(profile=profile, circle=own(profile), **values)
    tell(profile, "experts.engagement_added", person)
    return engagement


@transaction.atomic
def end_engagement(*, person: Any, profile: ExpertProfile, code: str) -> None:
    """It has ended today: it stays on the list with its date, because until then it may have counted."""
    require(rules.may_keep(person, profile))
    today = timezone.localdate()
    running = Engagement.objects.filter(code=code, profile=profile).exclude(until__lte=today)
    if not running.update(until=today):
        raise Refused(_("This engagement has ended already."))
    tell(profile, "experts.engagement_ended", person)


@transaction.atomic
def remove_engagement(*, person: Any, profile: ExpertProfile, code: str) -> None:
    """Take a tie off that was entered by mistake."""
    require(rules.may_keep(person, profile))
    if Engagement.objects.filter(code=code, profile=profile).delete()[0]:
        tell(profile, "experts.engagement_removed", person)


@transaction.atomic
def add_window(
    *, person: Any, profile: ExpertProfile, weekday: int, starts: dt.time, ends: dt.time
) -> FreeWindow:
    """Hours of every week in which the expert may come. Hours that overlap are told, not joined."""
    require(rules.may_keep(person, profile))
    if ends <= starts:
        raise invalid("ends", _("Please give a time after the first one."))
    queries.locked(profile)
    there = queries.windows(profile)
    if other := there.filter(weekday=weekday, starts__lt=ends, ends__gt=starts).first():
        words = {"hours": f"{other.starts:%H:%M}–{other.ends:%H:%M}"}
        raise invalid("starts", _("These hours overlap with %(hours)s. Please remove those first.") % words)
    if there.count() >= MOST_HOURS:
        raise invalid("weekday", _("There are too many hours already. Please remove some first."))
    given = {"weekday": weekday, "starts": starts, "ends": ends}
    window = FreeWindow.objects.create(profile=profile, circle=own(profile), **given)
    tell(profile, "experts.availability_changed", person)
    return window


@transaction.atomic
def remove_window(*, person: Any, profile: ExpertProfile, code: str) -> None:
    require(rules.may_keep(person, profile))
    if FreeWindow.objects.filter(code=code, profile=profile).delete()[0]:
        tell(profile, "experts.availability_changed", person)


@transaction.atomic
def block(*, person: Any, profile: ExpertProfile, starts_on: dt.date, ends_on: dt.date) -> BlockedPeriod:
    """Days on which the expert cannot come."""
    require(rules.may_keep(person, profile))
    if ends_on < starts_on:
        raise invalid("ends_on", _("Please give a day that is not before the first one."))
    if ends_on < timezone.localdate():
        raise invalid("ends_on", _("These days are over. Please give days to come."))
    queries.locked(profile)
    there = queries.blocked(profile)
    if other := there.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first():
        words = {"days": other.days}
        raise invalid("starts_on", _("These days overlap with %(days)s. Please remove those first.") % words)
    if there.count() >= MOST_HOURS:
        raise invalid("starts_on", _("There are too many periods already. Please remove some first."))
    given = {"starts_on": starts_on, "ends_on": ends_on}
    period = BlockedPeriod.objects.create(profile=profile, circle=own(profile), **given)
    tell(profile, "experts.availability_changed", person)
    return period


@transaction.atomic
def unblock(*, person: Any, profile: ExpertProfile, code: str) -> None:
    require(rules.may_keep(person, profile))
    if BlockedPeriod.objects.filter(code=code, profile=profile).delete()[0]:
        tell(profile, "experts.availability_changed", person)
