"""Two texts side by side: what somebody typed and what somebody else has saved meanwhile, or two versions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.utils.html import strip_tags

from .fields import Bi
from .text import day, when


def differences(form: forms.BaseForm, now: Mapping[str, Any]) -> list[dict[str, str]]:
    """The visible fields whose typed value is not the one that is stored ``now``, each with both texts."""
    rows = []
    for bound in form.visible_fields():
        mine = words(bound, form.cleaned_data.get(bound.name))
        theirs = words(bound, now.get(bound.name))
        if mine != theirs:
            rows.append({"label": str(bound.label), "mine": mine, "theirs": theirs})
    return rows


def words(bound: Any, value: Any) -> str:
    choices = {
        str(key): " ".join(strip_tags(str(label)).split())
        for key, label in getattr(bound.field, "choices", ()) or ()
    }
    if isinstance(value, Bi):
        return " / ".join(part for part in (value.ko, value.en) if part)
    if isinstance(value, list | tuple):
        return ", ".join(choices.get(str(item), str(item)) for item in value)
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return when(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    return choices.get(str(getattr(value, "code", value)), str(value))


def over(form: forms.BaseForm, version: int) -> None:
    """Let the next attempt stand over the version that is stored now: its writer has seen both texts."""
    data: Any = form.data
    form.data = data = data.copy()
    data[form.add_prefix("version")] = str(version)


_WORD = re.compile(r"\S+\s*|\s+")


def by_words(before: str, after: str) -> list[tuple[str, str]]:
    """The two texts as one: pieces that are in both ("same"), only in the first ("del") or only in the second ("ins")."""
    one, two = _WORD.findall(before), _WORD.findall(after)
    pieces = []
    for what, i, j, k, m in SequenceMatcher(None, one, two).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(one[i:j])))
            continue
        pieces += [("del", "".join(one[i:j]))] if j > i else []
        pieces += [("ins", "".join(two[k:m]))] if m > k else []
    return pieces
