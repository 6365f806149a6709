"""Strict headers on every answer; one look and one body for what does not exist."""

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from oneteam.base import views


def gone(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly: secret host")


def gone_too(request: HttpRequest) -> HttpResponse:
    raise InterfaceError("connection already closed")


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("secret detail")


class GoneInside:
    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raise OperationalError("in a middleware")


urlpatterns = [
    path("gone/", gone), path("gone-too/", gone_too), path("broken/", broken),
    path("", include("oneteam.base.urls")),
]  # fmt: skip
handler404, handler500 = views.not_found, views.server_error

MIDDLEWARE = [
    "oneteam.base.middleware.DatabaseGone",
    "oneteam.base.middleware.ContentSecurity",
    "django.middleware.csrf.CsrfViewMiddleware",
]
CONTEXT = {
    "context_processors": ["django.template.context_processors.request", "oneteam.base.context.look"],
    "builtins": [
        "oneteam.base.templatetags.oneteam",
        "django.templatetags.i18n",
        "django.templatetags.static",
    ],
}
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": CONTEXT}
]


@pytest.fixture
def client() -> object:
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE, TEMPLATES=TEMPLATES):
        yield Client(raise_request_exception=False)


def test_policy_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/gallery/")["Content-Security-Policy"]
    assert "unsafe" not in policy and "*" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy


@override_settings(LIVE_URL="https://live.oneteam.example/live/")
def test_policy_lets_the_live_stream_in(client: Client) -> None:
    policy = client.get("/nothing/")["Content-Security-Policy"]
    assert "connect-src 'self' https://live.oneteam.example;" in policy


@pytest.mark.parametrize("address", ["/gallery/", "/nothing/", "/gone/", "/broken/"])
def test_headers_stand_on_every_answer(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/gallery/", "/nothing/", "/gone/", "/broken/"])
def test_no_page_carries_inline_style_or_script(client: Client, address: str) -> None:
    body = client.get(address).content.decode()
    assert "style=" not in body and "<style" not in body and " onclick" not in body
    assert body.count("<script") == body.count("<script src=")


def test_pages_that_do_not_exist_are_equal_to_the_letter(client: Client) -> None:
    one, other = client.get("/problems/P-7KQ2XM/"), client.get("/elsewhere/?q=1")
    assert one.status_code == other.status_code == 404
    assert one.content == other.content
    assert "화면을 찾을 수 없어요" in one.content.decode()


def test_error_page_in_the_language_of_the_cookie(client: Client) -> None:
    client.cookies["language"] = "en"
    assert "This page cannot be found" in client.get("/nothing/").content.decode()


def test_broken_page_tells_nothing_but_what_to_do(client: Client) -> None:
    answer = client.get("/broken/")
    body = answer.content.decode()
    assert answer.status_code == 500
    assert "secret" not in body and "바뀐 내용은 없어요" in body


@pytest.mark.parametrize("address", ["/gone/", "/gone-too/"])
def test_database_gone_asks_to_wait(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert "secret" not in answer.content.decode()
    assert f'href="{address}"' in answer.content.decode()


def test_database_gone_keeps_what_was_typed_but_no_password(client: Client) -> None:
    answer = client.post("/gone/?step=2", {"title": '용접 "결함"', "area": ["a", "b"], "password": "hunter2"})
    body = answer.content.decode()
    assert 'action="/gone/?step=2"' in body
    assert 'name="title" value="용접 &quot;결함&quot;"' in body
    assert body.count('name="area"') == 2
    assert "hunter2" not in body


def test_database_gone_names_the_files_to_choose_again(client: Client, tmp_path: object) -> None:
    file = tmp_path / "측정.csv"  # type: ignore[operator]
    file.write_text("1,2")
    with file.open("rb") as stream:
        body = client.post("/gone/", {"title": "a", "file": stream}).content.decode()
    assert "측정.csv" in body and 'name="title" value="a"' in body


def test_database_gone_in_a_middleware_is_the_same_page(client: Client) -> None:
    with override_settings(MIDDLEWARE=[*MIDDLEWARE, f"{__name__}.GoneInside"]):
        answer = Client(raise_request_exception=False).get("/gallery/")
    assert answer.status_code == 503


@pytest.mark.parametrize(
    ("place", "to"),
    [
        ("/problems/?page=2", "/problems/?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("", "/"),
    ],
)
def test_language_switch_leads_back_but_never_away(client: Client, place: str, to: str) -> None:
    answer = client.post("/language/", {"language": "en", "next": place})
    assert (answer.status_code, answer["Location"]) == (302, to)
    assert answer.cookies["language"].value == "en"


def test_switches_refuse_what_they_do_not_know(client: Client) -> None:
    assert "language" not in client.post("/language/", {"language": "xx"}).cookies
    assert client.post("/theme/", {"theme": "pink"}).cookies["theme"].value == ""
    assert client.get("/language/").status_code == 405
