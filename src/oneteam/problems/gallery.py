"""The parts of a problem's page, for the gallery."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace as Thing
from typing import Any

from django.utils.translation import gettext_lazy as _

from oneteam.base.gallery import exhibit, someone


def show() -> None:
    exhibit(_("Who will see what"), "problems/_others.html", _readers)
    exhibit(_("What happened"), "journal/_timeline.html", _entries)


def _readers() -> dict[str, Any]:
    seen = {"expert": 4, "secretariat": 4, "member": 2, "rival": 0, "visitor": 0}
    parts = ("area", "teaser", "brief", "files")
    return {
        "preview": [
            {"reader": reader} | {part: number < most for number, part in enumerate(parts)}
            for reader, most in seen.items()
        ]
    }


def _entries() -> dict[str, Any]:
    day = dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC)
    verbs = ("problems.submit", "problems.drafted")
    return {"entries": [Thing(at=day, verb=verb, actor=someone(), data={}) for verb in verbs]}
