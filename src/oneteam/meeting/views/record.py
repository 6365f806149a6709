"""What is written down in the room: notes, items in short, ideas, votes, files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from oneteam.base.answers import found, submitted
from oneteam.base.forms import Form
from oneteam.files.forms import UploadForm
from oneteam.roundtables.forms import ActionItemForm

from .. import actions, forms, queries, rules
from ..enums import Part
from ._answers import done, press, refused, room_of, sheet, stays_open
from .room import room_page


@login_required
@require_POST
def say(request: HttpRequest, code: str) -> HttpResponse:
    table, sitting = room_of(code)
    form = forms.SayForm(request.POST)
    status = submitted(form, lambda: actions.write(person=request.user, sitting=sitting, **form.values()))
    if not status:
        return done(request, table, Part.NOTES, Part.OUTCOME)
    if stays_open(request):
        return refused(request, table, forms.first_error(form))
    return room_page(request, table, sitting, status, say=form)


@login_required
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Put right what was written, with the texts before."""
    one = found(queries.note(code))
    if not rules.may_change(request.user, one):
        raise Http404
    form = forms.NoteForm(request.POST or None, initial=forms.NoteForm.initial_of(one))
    return sheet(
        request, one.sitting.table, "meeting/note.html", form,
        lambda: actions.change_note(person=request.user, note=one, **form.values()),
        Part.NOTES, Part.OUTCOME,
        now=lambda: forms.NoteForm.initial_of(queries.note(code).first()),
        note=one, before=queries.texts_before(one),
    )  # fmt: skip


@login_required
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.note(code))
    form = forms.VersionForm(request.POST)
    return press(
        request, one.sitting.table, form,
        lambda: actions.take_back(person=request.user, note=one, **form.cleaned_data),
        Part.NOTES, Part.OUTCOME,
    )  # fmt: skip


@login_required
def gist(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """An item of the agenda in short, which everybody in the room writes together."""
    table, sitting = room_of(code)
    item = found(queries.agenda(table).filter(number=number))
    one = queries.gist(sitting, item)
    form = forms.NoteForm(request.POST or None, initial=forms.NoteForm.initial_of(one))
    return sheet(
        request, table, "meeting/gist.html", form,
        lambda: actions.put_in_short(person=request.user, sitting=sitting, item=item, **form.values()),
        Part.NOTES,
        now=lambda: forms.NoteForm.initial_of(queries.gist(sitting, item)),
        item=item, before=queries.texts_before(one) if one else (),
    )  # fmt: skip


@login_required
def propose(request: HttpRequest, code: str) -> HttpResponse:
    table, sitting = room_of(code)
    form = forms.IdeaForm(request.POST or None, initial=forms.IdeaForm.initial_of(None))
    return sheet(
        request, table, "meeting/idea.html", form,
        lambda: actions.propose(person=request.user, sitting=sitting, values=form.texts()),
        Part.IDEAS,
    )  # fmt: skip


@login_required
def idea(request: HttpRequest, code: str) -> HttpResponse:
    one = found(queries.idea(code))
    form = forms.IdeaForm(request.POST or None, initial=forms.IdeaForm.initial_of(one))
    return sheet(
        request, one.sitting.table, "meeting/idea.html", form,
        lambda: actions.change_idea(
            person=request.user, idea=one, values=form.texts(), version=form.cleaned_data["version"]
        ),
        Part.IDEAS,
        now=lambda: forms.IdeaForm.initial_of(queries.idea(code).first()), idea=one,
    )  # fmt: skip


@login_required
@require_POST
def vote(request: HttpRequest, code: str) -> HttpResponse:
    """Given with the first press, taken back with the next."""
    one = found(queries.idea(code))
    form = forms.GiveForm(request.POST)
    return press(
        request, one.sitting.table, form,
        lambda: actions.vote(person=request.user, idea=one, **form.cleaned_data), Part.IDEAS,
    )  # fmt: skip


@login_required
@require_POST
def voting(request: HttpRequest, code: str) -> HttpResponse:
    table, sitting = room_of(code)
    act = actions.open_voting if "open" in request.POST else actions.count_votes
    return press(
        request, table, Form(request.POST), lambda: act(person=request.user, sitting=sitting), Part.IDEAS
    )


@login_required
def todo(request: HttpRequest, code: str) -> HttpResponse:
    """Something somebody takes on, with a date."""
    table, _sitting = room_of(code)
    if not rules.may_lead(request.user, table):
        raise Http404
    form = ActionItemForm(request.POST or None, table=table)
    return sheet(
        request, table, "meeting/todo.html", form,
        lambda: actions.take_on(person=request.user, table=table, **form.cleaned_data), Part.OUTCOME,
    )  # fmt: skip


@login_required
def attach(request: HttpRequest, code: str) -> HttpResponse:
    table, sitting = room_of(code)
    form = UploadForm(request.POST or None, request.FILES or None)
    return sheet(
        request, table, "meeting/attach.html", form,
        lambda: actions.attach_file(person=request.user, sitting=sitting, upload=form.cleaned_data["file"]),
        Part.OUTCOME,
    )  # fmt: skip
