"""Signing in by password, code, and second step; the same answer for addresses known and unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from oneteam.accounts.actions import create_person
from oneteam.accounts.models import Person
from oneteam.accounts.queries import sessions
from tests.accounts.conftest import PASSWORD

LOGIN, CODE, RESET = "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"
Letters = Callable[[], list[str]]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def try_password(client: Client, password: str, email: str = "reader@example.com") -> str:
    answer = client.post(LOGIN, {"login": email, "password": password})
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize("page", [LOGIN, CODE, RESET, "/accounts/signup/", "/accounts/inactive/"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_before_signing_in(client: Client, page: str, language: str) -> None:
    client.post("/language/", {"language": language, "next": "/"})
    answer = client.get(page)
    assert answer.status_code == 200
    assert "allauth/layouts" not in str([template.name for template in answer.templates])
    assert 'class="solo"' in answer.content.decode()


def test_password(client: Client, reader: Person) -> None:
    assert try_password(client, PASSWORD, "READER@example.com ") == ""
    assert signed_in(client)
    assert sessions(reader).count() == 1


def test_sign_in_leads_to_where_the_person_wanted_to_go_but_never_away(
    client: Client, reader: Person
) -> None:
    there = client.post(f"{LOGIN}?next=/people/profile/", {"login": reader.email, "password": PASSWORD})
    assert there["Location"] == "/people/profile/"
    client.logout()
    away = client.post(f"{LOGIN}?next=https://evil.example/", {"login": reader.email, "password": PASSWORD})
    assert away["Location"] == "/"


def test_wrong_password_and_unknown_address_get_the_same_answer(client: Client, reader: Person) -> None:
    known = try_password(client, "wrong", "reader@example.com")
    unknown = try_password(Client(), "wrong", "nobody@example.com")
    assert plain(known) == plain(unknown).replace("nobody@", "reader@")
    assert "이메일이나 비밀번호가 맞지 않아요" in known


def show_again(client: Client) -> None:
    """Before a change to the ways in, the password is asked once more."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def plain(page: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r"(번호|number) \w+", "", page)


def test_ten_wrong_sign_ins_slow_down_even_the_right_one(client: Client, reader: Person) -> None:
    for _ in range(10):
        assert "이메일이나 비밀번호가 맞지 않아요" in try_password(client, "wrong")
    assert "10분" in try_password(client, PASSWORD)
    assert not signed_in(client)


def test_ten_wrong_sign_ins_count_across_addresses_on_the_network(reader: Person) -> None:
    for number in range(10):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        client.post(LOGIN, {"login": reader.email, "password": "wrong"})
    other = Client(REMOTE_ADDR="198.51.100.1")
    assert "10분" in try_password(other, PASSWORD)


def test_slowing_down_is_the_same_for_an_unknown_address(client: Client) -> None:
    for _ in range(10):
        try_password(client, "wrong", "nobody@example.com")
    assert "10분" in try_password(client, "wrong", "nobody@example.com")


def test_success_forgets_the_wrong_attempts(client: Client, reader: Person) -> None:
    for _ in range(9):
        try_password(client, "wrong")
    assert try_password(client, PASSWORD) == ""


def test_inactive_person_cannot_sign_in(client: Client, reader: Person) -> None:
    Person.objects.filter(pk=reader.pk).update(is_active=False)
    try_password(client, PASSWORD)
    assert not signed_in(client)


def test_code_by_mail(client: Client, letters: Letters) -> None:
    create_person(email="nopassword@example.com", name="No", language="en")
    client.post(CODE, {"email": "nopassword@example.com"})
    (body,) = letters()
    found = re.search(r"^([0-9A-Z]{4}-[0-9A-Z]{4})\s*$", body, re.M)
    assert found, body
    assert mail.outbox[0].subject == "Your code to sign in"
    client.post("/accounts/login/code/confirm/", {"code": found[1]})
    assert signed_in(client)


def test_code_for_an_unknown_address_looks_the_same_and_mails_nobody(
    client: Client, reader: Person, letters: Letters
) -> None:
    other = Client()
    known, unknown = (
        client.post(CODE, {"email": reader.email}),
        other.post(CODE, {"email": "nobody@example.com"}),
    )
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    pages = [plain(browser.get(known["Location"]).content.decode()) for browser in (client, other)]
    assert pages[0].replace("reader@", "nobody@") == pages[1]
    assert len(letters()) == 1


