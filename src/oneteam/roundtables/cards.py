"""A candidate as a card: four reasons in words, always in the same order, from the codes that were kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oneteam.base.fields import Bi
from oneteam.base.text import called, day
from oneteam.experts.enums import Weekday

from . import queries, wording
from .facts import busy_of, hours_of, loads_of, quarter, slots_of
from .models import Candidate, DateQuestion, MatchRun

MOST_TITLES = 3
MOST_TIMES = 6


@dataclass(frozen=True)
class Lookup:
    """What the codes on all cards stand for, found at once. ``loads`` is empty for who is no officer."""

    skills: Mapping[str, str]
    organisations: Mapping[int, Any]
    loads: Mapping[int, int]
    quotas: Mapping[int, int]
    free: Mapping[int, tuple[str, ...] | None]  # when each can come, as far as they have told, by person
    ndas: frozenset[int]
    titles: Mapping[str, Bi]
    feedback: Mapping[int, list[Any]]  # what was said of them at other tables, for the secretariat
    names: Mapping[str, str]  # of everybody on the list whom the reader sees, by the code of their profile
    colleagues: Mapping[str, str]  # through whom a tie of a laboratory goes, by the number of their profile
    private: bool


def lookup(candidates: list[Candidate], problem: str, private: bool) -> Lookup:
    """``problem``: the code of the one they are proposed for.

    ``private``: for an officer, with ``candidates`` as ``queries.candidates_with_hours`` gives them.
    """
    today = timezone.localdate()
    skills = {code for one in candidates for code in _skill_codes(one)}
    person_ids = [one.person_id for one in candidates]
    threads = {record["thread"] for one in candidates for record in _records(one) if "thread" in record}
    ties = {int(tie["org"]) for one in candidates for tie in _ties(one) if tie.get("org")}
    whose = {tie["whose"] for one in candidates for tie in _ties(one) if tie.get("whose")}
    seats = list(queries.sittings(person_ids, quarter(today)[0])) if private else []
    return Lookup(
        skills=queries.skill_labels(skills),
        organisations=queries.organisations(ties) if ties else {},
        loads=loads_of(seats, today) + queries.promised([problem], person_ids) if private else {},
        free=_free(candidates, seats, today) if private else {},
        quotas=queries.quotas(person_ids) if private else {},
        ndas=frozenset(queries.under_nda(person_ids)) if private else frozenset(),
        feedback=queries.feedback_on(person_ids) if private else {},
        names={one.expert_code: called(one.person) for one in candidates},
        colleagues=queries.names_of_profiles(whose) if private and whose else {},
        titles=queries.titles_of_decided(threads) if threads else {},
        private=private,
    )


def _skill_codes(candidate: Candidate) -> list[str]:
    return [*candidate.reasons.get("topic", {}).get("skills", []), *candidate.reasons.get("covers", [])]


def _records(candidate: Candidate) -> list[dict[str, str]]:
    field = candidate.reasons.get("field", {})
    return [*field.get("same", []), *field.get("other", [])]


def note_on(candidate: Candidate) -> str:
    note = getattr(candidate, "private", None)
    return note.text if note is not None else ""


def _ties(candidate: Candidate) -> list[dict[str, Any]]:
    note = getattr(candidate, "private", None)
    return list(note.conflicts) if note is not None else []


def card(candidate: Candidate, found: Lookup) -> dict[str, Any]:
    """What ``{% match_card %}`` shows."""
    return {
        "candidate": candidate,
        "rank": candidate.rank or "–",
        "person": candidate.person,
        "affiliation": candidate.organisation,
        "kind": candidate.organisation.kind,
        "score": round(100 * candidate.score) if candidate.score is not None else "–",
        "points": candidate.reasons.get("points", []),
        "topic": _topic(candidate, found),
        "field": _field(candidate, found),
        "dates": _dates(candidate, found),
        "interests": _interests(candidate, found),
        "conflict": any(one["hard"] or one["waived"] for one in candidate.conflicts),
        "id": candidate.expert_code,
        "covers": [found.skills.get(code, code) for code in candidate.reasons.get("covers", [])],
        "loss": candidate.reasons.get("loss"),
        "without": [
            found.names[code] for code in candidate.reasons.get("without", []) if code in found.names
        ],
        "note": note_on(candidate),
        "pinned": candidate.reasons.get("pinned", False),
        "nda_missing": found.private and candidate.person_id not in found.ndas,
    }


def _topic(candidate: Candidate, found: Lookup) -> SafeString:
    topic = candidate.reasons.get("topic", {})
    lines = [_work(work) for work in topic.get("works", [])]
    if labels := [found.skills.get(code, code) for code in topic.get("skills", [])]:
        lines.append(format_html("{} <b>{}</b>", _("Brings:"), ", ".join(labels)))
    if not lines and candidate.reasons.get("field", {}).get("near"):
        return SafeString(_("No work comes near this problem, but what was done in the field does."))
    if not lines and topic.get("value") is None:
        return SafeString(_("Not enough known: no works."))
    return _lines(lines) if lines else SafeString(_("No work comes near this problem."))


def _work(work: dict[str, Any]) -> SafeString:
    title, year, terms = Bi.of(work["title"]), work.get("year"), work.get("terms", [])
    words = format_html("“{}”", title)
    if year:
        words = format_html("{} ({})", words, year)
    if terms:
        words = format_html("{} · {} <b>{}</b>", words, _("Words that meet:"), ", ".join(terms))
    return words


def _lines(lines: Iterable[Any]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def _field(candidate: Candidate, found: Lookup) -> SafeString:
    field = candidate.reasons.get("field", {})
    lines: list[Any] = []
    if same := _titles(field.get("same", []), found):
        lines.append(format_html("{} {}", _("In this business area:"), same))
    if field.get("industry"):
        lines.append(_("Works in industry."))
    if other := _titles(field.get("other", []), found):
        lines.append(format_html("{} {}", _("Elsewhere:"), other))
    if terms := field.get("terms"):
        lines.append(format_html("{} <b>{}</b>", _("Words that meet:"), ", ".join(terms)))
    if said := found.feedback.get(candidate.person_id):
        lines.append(_experience(said))
    return _lines(lines) if lines else SafeString(_("None known."))


def _experience(said: list[Any]) -> SafeString:
    """In words, with the tables it rests on: no score, and never in the owner's view."""
    tables = {one.table.code: one.table.get_absolute_url() for one in said}
    helped = ngettext("Helped at %(n)s round table", "Helped at %(n)s round tables", len(tables)) % {
        "n": len(tables)
    }
    owners = [one.helped for one in said if one.by_owner]
    judged = wording.satisfied(sum(owners) / len(owners)) if owners else ""
    links = format_html_join(
        ", ", '<a class="link" href="{}">{}</a>', ((url, code) for code, url in tables.items())
    )
    return format_html("{}{} · {}", helped, f"; {judged}" if judged else "", links)


