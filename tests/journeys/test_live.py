"""What somebody else changes stands on an open page a moment later, without loading it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.problems import actions
from tests.config.processes import Processes, address
from tests.factories import make_org, make_problem, seated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def live(transactional_db: None, settings: Any) -> Iterator[None]:
    """The live process, on the database of this test."""
    here = address(str(connection.settings_dict["NAME"]))
    with Processes(DATABASE_URL=here, ONETEAM_SECRET_KEY=settings.SECRET_KEY) as house:
        settings.LIVE_URL = house.start("live").url
        yield


def test_second_window_shows_what_the_first_did(live: None, open_as: Callable[..., Any]) -> None:
    company = make_org("company")
    owner, officer = seated("owner", company), seated("officer")
    Person.objects.update(language="en")
    problem = make_problem(owner, company)
    with walls.acting_as(owner):
        actions.submit(person=owner, problem=problem)
    page = reverse("problems:detail", args=[problem.code])
    watching, acting = open_as(officer, language="en"), open_as(owner, language="en")
    with watching.expect_response(lambda answer: "/live/" in answer.url):
        watching.goto(page)
    watching.evaluate("window.same = true")

    with walls.acting_as(officer):
        actions.begin_scoping(person=officer, problem=problem)
    watching.get_by_role("link", name="Scope", exact=True).wait_for()

    watching.locator("#id_reason").fill("Half a sen")
    acting.goto(page)
    acting.get_by_role("button", name="Withdraw", exact=True).click()
    acting.locator("#withdraw_why").select_option("no_data")
    acting.locator("#withdraw_change_0").fill("기록이 쌓인 뒤")
    acting.get_by_role("button", name="Withdraw the problem").click()
    watching.get_by_text("There is something new on this page.").wait_for()
    assert watching.locator("#id_reason").input_value() == "Half a sen"
    watching.get_by_role("button", name="Show it").click()
    watching.locator(".conf-l").get_by_text("withdrawn").wait_for()
    assert watching.evaluate("window.same")
