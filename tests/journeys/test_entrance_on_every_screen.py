"""Signing in, and the pages that ask for the password once more, on every screen.

Those that do not are among the pages of ``tests.pages``, which stand on every screen in ``every_page``.
"""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache

from oneteam.accounts.actions import create_person
from tests.journeys.axe import axe, bring_along, no_sideways
from tests.journeys.every_page import CONTRAST
from tests.journeys.test_passkey import PASSWORD, authenticator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
OWN = [
    "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/",
    "/accounts/password/change/", "/accounts/email/",
]  # fmt: skip
WITH_FACTORS = [
    "/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/keys/{key}/edit/",
    "/accounts/2fa/webauthn/keys/{key}/remove/", "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/", "/accounts/2fa/totp/deactivate/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["ko", "en"])
def test_sign_in_pages_are_accessible_on_every_screen(open_as: Any, language: str) -> None:
    cache.clear()
    person = create_person(email="reader@example.com", name="Reader", password=PASSWORD, language=language)
    window = open_as(None, language=language)
    bring_along(window.context)
    found = look(window, "/accounts/login/")
    sign_in(window)
    window.goto("/accounts/reauthenticate/")
    window.fill("#id_password", PASSWORD)
    window.click("main button.btn-1")
    found += [line for path in OWN for line in look(window, path)]
    key = add_passkey(window)
    TOTP.activate(person, generate_totp_secret())
    found += [line for path in WITH_FACTORS for line in look(window, path.format(key=key))]
    window.context.clear_cookies()
    sign_in(window)
    window.wait_for_url("**/accounts/2fa/authenticate/**")
    found += seen(window)
    assert found == []


def sign_in(window: Any) -> None:
    window.goto("/accounts/login/")
    window.fill("#id_login", "reader@example.com")
    window.fill("#id_password", PASSWORD)
    window.click("main form.form button.btn-1")
    window.wait_for_url(lambda url: "/accounts/login/" not in url)


def add_passkey(window: Any) -> int:
    """The number under which it is kept. Adding the first one leads to recovery codes."""
    authenticator(window)
    window.goto("/accounts/2fa/webauthn/add/")
    window.check("#id_passwordless")
    window.click("#mfa_webauthn_add")
    window.wait_for_url(lambda url: "webauthn/add" not in url)
    return Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk


def look(window: Any, path: str) -> list[str]:
    window.goto(path)
    assert path in window.url
    return seen(window)


def seen(window: Any) -> list[str]:
    """What is wrong with the open page, on a desk and on a telephone."""
    found = []
    for width in (1440, 390):
        window.set_viewport_size({"width": width, "height": 900})
        contrast = (window.locator("html").get_attribute("lang"), width) in CONTRAST
        found += [f"{window.url} {width}: {line}" for line in axe(window, contrast=contrast)]
    return found if no_sideways(window) else [*found, f"{window.url}: scrolls sideways"]
