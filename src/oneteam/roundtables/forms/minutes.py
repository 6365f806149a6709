"""Minutes, corrections of them, and what members read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import BiFormField, Form, VersionField, speak

from .. import members
from ..enums import Shown
from ..texts import Passage, Texts


class MinutesForm(Form):
    """The discussion as a whole, what was said of each item of the agenda, and the next meeting."""

    discussion = BiFormField(label=_("What was discussed"), rows=8, max_length=20000, required=False)
    version = VersionField()

    def __init__(self, *args: Any, texts: Texts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = [title for title, _text in texts.sections]
        for number, title in enumerate(self.titles, start=1):
            self._add(_section(number), label=f"{number}. {title}", rows=5, max_length=20000)
        self._add("next_meeting", label=_("Next meeting"), max_length=300)

    def _add(self, name: str, **values: Any) -> None:
        field = BiFormField(required=False, **values)
        speak(field)
        self.fields[name] = field

    @staticmethod
    def initial_of(texts: Texts, version: int) -> dict[str, Any]:
        sections = {_section(number): text for number, (_title, text) in enumerate(texts.sections, start=1)}
        found = {"discussion": texts.discussion, "next_meeting": texts.next_meeting, "version": version}
        return found | sections

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        texts = [given[_section(number)] for number in range(1, len(self.titles) + 1)]
        plain = {name: given[name] for name in ("discussion", "next_meeting", "version")}
        return plain | {"sections": list(zip(self.titles, texts, strict=True))}


def _section(number: int) -> str:
    return f"section{number}"


class SuggestionForm(Form):
    """A passage as it should read instead."""

    text = BiFormField(label=_("How it should read"), rows=10, max_length=20000)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}))
    version = VersionField()


class SuggestionAnswerForm(Form):
    """Take a correction over, also with another wording, or decline it with a reason."""

    do = forms.ChoiceField(choices=[("take", "take"), ("decline", "decline")], widget=forms.HiddenInput)
    text = BiFormField(label=_("How it will read"), rows=10, max_length=20000, required=False)
    answer = forms.CharField(
        label=_("Why not, if you decline it"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    version = VersionField()


class EditionForm(Form):
    """What members read of each passage."""

    with_names = forms.BooleanField(label=_("With the names of those who were there"), required=False)
    version = VersionField()

    def __init__(self, *args: Any, passages: list[Passage], edition: Any, **kwargs: Any) -> None:
        self.passages = passages
        super().__init__(*args, initial=self.initial_of(passages, edition), **kwargs)
        for one in passages:
            self._add(one)

    @staticmethod
    def initial_of(passages: list[Passage], edition: Any) -> dict[str, Any]:
        found: dict[str, Any] = {"version": edition.version if edition else 0}
        found["with_names"] = bool(edition and edition.with_names)
        for one in passages:
            found[f"shown_{one.key}"], found[f"text_{one.key}"] = members.choice(edition, one.key)
        return found

    def _add(self, passage: Passage) -> None:
        label = gettext("For members")
        shown = forms.ChoiceField(label=label, choices=Shown.choices, widget=forms.RadioSelect)
        text = BiFormField(label=_("The text in its place"), rows=3, max_length=20000, required=False)
        for name, field in ((f"shown_{passage.key}", shown), (f"text_{passage.key}", text)):
            speak(field)
            self.fields[name] = field

    def rows(self) -> list[tuple[Passage, Any, Any]]:
        return [(one, self[f"shown_{one.key}"], self[f"text_{one.key}"]) for one in self.passages]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        chosen = {one.key: (given[f"shown_{one.key}"], given[f"text_{one.key}"]) for one in self.passages}
        return {"passages": chosen, "with_names": given["with_names"], "version": given["version"]}
