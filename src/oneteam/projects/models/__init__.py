"""From a decision to the site where the problem was felt, and the verified effect there."""

from .dependencies import Dependency
from .effects import (
    Effect,
    MeasureKey,
    Measurement,
    PlannedMeasurement,
    Recheck,
    effect_code,
    measurement_code,
    recheck_code,
)
from .gates import TrlReturn
from .plan import Milestone, TrlRecord, milestone_code, step_code
from .progress import ProgressWord
from .projects import Member, Partner, Project, project_code
from .sites import Application, Site, SiteCheck, SiteVersion, check_code, place_code, site_code

__all__ = [
    "Application",
    "Dependency",
    "Effect",
    "MeasureKey",
    "Measurement",
    "Member",
    "Milestone",
    "Partner",
    "PlannedMeasurement",
    "ProgressWord",
    "Project",
    "Recheck",
    "Site",
    "SiteCheck",
    "SiteVersion",
    "TrlRecord",
    "TrlReturn",
    "check_code",
    "effect_code",
    "measurement_code",
    "milestone_code",
    "place_code",
    "project_code",
    "recheck_code",
    "site_code",
    "step_code",
]
