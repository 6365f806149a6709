"""What the pages show. The walls decide which rows there are; nothing here filters by permission to see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import queries as alliance
from oneteam.alliance.enums import Role
from oneteam.alliance.models import Organisation
from oneteam.files.models import Attachment
from oneteam.files.queries import attachments
from oneteam.problems.models import DataItem
from oneteam.problems.queries import data_items
from oneteam.projects.models import Member, Partner, Project
from oneteam.projects.rules import OVER as PROJECT_OVER
from oneteam.walls.models import Circle

from .enums import ItemState, OutputState
from .models import Certificate, Item, Opinion, Output
from .rules import ASKED, THERE

SPEAK = (Role.COORDINATOR, Role.OWNER, Role.EXECUTIVE, Role.FOUNDER, Role.OFFICER, Role.HEAD)
MOST_PEOPLE = 200

# --- items -------------------------------------------------------------------------------------------


def items() -> QuerySet[Item]:
    """With those about whom the rules ask."""
    found = Item.objects.select_related(
        "project__disclosure",
        "project__lead",
        "owner",
        "premises",
        "approver",
        "referee",
        "responsible",
        "state_by",
    )
    partners, members = Partner.objects.select_related("organisation"), Member.objects.all()
    return found.prefetch_related(
        Prefetch("project__partners", partners), Prefetch("project__members", members)
    )


def item(code: str) -> QuerySet[Item]:
    return items().filter(code=code)


def locked(item: Item) -> Item:
    """The row as it is now, held until the end: of two at once the second reads what the first did."""
    return Item.objects.select_for_update(of=("self",)).get(pk=item.pk)


def register(project: Project) -> QuerySet[Item]:
    """As the project's page lists them."""
    return Item.objects.filter(project=project).select_related("owner", "premises", "approver", "responsible")


def not_taken_over(project: Project) -> list[DataItem]:
    """What the brief lists and the register does not, for whoever sees the brief."""
    if project.problem is None:
        return []
    taken = Item.objects.filter(project=project, source=OuterRef("pk"))
    return list(data_items(project.problem).filter(~Exists(taken)))


# --- tier --------------------------------------------------------------------------------------------


def opinions(item: Item) -> QuerySet[Opinion]:
    """Whole ones: of rounds that are over everybody's, of this one one's own."""
    return Opinion.objects.filter(item=item, tier__isnull=False).select_related("by")


def begun(person: Any, item: Item) -> Opinion | None:
    return Opinion.objects.filter(item=item, round=item.round, by=person).first()


# --- files, certificates, outputs ----------------------------------------------------------------------


def certificate(item: Item) -> Certificate | None:
    return Certificate.objects.filter(item=item).select_related("by").first()


def files_of(*targets: str) -> dict[str, list[Attachment]]:
    found: dict[str, list[Attachment]] = {target: [] for target in targets}
    for one in attachments().filter(target__in=targets):
        found[one.target].append(one)
    return found


def outputs(item: Item) -> QuerySet[Output]:
    return Output.objects.filter(item=item).select_related("by", "party", "state_by")


def output(code: str) -> QuerySet[Output]:
    found = Output.objects.select_related(
        "by",
        "party",
        "state_by",
        "item__project__disclosure",
        "item__approver",
        "item__owner",
        "item__premises",
    )
    return found.filter(code=code)


def of_items_there(files: list[Attachment]) -> set[int]:
    """Those of data that are provided or in use."""
    codes = {file.target.partition(":")[2] for file in files}
    with walls.system("whether a file belongs to data that are there"):
        there = set(Item.objects.filter(code__in=codes, state__in=THERE).values_list("code", flat=True))
    return {file.pk for file in files if file.target.partition(":")[2] in there}


# --- who can be chosen -----------------------------------------------------------------------------------


def parties(project: Project) -> QuerySet[Organisation]:
    """The owner of the thread and the partners."""
    partners = Partner.objects.filter(project=project).values("organisation")
    return Organisation.objects.filter(Q(pk__in=partners) | Q(pk=project.disclosure.owner_id)).order_by(
        "kind", "pk"
    )


