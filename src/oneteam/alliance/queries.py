from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Min,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)  # fmt: skip
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls

from .enums import AgreementKind, Kind, Role, Standing
from .models import (
    Agreement,
    Alliance,
    Disclosure,
    ErasureRequest,
    ImportDraft,
    Invitation,
    MembershipPeriod,
    Organisation,
    Rivalry,
    Seat,
    Skill,
)  # fmt: skip


def keys_of(person_id: int) -> list[str]:
    """The keys of a person at this moment, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT alliance_keys(%s)", [person_id])
        return list(cursor.fetchone()[0])


def with_keys(people: QuerySet[Any]) -> QuerySet[Any]:
    """Each with their keys of this moment, so that ``walls.keys_of`` asks for nobody's again."""
    keys = Func(F("pk"), function="alliance_keys", output_field=ArrayField(TextField()))
    found: QuerySet[Any] = people.annotate(known_keys=keys)
    return found


def enter(person_id: int) -> list[str]:
    """Find the keys and hold them for the rest of the transaction, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT keys, set_config('oneteam.keys', array_to_string(keys, ' '), true),"
            " set_config('oneteam.system', '', true) FROM (SELECT alliance_keys(%s) AS keys OFFSET 0) k",
            [person_id],
        )
        return list(cursor.fetchone()[0])


# The alliance and its organisations ---------------------------------------------------------------


def alliance() -> Alliance | None:
    return Alliance.objects.order_by("pk").first()


def alliance_name() -> str:
    found = alliance()
    return str(found.name) if found else ""


AT_WORK = [role for role in Role if role not in (Role.LEARNER, Role.AUDITOR, Role.ADMINISTRATOR)]
_KINDS = Func(
    Value([kind.value for kind in Kind], output_field=ArrayField(CharField())), F("kind"),
    function="array_position", output_field=IntegerField(),
)  # fmt: skip


def organisations() -> QuerySet[Organisation]:
    """All of them, candidates and those who left included, with the day they joined and their people."""
    in_force = Q(seats__starts_on__lte=timezone.localdate()) & _open("seats__")
    return Organisation.objects.annotate(
        joined_on=Min("periods__starts_on"),
        people_count=Count("seats__person", filter=in_force, distinct=True),
    ).order_by(_KINDS, "pk")


def members() -> QuerySet[Organisation]:
    """Who is a member today, in the order of joining within each kind: public."""
    today = timezone.localdate()
    return (
        Organisation.objects.filter(
            standing=Standing.ACTIVE, kind__in=[Kind.INDUSTRY, Kind.ACADEMIA, Kind.RESEARCH]
        )
        .filter(_period(today))
        .annotate(joined_on=Min("periods__starts_on"))
        .order_by(_KINDS, "joined_on", "pk")
    )


def _period(today: dt.date) -> Q:
    running = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return Q(pk__in=MembershipPeriod.objects.filter(running).values("organisation"))


def startups() -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind=Kind.STARTUP, standing=Standing.ACTIVE)


def shown_organisations() -> QuerySet[Organisation]:
    """What everybody may know of: members and start-ups of today."""
    return organisations().filter(Q(pk__in=members().values("pk")) | Q(pk__in=startups().values("pk")))


def matching(rows: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    fields = ("name__ko", "name__en", "short__ko", "short__en", "sector", "group")
    wanted = Q()
    for field in fields:
        wanted |= Q(**{f"{field}__icontains": words})
    return rows.filter(wanted)


def groups() -> list[str]:
    """The words for groups of affiliates in use."""
    return list(
        Organisation.objects.exclude(group="").order_by("group").values_list("group", flat=True).distinct()
    )


def group_as_kept(word: str) -> str:
    """Spelt as it is already: a slip of the hand would split one party in two."""
    plain = " ".join(word.split())
    return next((kept for kept in groups() if kept.casefold() == plain.casefold()), plain)


def in_groups(*groups: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(group__in=[group for group in groups if group])


def affiliates(organisation: Organisation, *, shown_only: bool = False) -> QuerySet[Organisation]:
    """``shown_only``: those that everybody may know of."""
    if not organisation.group:
        return Organisation.objects.none()
    rows = shown_organisations() if shown_only else Organisation.objects.all()
    return rows.filter(group=organisation.group).exclude(pk=organisation.pk)


def periods(organisation: Organisation) -> QuerySet[MembershipPeriod]:
    return organisation.periods.all()


def period_in(organisation: Organisation, code: str) -> QuerySet[MembershipPeriod]:
    return periods(organisation).select_related("organisation").filter(code=code)


def skills(kind: str = "") -> QuerySet[Skill]:
    return Skill.objects.filter(kind=kind) if kind else Skill.objects.all()


def areas() -> QuerySet[Skill]:
    return skills("area")


# People and seats -------------------------------------------------------------------------------------


def _open(prefix: str = "") -> Q:
    now = timezone.now()
    return Q(**{f"{prefix}ended_at__isnull": True}) | Q(**{f"{prefix}ended_at__gt": now})


def seats() -> QuerySet[Seat]:
    """Seats that have not ended: those in force and those that begin later."""
    return Seat.objects.filter(_open()).select_related("person", "organisation")


def seats_in(organisation: Organisation) -> QuerySet[Seat]:
    return seats().filter(organisation=organisation).order_by("role", "person__name", "pk")


def seat_in(organisation: Organisation, code: str) -> QuerySet[Seat]:
    """One of them by its code, ended or not: what is too late is said and not hidden."""
    return Seat.objects.filter(organisation=organisation, code=code).select_related("person", "organisation")


def ended_seats_in(organisation: Organisation) -> QuerySet[Seat]:
    ended = Seat.objects.filter(organisation=organisation, ended_at__lte=timezone.now())
    return ended.select_related("person").order_by("-ended_at")[:50]


def seats_of(person: Any) -> QuerySet[Seat]:
    return Seat.objects.filter(person=person).select_related("organisation").order_by("-starts_on", "pk")


def people(words: str = "", organisation: Organisation | None = None) -> QuerySet[Any]:
    """Who sits in the alliance today, each once, with their seats in ``held``."""
    now = seats().filter(starts_on__lte=timezone.localdate())
    if organisation is not None:
        now = now.filter(organisation=organisation)
    found = get_user_model().objects.filter(is_active=True, pk__in=now.values("person"))
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(name_en__icontains=words) | Q(title__icontains=words)
            | Q(pk__in=seats().filter(department__icontains=words).values("person"))
        )  # fmt: skip
    return found.order_by("name", "pk").prefetch_related(Prefetch("seats", now, to_attr="held"))


def seat_holders_until_now(since: dt.datetime) -> QuerySet[Any]:
    """Whose seat ended since that moment."""
    ended = Seat.objects.filter(ended_at__gt=since, ended_at__lte=timezone.now())
    return get_user_model().objects.filter(pk__in=ended.values("person")).order_by("pk")


def at_work() -> QuerySet[Seat]:
    """The seats that make somebody one of the alliance's people at this moment, as the database's keys see it."""
    places = Q(organisation__in=members()) | Q(organisation__in=startups())
    return Seat.objects.filter(_open(), places, role__in=AT_WORK, starts_on__lte=timezone.localdate())


def holders(*roles: str, organisation: Organisation | None = None) -> QuerySet[Any]:
    """Active people who hold one of the roles today: whom a letter to "the secretariat" goes to."""
    found = seats().filter(role__in=roles, starts_on__lte=timezone.localdate())
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return get_user_model().objects.filter(is_active=True, pk__in=found.values("person")).order_by("pk")


def officers() -> QuerySet[Any]:
    return holders(Role.OFFICER, Role.HEAD)


def coordinators(organisation: Organisation) -> QuerySet[Any]:
    return holders(Role.COORDINATOR, organisation=organisation)


def person_with(email: str) -> Any:
    return get_user_model().objects.filter(email=email.strip().lower(), is_active=True).first()


def is_known(email: str) -> bool:
    """Whether somebody with this address can sign in."""
    return person_with(email) is not None


def inviting(person: Any) -> QuerySet[Organisation]:
    """The organisations that ``person`` may invite people to."""
    rows = Organisation.objects.exclude(standing=Standing.LEFT)
    numbers = _coordinated_by(person)
    return rows if numbers is None else rows.filter(pk__in=numbers)


def _coordinated_by(person: Any) -> list[int] | None:
    """Whose people ``person`` looks after; ``None`` for everybody's, as the secretariat does."""
    keys = walls.keys_of(person)
    own = [int(key.rsplit(":", 1)[1]) for key in keys if key.startswith("role:coordinator:")]
    return None if "secretariat" in keys else own


