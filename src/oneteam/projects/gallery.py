"""The parts of a project's page, for the gallery."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from oneteam.base.fields import Bi
from oneteam.base.gallery import exhibit


def show() -> None:
    exhibit(_("Plan"), "projects/_plan.html", _plan)


def _plan() -> dict[str, Any]:
    from .models import Milestone, Project
    from .plan import drawn

    first, second = dt.date(2026, 9, 1), dt.date(2026, 12, 15)
    project = Project(code="J-EXAMPLE", starts_on=dt.date(2026, 7, 1), ends_on=dt.date(2027, 2, 28))
    milestones = [
        Milestone(name=Bi("시제품", "Prototype"), due_on=first, state="reached", reached_on=first),
        Milestone(name=Bi("한 라인 실증", "Trial on one line"), due_on=second, planned_on=dt.date(2026, 11, 20), moved_because="–"),
    ]  # fmt: skip
    return {"project": project, "plan": drawn(project, milestones, dt.date(2026, 11, 23)), "may": {}}
