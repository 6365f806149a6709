"""What apps above this one show beside the form in which a problem is written, without this app knowing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from .models import Problem

Beside = Callable[[HttpRequest, Problem, Any], str | None]
_besides: list[Beside] = []


def register(beside: Beside) -> None:
    """``beside(request, problem, form)`` gives safe html, or ``None``; the form holds what is typed, or what is stored."""
    if beside not in _besides:
        _besides.append(beside)


def shown(request: HttpRequest, problem: Problem, form: Any) -> list[str]:
    return [html for beside in _besides if (html := beside(request, problem, form))]
