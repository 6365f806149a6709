"""What apps above this one show on a problem's page, without this app knowing them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from .models import Problem

Panel = Callable[[HttpRequest, Problem], str | None]
_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """``panel(request, problem)`` gives safe html, or ``None`` where it has nothing to show."""
    if panel not in _panels:
        _panels.append(panel)


def shown(request: HttpRequest, problem: Problem) -> list[str]:
    return [html for panel in _panels if (html := panel(request, problem))]
