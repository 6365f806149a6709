"""Reads the forms of a page as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    method: str = "get"
    values: dict[str, list[str]] = field(default_factory=dict)  # as they stand on the page
    choices: dict[str, dict[str, str]] = field(default_factory=dict)  # name: {words: value}

    def value_of(self, name: str, words: str) -> str:
        """The value of the choice whose words contain ``words``."""
        for shown, value in self.choices[name].items():
            if words in shown:
                return value
        raise LookupError(f"No choice “{words}” for {name}: {', '.join(self.choices[name])}")


class _Reader(HTMLParser):
    """Collects forms; text is gathered for options, ticked choices, buttons with a value, and textareas."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select, self._option, self._multiple = "", "", False
        self._chosen = False
        self._pick = ("", "")  # the radio, check box or button whose words are being read
        self._area = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self._select, self._multiple, self._chosen = given.get("name", ""), "multiple" in given, False
        elif tag == "option":
            self._begin_option(given)
        elif tag == "button" and "value" in given:
            self._pick, self._text = (given.get("name", ""), given["value"]), []
        elif tag == "textarea":
            self._area, self._text = given.get("name", ""), []

    def _input(self, given: dict[str, str]) -> None:
        assert self._form is not None
        kind, name = given.get("type", "text"), given.get("name", "")
        if kind in ("radio", "checkbox"):
            self._form.choices.setdefault(name, {})[given.get("value", "on")] = given.get("value", "on")
            self._pick, self._text = (name, given.get("value", "on")), []
            if "checked" in given:
                self._form.values.setdefault(name, []).append(given.get("value", "on"))
        elif name and kind not in ("submit", "button", "file", "image"):
            self._form.values.setdefault(name, []).append(given.get("value", ""))

    def _begin_option(self, given: dict[str, str]) -> None:
        assert self._form is not None
        self._option, self._text = given.get("value", ""), []
        first = not self._multiple and self._select not in self._form.values
        if "selected" in given and not self._chosen:
            self._form.values[self._select] = [self._option]
            self._chosen = not self._multiple
        elif first:
            self._form.values[self._select] = [self._option]

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._form is None:
            return
        if tag == "form":
            self._form = None
        elif tag == "option":
            self._form.choices.setdefault(self._select, {})[self._words()] = self._option
        elif tag in ("label", "button") and self._pick[0]:
            name, value = self._pick
            self._form.choices.setdefault(name, {})[self._words()] = value
            self._pick = ("", "")
        elif tag == "textarea":
            self._form.values[self._area] = ["".join(self._text).removeprefix("\n")]

    def _words(self) -> str:
        return " ".join("".join(self._text).split())


def forms_of(html: str) -> list[Form]:
    reader = _Reader()
    reader.feed(html)
    return reader.forms
