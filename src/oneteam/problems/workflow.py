"""The way of a problem, as data. ``docs/`` shows the diagram that is drawn from this table."""

from oneteam.base.workflow import Transition, Workflow

from .enums import State as S

ON_THE_WAY = (
    S.SUBMITTED, S.SCOPING, S.RETURNED, S.ACCEPTED, S.MATCHING, S.AGREED, S.SCHEDULED, S.HELD, S.DECIDED,
    S.IN_PROJECT, S.APPLIED,
)  # fmt: skip
ENDED = (S.REROUTED, S.DECLINED, S.CLOSED, S.WITHDRAWN)

PROBLEM = Workflow(
    "problem",
    S,
    (
        Transition("submit", (S.DRAFT, S.RETURNED), S.SUBMITTED, "owner", "title, teaser, goal, level"),
        Transition("begin_scoping", (S.SUBMITTED,), S.SCOPING, "secretariat"),
        Transition("accept", (S.SCOPING,), S.ACCEPTED, "secretariat", "a note to the owner"),
        Transition("return", (S.SCOPING,), S.RETURNED, "secretariat", "questions to the owner"),
        Transition("reroute", (S.SCOPING,), S.REROUTED, "secretariat", "a reason, and where to"),
        Transition(
            "decline", (S.SCOPING,), S.DECLINED, "secretariat", "a reason, and what would have to change"
        ),
        Transition("match", (S.ACCEPTED, S.MATCHING), S.MATCHING, "secretariat", "a match run"),
        Transition("agree_panel", (S.MATCHING,), S.AGREED, "owner", "a run sent to the owner"),
        Transition("ask_again", (S.MATCHING, S.AGREED), S.MATCHING, "owner", "a reason"),
        Transition("schedule", (S.AGREED,), S.SCHEDULED, "secretariat", "a date, a chair, a panel"),
        Transition("unschedule", (S.SCHEDULED,), S.AGREED, "secretariat", "the round table is cancelled"),
        Transition("hold_table", (S.SCHEDULED,), S.HELD, "chair or secretariat", "attendance"),
        Transition(
            "decide", (S.HELD,), S.DECIDED, "chair or secretariat", "one decision, its owner and date"
        ),
        Transition(
            "ask_data", (S.DECIDED,), S.RETURNED, "secretariat", "a table closed with “more data needed”"
        ),
        Transition(
            "start_project", (S.DECIDED,), S.IN_PROJECT, "project or secretariat", "a project with partners"
        ),
        Transition("apply", (S.IN_PROJECT,), S.APPLIED, "the site's organisation", "a site that confirmed"),
        Transition("verify", (S.APPLIED,), S.VERIFIED, "verifier outside the project", "evidence"),
        Transition(
            "close", (S.DECIDED, S.IN_PROJECT, S.APPLIED, S.VERIFIED), S.CLOSED, "secretariat", "a reason"
        ),
        Transition(
            "withdraw",
            (S.DRAFT, *ON_THE_WAY, S.ON_HOLD),
            S.WITHDRAWN,
            "owner",
            "a reason, once it was submitted",
        ),
        Transition("hold", ON_THE_WAY, S.ON_HOLD, "secretariat", "a reason"),
        Transition("resume", (S.ON_HOLD,), "", "secretariat", back=(*ON_THE_WAY, S.VERIFIED)),
    ),
)

# The stations of the stepper, and the states that belong to each.
STATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("intake", (S.DRAFT, S.SUBMITTED)),
    ("scoping", (S.SCOPING, S.RETURNED, S.REROUTED, S.DECLINED)),
    ("matching", (S.ACCEPTED, S.MATCHING, S.AGREED)),
    ("table", (S.SCHEDULED, S.HELD, S.DECIDED)),
    ("project", (S.IN_PROJECT,)),
    ("field", (S.APPLIED,)),
    ("effect", (S.VERIFIED, S.CLOSED)),
)
