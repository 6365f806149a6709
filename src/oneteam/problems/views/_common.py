from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404

from oneteam.base.errors import OneTeamError
from oneteam.base.models import one_or_none

from .. import queries
from ..models import Problem


def get_problem(code: str) -> Problem:
    """The problem, or 404: for a wrong address and for a hidden problem alike."""
    problem = one_or_none(queries.one(code))
    if problem is None:
        raise Http404
    return problem


def attempt(form: Any, act: Callable[[], Any]) -> int:
    """Do it; 0 if it was done, else the status, and the form says why."""
    try:
        act()
    except OneTeamError as error:
        fields = getattr(error, "fields", {}) or {"": str(error)}
        for name, sentence in fields.items():
            form.add_error(name if name in form.fields else None, sentence)
        return error.status
    return 0
