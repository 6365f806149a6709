"""What the apps beside the thread tell in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from oneteam.base.text import day
from oneteam.cases.stations import Fact, Proof, Station
from oneteam.dataregister.facts import tier_words
from oneteam.outcomes.models import Outcome
from oneteam.projects.models import Project

from . import queries


def data(projects: list[Project]) -> Iterable[Station]:
    """One station for all data of a project: each with its state and tier."""
    for code, items in groupby(queries.data_of(projects), key=lambda item: item.project.code):
        facts = [
            Fact(str(item), f"{item.get_state_display()} · {tier_words(item)}", item.get_absolute_url())
            for item in items
        ]
        yield Station(_("Data"), url=reverse("dataregister:register", args=[code]), facts=facts)


def outcomes(projects: list[Project]) -> Iterable[Station]:
    """One station for all outcomes of a project: each with its kind and state, and the files that prove them."""
    for code, found in groupby(queries.outcomes_of(projects), key=lambda one: one.project.code):
        some = list(found)
        facts = [Fact(str(one), _said(one), one.get_absolute_url()) for one in some]
        url = reverse("outcomes:of_project", args=[code])
        yield Station(
            _("Outcomes"), url=url, facts=facts, proofs=[_proof(one) for one in some if one.evidence]
        )


def _said(one: Outcome) -> str:
    """Kind, state, whose it is, the day, and where it is found."""
    parts = (
        one.get_kind_display(),
        one.get_state_display(),
        one.organisation,
        day(one.on, weekday=False),
        one.identifier,
    )
    return " · ".join(str(part) for part in parts if part)


def _proof(one: Outcome) -> Proof:
    file = one.evidence
    assert file is not None
    return Proof(file.name, localdate(file.at), file.digest, reverse("files:download", args=[file.code]))
