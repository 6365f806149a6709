from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.journal.letters import Letter, letter

from . import queries


@letter("experts.enrolled")
def enrolled(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    profile = queries.profiles().filter(code=data["expert"]).first()
    if profile is None:
        return None
    return Letter(
        subject=_("Your profile as an expert of the alliance"),
        paragraphs=[
            _("The secretariat has begun a profile for you, so that problems of your field find you."),
            _(
                "Please check it, add your works, and decide whether members may see it. Until then nobody else does."
            ),
        ],
        button=_("Check the profile"),
        path=profile.get_absolute_url(),
        why=_("You get this because the secretariat entered you as an expert."),
    )


@letter("experts.merged")
def merged(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    """To both addresses. The one whose profile was closed may not see the other: it gets no link to it."""
    kept = queries.profiles().filter(code=data["kept"], person=recipient).first()
    where = (
        _("Works, skills and field experience of the other one stand in this profile now.")
        if kept
        else _("The profile under this address is closed; its works stand under your other address now.")
    )
    return Letter(
        subject=_("Two profiles of yours are one now"),
        paragraphs=[
            _(
                "The secretariat found two profiles that seem to be yours, under two addresses, and merged them."
            ),
            where,
            _("Please check it. If you are not the same person, please tell the secretariat."),
        ],
        button=_("Check the profile") if kept else _("Experts"),
        path=kept.get_absolute_url() if kept else reverse("experts:list"),
        why=_("You get this because you have a profile as an expert."),
    )
