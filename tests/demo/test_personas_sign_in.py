from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client, override_settings
from django.urls import reverse

from oneteam.accounts.actions import create_person
from oneteam.accounts.models import Person
from oneteam.accounts.queries import sessions
from oneteam.demo import cast, mailbox

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.demo.urls")]


@pytest.fixture
def demo() -> Any:
    with override_settings(DEMO=True):
        yield


def make(key: str) -> Any:
    persona = cast.somebody(key)
    assert persona is not None
    return create_person(email=persona.email, name=persona.name)


def test_the_page_says_that_it_is_a_demonstration(demo: Any, client: Client) -> None:
    page = client.get(reverse("demo:personas"), headers={"accept-language": "en"}).content.decode()
    assert "이 화면은" in page or "This page exists only in the demonstration" in page
    assert page.count("data-persona=") == len(cast.personas()) + len(cast.others()) + 1


def test_one_click_signs_in_and_another_person_takes_over(demo: Any, client: Client) -> None:
    owner, rival = make("owner"), make("rival")
    assert client.post(reverse("demo:sign_in", args=["owner"])).status_code == 302
    assert client.session["_auth_user_id"] == str(owner.pk)
    client.post(reverse("demo:sign_in", args=["rival"]))
    assert client.session["_auth_user_id"] == str(rival.pk)
    client.post(reverse("demo:visit"))
    assert "_auth_user_id" not in client.session


def test_reading_the_address_signs_nobody_in(demo: Any, client: Client) -> None:
    make("owner")
    assert client.get(reverse("demo:sign_in", args=["owner"])).status_code == 405


def test_an_unknown_persona_is_not_found(demo: Any, client: Client) -> None:
    assert client.post(reverse("demo:sign_in", args=["nobody"])).status_code == 404


@pytest.mark.parametrize("name", ["personas", "mail"])
def test_outside_demo_mode_nothing_answers(client: Client, name: str) -> None:
    client.force_login(make("owner"))
    assert client.get(reverse(f"demo:{name}")).status_code == 404


def test_outside_demo_mode_nobody_can_be_signed_in(client: Client) -> None:
    make("owner")
    assert client.post(reverse("demo:sign_in", args=["owner"])).status_code == 404


@pytest.mark.urls("oneteam.config.urls")
def test_the_addresses_are_not_mounted_outside_demo_mode(client: Client) -> None:
    assert client.get("/demo/").status_code == 404


def test_delivered_mail_is_shown_by_recipient_also_to_somebody_who_is_invited_only_now(
    demo: Any, client: Client, tmp_path: Path
) -> None:
    owner = make("owner")
    with override_settings(MAIL_DIR=tmp_path):
        for address, words in ((owner.email, "P-AAAAAA"), ("new@example.com", "/alliance/invitation/abc/")):
            backend = EmailBackend(file_path=tmp_path)
            EmailMessage("접수했습니다", f"안내: {words}", to=[address], connection=backend).send()
        page = client.get(reverse("demo:mail")).content.decode()
        assert owner.email in page and "new@example.com" in page
        assert "/alliance/invitation/abc/" in client.get("/demo/mail/?to=new@example.com").content.decode()
        client.force_login(owner)
        own = client.get(reverse("demo:mail")).content.decode()
        assert "P-AAAAAA" in own and "/alliance/invitation/abc/" not in own
        assert client.get("/demo/mail/?to=nobody@example.com").status_code == 200


def test_the_newest_mail_comes_first(tmp_path: Path) -> None:
    for number in (1, 2):
        text = f"From: a@b.example\nTo: C@d.example\nDate: Mon, 23 Nov 2026 0{number}:00:00 -0000\nSubject: {number}\n\ntext\n"
        (tmp_path / f"{number}.log").write_text(text + "-" * 79 + "\n")
    assert [mail.subject for mail in mailbox.delivered(tmp_path)["c@d.example"]] == ["2", "1"]


def test_a_persona_stands_among_their_own_devices(demo: Any, client: Client) -> None:
    make("owner")
    client.post(reverse("demo:sign_in", args=["owner"]))
    assert sessions(Person.objects.get()).count() == 1


def test_the_menu_leads_to_the_personas_in_demo_mode_only(demo: Any, client: Client) -> None:
    for sign_in in (False, True):
        if sign_in:
            client.force_login(make("owner"))
        assert 'href="/demo/"' in client.get(reverse("desk:public")).content.decode()
        with override_settings(DEMO=False):
            assert 'href="/demo/"' not in client.get(reverse("desk:public")).content.decode()
    assert 'href="/demo/mail/"' in client.get("/").content.decode()
