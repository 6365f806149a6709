"""The first hour of an empty alliance, for its first officer."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from ..enums import Standing
from ..models import Alliance, Disclosure, Invitation, Organisation, Rivalry
from .roster import seats


def first_steps() -> list[dict[str, Any]]:
    """Five steps for an officer, as ``{% first_steps %}`` draws them; skipped ones count as done."""
    the_alliance = _begun()
    skipped = set(the_alliance.skipped) if the_alliance else set()
    rows = [
        ("name", _("Name and introduction of the alliance"), _("Two fields; they stand on the public page."),
         "alliance:about", _("Write them"), bool(the_alliance and the_alliance.contact)),
        ("organisations", _("Add three organisations"), _("Name and kind are enough; a list can be pasted or read from a CSV file."),
         "alliance:import", _("Add organisations"), bool(the_alliance and the_alliance.organisation_count > 3)),
        ("coordinators", _("Invite a coordinator of each organisation"), _("An e-mail address is enough."),
         "alliance:invite", _("Invite"), bool(the_alliance and the_alliance.coordinated)),
        ("rivals", _("Mark who competes with whom"), _("Nothing is marked by itself. What you mark here decides what rivals never see."),
         "alliance:rivalries", _("Mark rivals"), bool(the_alliance and the_alliance.rivals)),
        ("problem", _("Submit the first problem, or send the link for it"), _("Its owner decides who may see it."),
         "problems:new", _("Write a problem"), bool(the_alliance and the_alliance.problems)),
    ]  # fmt: skip
    steps = [
        {"key": key, "title": title, "words": words, "url": reverse(name), "action": action,
         "done": done or key in skipped, "skip_url": reverse("alliance:skip", args=[key])}
        for key, title, words, name, action, done in rows
    ]  # fmt: skip
    first = next((step for step in steps if not step["done"]), None)
    return [{**step, "main": step is first} for step in steps]


def _begun() -> Any:
    """The alliance and how far it is set up, in one statement.

    ``coordinated``: every organisation but the secretariat's own has, or is awaiting, somebody to talk to.
    """
    others = Organisation.objects.filter(hosts_secretariat=False).exclude(standing=Standing.LEFT)
    waiting = Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    alone = others.exclude(pk__in=seats().values("organisation")).exclude(
        pk__in=waiting.values("organisation")
    )
    every = Organisation.objects.order_by().annotate(all=Value(1)).values("all")
    return (
        Alliance.objects.order_by("pk")
        .annotate(
            organisation_count=Subquery(every.annotate(n=Count("pk")).values("n")),
            coordinated=ExpressionWrapper(Exists(others) & ~Exists(alone), BooleanField()),
            rivals=Exists(Rivalry.objects.all()),
            problems=Exists(Disclosure.objects.all()),
        )
        .first()
    )
