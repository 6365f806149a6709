from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import NAME
from oneteam.alliance import queries as alliance
from oneteam.alliance.circles import Facts, Keys, Name, compose
from oneteam.alliance.disclosure import facts_of
from oneteam.alliance.enums import AgreementKind, NamedRole, Part, Role, SkillKind, Stage
from oneteam.alliance.models import Disclosure, Named, Organisation, Seat, Skill
from oneteam.walls.models import inside

from .models import Brief, DataItem, LevelRequest, Problem, Scoping

AT_THE_DESK = inside("disclosure__desk")
"""Whether who acts now is inside the desk of a problem: its owner's people, and officers whom no wall bars."""


def problems() -> QuerySet[Problem]:
    return Problem.objects.select_related("owner", "disclosure").annotate(desk_seen=AT_THE_DESK)


def filtered(*, words: str = "", state: str = "", area: str = "", owner: str = "") -> QuerySet[Problem]:
    """Only those whose state the reader follows are told by state."""
    found = problems()
    if words:
        found = found.filter(_about(words))
    if state:
        found = found.filter(AT_THE_DESK)
    exact = {"state": state, "area": area, "owner__code": owner}
    return found.filter(**{name: value for name, value in exact.items() if value})


def _about(words: str) -> Q:
    wanted = Q(code__iexact=words)
    for place in ("title__ko", "title__en", "teaser__ko", "teaser__en"):
        wanted |= Q(**{f"{place}__icontains": words})
    return wanted


def one(code: str) -> QuerySet[Problem]:
    """A problem with its brief, where that may be seen too, and whether a request to open it further waits."""
    waiting = LevelRequest.objects.filter(problem=OuterRef("pk"), answered_at=None)
    found = problems().select_related("brief__contact").annotate(request_waits=Exists(waiting))
    return found.filter(code=code)


def data_items(problem: Problem) -> QuerySet[DataItem]:
    return DataItem.objects.filter(brief__problem=problem)


def brief_of(problem: Problem) -> Brief | None:
    return Brief.objects.filter(problem=problem).first()


def scopings(problem: Problem) -> QuerySet[Scoping]:
    """As a page lists them, and of each no more than is shown."""
    found = Scoping.objects.filter(problem=problem).select_related("scoper", "private")
    shown = ("recommendation", "route", "note", "begun_at", "finished_at", "private__text")
    return found.only(*shown, *(f"scoper__{name}" for name in NAME))


def open_scoping(problem: Problem) -> Scoping | None:
    return Scoping.objects.filter(problem=problem, finished_at=None).first()


def named(problem: Problem) -> QuerySet[Named]:
    rows = Named.objects.filter(disclosure=problem.disclosure)
    return rows.select_related("person", "organisation").order_by("role", "pk")


def open_request(problem: Problem) -> LevelRequest | None:
    """The one request to open the problem further that waits for an answer."""
    waiting = LevelRequest.objects.filter(problem=problem, answered_at=None)
    return waiting.select_related("by", "problem__disclosure").first()


def level_request(code: str) -> LevelRequest | None:
    rows = LevelRequest.objects.select_related("by", "problem__disclosure", "problem__owner")
    return rows.filter(code=code).first()


def waived(problem: Problem, person: Any) -> bool:
    """Whether the owner has waived the conflict of this person for this problem."""
    waivers = alliance.agreements_in_force(AgreementKind.WAIVER)
    return waivers.filter(person=person, thread=problem.code).exists()


def officers() -> QuerySet[Any]:
    return alliance.officers()


def officers_who_see(problem: Problem) -> list[Any]:
    """The officers at its desk: not the one who works for a rival, and of a sealed one the named."""
    return [officer for officer in officers() if _at_the_desk(officer, problem)]


def _at_the_desk(person: Any, problem: Problem) -> bool:
    with walls.acting_as(person):
        return Problem.objects.filter(AT_THE_DESK, pk=problem.pk).exists()


def person(code: str) -> Any:
    """Somebody active who holds a seat in the alliance today."""
    return alliance.people().filter(code=code).first()


