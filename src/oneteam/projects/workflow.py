"""The ways of a project and of an effect, as data."""

from oneteam.base.workflow import Transition, Workflow

from .enums import EffectState as X
from .enums import ProjectState as P

PROJECT = Workflow(
    "project",
    P,
    (
        Transition("agree", (P.PROPOSED,), P.AGREED, "all partners", "each partner's agreement"),
        Transition("start", (P.AGREED,), P.RUNNING, "lead or secretariat"),
        Transition("trial", (P.RUNNING,), P.FIELD_TRIAL, "lead", "a site"),
        Transition(
            "apply", (P.RUNNING, P.FIELD_TRIAL), P.APPLIED, "the site's organisation", "a site that confirmed"
        ),
        Transition("hand_over", (P.APPLIED,), P.HANDED_OVER, "lead"),
        Transition(
            "stop",
            (P.PROPOSED, P.AGREED, P.RUNNING, P.FIELD_TRIAL),
            P.STOPPED,
            "lead or secretariat",
            "a reason",
        ),
    ),
)
EFFECT = Workflow(
    "effect",
    X,
    (
        Transition("claim", (X.PLANNED, X.REJECTED), X.CLAIMED, "project", "a measurement with evidence"),
        Transition("verify", (X.CLAIMED,), X.VERIFIED, "verifier outside the project", "a statement"),
        Transition("reject", (X.CLAIMED,), X.REJECTED, "verifier outside the project", "a statement"),
    ),
)
