"""A panel as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from oneteam_core.matching.result import Conflict, Panel, Reasons, Seat

Labels = Mapping[str, str]


def report(panel: Panel, labels: Labels, title: str = "") -> str:
    """Problem, panel with the four reasons, runners-up, those kept out: lines for people to read.

    ``labels`` names people, organisations and skills by identifier; what has no name shows as it is.
    """
    return "\n".join(_lines(panel, labels, title))


def _lines(panel: Panel, labels: Labels, title: str) -> Iterator[str]:
    yield f"{panel.problem}  {title}".rstrip()
    if panel.clash:
        yield "  No panel: these rules cannot hold together:"
        yield from (f"    - {clash.message}" for clash in panel.clash)
    for seat in panel.chosen:
        yield from _seat(seat, labels)
    if panel.chosen:
        yield f"  covered: {_names(panel.covered, labels)} | not covered: {_names(panel.uncovered, labels)}"
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


def _seat(seat: Seat, labels: Labels) -> Iterator[str]:
    without = seat.without.loss_percent
    effect = "no panel without" if without is None else f"without: -{without} %"
    yield f"  {seat.score:.3f}    {cut(labels.get(seat.person, seat.person))} {effect}"
    topic, field, schedule, conflicts = four_reasons(seat.reasons, labels)
    yield f"           topic: {topic}"
    yield f"           field: {field} | schedule: {schedule} | conflicts: {conflicts}"


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
