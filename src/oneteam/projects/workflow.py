"""The ways of a project, of its result on a site and of an effect, as data."""

from oneteam.base.workflow import Transition, Workflow

from .enums import DeliverableState as D
from .enums import EffectState as X
from .enums import ProjectState as P
from .enums import SiteState as S

PROJECT = Workflow(
    "project",
    P,
    (
        Transition("agree", (P.PROPOSED,), P.AGREED, "all partners", "each partner's agreement"),
        Transition("start", (P.AGREED,), P.RUNNING, "project or secretariat"),
        Transition("try_out", (P.RUNNING,), P.FIELD_TRIAL, "project or secretariat"),
        Transition("apply", (P.RUNNING, P.FIELD_TRIAL), P.APPLIED, "the site's organisation", "a confirmed site"),
        Transition("hand_over", (P.APPLIED,), P.HANDED_OVER, "project or secretariat"),
        Transition(
            "stop", (P.PROPOSED, P.AGREED, P.RUNNING, P.FIELD_TRIAL), P.STOPPED, "project or secretariat",
            "a reason, the lessons, and what would have to change",
        ),
    ),
)  # fmt: skip
APPLICATION = Workflow(
    "application",
    S,
    (
        Transition("confirm", (S.REPORTED,), S.IN_USE, "the site's own person, or who speaks for its organisation"),
        Transition(
            "keep", (S.IN_USE,), S.IN_USE, "the site's own person, or who speaks for its organisation",
            "asked after 6 and 12 months",
        ),
        Transition("end", (S.IN_USE,), S.ENDED, "the site's organisation or the project", "a reason"),
    ),
)  # fmt: skip
DELIVERABLE = Workflow(
    "deliverable",
    D,
    (
        Transition("deliver", (D.PLANNED,), D.DELIVERED, "the partner whose part it is", "a file that shows it"),
        Transition("accept", (D.DELIVERED,), D.ACCEPTED, "a partner other than who delivers"),
        Transition("send_back", (D.DELIVERED,), D.PLANNED, "a partner other than who delivers", "what is missing"),
        Transition("give_up", (D.PLANNED, D.DELIVERED), D.DROPPED, "who leads the project", "a reason"),
    ),
)  # fmt: skip
EFFECT = Workflow(
    "effect",
    X,
    (
        Transition("claim", (X.PLANNED, X.REJECTED), X.CLAIMED, "project", "a measurement with evidence, a site"),
        Transition("verify", (X.CLAIMED,), X.VERIFIED, "verifier outside the project", "a statement"),
        Transition("reject", (X.CLAIMED,), X.REJECTED, "verifier outside the project", "a statement"),
        Transition(
            "last", (X.VERIFIED, X.LASTING), X.LASTING, "verifier outside the project",
            "6 and 12 months later: a new measurement with evidence, a statement",
        ),
        Transition(
            "fade", (X.VERIFIED, X.LASTING), X.FADED, "verifier outside the project",
            "6 and 12 months later: a new measurement with evidence, a statement",
        ),
    ),
)  # fmt: skip
