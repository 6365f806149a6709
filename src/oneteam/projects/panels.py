"""What apps above this one show on a project's page, without this app knowing them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from .models import Project

Panel = Callable[[HttpRequest, Project], str | None]
_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """``panel(request, project)`` gives safe html, or ``None`` where it has nothing to show."""
    if panel not in _panels:
        _panels.append(panel)


def shown(request: HttpRequest, project: Project) -> list[str]:
    return [html for panel in _panels if (html := panel(request, project))]
