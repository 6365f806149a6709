"""The main jobs of an owner, an expert and a verifier, as they do them: from the first page to the end, by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.projects.models import Effect
from oneteam.roundtables.models import MatchRun, Minutes, RoundTable, TableInvitation
from tests.journeys.conftest import outside
from tests.pages import key_of, speaker_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Persona = Callable[..., Any]


@pytest.fixture
def server(sample: str) -> str:
    return sample


def todo(window: Any, sentence: str) -> None:
    """Open the first page and press the button of the line that says so."""
    window.goto("/")
    window.locator(".todo li", has_text=sentence).first.get_by_role("link").click()


def test_owner_writes_a_problem_sees_how_others_will_see_it_and_submits_it(persona: Persona) -> None:
    window = persona("owner", width=390)
    window.goto("/")
    window.get_by_role("link", name="문제 등록").click()
    window.fill("#id_title_0", "도장 전 표면 결함을 사진으로 찾고 싶습니다")
    window.select_option("#id_area", index=1)
    window.get_by_role("button", name="저장하고 다음").click()
    window.fill("#id_teaser_0", "도장 전에 표면 결함을 찾는 문제")
    window.fill("#id_background_0", "검사자가 눈으로 보고 하루 두세 번 놓칩니다")
    window.fill("#id_goal_0", "놓치는 결함을 절반으로 줄입니다")
    window.get_by_role("button", name="저장하고 다음").click()
    window.get_by_role("button", name="저장하고 다음").click()
    window.locator('input[name="level"][value="named"]').check()
    window.get_by_role("button", name="지금 고른 대로 미리 보기").click()
    shown = window.locator("aside .card").first
    assert "도장 전 표면 결함" in shown.inner_text()
    assert "놓치는 결함을" not in shown.inner_text()
    window.get_by_role("button", name="저장하고 다음").click()
    window.get_by_role("button", name="문제 제출하기").click()
    assert "접수" in window.locator(".conf-l").inner_text()


def test_owner_approves_the_panel(persona: Persona) -> None:
    with walls.system("a list that was sent"):
        run = MatchRun.objects.select_related("problem__owner").filter(state="sent").earliest("pk")
        owner = speaker_of(run.problem.owner)
    window = persona(owner, language="en")
    todo(window, "A panel waits for your approval.")
    window.get_by_label("Strike").first.check()
    window.get_by_role("button", name="Agree to the panel").click()
    assert "approved by the owner" in window.locator(".conf-l").inner_text()
    assert window.get_by_text("Struck by the owner").count() == 1


def test_expert_accepts_an_invitation_on_the_telephone(persona: Persona) -> None:
    with walls.system("an invitation that waits"):
        asked = TableInvitation.objects.select_related("person").filter(answer="asked").earliest("pk")
    window = persona(key_of(asked.person), width=390)
    todo(window, "라운드테이블에 초대받았어요.")
    window.get_by_role("button", name="참석하기").click()
    window.get_by_text("참석하기로 하셨습니다.").wait_for()
    window.goto("/")
    window.locator("h1").wait_for()
    assert window.get_by_text("라운드테이블에 초대받았어요.").count() == 0


def test_somebody_who_was_there_agrees_to_the_minutes(persona: Persona) -> None:
    present = outside(_unagreed)
    window = persona(key_of(present), language="en")
    todo(window, "Minutes wait for your agreement.")
    window.get_by_role("button", name="Agree to the minutes").click()
    window.get_by_text("Agreed on").wait_for()


def _unagreed() -> Person:
    """The minutes of the sample as they were before the last one agreed."""
    with walls.system("minutes that wait"):
        table = RoundTable.objects.filter(state="closed").earliest("pk")
        minutes = Minutes.objects.get(table=table)
        last = minutes.agreements.select_related("person").latest("pk")
        last.delete()
        with connection.cursor() as cursor:  # the database lets nobody change agreed minutes
            cursor.execute("ALTER TABLE roundtables_minutes DISABLE TRIGGER keep_agreed_minutes")
            Minutes.objects.filter(pk=minutes.pk).update(agreed_at=None, digest="", sent_at=timezone.now())
            cursor.execute("ALTER TABLE roundtables_minutes ENABLE TRIGGER keep_agreed_minutes")
        RoundTable.objects.filter(pk=table.pk).update(state="drafted")
        return last.person


def test_verifier_confirms_an_effect(persona: Persona) -> None:
    with walls.system("an effect that waits"):
        effect = Effect.objects.filter(state="claimed", verifier__isnull=False).earliest("pk")
        verifier = key_of(Person.objects.get(pk=effect.verifier_id))
    window = persona(verifier, language="en")
    todo(window, "An effect waits for your verification.")
    window.locator("textarea").last.fill("I have compared the log of the site with the figures.")
    window.get_by_role("button", name="Confirm").first.click()
    window.get_by_text("Your statement is recorded. Thank you.").wait_for()
    assert "verified" in window.locator("main").inner_text()
