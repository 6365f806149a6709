"""Live pages: a thread's opaque name, a signed pass to hear of its changes, and the word that it changed.

The name tells nothing about the thread. Whoever holds a pass hears of a change only while the walls let them
read what was changed, and hears nothing but the name: the page then asks for its part again, through the walls.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing
from django.db import close_old_connections, connection, transaction
from django.utils.crypto import salted_hmac

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.walls.models import Circle

CHANNEL = "oneteam_live"
SALT = "oneteam.journal.live"
LIFE = 60 * 60 * 4  # seconds


@dataclass(frozen=True)
class Topic:
    """A thread as one person hears of it."""

    name: str
    person: int
    until: float


@dataclass(frozen=True)
class Change:
    """In which thread, and the number of the circle of what was changed."""

    name: str
    circle: int


def name(thread: str) -> str:
    return salted_hmac(SALT, thread, algorithm="sha256").hexdigest()[:32]


def topic(thread: str, person: int) -> str:
    """The pass to put into a page whose reader may see the thread: `data-live="{{ topic }}"`."""
    return signing.TimestampSigner(salt=SALT).sign(f"{name(thread)}.{person}")


def read(token: str) -> Topic | None:
    """The topic of a pass that is genuine and not too old."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        said, person = signer.unsign(token, max_age=LIFE).split(".")
        since = signing.b62_decode(signing.Signer(salt=SALT).unsign(token).rsplit(":", 1)[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return Topic(said, int(person), since + LIFE)


def changed(thread: str, circle: Circle) -> None:
    """Tell open pages of the thread; PostgreSQL delivers it when the transaction commits, once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{name(thread)} {circle.pk}"])


def heard(payload: str) -> Change:
    """What ``changed`` said."""
    said, circle = payload.split()
    return Change(said, int(circle))


def admitted(people: Iterable[int], circle: int) -> set[int]:
    """Those of the people who may read what was changed, as the walls stand now."""
    close_old_connections()
    try:
        return {one.pk for one in Person.objects.filter(pk__in=list(people)) if _sees(one, circle)}
    finally:
        close_old_connections()


def _sees(person: Person, circle: int) -> bool:
    with transaction.atomic(), walls.acting_as(person if person.is_active else None):
        return Circle.objects.filter(pk=circle).exists()
