"""What every page here answers with: 404 for what one may not see, a sentence for what one may not do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneteam.base.errors import OneTeamError


def refused(request: HttpRequest, error: OneTeamError, back: Any) -> HttpResponse:
    """A page with the sentence and the way back, for a button that could not do its work."""
    url = back if isinstance(back, str) else back.get_absolute_url()
    return render(request, "roundtables/refused.html", {"error": error, "back": url}, status=error.status)


def press(request: HttpRequest, action: Callable[[], Any], back: Any) -> HttpResponse:
    """Do what a button stands for, and go back."""
    try:
        action()
    except OneTeamError as error:
        return refused(request, error, back)
    return redirect(back)
