"""Who sees which part of the secret problem, written from the table of levels in ``docs/concepts.md`` by hand."""

from __future__ import annotations

from .world import PERSONAS

ALL = frozenset(
    [
        "teaser",
        "brief",
        "desk",
        "private",
        "room",
        "summary",
        "field",
        "effect",
        "invite",
        "premises",
        "party",
    ]
)
# Data on the company's premises are its people's, what is to leave of them theirs and of whoever asked for it.
OWNERS = ALL - {"private"}
OFFICE = ALL - {"premises", "party"}
UNDER_NDA = frozenset({"teaser", "brief", "room", "summary", "effect", "invite"})
PARTNER = frozenset({"teaser", "summary", "field", "effect", "party"})
VERIFIER = frozenset({"teaser", "field", "effect"})
INVITED = frozenset({"teaser", "invite"})
TEASER = frozenset({"teaser"})
BRIEF = frozenset({"teaser", "brief"})
NOTHING: frozenset[str] = frozenset()

NAMED = {"expert": UNDER_NDA, "unsigned": INVITED, "partner": PARTNER, "verifier": VERIFIER}
SEES: dict[str, dict[str, frozenset[str]]] = {
    "named": NAMED
    | dict.fromkeys(["owner", "colleague", "executive"], OWNERS)
    | dict.fromkeys(["officer", "head"], OFFICE)
    | dict.fromkeys(["member", "other_owner", "bystanding_expert"], TEASER),
    # The affiliate of a rival is let into the project by the owner's waiver: that, and nothing around it.
    "sealed": NAMED | {"owner": OWNERS, "officer": OFFICE, "affiliate": VERIFIER},
    # Members read the brief too, rivals and whom they second the teaser and nothing else.
    "alliance": NAMED
    | dict.fromkeys(["owner", "colleague", "executive"], OWNERS)
    | dict.fromkeys(["officer", "head"], OFFICE)
    | dict.fromkeys(["member", "other_owner", "bystanding_expert"], BRIEF)
    | dict.fromkeys(["rival", "affiliate", "seconded"], TEASER)
    | {"unsigned": INVITED | BRIEF, "partner": PARTNER | BRIEF, "verifier": VERIFIER | BRIEF},
}


def sees(level: str, who: str) -> frozenset[str]:
    return SEES[level].get(who, NOTHING)


def outsiders(level: str) -> list[str]:
    """For whom the problem does not exist."""
    return [who for who in PERSONAS if not sees(level, who)]


# Who stands for others with the very same keys but for their name.
SAME_AS = {
    "executive": "colleague",
    "affiliate": "rival",
    "other_owner": "member",
    "administrator": "auditor",
}


def compared(level: str) -> list[str]:
    """Of those outside, one of each standing: for them the world without the secret is walked, too.

    Where members read the problem, the world without it differs for nearly everybody: nothing is compared.
    """
    if level == "alliance":
        return []
    everybody = outsiders(level)
    return [who for who in everybody if who in asked(level) and SAME_AS.get(who) not in everybody]


def asked(level: str) -> list[str]:
    """Everybody; who sits beside somebody let in, only where somebody is."""
    return [who for who in PERSONAS if who != "beside" or level == "sealed"]
