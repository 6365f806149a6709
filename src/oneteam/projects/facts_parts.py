"""The role matrix as its page shows it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from . import rules
from .models import Partner, Project, Risk, WorkPackage


def row(person: Any, partner: Any, project: Project) -> dict[str, Any]:
    return {
        "partner": partner, "used": partner.used, "over": partner.used > partner.man_months,
        "may_agree": rules.may_agree(person, partner, project),
        "may_change": rules.may_change_part(person, partner, project),
        "may_exit": rules.may_record_exit(person, partner, project),
        "may_enter": rules.may_enter_used(person, partner, project),
    }  # fmt: skip


def totals(partners: list[Any]) -> dict[str, Decimal]:
    """Planned by those who take part now; worked by all."""
    now = [one for one in partners if one.left_on is None]
    planned = {name: sum((getattr(one, name) for one in now), Decimal(0)) for name in ("man_months", "cash")}
    return planned | {"used": sum((one.used for one in partners), Decimal(0))}


def matrix(partners: list[Partner], packages: list[WorkPackage]) -> dict[str, Any]:
    """Work packages down, partners across; each cell in words."""
    shown = [one for one in partners if one.left_on is None or _has_part(one, packages)]
    return {"partners": shown, "rows": [(one, [(p, _role(p, one)) for p in shown]) for one in packages]}


def _has_part(partner: Partner, packages: list[WorkPackage]) -> bool:
    return any(_role(partner, package) for package in packages)


def _role(partner: Partner, package: WorkPackage) -> str:
    if package.lead_id == partner.pk:
        return _("leads")
    return _("takes part") if partner.pk in package.partners else ""


def risk_map(risks: list[Risk]) -> list[dict[str, Any]]:
    """Three rows by impact, the gravest first; each cell with the number of open risks and how grave it is."""
    found = Counter((one.probability, one.impact) for one in risks if one.closed_on is None)
    return [
        {
            "impact": impact,
            "cells": [
                {"probability": p, "n": found[(p, impact)], "product": p * impact, "tone": tone(p * impact)}
                for p in (1, 2, 3)
            ],
        }
        for impact in (3, 2, 1)
    ]


def tone(product: int) -> str:
    return "bad" if product >= 6 else "warn" if product >= 3 else "ok"
