"""The ways of an outcome, as data."""

from oneteam.base.workflow import Transition, Workflow

from .enums import OutcomeState as O

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
