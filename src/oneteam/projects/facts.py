"""An effect as its readers see it: the two figures, and the five facts without which no effect is shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from oneteam.base.fields import Bi
from oneteam.base.text import called, count, won

from . import findings, saving
from .enums import EffectState
from .models import Effect

TONES = {
    EffectState.PLANNED: ("", ""), EffectState.CLAIMED: ("warn", "clock"), EffectState.VERIFIED: ("ok", "check"),
    EffectState.REJECTED: ("bad", "x"), EffectState.LASTING: ("ok", "check"), EffectState.FADED: ("warn", "alert"),
}  # fmt: skip


def figure(value: Decimal | None, unit: str = "") -> str:
    """``1,240건``, ``96.4%``: without the zeros that the database keeps."""
    return f"{count(value)}{unit}" if value is not None else "–"


def facts_of(effect: Effect, *, in_public: bool = False) -> dict[str, Any]:
    """Baseline, sample, method, who confirmed, date. In public an organisation confirms, not a person by name."""
    return {
        "baseline": _baseline(effect),
        "sample": _sample(effect),
        "difference": _difference(effect),
        "method": str(effect.get_method_display()),
        "confirmed_by": confirmed_by(effect, in_public=in_public),
        "date": localdate(effect.verified_at) if effect.verified_at else effect.claimed_on,
    }


def _baseline(effect: Effect) -> str:
    words = [figure(effect.baseline, effect.unit), str(effect.baseline_how)]
    return " · ".join(word for word in words if word)


def _sample(effect: Effect) -> str:
    before, after = (count(n) if n else "–" for n in (effect.baseline_n, effect.claimed_n))
    return _("%(before)s before, %(after)s after") % {"before": before, "after": after}


def _difference(effect: Effect) -> str:
    """With its interval, where there is one."""
    found = findings.told(effect, effect.comparison)
    return " · ".join(word for word in (found["difference"], found["interval"]) if word) if found else ""


def rechecked(effect: Effect) -> list[dict[str, Any]]:
    """What was found at each re-check, as its verifier told it."""
    return [
        {
            **one, "figure": figure(Decimal(one["value"]), effect.unit), "words": Bi.of(one["words"]),
            "on": date.fromisoformat(one["on"]), "day": date.fromisoformat(one["day"]),
        }
        for one in effect.rechecks
    ]  # fmt: skip


def money(effect: Effect) -> dict[str, Any] | None:
    """The formula of what is saved, factor by factor, and what it comes to."""
    rows = saving.factors(effect.saving)
    return {"factors": rows, "amount": won(float(saving.product(rows)))} if rows else None


def confirmed_by(effect: Effect, *, in_public: bool) -> str:
    """The verifier with their organisation; in public the organisation alone."""
    if not effect.is_proven or effect.verifier_id is None:
        return ""
    home = str(effect.verifier_of or "")
    if in_public:
        return home or _("a verifier outside the project")
    return " · ".join(word for word in (called(effect.verifier), home) if word)


def reached(effect: Effect) -> bool:
    """Whether the latest claim is as good as the target."""
    if effect.claimed is None:
        return False
    return effect.claimed >= effect.target if effect.better == "higher" else effect.claimed <= effect.target


def row(effect: Effect, *, in_public: bool = False) -> dict[str, Any]:
    """What a page shows of one effect."""
    tone, icon = TONES[EffectState(effect.state)]
    return {
        "effect": effect, "facts": facts_of(effect, in_public=in_public), "tone": tone, "icon": icon,
        "target": figure(effect.target, effect.unit), "reached": reached(effect),
        "finding": findings.told(effect, effect.comparison, in_public=in_public), "money": money(effect),
        "rechecked": rechecked(effect), "in_public": in_public,
    }  # fmt: skip
