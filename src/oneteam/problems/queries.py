from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from oneteam.alliance.circles import Facts, Keys, compose
from oneteam.alliance.enums import NamedRole, Part, Stage
from oneteam.alliance.models import Disclosure, Named, Organisation, Skill

from .models import Brief, DataItem, Problem, Scoping


def problems() -> QuerySet[Problem]:
    return Problem.objects.select_related("owner", "disclosure")


def filtered(
    *, words: str = "", state: str = "", area: str = "", followed: list[int] | None = None
) -> QuerySet[Problem]:
    """``followed``: the owners whose states the reader follows, ``None`` for all: only theirs are told by state."""
    found = problems()
    if words:
        found = found.filter(Q(code__iexact=words) | Q(title__icontains=words) | Q(teaser__icontains=words))
    if state:
        found = found.filter(state=state)
        found = found if followed is None else found.filter(owner__in=followed)
    return found.filter(area=area) if area else found


def one(code: str) -> QuerySet[Problem]:
    """A problem with its brief, where that may be seen too."""
    return problems().select_related("brief", "brief__contact", "state_by").filter(code=code)


def data_items(problem: Problem) -> QuerySet[DataItem]:
    return DataItem.objects.filter(brief__problem=problem)


def brief_of(problem: Problem) -> Brief | None:
    return Brief.objects.filter(problem=problem).first()


def scopings(problem: Problem) -> QuerySet[Scoping]:
    return Scoping.objects.filter(problem=problem).select_related("scoper", "private")


def open_scoping(problem: Problem) -> Scoping | None:
    return Scoping.objects.filter(problem=problem, finished_at=None).first()


def named(problem: Problem) -> QuerySet[Named]:
    rows = Named.objects.filter(disclosure=problem.disclosure)
    return rows.select_related("person", "organisation").order_by("role", "pk")


def area_choices() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in Skill.objects.filter(kind="area")]


def method_choices() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in Skill.objects.filter(kind="method")]


def labels(codes: list[str]) -> list[str]:
    return [str(skill.label) for skill in Skill.objects.filter(code__in=codes)]


def organisations(numbers: list[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=numbers)


def officers() -> QuerySet[Any]:
    from oneteam.accounts.models import Person

    return Person.objects.filter(
        seats__role__in=("officer", "head"), seats__ended_at=None, is_active=True
    ).distinct()


# --- how others will see it ------------------------------------------------------------------------

READERS = ("expert", "secretariat", "member", "rival", "learner", "startup", "visitor")


def views_of_others(disclosure: Disclosure, **changed: Any) -> list[dict[str, Any]]:
    """For each kind of reader, which parts they would see once the problem is open."""
    level = changed.get("level", disclosure.level)
    facts = Facts(
        level=level,
        stage=Stage.OPEN,
        owner=disclosure.owner_id,
        area=disclosure.area,
        hidden_from_rivals=changed.get("hidden_from_rivals", disclosure.hidden_from_rivals),
        for_learners=changed.get("for_learners", disclosure.for_learners),
        for_startups=changed.get("for_startups", disclosure.for_startups),
        named=((NamedRole.EXPERT, "person", 0),),
    )
    circles = compose(facts)
    return [
        {
            "reader": reader,
            "teaser": _sees(circles[Part.TEASER], _keys(reader, disclosure)),
            "brief": _sees(circles[Part.BRIEF], _keys(reader, disclosure)),
            "room": _sees(circles[Part.ROOM], _keys(reader, disclosure)),
        }
        for reader in READERS
    ]


def _keys(reader: str, disclosure: Disclosure) -> set[str]:
    held = {
        "expert": {"person:0", "nda:0", "member"},
        "secretariat": {"secretariat", "member"},
        "member": {"member"},
        "rival": {"member", f"rival:{disclosure.owner_id}:{disclosure.area}"},
        "learner": {"learner"},
        "startup": {"startup"},
    }
    return held.get(reader, set()) | {"public"}


def _sees(circle: Keys, keys: set[str]) -> bool:
    """The condition of the walls, for somebody who does not exist yet."""
    return bool(circle.admitted & keys or (circle.readers & keys and not circle.barred & keys))
