from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from oneteam.base.jobs import LONG, every, job
from oneteam.longjobs.kinds import Say, long_job

from . import actions
from .actions.rematching import MATCH_BESIDE
from .enums import MAKE_LISTS, MATCH, PLAN_DAY
from .matching import Parameters
from .planning import ByHand


@every("20 * * * *", name="roundtables.agree_by_silence")
def agree_by_silence() -> None:
    actions.agree_by_silence()


@every("*/5 * * * *", name="roundtables.open_materials")
def open_materials() -> None:
    actions.open_materials()


@every("30 23 * * *", name="roundtables.remind_invited")  # 08:30 in Seoul
def remind_invited() -> None:
    actions.remind_invited()


@every("30 23 * * *", name="roundtables.remind_of_actions")  # 08:30 in Seoul
def remind_of_actions() -> None:
    actions.remind_of_actions()


@every("30 23 * * *", name="roundtables.tell_of_reviews")  # 08:30 in Seoul
def tell_of_reviews() -> None:
    actions.tell_of_reviews()


@job(name=MATCH_BESIDE, queue=LONG)
def match_beside(*, run_id: int) -> None:
    actions.match_beside(run_id)


def _steps(done: int, total: int) -> str:
    return _("Steps done: %(done)s of %(total)s") % {"done": done, "total": total}


def _matched(result: dict[str, Any]) -> tuple[str, str]:
    return _("The list of experts is ready."), reverse("roundtables:run", args=[result["run"]])


def _runs(arguments: dict[str, Any]) -> str:
    return reverse("roundtables:match", args=[arguments["problem"]])


@long_job(
    MATCH, title=gettext_lazy("Matching the experts"), unit=_steps, told=_matched, form=_runs, alone=False,
)  # fmt: skip
def match_problem(say: Say, person: Any, *, problem: str, parameters: dict[str, Any]) -> dict[str, Any]:
    run = actions.match_as_asked(person=person, code=problem, parameters=Parameters.of(parameters), say=say)
    return {"run": run.code}


def _planned(result: dict[str, Any]) -> tuple[str, str]:
    return _("The plan is ready."), _day(result)


def _days(arguments: dict[str, Any]) -> str:
    return reverse("roundtables:days")


@long_job(PLAN_DAY, title=gettext_lazy("Planning a round-table day"), unit=_steps, told=_planned, form=_days)
def plan_day(
    say: Say,
    person: Any,
    *,
    codes: list[str],
    parameters: dict[str, Any],
    before: str,
    by_hand: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    plan = actions.plan_day(
        person=person,
        codes=codes,
        parameters=Parameters.of(parameters),
        before=before,
        say=say,
        by_hand=[ByHand(**pair) for pair in by_hand],
    )
    return {"plan": plan.code}


def _lists(done: int, total: int) -> str:
    return _("Lists made: %(done)s of %(total)s") % {"done": done, "total": total}


def _made(result: dict[str, Any]) -> tuple[str, str]:
    made, refused = len(result["made"]), result["refused"]
    words = ngettext("%(n)s list was made.", "%(n)s lists were made.", made) % {"n": made}
    if refused:
        words += " " + _(
            "Not made, because something has changed since the plan: %(codes)s. Plan the day again."
        ) % {"codes": ", ".join(refused)}
    return words, _day(result)


def _day(of: dict[str, Any]) -> str:
    return reverse("roundtables:day", args=[of["plan"]])


@long_job(MAKE_LISTS, title=gettext_lazy("Making lists of the plan"), unit=_lists, told=_made, form=_day)
def make_lists(say: Say, person: Any, *, plan: str, codes: list[str]) -> dict[str, Any]:
    return {"plan": plan, **actions.make_lists(person=person, plan=plan, codes=codes, say=say)}
