from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
