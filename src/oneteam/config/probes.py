"""What a machine asks: alive, ready, figures. None of them tells anything about content."""

import hmac
import ipaddress

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oneteam.base import heartbeat
from oneteam.config import metrics


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    found = readiness()
    return JsonResponse(found, status=200 if all(state == "ok" for state in found.values()) else 503)


def readiness() -> dict[str, str]:
    try:
        missing = unapplied()
        worker = heartbeat.seconds_since()
    except DatabaseError:
        return {"database": "does not answer"}
    alive = worker is not None and worker < heartbeat.LATE
    return {
        "database": "ok",
        "migrations": "ok" if not missing else f"{len(missing)} not applied",
        "worker": "ok" if alive else "no sign of life",
    }


def unapplied() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@never_cache
@require_safe
def metrics_text(request: HttpRequest) -> HttpResponse:
    if not _may_read_metrics(request):
        return HttpResponseNotFound("not found\n", content_type="text/plain")
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    # Behind a proxy everybody seems to come from this machine, so there the secret word is needed.
    address = request.META.get("REMOTE_ADDR", "")
    return not settings.BEHIND_PROXY and bool(address) and ipaddress.ip_address(address).is_loopback
