from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from oneteam.base.jobs import LONG, every, job
from oneteam.longjobs.kinds import Say, long_job

from . import actions
from .actions.rematching import MATCH_BESIDE
from .enums import FIND_DATES, LAY_OUT, MAKE_LISTS, MATCH, PLAN_DAY
from .matching import Parameters
from .planning import ByHand
from .sessions import Setting
from .timetable import Wish


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


def _dates(done: int, total: int) -> str:
    """All tables are placed together before other dates are sought for each."""
    if not done:
        return _("Dates are sought for %(total)s tables together") % {"total": total}
    return _("Other dates sought: tables %(done)s of %(total)s") % {"done": done, "total": total}


def _dated(result: dict[str, Any]) -> tuple[str, str]:
    return _("The dates are found."), reverse("roundtables:found_dates", args=[result["search"]])


def _seek(arguments: dict[str, Any]) -> str:
    return reverse("roundtables:dates")


@long_job(
    FIND_DATES, title=gettext_lazy("Finding dates"), unit=_dates, told=_dated, form=_seek, alone=False,
)  # fmt: skip
def find_dates(say: Say, person: Any, *, codes: list[str], wish: dict[str, Any]) -> dict[str, Any]:
    asked = Wish(**wish | {"last": date.fromisoformat(wish["last"])})
    return {"search": actions.find_dates(person=person, codes=codes, wish=asked, say=say).code}


def _sessions(done: int, total: int) -> str:
    """All tables are placed together before those without a place are looked at."""
    if not done:
        return _("Sessions are sought for %(total)s tables together") % {"total": total}
    return _("Tables looked at: %(done)s of %(total)s") % {"done": done, "total": total}


def _laid(result: dict[str, Any]) -> tuple[str, str]:
    return _("The timetable of the day is ready."), reverse(
        "roundtables:timetable", args=[result["timetable"]]
    )


def _layout(arguments: dict[str, Any]) -> str:
    return reverse("roundtables:lay_out", args=[arguments["plan"]])


@long_job(
    LAY_OUT, title=gettext_lazy("Laying out a round-table day"), unit=_sessions, told=_laid, form=_layout, alone=False,
)  # fmt: skip
def lay_out_day(say: Say, person: Any, *, plan: str, setting: dict[str, Any]) -> dict[str, Any]:
    made = actions.lay_out_day(person=person, plan=plan, setting=_setting(setting), say=say)
    return {"timetable": made.code}


def _setting(kept: dict[str, Any]) -> Setting:
    moments = {"on": date.fromisoformat, "opens": time.fromisoformat, "closes": time.fromisoformat}
    return Setting(**kept | {name: read(kept[name]) for name, read in moments.items()})
