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

from .models import Entry

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
    """In which thread or part of one, and the number of the circle of what was changed."""

    about: str
    circle: int

    @property
    def name(self) -> str:
        return name(self.about)

    @property
    def thread(self) -> str:
        return self.about.partition("#")[0]


def name(about: str) -> str:
    return salted_hmac(SALT, about, algorithm="sha256").hexdigest()[:32]


def topic(about: str, person: int) -> str:
    """The pass to put into a page whose reader may see the thread: `data-live="{{ topic }}"`."""
    return signing.TimestampSigner(salt=SALT).sign(f"{name(about)}.{person}")


def read(token: str) -> Topic | None:
    """The topic of a pass that is genuine and not too old."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        said, person = signer.unsign(token, max_age=LIFE).split(".")
        since = signing.b62_decode(signing.Signer(salt=SALT).unsign(token).rsplit(":", 1)[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return Topic(said, int(person), since + LIFE)


def changed(about: str, circle: int) -> None:
    """Tell open pages of the thread, or of its part; PostgreSQL delivers it when the transaction commits, once.

    ``about``: the thread, or ``thread#part`` for pages that hear of a part alone; ``circle``: its number.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{about} {circle}"])


def heard(payload: str) -> Change | None:
    """What ``changed`` said; nothing, where a process of another version said it otherwise."""
    about, _, circle = payload.partition(" ")
    return Change(about, int(circle)) if circle.isdigit() else None


def admitted(people: Iterable[int], change: Change) -> set[int]:
    """Whose page is to ask again: of those who may read what was changed, as the walls stand now, and of those
    who read nothing of the thread any more, so that what they have open goes away.
    """
    close_old_connections()
    try:
        asked = set(people)
        with transaction.atomic():
            reading = walls.readers_among(change.circle, asked)
        others = Person.objects.filter(pk__in=asked - reading)
        return reading | {one.pk for one in others if _reads_nothing(one, change)}
    finally:
        close_old_connections()


def _reads_nothing(person: Person, change: Change) -> bool:
    with transaction.atomic(), walls.acting_as(person if person.is_active else None):
        return not Entry.objects.filter(thread=change.thread).exists()
