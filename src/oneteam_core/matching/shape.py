"""What each piece of the input may hold, field by field: its shape alone, not whether the pieces fit together.

A *look* is given a value and answers where inside it something is wrong, and what; ``None`` where nothing is. So a
place is put into words only where it is needed: thousands of works are looked at for each problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

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

Wrong = tuple[str, str]
Look = Callable[[Any], Wrong | None]

MOST_COUNT = 1_000_000
LANGUAGES = frozenset(("ko", "en"))
LONGEST = 60
TOO_LARGE = 10**18


def shown(value: object) -> str:
    """A value as a message shows it: short, and never what cannot be written.

    >>> shown(3), shown("half \\ud800"), shown(10**400), shown(["a"])
    ('3', "'half \\\\ud800'", 'a number of more than 18 digits', 'list')
    """
    if isinstance(value, int) and abs(value) >= TOO_LARGE:
        return "a number of more than 18 digits"
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST else value[:LONGEST] + "...")
    return repr(value) if value is None or isinstance(value, (int, float)) else type(value).__name__


def text(value: Any) -> Wrong | None:
    """Any text that can be written in UTF-8: half of a pair of surrogates cannot."""
    if not isinstance(value, str):
        return "", f"is {shown(value)}; it must be text"
    if value.isascii():
        return None
    try:
        value.encode()
    except UnicodeEncodeError as error:
        return "", f"has half a character at place {error.start + 1}; write it again"
    return None


def name(value: Any) -> Wrong | None:
    """Text that is not empty."""
    if isinstance(value, str) and not value.strip():
        return "", "is empty; give it a name"
    return text(value)


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


def day(value: Any) -> Wrong | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return None
    return "", f"is {shown(value)}; it must be a date without a time"


def _flag(value: Any) -> Wrong | None:
    return None if isinstance(value, bool) else ("", f"is {shown(value)}; it must be true or false")


def _parts(value: Any) -> Wrong | None:
    if not isinstance(value, Mapping):
        return "", f"is {shown(value)}; it must map names of parts to texts"
    for part, words in value.items():
        if text(part):
            return f"[{shown(part)}]", "is no name of a part; write title or goal"
        if wrong := texts(words):
            return f"[{part}]{wrong[0]}", wrong[1]
    return None


def _may_lack(look: Look) -> Look:
    return lambda value: None if value is None else look(value)


def _one_of(names: tuple[str, ...]) -> Look:
    def look(value: Any) -> Wrong | None:
        if isinstance(value, str) and value in names:
            return None
        return "", f"is {shown(value)}; it must be one of {', '.join(names)}"

    return look


def _whole(least: int, most: int) -> Look:
    def look(value: Any) -> Wrong | None:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return None
        return "", f"is {shown(value)}; it must be a whole number from {least} to {most}"

    return look


def _number(most: float, *, above_nought: bool = False) -> Look:
    span = f"above 0 and at most {most}" if above_nought else f"from 0 to {most}"

    def look(value: Any) -> Wrong | None:
        there = isinstance(value, (int, float)) and not isinstance(value, bool)
        if there and 0 <= value <= most and not (above_nought and value == 0):
            return None
        return "", f"is {shown(value)}; it must be a number {span}"

    return look


def _list(look: Look, of: str) -> Look:
    def look_at(values: Any) -> Wrong | None:
        if not isinstance(values, (tuple, list)):
            return "", f"must be a list of {of}, not {shown(values)}"
        for at, value in enumerate(values):
            if wrong := look(value):
                return f"[{at}]{wrong[0]}", wrong[1]
        return None

    return look_at


def _of(kind: type[Any]) -> Look:
    def look(value: Any) -> Wrong | None:
        if not isinstance(value, kind):
            return "", f"is {shown(value)}; it must be a {kind.__name__}"
        for field, look_at in FIELDS[kind].items():
            if wrong := look_at(getattr(value, field)):
                return f".{field}{wrong[0]}", wrong[1]
        return None

    return look


def all_of(kind: type[Any]) -> Look:
    return _list(_of(kind), f"{kind.__name__} objects")


_names, _words = _list(name, "names"), _list(text, "names")
_count = _whole(0, 100)
_weight = _number(1000)
FIELDS: dict[type[Any], dict[str, Look]] = {
    Need: {"skill": name, "weight": _number(MOST_COUNT, above_nought=True)},
    ProblemText: {"id": name, "owners": _names, "area": name, "parts": _parts, "needs": all_of(Need)},
    Work: {"id": name, "title": texts, "abstract": texts, "year": _may_lack(_whole(0, MOST_COUNT))},
    FieldRecord: {"id": name, "area": name, "what": texts},
    Engagement: {"org": name, "kind": _one_of(TIES), "until": day, "since": day},
    Declaration: {"problem": _may_lack(name), "org": _may_lack(name), "note": text},
    Candidate: {
        "id": name, "orgs": _names, "kind": _one_of(KINDS), "skills": _words, "works": all_of(Work),
        "field": all_of(FieldRecord), "engagements": all_of(Engagement), "declared": all_of(Declaration),
        "quota_left": _may_lack(_whole(0, MOST_COUNT)), "free": _may_lack(_words), "laboratory": _may_lack(name),
    },
    Rivalry: {"a": name, "b": name, "areas": _names, "since": day, "until": day},
    Affiliation: {"group": name, "orgs": _names},
    Waiver: {
        "problem": name, "person": name, "code": _may_lack(_one_of(CONFLICTS)), "since": day, "until": day,
    },
    LaboratoryTie: {"laboratory": name, "org": name, "kind": _one_of(TIES), "until": day, "since": day},
    Relations: {
        "rivalries": all_of(Rivalry), "affiliations": all_of(Affiliation), "waivers": all_of(Waiver),
        "laboratories": all_of(LaboratoryTie),
    },
    Weights: dict.fromkeys(("topic", "skills", "field", "coverage"), _weight) | {"unknown_topic": _number(1)},
    Rules: {
        "size": _whole(1, 100), "min_size": _count, "min_academia": _count, "min_research": _count,
        "min_field": _count, "max_per_org": _whole(1, 100), "pinned": _names, "excluded": _names,
        "common_slot": _flag, "industry_is_field": _flag, "weights": _of(Weights),
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
