from __future__ import annotations

from django.http import Http404

from oneteam.base.models import one_or_none

from .. import queries
from ..models import Problem


def get_problem(code: str) -> Problem:
    """The problem, or 404: for a wrong address and for a hidden problem alike."""
    problem = one_or_none(queries.one(code))
    if problem is None:
        raise Http404
    return problem
