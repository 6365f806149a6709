"""What can be done with a project: one function, one transaction, one entry in the journal each."""

from .bilateral import propose_bilateral
from .changing import add_member, attach_to_project, change, remove_member
from .effects import (
    Figure,
    check_measured,
    claim,
    evidence_of,
    measure,
    measure_many,
    plan_effect,
    plan_measurement,
    prove,
    remind_of_measurements,
    set_saving,
    unplan_measurement,
)
from .exits import ask_exits, hand_lead_over, record_exit
from .importing import PlanRow, apply_plan, compared
from .keys import drop_key, make_key, note_use
from .packages import add_package, change_package, end_package
from .parts import add_partner, change_part, enter_used
from .plan import MOST_MILESTONES, add_milestone, move_milestone, reach_milestone, set_order
from .progress import say_progress
from .proposal import Share, agree, propose
from .readiness import Answered, confirm_trl, go_back, record_trl, refuse_trl
from .results import (
    add_deliverable,
    add_objective,
    answer_deliverable,
    change_deliverable,
    change_objective,
    deliver,
    give_up_deliverable,
)
from .risks import add_risk, change_risk
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
from .verification import ask_rechecks, judge, judge_recheck, name_verifier, release, share, take_back

__all__ = [
    "MOST_MILESTONES",
    "Answered",
    "Figure",
    "PlanRow",
    "Share",
    "add_deliverable",
    "add_member",
    "add_milestone",
    "add_objective",
    "add_package",
    "add_partner",
    "add_risk",
    "agree",
    "answer_check",
    "answer_deliverable",
    "apply_on_site",
    "apply_plan",
    "ask_exits",
    "ask_rechecks",
    "ask_sites",
    "attach_to_project",
    "change",
    "change_deliverable",
    "change_objective",
    "change_package",
    "change_part",
    "change_risk",
    "check_measured",
    "claim",
    "close_problem",
    "compared",
    "confirm_site",
    "confirm_trl",
    "confirm_versions",
    "deliver",
    "drop_key",
    "end_package",
    "end_site",
    "enter_used",
    "evidence_of",
    "give_up_deliverable",
    "go_back",
    "hand_lead_over",
    "hand_over",
    "judge",
    "judge_recheck",
    "make_key",
    "measure",
    "measure_many",
    "move_milestone",
    "name_verifier",
    "note_use",
    "plan_effect",
    "plan_measurement",
    "propose",
    "propose_bilateral",
    "prove",
    "reach_milestone",
    "record_exit",
    "record_trl",
    "refuse_trl",
    "release",
    "remind_of_measurements",
    "remove_member",
    "report_version",
    "save_site",
    "say_progress",
    "set_order",
    "set_saving",
    "share",
    "start",
    "stop",
    "take_back",
    "try_out",
    "unplan_measurement",
]
