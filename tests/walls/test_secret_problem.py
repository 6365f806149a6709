"""No word of a secret problem reaches anybody whom the table of levels does not let in.

And whoever is outside cannot tell a world with it from the same world without it. Both are asked of the same crawl,
which is why they stand in one file.
"""

from __future__ import annotations

import difflib
from collections import defaultdict

import pytest

from . import routes
from .crawl import Answer, Crawl
from .expectations import ALL, compared, outsiders, sees
from .world import PERSONAS, leaks

pytestmark = [pytest.mark.slow, pytest.mark.django_db]  # or the database of the tests is not made
TWO_WORLDS = pytest.mark.parametrize("crawled", ["sealed", "named"], indirect=True)


# What nobody writes: codes, keys, digests and figures that the program puts there.
NO_WORDS = {
    "Agreement.thread", "Attachment.digest", "Attachment.kind", "Attachment.target", "Attachment.thread",
    "Candidate.conflicts", "Candidate.excluded", "Candidate.expert_code", "Candidate.reasons",
    "CandidateNote.codes", "CandidateNote.conflicts", "Certificate.digest", "DateAnswer.starts",
    "DateFound.told", "DateLetter.chosen", "DateLetter.starts", "DateLetter.thread", "DateQuestion.starts",
    "DayPlace.expert_code", "DaySession.told", "Division.shares", "Effect.comparison", "Effect.project_code", "Entry.target",
    "LedgerEntry.area",
    "Entry.thread", "Entry.verb", "Mail.address", "Mail.data", "Mail.kind", "Mail.problem",
    "MatchRun.algorithm", "MatchRun.encoder", "MatchRun.figures", "MatchRun.fingerprint",
    "MatchRun.parameters", "MatchRun.unmet", "Minutes.digest",
    "MinutesSuggestion.passage", "Opinion.answers", "Outcome.granted_number", "Outcome.scheme", "Problem.area", "Problem.held_from", "Reading.thread",
}  # fmt: skip


def test_every_route_is_on_the_list() -> None:
    assert routes.unlisted() == set(), "Say in tests/walls/routes.py what to put into these addresses."


def test_every_text_of_the_secret_problem_is_a_canary(crawled: Crawl) -> None:
    assert crawled.bare - NO_WORDS == set(), (
        "Fill it in tests/walls/world.py, or say here that nobody writes it."
    )


def test_what_nobody_writes_was_looked_at(all_crawls: dict[str, Crawl]) -> None:
    assert set.union(*(crawled.bare for crawled in all_crawls.values())) >= NO_WORDS


def test_no_canary_where_it_may_not_be(crawled: Crawl) -> None:
    escaped = defaultdict(set)
    for (who, (route, method, _url)), answer in crawled.with_it.items():
        for part, name in leaks(answer.text):
            if part not in sees(crawled.level, who):
                escaped[(who, f"{method} {route}")].add(f"{part}:{name}")
    assert dict(escaped) == {}


def test_everybody_finds_what_they_may_see(crawled: Crawl) -> None:
    """Else the test above would pass on empty pages."""
    found = defaultdict(set)
    for (who, _ask), answer in crawled.with_it.items():
        found[who] |= {part for part, _name in leaks(answer.text)}
    assert {who: set(found[who]) for who in PERSONAS} == {
        who: set(sees(crawled.level, who)) for who in PERSONAS
    }
    assert set.union(*found.values()) == set(ALL)


def test_hidden_things_answer_like_wrong_addresses(crawled: Crawl) -> None:
    """A thing that exists and one that never did: 404, or the sign-in page for a visitor."""
    hidden = [
        (who, ask, answer.status)
        for (who, ask), answer in crawled.with_it.items()
        if (who, ask) in crawled.without and answer.status != crawled.without[who, ask].status
    ]
    assert hidden == []


def test_no_page_breaks(crawled: Crawl) -> None:
    broken = {ask for (_who, ask), answer in crawled.with_it.items() if answer.status >= 500}
    assert {(route, method) for route, method, _url in broken if route != "readyz"} == set()


def test_no_mail_tells_title_or_content(crawled: Crawl) -> None:
    """Of a named or sealed problem; of one that the alliance reads, no more than its reader may see."""
    told = defaultdict(set)
    for to, texts in crawled.mails_with.items():
        seen = sees(crawled.level, to) if crawled.level == "alliance" else frozenset()
        told[to] |= {leak for text in texts for leak in leaks(text) if leak[0] not in seen}
    assert {to: found for to, found in told.items() if found} == {}
    sent = sum(map(len, crawled.mails_with.values()))
    assert sent >= sum(map(len, crawled.mails_without.values())) + 10  # or nothing was looked at


def difference(without: Answer, with_it: Answer) -> str:
    if without.status != with_it.status:
        return f"status {without.status} / {with_it.status}"
    if without.headers != with_it.headers:
        return f"headers {set(without.headers) ^ set(with_it.headers)}"
    rows = difflib.unified_diff(without.body.splitlines(), with_it.body.splitlines(), lineterm="", n=0)
    return "\n".join(list(rows)[:12])


@TWO_WORLDS
def test_every_answer_is_the_same(crawled: Crawl) -> None:
    differences = {
        (who, ask): difference(without, crawled.with_it[who, ask])
        for (who, ask), without in crawled.without.items()
        if routes.LOGS.get(ask[0]) != who and without != crawled.with_it[who, ask]
    }
    assert differences == {}


@TWO_WORLDS
def test_everybody_outside_was_asked(crawled: Crawl) -> None:
    asked = {who for who, _ask in crawled.without}
    assert asked == set(compared(crawled.level)) >= {"rival", "seconded", "learner", "visitor"}
    assert len(crawled.without) > 60 * len(asked)


@TWO_WORLDS
def test_every_mail_is_the_same(crawled: Crawl) -> None:
    """Whoever is outside gets exactly the same mails, in the same order."""
    for who in outsiders(crawled.level):
        assert crawled.mails_with.get(who) == crawled.mails_without.get(who), who