# Rivalries, agreements --------------------------------------------------------------------------------


def rivalries() -> QuerySet[Rivalry]:
    return Rivalry.objects.select_related("one", "other", "set_by").order_by("-starts_on", "-pk")


def rivalries_of(organisation: Organisation) -> QuerySet[Rivalry]:
    return rivalries().filter(Q(one=organisation) | Q(other=organisation))


def in_force(today: dt.date | None = None) -> Q:
    """For rivalries and agreements alike: between their two days."""
    today = today or timezone.localdate()
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))


def agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("organisation", "person")


def agreements_in_force(kind: str, on: dt.date | None = None) -> QuerySet[Agreement]:
    """Between their two days and not ended before their time, as far as whoever acts may know of them."""
    return agreements().filter(in_force(on), _open(), kind=kind)


def agreements_of(organisation: Organisation) -> QuerySet[Agreement]:
    return agreements().filter(organisation=organisation)


def agreements_with(person: Any) -> QuerySet[Agreement]:
    return agreements().filter(person=person)


def has_memorandum(organisation: Organisation) -> bool:
    return agreements_in_force(AgreementKind.MOU).filter(organisation=organisation).exists()


# Invitations, imports, erasures -----------------------------------------------------------------------


def invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("organisation", "by")


def invitations_by(person: Any) -> QuerySet[Invitation]:
    """Those that the person looks after: the secretariat all, a coordinator their own organisation's."""
    numbers = _coordinated_by(person)
    return invitations() if numbers is None else invitations().filter(organisation__in=numbers)