def _titles(records: list[dict[str, str]], found: Lookup) -> str:
    """What the reader may know of: of a problem that is closed to them, nothing."""
    texts = [
        found.titles.get(record["thread"]) if "thread" in record else Bi.of(record) for record in records
    ]
    return ", ".join([str(text) for text in texts if text][:MOST_TITLES])


def _dates(candidate: Candidate, found: Lookup) -> SafeString | str:
    if not found.private:
        return _("Asked with the invitation.")
    load, quota = found.loads.get(candidate.person_id, 0), found.quotas.get(candidate.person_id, 0)
    used = _("%(load)s of %(quota)s round tables this quarter.") % {"load": load, "quota": quota}
    return _lines([used, _hours(candidate, found)])


def _hours(candidate: Any, found: Lookup) -> str:
    if found.free[candidate.person_id] is None:
        return _("No hours given: any time is asked for.")
    spans = [
        f"{Weekday(weekday).label} {opens:%H:%M}–{closes:%H:%M}"
        for weekday, opens, closes in map(hours_of, candidate.hours)
    ]
    return _("Can come: %(hours)s") % {"hours": ", ".join(spans) or _("in office hours, but for some days")}


def times_of(panel: list[Candidate]) -> dict[str, Any]:
    """When all of a panel can come, as far as they have told; the first few."""
    today = timezone.localdate()
    seats = queries.sittings([one.person_id for one in panel], quarter(today)[0])
    return common_times(_free(panel, seats, today).values())


