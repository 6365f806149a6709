"""A bare Django page to measure against: session, user, one count, 25 rows of a plain table.

It has its own addresses, its own middleware (what ``startproject`` writes) and its own template engine, so
nothing of OneTeam but the table of people runs for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path

MIDDLEWARE = [
    "benchmarks.bare.own_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TABLE = "bare_row"


class Row(models.Model):
    """A plain table without walls: as many rows as there are problems."""

    code = models.CharField(max_length=12)
    title = models.TextField()
    owner = models.TextField()
    state = models.CharField(max_length=12)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "benchmarks"
        managed = False
        db_table = TABLE


def fill() -> None:
    """Copy the problems' first columns, once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [TABLE])
        if cursor.fetchone()[0]:
            return
        cursor.execute(
            f"CREATE TABLE {TABLE} AS SELECT p.id, p.code, p.title->>'ko' AS title, o.name->>'ko' AS owner,"
            " p.state, p.created_at FROM problems_problem p JOIN alliance_organisation o ON o.id = p.owner_id"
        )
        cursor.execute(f"CREATE UNIQUE INDEX {TABLE}_id ON {TABLE} (id)")
        cursor.execute(f"CREATE INDEX {TABLE}_newest ON {TABLE} (created_at DESC, id DESC)")
        cursor.execute(f"ANALYZE {TABLE}")


def own_addresses(get_response: Any) -> Any:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return get_response(request)

    return middleware


ENGINE = DjangoTemplates(
    {
        "NAME": "bare",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
)


@login_required
def page(request: HttpRequest) -> HttpResponse:
    shown = Paginator(Row.objects.order_by("-created_at", "-id"), 25).get_page(request.GET.get("page"))
    return HttpResponse(ENGINE.get_template("bare.html").render({"page": shown}, request))


urlpatterns = [path("", page, name="list"), path("<str:code>/", page, name="row")]