def invitation_by_hash(token_hash: str) -> Invitation | None:
    """The one invitation of a link; whoever holds the link may see it, and holds no key."""
    with walls.system("an invitation is shown to who holds its link"):
        return invitations().filter(token_hash=token_hash).first()


def invitation_to_write(code: str) -> Invitation | None:
    with walls.system("a letter to somebody invited, who holds no key yet"):
        return invitations().filter(code=code, used_at__isnull=True, withdrawn_at__isnull=True).first()


def drafts() -> QuerySet[ImportDraft]:
    return ImportDraft.objects.all()


def erasure_requests() -> QuerySet[ErasureRequest]:
    return ErasureRequest.objects.select_related("person", "done_by")


def erasure_waits(code: str) -> bool:
    return ErasureRequest.objects.filter(code=code, done_at__isnull=True).exists()


def open_erasure(person: Any) -> ErasureRequest | None:
    return erasure_requests().filter(person=person, done_at__isnull=True).first()


# The first hour of an empty alliance -----------------------------------------------------------------


def first_steps() -> list[dict[str, Any]]:
    """Five steps for an officer, as ``{% first_steps %}`` draws them; skipped ones count as done."""
    the_alliance = _begun()
    skipped = set(the_alliance.skipped) if the_alliance else set()
    rows = [
        ("name", _("Name and introduction of the alliance"), _("Two fields; they stand on the public page."),
         "alliance:about", _("Write them"), bool(the_alliance and the_alliance.contact)),
        ("organisations", _("Add three organisations"), _("Name and kind are enough; a list can be pasted or read from a CSV file."),
         "alliance:import", _("Add organisations"), bool(the_alliance and the_alliance.organisation_count > 3)),
        ("coordinators", _("Invite a coordinator of each organisation"), _("An e-mail address is enough."),
         "alliance:invite", _("Invite"), bool(the_alliance and the_alliance.coordinated)),
        ("rivals", _("Mark who competes with whom"), _("Nothing is marked by itself. What you mark here decides what rivals never see."),
         "alliance:rivalries", _("Mark rivals"), bool(the_alliance and the_alliance.rivals)),
        ("problem", _("Submit the first problem, or send the link for it"), _("Its owner decides who may see it."),
         "problems:new", _("Write a problem"), bool(the_alliance and the_alliance.problems)),
    ]  # fmt: skip
    steps = [
        {"key": key, "title": title, "words": words, "url": reverse(name), "action": action,
         "done": done or key in skipped, "skip_url": reverse("alliance:skip", args=[key])}
        for key, title, words, name, action, done in rows
    ]  # fmt: skip
    first = next((step for step in steps if not step["done"]), None)
    return [{**step, "main": step is first} for step in steps]


def _begun() -> Any:
    """The alliance and how far it is set up, in one statement.

    ``coordinated``: every organisation but the secretariat's own has, or is awaiting, somebody to talk to.
    """
    others = Organisation.objects.filter(hosts_secretariat=False).exclude(standing=Standing.LEFT)
    waiting = Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    alone = others.exclude(pk__in=seats().values("organisation")).exclude(
        pk__in=waiting.values("organisation")
    )
    every = Organisation.objects.order_by().annotate(all=Value(1)).values("all")
    return (
        Alliance.objects.order_by("pk")
        .annotate(
            organisation_count=Subquery(every.annotate(n=Count("pk")).values("n")),
            coordinated=ExpressionWrapper(Exists(others) & ~Exists(alone), BooleanField()),
            rivals=Exists(Rivalry.objects.all()),
            problems=Exists(Disclosure.objects.all()),
        )
        .first()
    )
