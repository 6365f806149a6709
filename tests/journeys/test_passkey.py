"""A passkey is added and used in a real browser, under our content security policy."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from oneteam.accounts.actions import create_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PASSWORD = "a long sentence 7"


def authenticator(window: Any) -> None:
    """A key that the browser plays, always touched at once."""
    session = window.context.new_cdp_session(window)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_passkey_is_added_and_opens_the_door(open_as: Any) -> None:
    cache.clear()
    create_person(email="reader@example.com", name="Reader", password=PASSWORD, language="en")
    window = open_as(None, language="en")
    authenticator(window)
    window.goto("/accounts/login/")
    window.fill("#id_login", "reader@example.com")
    window.fill("#id_password", PASSWORD)
    window.click("main form.form button.btn-1")
    window.goto("/accounts/2fa/webauthn/add/")
    window.fill("#id_password", PASSWORD)
    window.click("main button.btn-1")
    window.wait_for_selector("#mfa_webauthn_add")
    window.check("#id_passwordless")
    window.click("#mfa_webauthn_add")
    window.wait_for_url(lambda url: "webauthn/add" not in url)
    window.wait_for_load_state()
    window.context.clear_cookies()
    window.goto("/accounts/login/")
    window.click("#passkey_login")
    window.wait_for_url(lambda url: "/accounts/" not in url)
    window.goto("/people/profile/")
    assert window.input_value("#id_name") == "Reader"


def test_passkey_that_is_refused_gets_a_sentence(open_as: Any) -> None:
    cache.clear()
    window = open_as(None, language="en")
    session = window.context.new_cdp_session(window)
    session.send("WebAuthn.enable")
    window.goto("/accounts/login/")
    window.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    window.click("#passkey_login")
    window.wait_for_selector("[data-passkey-error]:not([hidden])")
