"""What can be done with a project: one function, one transaction, one entry in the journal each."""

from .changing import add_member, attach_to_project, change, remove_member
from .effects import claim, evidence_of, measure, plan_effect
from .plan import add_milestone, move_milestone, reach_milestone
from .proposal import Share, agree, propose
from .readiness import confirm_trl, record_trl
from .running import close_problem, hand_over, start, stop, try_out
from .sites import (
    answer_check,
    apply_on_site,
    ask_sites,
    confirm_site,
    confirm_versions,
    end_site,
    report_version,
    save_site,
)
from .verification import judge, name_verifier, release, share, take_back

__all__ = [
    "Share",
    "add_member",
    "add_milestone",
    "agree",
    "answer_check",
    "apply_on_site",
    "ask_sites",
    "attach_to_project",
    "change",
    "claim",
    "close_problem",
    "confirm_site",
    "confirm_trl",
    "confirm_versions",
    "end_site",
    "evidence_of",
    "hand_over",
    "judge",
    "measure",
    "move_milestone",
    "name_verifier",
    "plan_effect",
    "propose",
    "reach_milestone",
    "record_trl",
    "release",
    "remove_member",
    "report_version",
    "save_site",
    "share",
    "start",
    "stop",
    "take_back",
    "try_out",
]
