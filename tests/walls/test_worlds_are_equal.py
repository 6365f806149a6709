"""Whoever is outside cannot tell a world with the secret problem from the same world without it."""

from __future__ import annotations

import difflib

import pytest

from .crawl import Answer, Crawl
from .expectations import compared, outsiders
from .routes import LOGS

pytestmark = [
    pytest.mark.django_db,  # or the database of the tests is not made
    pytest.mark.parametrize("crawled", ["sealed", "named"], indirect=True),
]


def difference(without: Answer, with_it: Answer) -> str:
    if without.status != with_it.status:
        return f"status {without.status} / {with_it.status}"
    if without.headers != with_it.headers:
        return f"headers {set(without.headers) ^ set(with_it.headers)}"
    rows = difflib.unified_diff(without.body.splitlines(), with_it.body.splitlines(), lineterm="", n=0)
    return "\n".join(list(rows)[:12])


def test_every_answer_is_the_same(crawled: Crawl) -> None:
    differences = {
        (who, ask): difference(without, crawled.with_it[who, ask])
        for (who, ask), without in crawled.without.items()
        if LOGS.get(ask[0]) != who and without != crawled.with_it[who, ask]
    }
    assert differences == {}


def test_everybody_outside_was_asked(crawled: Crawl) -> None:
    asked = {who for who, _ask in crawled.without}
    assert asked == set(compared(crawled.level)) >= {"rival", "seconded", "learner", "visitor"}
    assert len(crawled.without) > 60 * len(asked)


def test_every_mail_is_the_same(crawled: Crawl) -> None:
    """Whoever is outside gets exactly the same mails, in the same order."""
    for who in outsiders(crawled.level):
        assert crawled.mails_with.get(who) == crawled.mails_without.get(who), who
