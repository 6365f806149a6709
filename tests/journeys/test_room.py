"""Two windows in one room: what one does stands in the other at once; nothing written is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.meeting.models import Note
from oneteam.roundtables.models import RoundTable
from tests.config.processes import Processes, address
from tests.factories.roundtables import convened, make_house

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def processes(transactional_db: None, settings: Any) -> Iterator[Processes]:
    here = address(str(connection.settings_dict["NAME"]))
    with Processes(DATABASE_URL=here, ONETEAM_SECRET_KEY=settings.SECRET_KEY) as house:
        yield house


@pytest.fixture
def table(transactional_db: None) -> Any:
    """A round table whose time is now."""
    house = make_house()
    code = convened(house).code
    now = timezone.now()
    with walls.system("it is the day of the meeting"):
        RoundTable.objects.filter(code=code).update(starts_at=now, ends_at=now + dt.timedelta(hours=2))
    Person.objects.update(language="en")
    house.code = code
    return house


def noted(window: Any, text: str) -> None:
    window.locator("#room-notes p.pre", has_text=text).wait_for()


def test_two_windows_in_one_room(
    processes: Processes, settings: Any, table: Any, open_as: Callable[..., Any]
) -> None:
    live = processes.start("live")
    settings.LIVE_URL = live.url
    chair, owner = open_as(table.officer, language="en"), open_as(table.owner, language="en")
    page = reverse("meeting:room", args=[table.code])
    with owner.expect_response(lambda answer: "/live/" in answer.url):
        owner.goto(page)
    owner.get_by_text("The meeting has not begun.").wait_for()

    chair.goto(page)
    chair.get_by_role("button", name="Begin the meeting").click()
    chair.get_by_role("heading", name="Record").wait_for()
    owner.get_by_role("heading", name="Record").wait_for()
    chair.locator("#room-people").get_by_text("2 people").wait_for()

    owner.get_by_placeholder("Write down what was said").fill("The stops come at night.")
    owner.get_by_role("button", name="Note it").click()
    noted(chair, "The stops come at night.")
    assert owner.get_by_placeholder("Write down what was said").input_value() == ""

    owner.keyboard.press("Escape")
    owner.locator("h1").click()
    owner.keyboard.press("h")
    chair.get_by_role("button", name="Give the floor").click()
    owner.locator("#room-people").get_by_text("has the floor").wait_for()

    owner.get_by_role("link", name="Propose a way").click()
    owner.get_by_label("In a line").fill("Listen to the current")
    owner.get_by_role("dialog").get_by_role("button", name="Save").click()
    chair.get_by_role("button", name="Open the voting").click()
    owner.get_by_role("button", name="My vote for Listen to the current").click()
    owner.get_by_text("My votes 1 of 3").wait_for()
    assert chair.get_by_text("My votes 0 of 3").count() == 1
    chair.get_by_role("button", name="Count the votes").click()
    owner.locator("#room-ideas").get_by_text("1 vote", exact=True).wait_for(state="attached")

    _both_texts(chair, owner)

    chair.get_by_role("button", name="Next item").click()
    owner.locator("#room-bar").get_by_text("Item 2: Questions").wait_for()

    # The live process dies: people see it, and what they write is kept.
    live.stop()
    owner.get_by_text("Connecting again").wait_for()
    owner.get_by_placeholder("Write down what was said").fill("Written without the live process.")
    owner.get_by_role("button", name="Note it").click()
    noted(chair, "Written without the live process.")
    with walls.system("test"):
        assert Note.objects.filter(text="Written without the live process.").count() == 1

    chair.locator("#room-agenda").get_by_role("link", name="End the meeting").click()
    chair.get_by_role("button", name="End the meeting").click()
    chair.get_by_text("The stops come at night.").first.wait_for()
    owner.get_by_text("This meeting is over.").wait_for()


def _both_texts(chair: Any, owner: Any) -> None:
    """Both open an item in short; the later reads the other's text beside their own and keeps both."""
    for window in (chair, owner):
        window.get_by_role("link", name="Put it in short").click()
        window.get_by_role("dialog").get_by_role("textbox", name="Text").wait_for()
    chair.get_by_role("dialog").get_by_role("textbox", name="Text").fill("It is the night shift.")
    chair.get_by_role("dialog").get_by_role("button", name="Save").click()
    noted(owner, "It is the night shift.")
    owner.get_by_role("dialog").get_by_role("textbox", name="Text").fill("It is the old line.")
    owner.get_by_role("dialog").get_by_role("button", name="Save").click()
    owner.get_by_role("heading", name="Both texts").wait_for()
    assert (
        owner.get_by_role("dialog").get_by_role("textbox", name="Text").input_value() == "It is the old line."
    )
    owner.get_by_role("dialog").get_by_role("textbox", name="Text").fill(
        "It is the night shift on the old line."
    )
    owner.get_by_role("dialog").get_by_role("button", name="Save").click()
    noted(chair, "It is the night shift on the old line.")


def test_what_was_being_written_is_there_when_the_browser_opens_again(
    table: Any, open_as: Callable[..., Any]
) -> None:
    chair = open_as(table.officer, language="en")
    page = reverse("meeting:room", args=[table.code])
    chair.goto(page)
    chair.get_by_role("button", name="Begin the meeting").click()
    chair.get_by_placeholder("Write down what was said").fill("Half a sen")
    chair.wait_for_timeout(800)
    chair.goto("about:blank")
    chair.goto(page)
    chair.get_by_role("button", name="Bring it back").click()
    assert chair.get_by_placeholder("Write down what was said").input_value() == "Half a sen"
    chair.get_by_role("button", name="Note it").click()
    noted(chair, "Half a sen")
    chair.reload()
    assert chair.get_by_role("button", name="Bring it back").count() == 0
