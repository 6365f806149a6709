"""The outermost middleware: a request's id, one log line and its figures for /metrics."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from oneteam.config import metrics
from oneteam.config.logs import request_id

log = logging.getLogger("oneteam.requests")
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
SILENT = {"healthz", "readyz", "metrics"}


class Observe:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
        token, began = request_id.set(name), time.perf_counter()
        request.request_id = name  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = name
            self._record(request, response.status_code, time.perf_counter() - began)
            return response
        finally:
            request_id.reset(token)

    def _record(self, request: HttpRequest, status: int, seconds: float) -> None:
        match = request.resolver_match
        route = (match.view_name or "unnamed") if match else "none"
        method = request.method if request.method in ("GET", "HEAD", "POST") else "OTHER"
        metrics.request(route, method or "OTHER", status, seconds)
        if route not in SILENT:
            extra = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000)}
            log.info("answered", extra=extra)
