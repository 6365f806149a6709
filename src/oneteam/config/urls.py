"""Every app's addresses. An app's own `urls.py` names itself with `app_name`."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from oneteam.config import probes

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics_text, name="metrics"),
    path("", include("oneteam.base.urls")),
    path("people/", include("oneteam.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("journal/", include("oneteam.journal.urls")),
    path("jobs/", include("oneteam.longjobs.urls")),
    path("calendar/", include("oneteam.calendars.urls")),
    path("alliance/", include("oneteam.alliance.urls")),
    path("nda/", include("oneteam.nda.urls")),
    path("experts/", include("oneteam.experts.urls")),
    path("problems/", include("oneteam.problems.urls")),
    path("roundtables/", include("oneteam.roundtables.urls")),
    path("rooms/", include("oneteam.meeting.urls")),
    path("projects/", include("oneteam.projects.urls")),
    path("data/", include("oneteam.dataregister.urls")),
    path("outcomes/", include("oneteam.outcomes.urls")),
    path("", include("oneteam.cases.urls")),
    path("files/", include("oneteam.files.urls")),
    *([path("demo/", include("oneteam.demo.urls"))] if settings.DEMO else []),
    path("", include("oneteam.desk.urls")),
]
handler400 = "oneteam.base.views.bad_request"
handler403 = "oneteam.base.views.forbidden"
handler404 = "oneteam.base.views.not_found"
handler500 = "oneteam.base.views.server_error"
