"""Planning many people for many problems at once: who is wanted where, exactly, with a proof.

The way in is :func:`match_many`; :func:`batch_of` makes its input from problems and people, and
:func:`validate_plan` re-checks a plan and its proof independently; :func:`sound_day` refuses one that fails.
"""

from oneteam_core.matching.batch.check import check_batch
from oneteam_core.matching.batch.model import Batch, Demand, GroupLimit, Keep, Load, Pair, Scores, numbered
from oneteam_core.matching.batch.plan import match_many
from oneteam_core.matching.batch.report import day_report
from oneteam_core.matching.batch.result import Difference, Plan, PlanClash, Prices
from oneteam_core.matching.batch.sound import sound_day
from oneteam_core.matching.batch.together import batch_of
from oneteam_core.matching.batch.validate import validate_plan

__all__ = [
    "Batch",
    "Demand",
    "Difference",
    "GroupLimit",
    "Keep",
    "Load",
    "Pair",
    "Plan",
    "PlanClash",
    "Prices",
    "Scores",
    "batch_of",
    "check_batch",
    "day_report",
    "match_many",
    "numbered",
    "sound_day",
    "validate_plan",
]
