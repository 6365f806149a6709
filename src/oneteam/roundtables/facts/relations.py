"""Who stands against whom: rivalries, groups, laboratories, waivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import AgreementKind
from oneteam.base.later import Later
from oneteam.experts.models import ExpertProfile

from .. import queries
from .times import day_told

if TYPE_CHECKING:
    from oneteam_core import matching as core
else:
    core = Later("oneteam_core.matching")

# What an owner can waive: not what somebody has declared themselves.
WAIVABLE = ("competitor_org", "affiliate_of_competitor", "engaged_with_competitor", "same_laboratory")


def spelt_laboratories(profiles: list[Any]) -> list[queries.Laboratory]:
    """The laboratories of these people, in every spelling that stands in a profile."""
    here = {laboratory_of(profile) for profile in profiles} - {None}
    found = queries.laboratories_at(profile.organisation_id for profile in profiles) if here else []
    return [one for one in found if _laboratory_named(*one) in here]


def laboratory_of(profile: ExpertProfile) -> str | None:
    return _laboratory_named(profile.organisation_id, profile.laboratory)


def _laboratory_named(organisation: int, name: str) -> str | None:
    """People who name the same one at the same organisation work together; how it is spelt does not matter."""
    spelt = " ".join(name.split()).casefold()
    return f"{organisation} {spelt}" if spelt else None


def relations_of(
    names: Mapping[str, str],
    profiles: dict[int, ExpertProfile],
    on: date,
    laboratories: list[queries.Laboratory] | None = None,
) -> core.Relations:
    """``laboratories``: those that are asked about; all of them where it is ``None``."""
    organisations = list(queries.organisations_with_rivals())
    return core.Relations(
        rivalries=_rivalries(organisations), affiliations=_groups(organisations),
        waivers=_waivers(names, profiles, on), laboratories=_laboratories(profiles.values(), laboratories),
    )  # fmt: skip


def _rivalries(organisations: Iterable[Any]) -> tuple[core.Rivalry, ...]:
    rows = [(row["number"], one.pk, row) for one in organisations for row in one.rivals]
    return tuple(
        core.Rivalry(
            a=str(one), b=str(row["other"]), areas=tuple(row["areas"]) or ("*",),
            since=day_told(row["since"]), until=day_told(row["until"]),
        )
        for _number, one, row in sorted(rows, key=lambda found: found[0])
    )  # fmt: skip


def _laboratories(
    matched: Iterable[ExpertProfile], within: list[queries.Laboratory] | None
) -> tuple[core.LaboratoryTie, ...]:
    """Ties of colleagues who are not matched themselves: their laboratory has them all the same."""
    rows = queries.engagements_in_laboratories().exclude(profile__in=list(matched))
    if within is not None:
        rows = rows.filter(queries.within(within, "profile__"))
    return tuple(
        core.LaboratoryTie(
            laboratory=laboratory_of(row.profile) or "",
            org=str(row.organisation_id),
            kind=row.kind,
            until=row.until,
        )
        for row in rows
    )


def _groups(organisations: Iterable[Any]) -> tuple[core.Affiliation, ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for one in organisations:
        if one.group:
            groups[one.group].append(str(one.pk))
    return tuple(core.Affiliation(group=group, orgs=tuple(orgs)) for group, orgs in sorted(groups.items()))


def _waivers(
    names: Mapping[str, str], profiles: dict[int, ExpertProfile], on: date
) -> tuple[core.Waiver, ...]:
    rows = alliance.agreements_in_force(AgreementKind.WAIVER, on).filter(
        thread__in=names, person__in=profiles
    )
    return tuple(
        core.Waiver(
            problem=names[row.thread], person=str(profiles[row.person_id or 0].pk),
            since=row.starts_on, until=row.ends_on, code=code,
        )
        for row in rows.order_by("pk") for code in WAIVABLE
    )  # fmt: skip