def named_person(problem: Problem, code: str) -> Any:
    """Somebody named, also who holds no seat any more."""
    row = named(problem).filter(person__code=code).first()
    return row.person if row else None


def officers_named(disclosure: Any) -> QuerySet[Named]:
    """Those who still work for the secretariat. ``disclosure``: one, or a reference of a subquery."""
    found = Named.objects.filter(disclosure=disclosure, role=NamedRole.OFFICER)
    return found.filter(person__in=alliance.officers())


def to_be_named(words: str) -> list[Any]:
    """At most ten people of the alliance whom the words fit, each with their seats in ``held`` and their keys."""
    return list(alliance.with_keys(alliance.people(words))[:10]) if words else []


def contacts() -> QuerySet[Seat]:
    """Whoever may bring problems for a member: the seats from which a contact is chosen."""
    speaking = alliance.seats().filter(role__in=(Role.OWNER, Role.COORDINATOR, Role.EXECUTIVE))
    now = speaking.filter(starts_on__lte=timezone.localdate(), organisation__in=alliance.members())
    return now.filter(person__is_active=True).order_by(
        "organisation__kind", "organisation", "person__name", "role"
    )


def owners() -> list[tuple[str, str]]:
    """The members, for the filter: cheaper than asking whose problems one sees, and it tells nothing."""
    return [(row.code, str(row)) for row in alliance.members()]


def area_choices() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in alliance.skills(SkillKind.AREA)]


def method_choices() -> list[tuple[str, str]]:
    return [(skill.code, str(skill.label)) for skill in alliance.skills(SkillKind.METHOD)]


def labels(codes: list[str]) -> list[str]:
    return [str(skill.label) for skill in Skill.objects.filter(code__in=codes)]


def organisations(numbers: list[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=numbers)


# --- of one person, for their own data export --------------------------------------------------------


def spoken_for_by(person: Any) -> QuerySet[Problem]:
    return Problem.objects.filter(brief__contact=person).order_by("pk")


def namings_of(person: Any) -> QuerySet[Named]:
    return Named.objects.filter(person=person).order_by("pk")


def scoped_by(person: Any) -> QuerySet[Scoping]:
    return Scoping.objects.filter(scoper=person).order_by("pk")


def asked_to_open_by(person: Any) -> QuerySet[LevelRequest]:
    return LevelRequest.objects.filter(by=person).order_by("pk")


def answered_by(person: Any) -> QuerySet[LevelRequest]:
    return LevelRequest.objects.filter(answered_by=person).order_by("pk")


# --- how others will see it ------------------------------------------------------------------------

READERS = ("expert", "secretariat", "member", "rival", "learner", "startup", "visitor")


def views_of_others(disclosure: Disclosure, **changed: Any) -> list[dict[str, Any]]:
    """For each kind of reader, which parts they would see once the problem is open. Nothing is saved."""
    circles = compose(_facts(disclosure, **changed))
    parts = {
        "area": Part.TEASER,
        "teaser": Part.TEASER,
        "brief": Part.BRIEF,
        "files": Part.BRIEF,
        "room": Part.ROOM,
    }
    return [
        {"reader": reader}
        | {name: _sees(circles[part], _keys(reader, disclosure)) for name, part in parts.items()}
        for reader in READERS
    ]


def peek(disclosure: Disclosure, **changed: Any) -> dict[str, bool]:
    """What a member that is no rival would see: for the redacted preview."""
    rows = views_of_others(disclosure, **changed)
    return {
        name: seen
        for name, seen in next(r for r in rows if r["reader"] == "member").items()
        if name != "reader"
    }


def _facts(disclosure: Disclosure, **changed: Any) -> Facts:
    somebody = Name(NamedRole.EXPERT, person=0, rests_on=(0,))
    return replace(facts_of(disclosure, ()), stage=Stage.OPEN, named=(somebody,), **changed)


def _keys(reader: str, disclosure: Disclosure) -> set[str]:
    held = {
        "expert": {"at:0:0", "nda:0:0", "member"},
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
