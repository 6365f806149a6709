"""An effect from its plan to the claim. No evidence, no count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import day, say
from oneteam.files.actions import attach
from oneteam.problems.enums import Better

from .. import queries, rules
from ..enums import EffectState
from ..models import Application, Effect, Measurement, Project
from ..workflow import EFFECT
from ._common import project_of, require_running, tell_of, write


@transaction.atomic
def plan_effect(
    *, person: Any, project: Project | None = None, application: Application | None = None, metric: Bi, better: str,
    baseline: Decimal, baseline_on: date, target: Decimal, method: str, **values: Any,
) -> Effect:  # fmt: skip
    """What is to be measured, best before the project starts; the site may be known later."""
    code = application.project.code if application is not None else project.code if project else ""
    project = queries.one(code).get()
    require(rules.may_manage(person, project))
    _check_plan(metric, better, baseline, baseline_on, target)
    effect = Effect.objects.create(
        application=application, project_code=project.code, problem=project.problem, disclosure=project.disclosure,
        circle=project.circle, state_by=person, metric=metric, better=better, baseline=baseline,
        baseline_on=baseline_on, target=target, method=method, **values,
    )  # fmt: skip
    tell_of(effect, "effect_planned", person)
    return effect


def _check_plan(metric: Bi, better: str, baseline: Decimal, baseline_on: date, target: Decimal) -> None:
    if not metric:
        raise invalid("metric", _("Please write what is measured."))
    if baseline_on > timezone.localdate():
        raise invalid(
            "baseline_on",
            _("The baseline is what was measured already. Please give the day it was measured."),
        )
    if target == baseline or (target > baseline) != (better == Better.HIGHER):
        words = _("The target is not better than the baseline in this direction. Please check the figures.")
        raise invalid("target", words)


@transaction.atomic
def measure(
    *, person: Any, effect: Effect, on: date, value: Decimal, n: int | None = None, note: Bi | None = None,
    upload: Any = None,
) -> Measurement:  # fmt: skip
    """Enter a figure, with the file that proves it."""
    project = project_of(effect)
    require_running(person, project)
    if effect.state == EffectState.VERIFIED:
        raise Refused(_("This effect has been verified; its figures stay as they are."))
    _check_day(effect, on)
    evidence = None
    if upload is not None:
        shown = project.disclosure
        evidence = attach(
            person=person, upload=upload, target=evidence_of(effect), thread=shown.thread, circle=project.circle,
            confidential=shown.is_confidential,
        )  # fmt: skip
    measurement = Measurement.objects.create(
        effect=effect,
        on=on,
        value=value,
        n=n,
        note=note or Bi(),
        by=person,
        circle=project.circle,
        evidence=evidence,
    )
    tell_of(effect, "measured", person, on=on.isoformat())
    return measurement


def evidence_of(effect: Effect) -> str:
    return f"effect:{effect.code}"


def _check_day(effect: Effect, on: date) -> None:
    if on > timezone.localdate():
        raise invalid("on", _("This day is still to come. Please give the day on which it was measured."))
    if on < effect.baseline_on:
        words = _(
            "This is before the baseline (%(day)s), so it cannot show what changed. Please check the day."
        )
        raise invalid("on", say(words, day=day(effect.baseline_on, weekday=False)))


@transaction.atomic
def claim(*, person: Any, effect: Effect, application: Application | None = None) -> None:
    """Say that the effect is there, by the latest measurement, at a site that confirmed."""
    project = project_of(effect)
    require(rules.may_claim(person, effect, project))
    latest = queries.latest(effect)
    if latest is None or latest.evidence is None:
        words = _(
            "No evidence, no count: enter the latest measurement with the file that proves it. Then it can be claimed."
        )
        raise invalid("", words)
    site = _site(project, effect, application)
    EFFECT.advance(
        effect, "claim", by=person, claimed=latest.value, claimed_n=latest.n, claimed_on=latest.on, application=site,
        verdict=Bi(),
    )  # fmt: skip
    tell_of(effect, "claimed", person)
    if effect.verifier is not None:
        write("verify", [effect.verifier], person, effect=effect.code)


def _site(project: Project, effect: Effect, chosen: Application | None) -> Application:
    """The site at which it counts: the one chosen, the one planned, or the only one that confirmed."""
    confirmed = [site for site in queries.applications(project) if site.confirmed_at is not None]
    wanted = chosen.pk if chosen is not None else effect.application_id
    found = [site for site in confirmed if site.pk == wanted] if wanted else confirmed
    if not found:
        raise invalid(
            "",
            _("An effect counts at a site that has confirmed it. Report the site, or remind it to confirm."),
        )
    if len(found) > 1:
        raise invalid("application", _("Please choose the site at which this was measured."))
    return found[0]
