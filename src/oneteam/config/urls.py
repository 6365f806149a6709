"""Every app's addresses. An app's own `urls.py` names itself with `app_name`."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from oneteam.config import probes


def app(prefix: str, name: str) -> list[URLResolver]:
    """Skips an app whose addresses are not written yet; goes when all are there."""
    return [path(prefix, include(f"oneteam.{name}.urls"))] if find_spec(f"oneteam.{name}.urls") else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics_text, name="metrics"),
    *app("", "base"),
    *app("people/", "accounts"),
    path("accounts/", include("allauth.urls")),
    *app("alliance/", "alliance"),
    *app("experts/", "experts"),
    *app("problems/", "problems"),
    *app("roundtables/", "roundtables"),
    *app("projects/", "projects"),
    *app("files/", "files"),
    *app("journal/", "journal"),
    *(app("demo/", "demo") if settings.DEMO else []),
    *app("", "desk"),
]
handler400 = "oneteam.base.views.bad_request"
handler403 = "oneteam.base.views.forbidden"
handler404 = "oneteam.base.views.not_found"
handler500 = "oneteam.base.views.server_error"
