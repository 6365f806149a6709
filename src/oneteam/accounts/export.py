"""Everything about one person, gathered for that person. Upper apps add a section of their own:

    @section("seats")
    def seats(person) -> list[dict]: ...

It runs under the person's own keys, so it holds only what they may see, and is written as JSON. What is theirs
without being shown to them, such as their readings, its own query fetches by person.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from . import queries

Gather = Callable[[Any], Any]
_sections: dict[str, Gather] = {}


def section(name: str) -> Callable[[Gather], Gather]:
    def register(gather: Gather) -> Gather:
        _sections[name] = gather
        return gather

    return register


def forget(name: str) -> None:
    _sections.pop(name, None)


def names() -> list[str]:
    return list(_sections)


@section("profile")
def profile(person: Any) -> dict[str, Any]:
    fields = (
        "code",
        "email",
        "name",
        "name_en",
        "title",
        "position",
        "phone",
        "language",
        "shortcuts",
        "created_at",
        "last_login",
    )
    return {name: getattr(person, name) for name in fields}


@section("sign_in")
def sign_in(person: Any) -> dict[str, Any]:
    """No secrets: what there is, not what it says."""
    return {
        "addresses": list(queries.addresses(person).values("email", "verified", "primary")),
        "second_factors": list(queries.authenticators(person).values("type", "created_at", "last_used_at")),
        "sessions": list(queries.sessions(person).values("created_at", "ip", "last_seen_at", "user_agent")),
    }


def everything(person: Any) -> dict[str, Any]:
    return {"written_at": timezone.now(), **{name: gather(person) for name, gather in _sections.items()}}


def archive(person: Any) -> bytes:
    """A zip of one JSON file per section."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in everything(person).items():
            text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            packed.writestr(f"{name}.json", text)
    return held.getvalue()
