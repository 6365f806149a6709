"""What each piece of the input may hold, field by field: its shape alone, not whether the pieces fit together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from oneteam_core.looks import Look, Wrong, flag, inside, list_of, may_lack, name, shown, text, whole
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.model import (
    CONFLICTS,
    KINDS,
    TIES,
    Affiliation,
    Candidate,
    Declaration,
    Engagement,
    FieldRecord,
    LaboratoryTie,
    Need,
    ProblemText,
    Relations,
    Rivalry,
    Rules,
    Waiver,
    Weights,
    Work,
)

MOST_COUNT = 1_000_000
LANGUAGES = frozenset(("ko", "en"))


def texts(value: Any) -> Wrong | None:
    """Texts by language."""
    if not isinstance(value, (dict, Mapping)):  # asking for a mapping alone takes five times as long
        return "", f'is {shown(value)}; it must map languages to text, such as {{"ko": "...", "en": "..."}}'
    for language, words in value.items():
        if language in LANGUAGES and isinstance(words, str) and words.isascii():
            continue  # as most are, of thousands
        if text(language):
            return f"[{shown(language)}]", "is no name of a language; write ko or en"
        if wrong := text(words):
            return f".{language}{wrong[0]}", wrong[1]
    return None


def day_if_any(value: Any) -> Wrong | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return None
    return "", f"is {shown(value)}; it must be a date without a time"


def _parts(value: Any) -> Wrong | None:
    if not isinstance(value, Mapping):
        return "", f"is {shown(value)}; it must map names of parts to texts"
    for part, words in value.items():
        if text(part):
            return f"[{shown(part)}]", "is no name of a part; write title or goal"
        if wrong := texts(words):
            return f"[{part}]{wrong[0]}", wrong[1]
    return None


def _one_of(names: tuple[str, ...]) -> Look:
    def look(value: Any) -> Wrong | None:
        if isinstance(value, str) and value in names:
            return None
        return "", f"is {shown(value)}; it must be one of {', '.join(names)}"

    return look


def _number(most: float, *, above_nought: bool = False) -> Look:
    span = f"above 0 and at most {most}" if above_nought else f"from 0 to {most}"

    def look(value: Any) -> Wrong | None:
        there = isinstance(value, (int, float)) and not isinstance(value, bool)
        if there and 0 <= value <= most and not (above_nought and value == 0):
            return None
        return "", f"is {shown(value)}; it must be a number {span}"

    return look


def _of(kind: type[Any]) -> Look:
    return lambda value: inside(kind, FIELDS[kind], value)


def all_of(kind: type[Any]) -> Look:
    return list_of(_of(kind), f"{kind.__name__} objects")


_names, _words = list_of(name, "names"), list_of(text, "names")
_count = whole(0, 100)
_weight = _number(1000)
FIELDS: dict[type[Any], dict[str, Look]] = {
    Need: {"skill": name, "weight": _number(MOST_COUNT, above_nought=True)},
    ProblemText: {"id": name, "owners": _names, "area": name, "parts": _parts, "needs": all_of(Need)},
    Work: {"id": name, "title": texts, "abstract": texts, "year": may_lack(whole(0, MOST_COUNT))},
    FieldRecord: {"id": name, "area": name, "what": texts},
    Engagement: {"org": name, "kind": _one_of(TIES), "until": day_if_any, "since": day_if_any},
    Declaration: {"problem": may_lack(name), "org": may_lack(name), "note": text},
    Candidate: {
        "id": name, "orgs": _names, "kind": _one_of(KINDS), "skills": _words, "works": all_of(Work),
        "field": all_of(FieldRecord), "engagements": all_of(Engagement), "declared": all_of(Declaration),
        "quota_left": may_lack(whole(0, MOST_COUNT)), "free": may_lack(_words), "laboratory": may_lack(name),
    },
    Rivalry: {"a": name, "b": name, "areas": _names, "since": day_if_any, "until": day_if_any},
    Affiliation: {"group": name, "orgs": _names},
    Waiver: {
        "problem": name, "person": name, "code": may_lack(_one_of(CONFLICTS)), "since": day_if_any, "until": day_if_any,
    },
    LaboratoryTie: {"laboratory": name, "org": name, "kind": _one_of(TIES), "until": day_if_any, "since": day_if_any},
    Relations: {
        "rivalries": all_of(Rivalry), "affiliations": all_of(Affiliation), "waivers": all_of(Waiver),
        "laboratories": all_of(LaboratoryTie),
    },
    Weights: dict.fromkeys(("topic", "skills", "field", "coverage"), _weight) | {"unknown_topic": _number(1)},
    Rules: {
        "size": whole(1, 100), "min_size": _count, "min_academia": _count, "min_research": _count,
        "min_field": _count, "max_per_org": whole(1, 100), "pinned": _names, "excluded": _names,
        "common_slot": flag, "industry_is_field": flag, "weights": _of(Weights),
    },
}  # fmt: skip


def check_shape(where: str, kind: type[Any], value: Any) -> None:
    """Raise ``MatchingError`` for the first field of a value that holds what it must not.

    Complexity: linear in the size of the value.

    >>> check_shape("problem", ProblemText, ProblemText(id="P", owners="red", area="radio", parts={}))
    Traceback (most recent call last):
    oneteam_core.matching.errors.MatchingError: problem.owners: must be a list of names, not 'red'
    """
    refuse(where, _of(kind)(value))


def refuse(where: str, wrong: Wrong | None) -> None:
    """Raise what a look has found."""
    if wrong:
        raise MatchingError(where + wrong[0], wrong[1])
