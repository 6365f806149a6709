"""Live pages: a thread's opaque name, a signed pass to hear of its changes, and the word that it changed.

The name tells nothing about the thread, and the message holds nothing but the name: whoever hears it
asks for the page's part again, through the walls.
"""

from dataclasses import dataclass

from django.core import signing
from django.db import connection
from django.utils.crypto import salted_hmac

CHANNEL = "oneteam_live"
SALT = "oneteam.journal.live"
LIFE = 60 * 60 * 4  # seconds; whoever lost access hears no more than this long that something changed


@dataclass(frozen=True)
class Topic:
    name: str
    until: float


def name(thread: str) -> str:
    return salted_hmac(SALT, thread, algorithm="sha256").hexdigest()[:32]


def topic(thread: str) -> str:
    """The pass to put into a page whose reader may see the thread: `data-live="{{ topic }}"`."""
    return signing.TimestampSigner(salt=SALT).sign(name(thread))


def read(token: str) -> Topic | None:
    """The topic of a pass that is genuine and not too old."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        said = signer.unsign(token, max_age=LIFE)
        since = signing.b62_decode(signing.Signer(salt=SALT).unsign(token).rsplit(":", 1)[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return Topic(said, since + LIFE)


def changed(thread: str) -> None:
    """Tell open pages of the thread; PostgreSQL delivers it when the transaction commits, once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, name(thread)])
