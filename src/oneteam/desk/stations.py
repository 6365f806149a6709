"""What the apps beside the thread tell in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.cases.stations import Fact, Station
from oneteam.dataregister.facts import tier_words
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
