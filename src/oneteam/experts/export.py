from __future__ import annotations

from typing import Any

from oneteam.accounts.export import section

from . import queries
from .models import ExpertProfile


@section("expert")
def expert(person: Any) -> dict[str, Any]:
    profile = queries.profiles().filter(person=person).first()
    return _told(profile) if profile else {}


def _told(profile: ExpertProfile) -> dict[str, Any]:
    plain = ("code", "department", "skills", "languages", "quota", "consented_at", "created_at")
    texts = ("field", "field_experience")
    works = queries.works(profile).values("title", "abstract", "year", "link")
    engagements = queries.engagements(profile)
    return {
        **{name: getattr(profile, name) for name in plain},
        **{name: getattr(profile, name).as_dict() for name in texts},
        "organisation": profile.organisation.name.as_dict(),
        "works": [
            row | {"title": row["title"].as_dict(), "abstract": row["abstract"].as_dict()} for row in works
        ],
        "engagements": [
            {"organisation": row.organisation.name.as_dict(), "kind": row.kind, "until": row.until}
            for row in engagements
        ],
    }
