"""How the project stands: two fields a month from the lead."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oneteam.base.errors import invalid, require
from oneteam.base.fields import both

from .. import rules
from ..enums import ProgressState
from ..models import ProgressWord, Project
from ._common import tell


@transaction.atomic
def say_progress(*, person: Any, project: Project, state: str, line: str) -> ProgressWord:
    require(rules.may_say_progress(person, project))
    if not line.strip():
        raise invalid("line", _("Please write one line: what came forward, or what is in the way."))
    word = ProgressWord.objects.create(
        project=project, state=state, line=line.strip(), by=person, circle=project.circle
    )
    label = both(ProgressState(state).label).as_dict()
    tell(project, "progress_said", person, state=label, line=line.strip())
    return word
