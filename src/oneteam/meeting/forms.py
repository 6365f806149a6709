from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.base.errors import OneTeamError, Refused
from oneteam.base.forms import Form, VersionField
from oneteam.roundtables.forms import MORE_ROWS, AgendaRow, agenda_rows
from oneteam.roundtables.models import AgendaItem

from .actions.notes import WRITTEN
from .enums import NoteKind
from .models import Idea, Note


class SayForm(Form):
    """What was just said; the button says what kind of note it is."""

    text = forms.CharField(
        label=_("What was said"), max_length=4000, widget=forms.Textarea({"rows": 2, "data-say": ""}),
        error_messages={"required": _("Please write what was said.")},
    )  # fmt: skip
    kind = forms.ChoiceField(choices=[(kind, kind.label) for kind in WRITTEN], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="say_%s", **kwargs)  # beside it a sheet may hold a text of its own

    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "kind": self.cleaned_data["kind"] or NoteKind.SAID}


class NoteForm(Form):
    text = forms.CharField(
        label=pgettext_lazy("note of a meeting", "Text"), max_length=4000, widget=forms.Textarea({"rows": 6})
    )
    version = VersionField()

    @classmethod
    def initial_of(cls, note: Note | None) -> dict[str, Any]:
        return {"text": note.text, "version": note.version} if note else {"text": "", "version": 0}

    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "version": self.cleaned_data["version"] or 0}


class IdeaForm(Form):
    title = forms.CharField(label=pgettext_lazy("idea", "In a line"), max_length=200)
    pros = forms.CharField(
        label=_("What speaks for it"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    cons = forms.CharField(
        label=_("What speaks against it"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    effort = forms.CharField(
        label=_("Effort"), max_length=200, required=False, help_text=_("Time, people, equipment, money")
    )
    version = VersionField()

    @classmethod
    def initial_of(cls, idea: Idea | None) -> dict[str, Any]:
        names = ("title", "pros", "cons", "effort", "version")
        return {name: getattr(idea, name) for name in names} if idea else {"version": 0}

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "pros", "cons", "effort")}


class GoForm(Form):
    """To which item of the agenda, from the one that the chair saw."""

    seen = forms.IntegerField()
    number = forms.IntegerField()


class MinutesMoreForm(Form):
    minutes = forms.IntegerField()


class WhoseForm(Form):
    whose = forms.IntegerField()


class VersionForm(Form):
    version = forms.IntegerField(min_value=1)


class GiveForm(Form):
    give = forms.BooleanField(required=False)


def rows_of(agenda: Iterable[AgendaItem], data: Any = None) -> list[AgendaRow]:
    """The agenda as it is, and room for two more."""
    initial: list[dict[str, Any]] = [{"title": item.title, "minutes": item.minutes} for item in agenda]
    return agenda_rows(data, [*initial, *[{}] * MORE_ROWS])


def first_error(form: Form) -> OneTeamError:
    """What is wrong, as a sentence for a page that stays open."""
    return Refused(str(next(iter(form.errors.values()))[0]))
