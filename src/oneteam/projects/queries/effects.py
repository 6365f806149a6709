"""Effects, what was measured, and whether they last."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance.models import Disclosure
from oneteam.journal.queries import timeline
from oneteam.problems.models import Problem

from ..clocks import REMIND_BEFORE
from ..enums import COUNTED, PROVEN, EffectState, MeasuredPart, ProjectState
from ..models import (
    Application,
    Effect,
    MeasureKey,
    Measurement,
    PlannedMeasurement,
    Project,
    Recheck,
    TrlRecord,
)


def project_effects(project: Project) -> QuerySet[Effect]:
    """With what was measured of each, for the line over time, in the same statement."""
    measured = Measurement.objects.filter(effect=OuterRef("pk")).order_by("on", "pk")
    figures = measured.values(row=JSONObject(pk="pk", on="on", value="value", part="part"))
    found = Effect.objects.filter(project_code=project.code).select_related(
        "verifier", "verifier_of", "application"
    )
    return found.annotate(figures=ArraySubquery(figures)).order_by("created_at", "pk")


def thread_effects(problem: Problem) -> QuerySet[Effect]:
    return Effect.objects.filter(problem=problem).only("code", "state", "metric").order_by("created_at")


def effects() -> QuerySet[Effect]:
    return Effect.objects.select_related(
        "verifier", "verifier_of", "state_by", "disclosure__owner", "problem__disclosure", "problem__owner"
    )


def effect(code: str) -> QuerySet[Effect]:
    return effects().filter(code=code)


def application_of(effect: Effect) -> Application | None:
    """Where the effect was measured, for those who see the project."""
    if effect.application_id is None:
        return None
    found = Application.objects.filter(pk=effect.application_id)
    return found.select_related("organisation", "confirmed_by").first()


def measurements(effect: Effect) -> QuerySet[Measurement]:
    return Measurement.objects.filter(effect=effect).select_related("by", "evidence")


def latest(effect: Effect) -> Measurement | None:
    return measurements(effect).filter(part=MeasuredPart.AFTER).order_by("on", "pk").last()


def measurement(effect: Effect, code: str) -> QuerySet[Measurement]:
    return measurements(effect).filter(code=code)


def key_of(effect: Effect) -> MeasureKey | None:
    return MeasureKey.objects.filter(effect=effect).select_related("by").first()


def key_by_digest(code: str, digest: str) -> MeasureKey | None:
    """Whose word it is that a machine shows, before anybody's keys are held."""
    with walls.system("a machine shows its word"):
        return MeasureKey.objects.filter(effect__code=code, digest=digest).select_related("by").first()


def planned(effect: Effect) -> QuerySet[PlannedMeasurement]:
    return PlannedMeasurement.objects.filter(effect=effect).select_related("met_by")


def planned_to_remind(today: date) -> QuerySet[PlannedMeasurement]:
    """Days within the next two weeks of projects that go on, of which nobody was reminded yet."""
    going_on = Project.objects.exclude(state__in=(ProjectState.HANDED_OVER, ProjectState.STOPPED))
    open_days = PlannedMeasurement.objects.filter(met_by=None, reminded_on=None)
    soon = open_days.filter(due_on__gte=today, due_on__lte=today + REMIND_BEFORE)
    return soon.filter(effect__project_code__in=going_on.values("code")).select_related("effect")


def rechecks(effect: Effect) -> QuerySet[Recheck]:
    return Recheck.objects.filter(effect=effect).select_related("measurement")


def open_recheck(effect: Effect) -> Recheck | None:
    """The one that was asked for and is not answered."""
    return rechecks(effect).filter(asked_on__isnull=False, answered_at=None).first()


def fresh(recheck: Recheck) -> Measurement | None:
    """The latest figure that was taken about when the re-check fell due and entered since it was asked for.

    With the file that proves it, and none by which another re-check was answered.
    """
    others = rechecks(recheck.effect).exclude(pk=recheck.pk).filter(measurement__isnull=False)
    taken = taken_for(recheck.effect, recheck.asked_on, recheck.due_on)
    return taken.exclude(pk__in=others.values("measurement")).order_by("on", "pk").last()


def taken_for(effect: Any, asked_on: Any, due_on: Any) -> QuerySet[Measurement]:
    """With their file, taken about when a re-check fell due, and entered since it was asked for; also of outer rows."""
    proved = Measurement.objects.filter(effect=effect, part=MeasuredPart.AFTER, evidence__isnull=False)
    return proved.filter(at__date__gte=asked_on, on__gte=due_on - REMIND_BEFORE)


def rechecks_to_ask(today: date) -> QuerySet[Recheck]:
    due = Recheck.objects.filter(asked_on=None, answered_at=None, due_on__lte=today)
    return due.filter(effect__state__in=COUNTED).select_related("effect__verifier", "effect__disclosure")


def effects_verified_by(person: Any, disclosure: Disclosure) -> QuerySet[Effect]:
    return Effect.objects.filter(disclosure=disclosure, verifier=person)


def took_part_in(effect: Effect, person: Any) -> bool:
    """Whether somebody entered a figure of it, or claimed it once."""
    with walls.system("who measured or claimed an effect"):
        claims = timeline(effect.disclosure.thread).filter(
            verb="projects.claimed", target=effect.code, actor=person
        )
        return measurements(effect).filter(by=person).exists() or claims.exists()


def proofs(files: list[Any]) -> set[int]:
    """The files on which a claimed or verified figure rests: nobody may take them away."""
    counted = (EffectState.CLAIMED, *PROVEN)
    with walls.system("whether a figure rests on a file"):
        found = Measurement.objects.filter(evidence__in=files, effect__state__in=counted)
        return set(found.values_list("evidence_id", flat=True))


def proofs_of_steps(files: list[Any]) -> set[int]:
    """The files on which a confirmed step of readiness rests."""
    steps = {file.target.partition(":")[2] for file in files}
    with walls.system("whether a confirmed step rests on a file"):
        confirmed = TrlRecord.objects.filter(code__in=steps, confirmed_at__isnull=False)
        codes = set(confirmed.values_list("code", flat=True))
    return {file.pk for file in files if file.target.partition(":")[2] in codes}


def verified_by(person: Person) -> QuerySet[Effect]:
    return Effect.objects.filter(verifier=person)


def measured_by(person: Person) -> QuerySet[Measurement]:
    return Measurement.objects.filter(by=person)
