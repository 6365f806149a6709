from __future__ import annotations

from django.db.models import Q, QuerySet

from oneteam.alliance import queries as alliance
from oneteam.alliance.models import Organisation


def here() -> QuerySet[Organisation]:
    """Members and start-ups of today."""
    members, startups = (
        alliance.members().order_by().values("pk"),
        alliance.startups().order_by().values("pk"),
    )
    return Organisation.objects.filter(Q(pk__in=members) | Q(pk__in=startups))
