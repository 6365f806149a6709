"""An effect from its plan to the claim. No evidence, no count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.races import or_else
from oneteam.base.text import day, say
from oneteam.base.workflow import save_version
from oneteam.files.actions import attach
from oneteam.problems.enums import Better

from .. import queries, rules
from ..clocks import REMIND_BEFORE
from ..comparing import compared
from ..enums import MeasuredBy, MeasuredPart, Method, Reading
from ..models import Application, Effect, Measurement, PlannedMeasurement, Project
from ..saving import LARGEST, MOST_FACTORS, Factor, product
from ..workflow import EFFECT
from ._common import hold, project_of, require_running, tell_of, write

PER_CENT = ("%", "％")
CONTROL = (MeasuredPart.CONTROL_BEFORE, MeasuredPart.CONTROL_AFTER)


class Figure(NamedTuple):
    """One figure as it was measured."""

    on: date
    value: Decimal
    n: int | None = None
    spread: Decimal | None = None
    note: Bi = Bi()
    part: str = MeasuredPart.AFTER


@transaction.atomic
def plan_effect(
    *, person: Any, project: Project | None = None, application: Application | None = None, metric: Bi, better: str,
    baseline: Decimal, baseline_on: date, target: Decimal, method: str, reading: str = Reading.FIGURE,
    baseline_n: int | None = None, baseline_spread: Decimal | None = None, unit: str = "", **values: Any,
) -> Effect:  # fmt: skip
    """What is to be measured, best before the project starts; the site may be known later."""
    code = application.project.code if application is not None else project.code if project else ""
    project = queries.one(code).get()
    require(rules.may_manage(person, project))
    _check_plan(metric, better, baseline, baseline_on, target)
    check_reading(reading, unit)
    check_figure(reading, baseline, baseline_n, baseline_spread, prefix="baseline")
    effect = Effect.objects.create(
        application=application, project_code=project.code, problem=project.problem, disclosure=project.disclosure,
        circle=project.circle, state_by=person, metric=metric, better=better, baseline=baseline,
        baseline_on=baseline_on, target=target, method=method, reading=reading, baseline_n=baseline_n,
        baseline_spread=baseline_spread, unit=unit, **values,
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


def check_reading(reading: str, unit: str) -> None:
    if reading == Reading.RATE and unit.strip() not in PER_CENT:
        raise invalid(
            "unit",
            _(
                "A share is measured in per cent. Please write the per cent sign as the unit, or choose another kind of figure."
            ),
        )


def check_figure(
    reading: str, value: Decimal, n: int | None, spread: Decimal | None, *, prefix: str = ""
) -> None:
    """Whether value, sample and spread can be what the effect says its figures are."""
    fields = {
        "value": prefix or "value",
        "n": f"{prefix}_n".lstrip("_"),
        "spread": f"{prefix}_spread".lstrip("_"),
    }
    if reading == Reading.RATE and not 0 <= value <= 100:
        raise invalid(fields["value"], _("A share lies between 0 and 100 per cent. Please check the figure."))
    if reading == Reading.COUNT and value < 0:
        raise invalid(fields["value"], _("Events are counted from 0 up. Please check the figure."))
    if reading in (Reading.RATE, Reading.COUNT) and n is None:
        words = _(
            "Please give the sample: of how many the share is, or over how long or how many the events were counted."
        )
        raise invalid(fields["n"], words)
    if spread is None:
        return
    if spread < 0:
        raise invalid(fields["spread"], _("A standard deviation is 0 or more. Please check the figure."))
    if reading != Reading.MEAN or n is None or n < 2:
        words = _(
            "A spread belongs to the mean of two or more values. Please leave it out, or give their number."
        )
        raise invalid(fields["spread"], words)


@transaction.atomic
def measure(
    *, person: Any, effect: Effect, on: date, value: Decimal, n: int | None = None, note: Bi | None = None,
    upload: Any = None, spread: Decimal | None = None, part: str = MeasuredPart.AFTER,
) -> Measurement:  # fmt: skip
    """Enter a figure, with the file that proves it."""
    project = _require_measuring(person, effect)
    figure = Figure(on, value, n, spread, note or Bi(), part)
    check_measured(effect, figure)
    evidence = _evidence(person, project, effect, upload) if upload is not None else None
    measurement = _enter(person, project, effect, figure, MeasuredBy.HAND, evidence)
    _tell_verifier(effect, [measurement], person)
    tell_of(effect, "measured", person, on=on.isoformat())
    return measurement


@transaction.atomic
def measure_many(
    *,
    person: Any,
    effect: Effect,
    figures: Sequence[Figure],
    upload: Any = None,
    source: str = MeasuredBy.TABLE,
) -> list[Measurement]:
    """All of them, or none where one is wrong. ``upload``: the table itself, which proves what it holds."""
    project = _require_measuring(person, effect)
    for figure in figures:
        check_measured(effect, figure)
    evidence = _evidence(person, project, effect, upload) if upload is not None else None
    made = [_enter(person, project, effect, figure, source, evidence) for figure in figures]
    _tell_verifier(effect, made, person)
    days = sorted(figure.on for figure in figures)
    tell_of(
        effect, "measured_many", person, n=len(made), since=days[0].isoformat(), until=days[-1].isoformat()
    )
    return made


def _require_measuring(person: Any, effect: Effect) -> Project:
    project = project_of(effect)
    if not effect.is_proven:
        require_running(person, project)
        return project
    if queries.open_recheck(effect) is None:
        raise Refused(_("This effect has been verified; its figures stay as they are."))
    require(rules.may_measure_again(person, project))
    return project


@transaction.atomic
def prove(*, person: Any, measurement: Measurement, upload: Any) -> None:
    """The file that proves a figure, for one that was entered without."""
    effect = measurement.effect
    project = _require_measuring(person, effect)
    if measurement.evidence is not None:
        raise Refused(_("This figure has its file already."))
    evidence = _evidence(person, project, effect, upload)
    rows = Measurement.objects.filter(pk=measurement.pk, evidence=None)
    require(rows.update(evidence=evidence) == 1)
    _tell_verifier(effect, [measurement], person)


def check_measured(effect: Effect, figure: Figure) -> None:
    _check_day(effect, figure.on, figure.part)
    check_figure(effect.reading, figure.value, figure.n, figure.spread)
    if figure.part in CONTROL and effect.method != Method.CONTROL:
        words = _(
            "This effect has no control line. Choose what was measured, or plan an effect with a control line."
        )
        raise invalid("part", words)


def _evidence(person: Any, project: Project, effect: Effect, upload: Any) -> Any:
    shown = project.disclosure
    return attach(
        person=person, upload=upload, target=evidence_of(effect), thread=shown.thread, circle=project.circle,
        confidential=shown.is_confidential,
    )  # fmt: skip


def _enter(
    person: Any, project: Project, effect: Effect, figure: Figure, source: str, evidence: Any
) -> Measurement:
    made = Measurement.objects.create(
        effect=effect, on=figure.on, value=figure.value, n=figure.n, spread=figure.spread, note=figure.note,
        part=figure.part, source=source, by=person, circle=project.circle, evidence=evidence,
    )  # fmt: skip
    if figure.part == MeasuredPart.AFTER:
        meet(made)
    return made


def _tell_verifier(effect: Effect, made: Sequence[Measurement], person: Any) -> None:
    """One letter, once there is a figure with its file by which the re-check can be answered."""
    recheck = queries.open_recheck(effect)
    if recheck is not None and effect.verifier is not None and queries.fresh(recheck) in made:
        write("recheck_ready", [effect.verifier], person, effect=effect.code)


def meet(measurement: Measurement) -> None:
    """A measurement meets the first planned day that is open, from two weeks before it on."""
    until = measurement.on + REMIND_BEFORE
    planned = PlannedMeasurement.objects.filter(effect=measurement.effect_id, met_by=None, due_on__lte=until)
    if (first := planned.first()) is not None:
        PlannedMeasurement.objects.filter(pk=first.pk).update(met_by=measurement)


def evidence_of(effect: Effect) -> str:
    return f"effect:{effect.code}"


def _check_day(effect: Effect, on: date, part: str) -> None:
    if effect.is_proven and effect.claimed_on and on <= effect.claimed_on:
        words = _("A re-check needs a figure that is newer than the one that was verified (%(day)s).")
        raise invalid("on", say(words, day=day(effect.claimed_on, weekday=False)))
    if on > timezone.localdate():
        raise invalid("on", _("This day is still to come. Please give the day on which it was measured."))
    if on < effect.baseline_on and part in (MeasuredPart.AFTER, MeasuredPart.CONTROL_AFTER):
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
        verdict=Bi(), evidenced=True, comparison=compared(effect, queries.measurements(effect)),
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


# When it is to be measured, and what it saves --------------------------------------------------------------


@transaction.atomic
def plan_measurement(*, person: Any, effect: Effect, due_on: date) -> None:
    """A day on which it is to be measured; the project is reminded two weeks before."""
    project = project_of(effect)
    require(rules.may_manage(person, project))
    if due_on <= timezone.localdate():
        raise invalid("due_on", _("Please give a date to come."))
    with or_else(invalid("due_on", _("This day is planned already."))):
        PlannedMeasurement.objects.create(effect=effect, due_on=due_on, circle=project.circle)
    tell_of(effect, "measurement_planned", person, on=due_on.isoformat())


@transaction.atomic
def unplan_measurement(*, person: Any, effect: Effect, due_on: date) -> None:
    require(rules.may_manage(person, project_of(effect)))
    gone, _rows = PlannedMeasurement.objects.filter(effect=effect, due_on=due_on, met_by=None).delete()
    require(gone > 0)
    tell_of(effect, "measurement_unplanned", person, on=due_on.isoformat())


@transaction.atomic
def remind_of_measurements() -> int:
    """The job of every morning: the project is told of what is to be measured within two weeks. Answers of how many."""
    today, told = timezone.localdate(), 0
    with walls.system("remind of planned measurements"):
        for planned in queries.planned_to_remind(today):
            rows = PlannedMeasurement.objects.filter(pk=planned.pk, reminded_on=None)
            if rows.update(reminded_on=today):
                project = queries.one(planned.effect.project_code).get()
                people = [project.responsible, *(member.person for member in project.members.all())]
                write("measure_soon", people, None, effect=planned.effect.code, on=planned.due_on.isoformat())
                told += 1
    return told


@transaction.atomic
def set_saving(*, person: Any, effect: Effect, version: int, factors: Sequence[Factor]) -> None:
    """Money saved, by a formula that everybody can follow; without factors there is none."""
    project = project_of(effect)
    hold(effect, "state")
    require(rules.may_set_saving(person, effect, project))
    _check_saving(factors)
    save_version(effect, version, saving=[one.kept() for one in factors])
    tell_of(effect, "saving_set", person)


def _check_saving(factors: Sequence[Factor]) -> None:
    if len(factors) == 1:
        words = _(
            "One number alone is no formula. Please give what was avoided and what each costs, for instance."
        )
        raise invalid("", words)
    require(len(factors) <= MOST_FACTORS)
    if any(one.value <= 0 for one in factors):
        raise invalid("", _("Each factor is a number above 0."))
    if any(not one.what or not one.source or not one.unit.strip() for one in factors):
        raise invalid(
            "", _("Please say of each factor what it is, its unit and where the figure comes from.")
        )
    if product(factors) >= LARGEST:
        raise invalid("", _("This comes to more than a quadrillion won. Please check the factors."))
