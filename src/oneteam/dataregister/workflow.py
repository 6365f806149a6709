"""The ways of a data item and of an output, as data."""

from oneteam.base.workflow import Transition, Workflow

from .enums import ItemState as I
from .enums import OutputState as O

ITEM = Workflow(
    "data_item",
    I,
    (
        Transition("propose", (I.LISTED,), I.TIER_PROPOSED, "owner, lead or referee", "all questions answered"),
        Transition("agree", (I.TIER_PROPOSED,), I.TIER_AGREED, "owner, lead and referee", "three answers of one tier"),
        Transition("ask_again", (I.TIER_AGREED,), I.TIER_PROPOSED, "owner or approver", "a reason"),
        Transition("provide", (I.TIER_AGREED,), I.PROVIDED, "owner or approver", "a place as strict as the tier"),
        Transition("take_up", (I.PROVIDED,), I.IN_USE, "project", "who answers for it, until when"),
        Transition("give_back", (I.PROVIDED, I.IN_USE), I.RETURNED, "project or owner", "a certificate"),
        Transition("destroy", (I.PROVIDED, I.IN_USE), I.DESTROYED, "project or owner", "a certificate"),
    ),
)  # fmt: skip
OUTPUT = Workflow(
    "output",
    O,
    (
        Transition("let_go", (O.ASKED,), O.LET_GO, "approver who did not ask", "small counts hidden"),
        Transition("refuse", (O.ASKED,), O.REFUSED, "approver who did not ask", "a reason"),
        Transition("take_back", (O.ASKED,), O.TAKEN_BACK, "who asked"),
    ),
)