def people(project: Project) -> list[Person]:
    """Those who see the project and have a say somewhere: its own people, who speaks for a party, the secretariat."""
    seats = alliance.at_work().select_related("organisation")
    own = Q(pk__in=Member.objects.filter(project=project).values("person")) | Q(pk=project.responsible_id)
    speaking = seats.filter(organisation__in=parties(project), role__in=SPEAK).order_by().values("person")
    office = seats.filter(role__in=(Role.OFFICER, Role.HEAD)).order_by().values("person")
    some = Person.objects.filter(own | Q(pk__in=speaking) | Q(pk__in=office), is_active=True)
    found = list(
        some.prefetch_related(Prefetch("seats", seats, to_attr="held")).order_by("name", "pk")[:MOST_PEOPLE]
    )
    readers = walls.readers_among(project.circle_id, [one.pk for one in found])
    return [one for one in found if one.pk in readers]


def speakers(organisation: int) -> QuerySet[Person]:
    roles = (Role.OWNER, Role.COORDINATOR, Role.FOUNDER)
    held = alliance.at_work().filter(organisation=organisation, role__in=roles)
    return Person.objects.filter(is_active=True, pk__in=held.order_by().values("person")).order_by("pk")


def field_of(project: Project) -> Circle:
    return Circle.objects.get(pk=project.disclosure.field_id)


# --- what waits ------------------------------------------------------------------------------------------


def overdue(today: date) -> QuerySet[Item]:
    return Item.objects.filter(state=ItemState.IN_USE, ends_on__lt=today)


def to_be_told(today: date) -> QuerySet[Item]:
    """Past an end about which the responsible person was not told yet."""
    late = overdue(today).filter(responsible__isnull=False)
    return late.exclude(told_of=F("ends_on"), told_of__isnull=False).order_by("pk")


def waiting(person: Any, own: list[int], today: date) -> QuerySet[Any]:
    """Past their end, for whoever answers for them; about whose tier the person is to answer; and those of which
    something is to leave that the person has to look at: ``result`` is its code, since ``result_at``.
    """
    results = Output.objects.filter(state=OutputState.ASKED, item__approver=person).exclude(by=person)
    first = results.filter(item=OuterRef("pk")).order_by("created_at", "pk")
    late = overdue(today).filter(responsible=person)
    found = Item.objects.filter(
        Q(pk__in=_to_answer(person, own).values("pk"))
        | Q(pk__in=late.values("pk"))
        | Q(pk__in=results.order_by().values("item"))
    )
    values = {
        "result": Subquery(first.values("code")[:1]),
        "result_at": Subquery(first.values("created_at")[:1]),
    }
    return found.annotate(**values).order_by("state_at")


def _to_answer(person: Any, own: list[int]) -> QuerySet[Item]:
    mine = Opinion.objects.filter(item=OuterRef("pk"), round=OuterRef("round"), by=person, tier__isnull=False)
    tier = (
        (Q(owner__in=own) | Q(approver=person)) & ~Q(answered__contains=["owner"])
        | Q(project__responsible=person) & ~Q(answered__contains=["lead"])
        | Q(referee=person) & ~Q(answered__contains=["referee"])
    )
    asked = Item.objects.filter(tier, ~Exists(mine), state__in=ASKED)
    return asked.exclude(project__state__in=PROJECT_OVER)


# --- of one person, for their own data export --------------------------------------------------------------


def named_in(person: Person) -> QuerySet[Item]:
    return Item.objects.filter(Q(approver=person) | Q(referee=person) | Q(responsible=person))


def opinions_of(person: Person) -> QuerySet[Opinion]:
    return Opinion.objects.filter(by=person)


def outputs_of(person: Person) -> QuerySet[Output]:
    return Output.objects.filter(by=person)


def certified_by(person: Person) -> QuerySet[Certificate]:
    return Certificate.objects.filter(by=person)
