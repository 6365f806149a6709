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
from .exits import Exit
from .gates import TrlReturn
from .plan import Milestone, TrlRecord, milestone_code, step_code
from .progress import ProgressWord
from .projects import Member, Partner, Project, project_code
from .results import Deliverable, Objective, deliverable_code, objective_code
from .risks import Risk, risk_code
from .sites import Application, Site, SiteCheck, SiteVersion, check_code, place_code, site_code
from .work import Change, UsedMonth, WorkPackage, package_code

__all__ = [
    "Application",
    "Change",
    "Deliverable",
    "Dependency",
    "Effect",
    "Exit",
    "MeasureKey",
    "Measurement",
    "Member",
    "Milestone",
    "Objective",
    "Partner",
    "PlannedMeasurement",
    "ProgressWord",
    "Project",
    "Recheck",
    "Risk",
    "Site",
    "SiteCheck",
    "SiteVersion",
    "TrlRecord",
    "TrlReturn",
    "UsedMonth",
    "WorkPackage",
    "check_code",
    "deliverable_code",
    "effect_code",
    "measurement_code",
    "milestone_code",
    "objective_code",
    "package_code",
    "place_code",
    "project_code",
    "recheck_code",
    "risk_code",
    "site_code",
    "step_code",
]
