"""Everybody asks for everything, in a world with the secret problem and in the same world without it."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.core import mail
from django.db import transaction
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from oneteam import walls
from oneteam.journal import delivery
from oneteam.journal.models import Mail

from . import expectations, posts, routes, texts, world

Ask = tuple[str, str, str]  # route, method, address
Forms = dict[str, dict[str, Any]]  # what is typed, by route
CHANGING = [
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'), "csrf"),
    (re.compile(r"nonce(=\"|-)[\w+/=-]+"), "nonce"),
    (re.compile(r'"X-CSRFToken": ?"[^"]*"'), "csrf"),
    (re.compile(r"\bJ-[2-9A-Z]{10}\b"), "J-CODE"),  # a job that was asked for anew
    (re.compile(r"\bCS-[2-9A-Z]{10}\b"), "CS-CODE"),  # a calendar that was given anew
    (re.compile(r"\bRM-[2-9A-Z]{6}\b"), "RM-CODE"),  # a room that was added
    (re.compile(r"/calendar/[0-9a-f]{64}\.ics"), "/calendar/"),  # an address that was renewed
]
OF_EACH_STANDING = {"officer", "seconded", "head", "rival", "learner", world.VISITOR}
POSTING = {"owner", "unsigned", "seconded", "rival", world.VISITOR}  # empty forms
MEANING_IT = POSTING - {"owner"} | {
    "colleague",
    "head",
    "officer",
    "expert",
    "partner",
    "member",
    "founder",
}  # complete forms
# Where members read the problem, only those who read no more than its teaser send forms.
SENDING = {"alliance": {"rival", "affiliate", "seconded", world.VISITOR}}
SIGNING_IN = {"rival", world.VISITOR}
OWN_HEADERS = {"x-request-id", "date", "set-cookie"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    @property
    def text(self) -> str:
        """Everything that the reader gets, decoded where a header is encoded."""
        return "\n".join([self.body, *(unquote(value) for _name, value in self.headers)])


@dataclass
class Crawl:
    level: str
    bare: set[str] = field(default_factory=set)  # text fields of the secret without a canary
    with_it: dict[tuple[str, Ask], Answer] = field(default_factory=dict)
    without: dict[tuple[str, Ask], Answer] = field(default_factory=dict)
    mails_with: dict[str, list[str]] = field(default_factory=dict)
    mails_without: dict[str, list[str]] = field(default_factory=dict)


class Everybody:
    """A signed-in browser for each person."""

    def __init__(self, people: dict[str, Any], feeds: dict[str, str]) -> None:
        self.feeds = feeds
        self.clients = {name: Client(raise_request_exception=False) for name in world.PERSONAS}
        self.codes = {name: person.code for name, person in people.items()} | {world.VISITOR: "U-NOBODY"}
        self.data: Forms = {}
        for name, person in people.items():
            self.clients[name].force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def ask(self, who: str, ask: Ask) -> Answer:
        """The answer, or what it leads to; whatever it changed is undone."""
        with transaction.atomic():
            client = self.clients[who]
            cookies = client.cookies.copy()
            answer = self._once(client, ask, who)
            client.cookies = cookies
            transaction.set_rollback(True)
        return answer

    def _once(self, client: Client, ask: Ask, who: str) -> Answer:
        route, method, url = ask
        mine = {"@person_of_the_persona": self.codes[who]}
        data = self.data.get(route, {}) if method == "D" else {}
        filled = {key: mine.get(value, value) for key, value in data.items()}
        url = url.replace(routes.OWN_FEED, self.feeds.get(who, "nothing"))
        response = client.get(url) if method == "G" else client.post(url, filled)
        first = _answer(response)
        place = response.headers.get("Location", "")
        if not place.startswith("/"):
            return first
        then = _answer(client.get(place))
        return Answer(first.status, first.headers + then.headers, first.body + then.body)


def _answer(response: Any) -> Answer:
    raw = (
        b"".join(response.streaming_content)
        if isinstance(response, StreamingHttpResponse)
        else response.content
    )
    body = raw.decode("utf-8", "replace")
    if number := response.headers.get("X-Request-ID"):
        body = body.replace(number, "request")
    headers = tuple(
        (key, _unchanging(value))
        for key, value in sorted(response.headers.items())
        if key.lower() not in OWN_HEADERS
    )
    return Answer(response.status_code, headers, _unchanging(body))


def _unchanging(text: str) -> str:
    for pattern, name in CHANGING:
        text = pattern.sub(name, text)
    return text


def delivered(names: dict[str, str]) -> dict[str, list[str]]:
    """Deliver what waits in the outbox: everything each person gets, in order. Undone afterwards."""
    found: dict[str, list[str]] = {}
    with transaction.atomic():
        with walls.system("a test delivers the outbox"):
            waiting = list(Mail.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True))
        mail.outbox = []
        for number in waiting:
            delivery.deliver(number)
        for one in mail.outbox:
            html = "".join(str(part.content) for part in one.alternatives)
            found.setdefault(names.get(one.to[0], one.to[0]), []).append(
                "\n".join([one.subject, one.body, html, *map(str, one.extra_headers.values())])
            )
        transaction.set_rollback(True)
    return found


def morning() -> dt.datetime:
    """Ten o'clock of today at the alliance: the database's clock cannot be stopped, so the day is the same."""
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)


def crawls(levels: Sequence[str], chance: random.Random) -> dict[str, Crawl]:
    """Build the world once, and beside it the secret at each level, under the same codes; all it adds is rolled back.

    The world without it is the same rows every time, so it is asked once.
    """
    made = world.build()
    everybody = Everybody(made.people, made.feeds)
    names = {person.email: who for who, person in made.people.items()}
    before, chosen = texts.circles(), chance.getstate()
    found, asked = dict[str, Crawl](), list[tuple[Crawl, dict[str, list[Ask]], Forms]]()
    for level in levels:
        chance.setstate(chosen)
        found[level] = result = Crawl(level)
        with transaction.atomic():
            world.add_secret(made, level)
            result.bare = texts.bare(texts.circles() - before)
            asks = _all_asks(made, level)
            everybody.data = _data(_common(made) | made.secret | {"owner_code": everybody.codes["owner"]})
            for who, wanted in asks.items():
                result.with_it |= {(who, ask): everybody.ask(who, ask) for ask in wanted}
            result.mails_with = delivered(names)
            transaction.set_rollback(True)
        asked.append((result, asks, everybody.data))
    _without(everybody, asked)
    mails = delivered(names)
    for result in found.values():
        result.mails_without = mails
    return found


def _without(everybody: Everybody, asked: list[tuple[Crawl, dict[str, list[Ask]], Forms]]) -> None:
    known: dict[tuple[str, Ask, str], Answer] = {}
    for result, asks, everybody.data in asked:
        for who in expectations.compared(result.level):
            for ask in asks[who]:
                key = (who, ask, str(everybody.data.get(ask[0])) if ask[1] == "D" else "")
                known[key] = known[key] if key in known else everybody.ask(who, ask)
                result.without[who, ask] = known[key]


def _common(made: world.World) -> dict[str, Any]:
    found = {name: profile.code for name, profile in made.profiles.items()}
    return found | {
        "company": made.organisations["company"].code,
        "member": made.organisations["university"].code,
        "waiver": "A-WRONG2",
    }


def _all_asks(made: world.World, level: str) -> dict[str, list[Ask]]:
    outsiders, sending = expectations.outsiders(level), SENDING.get(level, set(world.PERSONAS))
    thread = routes.calls(_common(made) | made.secret)
    plain = [ask for ask in routes.calls(_common(made) | made.plain) if ask[1] == "G"]
    return {
        who: _asks(who, thread, plain, outside=who in outsiders, sends=who in sending)
        for who in expectations.asked(level)
    }


def _data(codes: dict[str, Any]) -> Forms:
    """The complete forms, with the codes of the secret thread in them."""
    return {
        route: {key: codes.get(str(value)[1:], value) if str(value)[:1] == "@" else value
                for key, value in form.items()}
        for route, form in posts.data().items()
    }  # fmt: skip


def _asks(who: str, thread: list[Ask], plain: list[Ask], *, outside: bool, sends: bool) -> list[Ask]:
    """Every page of the thread for everybody; forms sent, and pages that know no thread, for one of each standing."""
    standing = who in OF_EACH_STANDING
    means = {"G": True, "P": sends and who in POSTING, "D": sends and who in MEANING_IT}
    wanted = [ask for ask in thread if means[ask[1]]]
    wanted += plain if outside and standing else []
    wanted += routes.sign_in_pages() if who in SIGNING_IN else []
    return [ask for ask in dict.fromkeys(wanted) if standing or not ask[0].startswith(("alliance:", "base:"))]
