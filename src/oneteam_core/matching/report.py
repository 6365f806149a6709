"""A panel as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from oneteam_core.matching.result import Conflict, Panel, Reasons, Seat

Labels = Mapping[str, str]

MOST_SLOTS = 5


def report(panel: Panel, labels: Labels, title: str = "") -> str:
    """Problem, panel with the four reasons, what each covers alone and what the panel would be without them, common
    slots, runners-up, those kept out: lines for people to read.

    ``labels`` names people, organisations and skills by identifier; what has no name shows as it is.
    """
    return "\n".join(_lines(panel, labels, title))


def _lines(panel: Panel, labels: Labels, title: str) -> Iterator[str]:
    yield f"{panel.problem}  {title}".rstrip()
    if panel.clash:
        yield "  No panel: these rules cannot hold together:"
        yield from (f"    - {clash.message}" for clash in panel.clash)
    for seat in panel.chosen:
        yield from _seat(seat, panel, labels)
    if panel.chosen:
        yield f"  covered: {_names(panel.covered, labels)} | not covered: {_names(panel.uncovered, labels)}"
        yield f"  common slots: {_slots(panel.slots)}"
    for runner_up in panel.runners_up[:3]:
        swap = f"for {labels.get(runner_up.replaces, runner_up.replaces)}: -{runner_up.loss_percent} %"
        yield f"  next     {cut(labels.get(runner_up.person, runner_up.person))} {swap}"
    for excluded in panel.excluded:
        why = "; ".join(conflict_text(conflict, labels) for conflict in excluded.conflicts)
        name = cut(labels.get(excluded.person, excluded.person))
        yield f"  kept out {name} {why or ', '.join(excluded.codes)}"
    if panel.certificate:
        proof = f"objective {panel.certificate.objective:.4f}, gap {panel.certificate.gap:g}"
        yield f"  {proof} | {panel.algorithm} | {panel.encoder} | {panel.fingerprint[:12]}"


def _seat(seat: Seat, panel: Panel, labels: Labels) -> Iterator[str]:
    without = seat.without.loss_percent
    effect = "no panel without" if without is None else f"without: {-without or 0.0:+} %"
    yield f"  {seat.score:.3f}    {cut(labels.get(seat.person, seat.person))} {effect}"
    topic, field, schedule, conflicts = four_reasons(seat.reasons, labels)
    yield f"           topic: {topic}"
    yield f"           field: {field} | schedule: {schedule} | conflicts: {conflicts}"
    if seat.covers:
        yield f"           covers alone: {_names(seat.covers, labels)}"
    if without is not None:
        yield f"           best panel without: {_others(seat, panel, labels)}"


def _others(seat: Seat, panel: Panel, labels: Labels) -> str:
    """The best panel without somebody, told by how it differs from this one."""
    there, then = panel.persons, seat.without.persons
    new = [person for person in then if person not in there]
    gone = [person for person in there if person not in (*then, seat.person)]
    told = "the others" + (f" with {_names(new, labels)}" if new else "")
    return told + (f", but not {_names(gone, labels)}" if gone else "")


def four_reasons(reasons: Reasons, labels: Labels) -> tuple[str, str, str, str]:
    """Topic, field experience, schedule, conflicts: one line each, always in this order."""
    return _topic(reasons, labels), _field(reasons), _schedule(reasons), _conflicts(reasons, labels)


def conflict_text(conflict: Conflict, labels: Labels) -> str:
    """One conflict in words."""
    org = labels.get(conflict.org or "", conflict.org or "")
    until = f" until {conflict.until}" if conflict.until else ""
    via = f" (through {labels.get(conflict.via, conflict.via)})" if conflict.via else ""
    texts = {
        "competitor_org": f"works for the rival {org}{until}",
        "affiliate_of_competitor": f"works for {org}, of a rival's group{via}{until}",
        "engaged_with_competitor": f"engaged with the rival {org}{via}{until}",
        "same_laboratory": f"{_whose(conflict, labels)} is tied to the rival {org}{via}{until}",
        "declared": "declared a conflict" + (f": {conflict.note}" if conflict.note else ""),
        "owner_org": f"works for the owner {org}",
        "owner_affiliate": f"works for {org}, of the owner's group",
    }
    return texts[conflict.code] + (" - waived by the owner" if conflict.waived else "")


def _whose(conflict: Conflict, labels: Labels) -> str:
    """The colleague, or the laboratory itself, that a tie belongs to."""
    laboratory = labels.get(conflict.laboratory or "", conflict.laboratory or "")
    if conflict.whose is None:
        return f"the laboratory {laboratory}"
    return f"{labels.get(conflict.whose, conflict.whose)} of the same laboratory {laboratory}"


def _topic(reasons: Reasons, labels: Labels) -> str:
    affinity = reasons.topic.affinity
    known = "not enough known" if affinity.value is None else f"{affinity.value:.3f}"
    terms = dict.fromkeys(term for work in affinity.works for term in work.terms)
    skills = f" | skills: {_names(reasons.topic.skills, labels)}" if reasons.topic.skills else ""
    return f"{known} {', '.join(list(terms)[:8])}".rstrip() + skills


def _field(reasons: Reasons) -> str:
    field = reasons.field
    if field.same_area or field.other_area:
        return f"{len(field.same_area)} in this area, {len(field.other_area)} elsewhere"
    return "industry" if field.industry else "none known"


def _schedule(reasons: Reasons) -> str:
    left = reasons.schedule.quota_left
    return "no limit" if left is None else f"{left} left this quarter"


def _slots(slots: Sequence[str] | None) -> str:
    if slots is None:
        return "not known"
    more = f" and {len(slots) - MOST_SLOTS} more" if len(slots) > MOST_SLOTS else ""
    return (", ".join(slots[:MOST_SLOTS]) or "none") + more


def _conflicts(reasons: Reasons, labels: Labels) -> str:
    return "; ".join(conflict_text(conflict, labels) for conflict in reasons.conflicts.conflicts) or "none"


def _names(keys: Sequence[str], labels: Labels) -> str:
    return ", ".join(labels.get(key, key) for key in keys) or "none"


def cut(text: str, width: int = 62) -> str:
    """Fill or cut to a width in columns, Korean counting two."""
    shown, used = "", 0
    for char in text:
        wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used + wide > width:
            break
        shown, used = shown + char, used + wide
    return shown + " " * (width - used)
