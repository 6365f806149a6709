from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from oneteam.journal.queries import timeline
from oneteam.problems.life import life

from ..story import story
from ._common import get_root, note

STORY_LENGTH = 15


def thread(request: HttpRequest, code: str) -> HttpResponse:
    """The whole story from a problem on, or the way back from a project or an effect, as far as its reader may know it."""
    root, known = get_root(code), request.user.is_authenticated
    stations = story(root, in_public=not known)
    note(request.user, root, stations)
    context = {
        "root": root,
        "problem": root.problem,
        "stations": stations,
        "life": life(root.problem) if root.problem else [],
        "entries": timeline(root.disclosure.thread)[:STORY_LENGTH] if known else [],
    }
    return render(request, "cases/thread.html", context)
