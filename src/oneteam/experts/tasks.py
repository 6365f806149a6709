from __future__ import annotations

import logging
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from oneteam.base.errors import OneTeamError
from oneteam.base.jobs import LONG, every, job
from oneteam.longjobs.kinds import Say, long_job

from . import actions
from .actions import indexing
from .enums import INDEX

log = logging.getLogger("oneteam.experts")


@every("10 19 * * *", name="experts.sweep")
def sweep() -> None:
    """By night in Korea: lists of works that were read and never imported; works that nobody has read yet."""
    actions.sweep_drafts()
    indexing.index_soon()


@job(name=indexing.INDEX_SOON, retry=None, queue=LONG, lock=INDEX)
def index_what_changed() -> None:
    try:
        actions.index(lambda done, total: None)
    except OneTeamError as reason:
        log.warning("works not read", extra={"reason": str(reason)})


def _unit(done: int, total: int) -> str:
    return _("Experts whose works are read: %(done)s of %(total)s") % {"done": done, "total": total}


def _told(result: dict[str, Any]) -> tuple[str, str]:
    made = result["texts"]
    sentence = ngettext(
        "Done: %(n)s text was read; the others were read already.",
        "Done: %(n)s texts were read; the others were read already.",
        made,
    )
    return sentence % {"n": made}, _form({})


def _form(arguments: dict[str, Any]) -> str:
    return reverse("experts:index")


@long_job(INDEX, title=gettext_lazy("Reading works for the matching"), unit=_unit, told=_told, form=_form)
def index(say: Say, person: Any) -> dict[str, Any]:
    return {"texts": actions.index(say)}
