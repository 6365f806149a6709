"""What every page needs to know about how it is to look."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def look(request: HttpRequest) -> dict[str, Any]:
    """Theme and shortcuts come from cookies, so that no page flashes and none needs a script."""
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "shortcuts": request.COOKIES.get("keys") != "off",
        "live_url": f"{live_origin(request)}/live/",
        "request_no": str(getattr(request, "request_id", ""))[:6].upper(),
        "here": here(request),
    }


def here(request: HttpRequest) -> str:
    """The address to come back to: after a form was refused, the page that it stood on."""
    came = urlsplit(request.headers.get("Referer", ""))
    if request.method == "POST" and came.netloc == request.get_host():
        return came.path + (f"?{came.query}" if came.query else "")
    return request.get_full_path()


def live_origin(request: HttpRequest) -> str:
    """Where live updates come from: the origin that was set, or this host at the live process's port."""
    given = urlsplit(getattr(settings, "LIVE_URL", ""))
    if given.netloc:
        return f"{given.scheme}://{given.netloc}"
    host = urlsplit(f"//{request.get_host()}").hostname or "localhost"
    host = f"[{host}]" if ":" in host else host
    return f"{request.scheme}://{host}:{getattr(settings, 'LIVE_PORT', 0)}"
