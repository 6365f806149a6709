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
    plain = ("code", "department", "laboratory", "skills", "languages", "quota", "consented_at", "created_at")
    texts = ("field",)
    works = queries.works(profile).values("title", "abstract", "year", "link")
    engagements = queries.engagements(profile)
    return {
        **{name: getattr(profile, name) for name in plain},
        **{name: getattr(profile, name).as_dict() for name in texts},
        "organisation": profile.organisation.name.as_dict(),
        "works": [
            row | {"title": row["title"].as_dict(), "abstract": row["abstract"].as_dict()} for row in works
        ],
        "field_experience": [
            {
                "what": row.what.as_dict(),
                "where": row.place.as_dict(),
                "area": row.area,
                "from": row.since,
                "to": row.until,
            }
            for row in queries.experiences(profile)
        ],
        "free_hours": list(queries.windows(profile).values("weekday", "starts", "ends")),
        "blocked_days": list(queries.blocked(profile).values("starts_on", "ends_on")),
        "engagements": [
            {"organisation": row.organisation.name.as_dict(), "kind": row.kind, "until": row.until}
            for row in engagements
        ],
    }
