"""How what happened is told in words. Each app registers its own verbs; the journal knows none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.fields import Bi
from oneteam.base.text import day, korean

Wording = str | Promise
PLACE = re.compile(r"%\((\w+)\)")
_wordings: dict[str, Wording] = {}
OWN: dict[str, Wording] = {
    "journal.sealed": gettext_lazy("%(actor)s sealed the audit anew."),
}


def register(verbs: Mapping[str, Wording]) -> None:
    _wordings.update(verbs)


def registered() -> frozenset[str]:
    return frozenset(_wordings)


def missing(verb: str, data: Mapping[str, Any]) -> set[str]:
    """What the wording speaks of and ``data`` does not give: such an entry could never be told."""
    return set(PLACE.findall(str(_wordings[verb]))) - set(data) - {"actor"}


def sentence(verb: str, actor: str, data: Mapping[str, Any]) -> str:
    """One entry in the reader's language: ``data`` may hold texts in two languages, people and ISO dates."""
    values = {key: _shown(value) for key, value in data.items()}
    return str(_wordings[verb]) % {"actor": actor or _("The system"), **values}


def outline(verb: str, actor: str) -> str:
    """The kind of thing done, without what it was about."""
    blank: dict[str, str] = defaultdict(lambda: "…", actor=actor or _("The system"))
    return str(_wordings.get(verb, verb)) % blank


def named(person: Any) -> dict[str, str]:
    """Somebody in an entry's words: the names, with the code by which it is found when it is to be forgotten."""
    return {"person": person.code, "name": person.name, "name_en": person.name_en}


def _shown(value: Any) -> Any:
    if isinstance(value, dict) and "person" in value:
        return value["name"] if korean() else value.get("name_en") or value["name"]
    if isinstance(value, dict) and value.keys() <= {"ko", "en"}:
        return str(Bi.of(value))
    on = _date_in(value) if isinstance(value, str) and len(value) == 10 else None
    return day(on) if on else value


def _date_in(text: str) -> date | None:
    """Somebody's own words may look like a day that there is not."""
    try:
        return parse_date(text)
    except ValueError:
        return None