def asked_of(question: DateQuestion) -> dict[str, Any]:
    """Who can come at which of the times asked about, those first that suit most of the experts."""
    answers = list(queries.date_answers(question))
    rows: list[dict[str, Any]] = []
    for start in question.starts:
        there = [one for one in answers if one.starts and start in one.starts]
        local = timezone.localtime(datetime.fromisoformat(start))
        rows.append({
            "start": local, "at": local.strftime("%Y-%m-%dT%H:%M"), "experts": sum(one.is_expert for one in there),
            "names": [called(one.person) for one in there],
        })  # fmt: skip
    rows.sort(key=lambda row: (-len(row["names"]), row["start"]))
    return {"rows": rows, "waiting": [called(one.person) for one in answers if one.starts is None]}


def _free(rows: Iterable[Any], seats: Iterable[Any], today: date) -> dict[int, tuple[str, ...] | None]:
    """When each can come, by person."""
    busy = busy_of(seats)
    return {one.person_id: slots_of(one, busy[one.person_id], today) for one in rows}


def common_times(told: Iterable[tuple[str, ...] | None]) -> dict[str, Any]:
    every = list(told)
    known = [set(slots) for slots in every if slots is not None]
    times = sorted(set.intersection(*known)) if known else []
    first = [(time, datetime.fromisoformat(time)) for time in times[:MOST_TIMES]]
    return {"first": first, "more": len(times) - len(first), "known": len(known), "asked": len(every)}


def _interests(candidate: Candidate, found: Lookup) -> SafeString | str:
    """The secretariat reads with whom and until when, everybody else what kind of conflict it is."""
    ties = _ties(candidate) if found.private else []
    return _lines(_tie(tie, found) for tie in ties or candidate.conflicts) if candidate.conflicts else ""


def _tie(tie: dict[str, Any], found: Lookup) -> SafeString:
    words = format_html("{}", wording.CONFLICTS[tie["code"]])
    if tie.get("whose") in found.colleagues:
        words = format_html("{} {}", words, found.colleagues[tie["whose"]])
    organisation = found.organisations.get(int(tie["org"])) if tie.get("org") else None
    if organisation is not None:
        words = format_html("{} {}", words, organisation)
    if tie.get("kind"):
        words = format_html("{} · {}", words, wording.ENGAGEMENTS.get(tie["kind"], tie["kind"]))
    if tie.get("until"):
        words = format_html(
            "{} · {}", words, _("until %(day)s") % {"day": day(date.fromisoformat(tie["until"]))}
        )
    return format_html("{} · <b>{}</b>", words, _("waived by the owner")) if tie.get("waived") else words


def why_excluded(candidate: Candidate, found: Lookup) -> SafeString:
    note = getattr(candidate, "private", None)
    codes = [code for code in (note.codes if note is not None else []) if code in wording.EXCLUDED]
    hard = [tie for tie in (_ties(candidate) if found.private else candidate.conflicts) if tie["hard"]]
    return _lines([*(_tie(tie, found) for tie in hard), *(wording.EXCLUDED[code] for code in codes)])


def by_hand(candidate: Candidate) -> bool:
    note = getattr(candidate, "private", None)
    return note is not None and "by_hand" in note.codes


def unmet(run: MatchRun) -> list[str]:
    return [str(wording.RULES.get(code, code)) for code in run.unmet]
