"""The life of a membership as data. ``actions.advance`` carries it out; the diagram is drawn from it."""

from django.utils.translation import pgettext_lazy

from oneteam.base.workflow import Transition, Workflow

from .enums import Standing

MEMBERSHIP = Workflow(
    "membership",
    Standing,
    (
        Transition("invite", (Standing.CANDIDATE,), Standing.INVITED, "secretariat officer"),
        Transition(
            "sign", (Standing.INVITED,), Standing.SIGNED, "secretariat officer", "a memorandum in force"
        ),
        Transition("activate", (Standing.SIGNED,), Standing.ACTIVE, "secretariat officer", "begins a period"),
        Transition(
            "suspend", (Standing.ACTIVE,), Standing.SUSPENDED, "head of secretariat", "access stops at once"
        ),
        Transition("resume", (Standing.SUSPENDED,), Standing.ACTIVE, "head of secretariat"),
        Transition(
            "leave",
            (Standing.INVITED, Standing.SIGNED, Standing.ACTIVE, Standing.SUSPENDED),
            Standing.LEFT,
            "head of secretariat",
            "ends every seat and the period the same minute",
        ),
        Transition("approach", (Standing.LEFT,), Standing.CANDIDATE, "secretariat officer"),
    ),
)

WORDS = {
    "invite": pgettext_lazy("membership", "Invite"),
    "sign": pgettext_lazy("membership", "Memorandum signed"),
    "activate": pgettext_lazy("membership", "Begin membership"),
    "suspend": pgettext_lazy("membership", "Suspend"),
    "resume": pgettext_lazy("membership", "Resume membership"),
    "leave": pgettext_lazy("membership", "End membership"),
    "approach": pgettext_lazy("membership", "Approach again"),
}
HEADS_ONLY = {"suspend", "resume", "leave"}
