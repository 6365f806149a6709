"""No process keeps state: two of each kind on one database serve as one."""

import threading
import time
import urllib.request
from queue import Empty, Queue

import pytest

from tests.config.processes import Processes, Running, status

pytestmark = pytest.mark.processes

PASS = """
from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.journal import live
person, _new = Person.objects.get_or_create(email="{who}@example.com", defaults={{"name": "{who}"}})
print(live.topic("{thread}", person.pk))
"""
CHANGE = """
from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.journal import live
from oneteam.walls.actions import shared_circle
with walls.system("a test changes something"):
    circle = shared_circle(f"person:{{Person.objects.get(email='{who}@example.com').pk}}")
    live.changed("{thread}", circle.pk)
"""
ENTRY = """
from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.journal.actions import record
from oneteam.walls.actions import shared_circle
with walls.system("a test tells of the thread"):
    person = Person.objects.get(email='reader@example.com')
    record(verb="journal.sealed", actor=None, circle=shared_circle(f"person:{person.pk}"), thread="P-AAAAAA")
"""
SEALED = """
from oneteam import walls
from oneteam.journal.models import Entry
from oneteam.walls.actions import shared_circle
with walls.system("a test shuts the thread"):
    Entry.objects.filter(thread="P-AAAAAA").update(circle=shared_circle("secretariat"))
"""
HERS, OTHERS = "P-AAAAAA", "P-BBBBBB"


def test_two_of_each_kind_serve_as_one(house: Processes) -> None:
    webs = [house.start("web") for _ in range(2)]
    lives = [house.start("live") for _ in range(2)]
    workers = [house.start("worker") for _ in range(2)]
    assert _ready(webs[0]) and _ready(webs[1])
    token = house.python(PASS.format(who="reader", thread=HERS))
    heard: Queue[tuple[int, str]] = Queue()
    for number, process in enumerate(lives):
        threading.Thread(target=_listen, args=(process, token, number, heard), daemon=True).start()
    opened = set[int]()
    while len(opened) < len(lives):
        number, said = heard.get(timeout=20)
        opened |= {number} if said == ": open" else set()
    time.sleep(3)  # the first reader is told once to look, for it may have missed something before
    while not heard.empty():
        heard.get()
    house.python(CHANGE.format(who="reader", thread=HERS))
    assert {heard.get(timeout=20) for _ in lives} == {(0, f"data: {token}"), (1, f"data: {token}")}
    assert workers[0].stop() == 0
    assert status(f"{webs[1].url}/readyz") == 200


def test_forged_topic_is_not_found(house: Processes) -> None:
    process = house.start("live")
    assert status(f"{process.url}/live/?t=forged") == 404
    assert status(f"{process.url}/live/") == 404


def _ready(process: Running) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if status(f"{process.url}/readyz") == 200:
            return True
        time.sleep(0.3)
    return False


def _listen(process: Running, token: str, number: int, heard: "Queue[tuple[int, str]]") -> None:
    with urllib.request.urlopen(f"{process.url}/live/?t={token}", timeout=60) as stream:
        for line in stream:
            said = line.decode().strip()
            if said.startswith((": open", "data:")):
                heard.put((number, said))


def test_nothing_is_heard_of_another_thread_or_of_what_one_may_not_read(house: Processes) -> None:
    process, heard = house.start("live"), Queue[tuple[int, str]]()
    token = house.python(PASS.format(who="reader", thread=HERS))
    house.python(PASS.format(who="other", thread=HERS))
    house.python(ENTRY)
    threading.Thread(target=_listen, args=(process, token, 0, heard), daemon=True).start()
    time.sleep(3)  # the first reader is told once to look, for it may have missed something before
    while not heard.empty():
        heard.get()
    house.python(CHANGE.format(who="reader", thread=OTHERS))
    house.python(CHANGE.format(who="other", thread=HERS))
    with pytest.raises(Empty):
        heard.get(timeout=2)
    house.python(CHANGE.format(who="reader", thread=HERS))
    assert heard.get(timeout=20) == (0, f"data: {token}")
    house.python(SEALED)
    house.python(CHANGE.format(who="other", thread=HERS))  # who reads nothing of it any more is to ask again
    assert heard.get(timeout=20) == (0, f"data: {token}")