def test_wrong_code_does_not_sign_in(client: Client, reader: Person) -> None:
    client.post(CODE, {"email": reader.email})
    answer = client.post("/accounts/login/code/confirm/", {"code": "XXXX-XXXX"})
    assert answer.status_code == 200
    assert not signed_in(client)


def test_password_reset_by_link(client: Client, reader: Person, letters: Letters) -> None:
    client.post(RESET, {"email": reader.email})
    (body,) = letters()
    found = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", body)
    assert found
    form = client.get(found[1], follow=True)
    page = form.redirect_chain[-1][0]
    answer = client.post(page, {"password1": "another sentence 8", "password2": "another sentence 8"})
    assert answer.status_code == 302
    assert try_password(Client(), "another sentence 8") == ""


def test_password_reset_for_an_unknown_address_looks_the_same(
    client: Client, reader: Person, letters: Letters
) -> None:
    known, unknown = (
        client.post(RESET, {"email": reader.email}),
        Client().post(RESET, {"email": "nobody@example.com"}),
    )
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(letters()) == 1


def test_waiting_mail_does_not_show_the_code(client: Client, reader: Person) -> None:
    from django.db import connection

    client.post(CODE, {"email": reader.email})
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'accounts.deliver'")
        (args,) = cursor.fetchone()
    assert reader.email not in args and "code" not in args.lower().replace("encoded", "")


def test_mail_speaks_the_persons_language(client: Client, letters: Letters) -> None:
    create_person(email="ko@example.com", name="Ko", language="ko")
    client.post("/language/", {"language": "en", "next": "/"})
    client.post(CODE, {"email": "ko@example.com"})
    assert "10분 동안" in letters()[0]


def test_nobody_can_sign_up(client: Client) -> None:
    answer = client.post(
        "/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.status_code in (200, 405)
    assert not Person.objects.filter(email="new@example.com").exists()


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_second_step_is_asked_and_switched_on(client: Client, reader: Person) -> None:
    try_password(client, PASSWORD)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    show_again(client)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
    assert answer.status_code == 302
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    other = Client()
    answer = other.post(LOGIN, {"login": reader.email, "password": PASSWORD})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not signed_in(other)
    assert other.get(answer["Location"]).status_code == 200
    assert other.get("/people/profile/")["Location"].startswith(LOGIN)


def test_recovery_code_opens_once(client: Client, reader: Person) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    TOTP.activate(reader, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(reader).get_unused_codes()[0]
    for browser, opens in ((client, True), (Client(), False)):
        browser.post(LOGIN, {"login": reader.email, "password": PASSWORD})
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert signed_in(browser) is opens


def test_change_of_the_second_step_is_told_by_mail(
    client: Client, reader: Person, letters: Letters, django_capture_on_commit_callbacks: Any
) -> None:
    try_password(client, PASSWORD)
    show_again(client)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
    assert any("authenticator app was switched on" in body for body in letters())
    assert Authenticator.objects.filter(user=reader).exists()


SECURITY = [
    "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/",
    "/accounts/password/change/", "/accounts/email/", "/accounts/sessions/", "/accounts/logout/",
    "/people/profile/", "/people/devices/", "/accounts/reauthenticate/",
]  # fmt: skip


@pytest.mark.parametrize("page", SECURITY)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_after_signing_in(client: Client, reader: Person, page: str, language: str) -> None:
    Person.objects.filter(pk=reader.pk).update(language=language)
    try_password(client, PASSWORD)
    if page != "/accounts/reauthenticate/":
        show_again(client)
    answer = client.get(page)
    assert answer.status_code == 200, answer
    content = answer.content.decode()
    assert f'<html lang="{language}"' in content
    assert " style=" not in content and " onclick=" not in content
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", content)


@pytest.mark.parametrize("page", SECURITY[:7] + SECURITY[8:10])
def test_visitor_is_asked_to_sign_in(client: Client, page: str) -> None:
    assert client.get(page)["Location"].startswith(LOGIN)
