"""The ways of a match run and of a round table, as data."""

from oneteam.base.workflow import Transition, Workflow

from .enums import AHEAD
from .enums import ActionState as A
from .enums import RunState as R
from .enums import TableState as T

MATCH_RUN = Workflow(
    "match run",
    R,
    (
        Transition("send", (R.PROPOSED,), R.SENT, "secretariat", "a panel without a hard conflict"),
        Transition("approve", (R.SENT,), R.APPROVED, "owner", "at least one expert not struck"),
        Transition("ask_again", (R.SENT,), R.ASKED_AGAIN, "owner", "a reason"),
        Transition("reopen", (R.APPROVED,), R.ASKED_AGAIN, "owner", "a reason, before a date is fixed"),
        Transition("replace", (R.PROPOSED, R.SENT, R.APPROVED), R.REPLACED, "secretariat", "a newer run"),
    ),
)

TABLE = Workflow(
    "round table",
    T,
    (
        Transition("move", (T.FIXED,), T.FIXED, "secretariat", "another date or place, a reason"),
        Transition("begin", (T.FIXED,), T.RUNNING, "chair or secretariat", "on its day at the earliest"),
        Transition("hold", AHEAD, T.HELD, "chair or secretariat", "attendance"),
        Transition(
            "cancel",
            AHEAD,
            T.CANCELLED,
            "secretariat",
            "a reason; also when the problem leaves or pauses",
        ),
        Transition("draft", (T.HELD,), T.MINUTES_DRAFTED, "chair or secretariat", "minutes"),
        Transition("agree", (T.MINUTES_DRAFTED,), T.MINUTES_AGREED, "each present", "or five days' silence"),
        Transition("close", (T.MINUTES_AGREED,), T.CLOSED, "secretariat", "a decision"),
    ),
)

ACTION = Workflow(
    "thing to do",
    A,
    (
        Transition(
            "finish",
            (A.OPEN,),
            A.DONE,
            "who took it on, chair or secretariat",
            "what came of it, in words or as a file",
        ),
        Transition("confirm", (A.DONE,), A.CONFIRMED, "chair or owner", "but not whoever did it"),
        Transition(
            "send_back", (A.DONE,), A.OPEN, "chair or owner", "what is missing; not by whoever did it"
        ),
    ),
)
