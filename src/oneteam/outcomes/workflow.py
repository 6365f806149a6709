"""The ways of an outcome and of a publication, as data."""

from oneteam.base.workflow import Transition, Workflow

from .enums import OutcomeState as O
from .enums import PublicationState as P

OUTCOME = Workflow(
    "outcome",
    O,
    (
        Transition("confirm", (O.CLAIMED,), O.CONFIRMED, "another partner", "evidence: a file or a link"),
        Transition(
            "grant", (O.CLAIMED, O.CONFIRMED), O.CLAIMED, "partner whose patent it is", "number and date"
        ),
        Transition("take_back", (O.CLAIMED,), O.TAKEN_BACK, "partner whose outcome it is"),
    ),
)
PUBLICATION = Workflow(
    "publication",
    P,
    (
        Transition("send", (P.DRAFT,), P.REVIEW, "partner whose publication it is", "the draft's file"),
        Transition("clear", (P.REVIEW,), P.CLEARED, "all other partners, or their silence after the clock"),
        Transition("take_back", (P.REVIEW, P.CLEARED), P.DRAFT, "partner whose publication it is"),
        Transition("publish", (P.CLEARED,), P.PUBLIC, "partner whose publication it is", "the day"),
    ),
)
