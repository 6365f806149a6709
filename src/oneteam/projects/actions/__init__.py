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
from .keys import drop_key, make_key, note_use
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
from .verification import (
    ask_rechecks,
    judge,
    judge_recheck,
    name_verifier,
    release,
    share,
    take_back,
)

__all__ = [
    "Figure",
    "Share",
    "add_member",
    "add_milestone",
    "agree",
    "answer_check",
    "apply_on_site",
    "ask_rechecks",
    "ask_sites",
    "attach_to_project",
    "change",
    "check_measured",
    "claim",
    "close_problem",
    "confirm_site",
    "confirm_trl",
    "confirm_versions",
    "drop_key",
    "end_site",
    "evidence_of",
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
    "record_trl",
    "release",
    "remind_of_measurements",
    "remove_member",
    "report_version",
    "save_site",
    "set_saving",
    "share",
    "start",
    "stop",
    "take_back",
    "try_out",
    "unplan_measurement",
]
