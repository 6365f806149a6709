"""An exchange looked at before it is made, a note why, and two runs side by side."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oneteam import walls
from oneteam.roundtables import queries
from oneteam.roundtables.models import CandidateNote, MatchRun
from tests.factories import seated
from tests.factories.roundtables import make_house, matched, sent

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def url(name, *args):
    return reverse(f"roundtables:{name}", args=args)


def test_an_exchange_is_seen_before_it_is_made_noted_and_compared_afterwards():
    house = make_house(experts_count=4)
    run = matched(house)
    client = signed_in(house.officer)
    with walls.acting_as(house.officer):
        rows = {row.expert_code: row for row in queries.candidates(run)}
    inside = next(row for row in rows.values() if row.chosen)
    outside = next(row for row in rows.values() if not row.chosen)
    assert inside.reasons["without"] == [outside.expert_code]
    page = client.get(url("run", run.code)).content.decode()
    assert f"{outside.person.name}" in page and "% 낮아요" in page

    wanted = {"expert": outside.expert_code, "instead": inside.expert_code}
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(url("swap", run.code), wanted)
    statements = [query["sql"] for query in caught.captured_queries if "SAVEPOINT" not in query["sql"]]
    words = answer.content.decode()
    assert answer.status_code == 200 and "현재" in words and "→" in words
    assert outside.person.name in words and inside.person.name in words
    part = client.get(url("swap", run.code), wanted, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "→" in part
    assert client.get(url("swap", run.code), {"expert": "E-NOBODY"}).status_code == 422
    with walls.system("test"):
        assert MatchRun.objects.count() == 1  # nothing is kept yet

    noted = client.post(url("note", run.code), {"expert": outside.expert_code, "text": "knows the site"})
    assert noted.status_code == 302
    assert client.post(url("note", run.code), {"expert": "E-NOBODY", "text": "x"}).status_code == 422
    made = client.post(url("change", run.code, "one"), {"do": "swap", **wanted})
    assert made.status_code == 302
    page = client.get(made.url).content.decode()
    assert "knows the site" in page  # the note goes along

    with walls.system("test"):
        newest = MatchRun.objects.get(state="proposed")
    pair = {"one": newest.code, "other": run.code}  # the older one comes first, however they are named
    table = client.get(url("compare", house.problem.code), pair)
    words = table.content.decode()
    assert table.status_code == 200 and words.index(f"{run.code}</a>") < words.index(f"{newest.code}</a>")
    assert outside.person.name in words and "바뀜" in words
    for missing in ({}, {"one": run.code, "other": run.code}, {"one": run.code, "other": "M-NOTHING"}):
        assert client.get(url("compare", house.problem.code), missing).status_code == 404
    # A whole match stands behind the page: eleven statements for its facts, however many experts there are.
    assert len(statements) <= 15, statements


def test_notes_exchanges_and_comparisons_are_the_secretariats():
    house = make_house(experts_count=4)
    first, run = sent(house), sent(house)
    with walls.acting_as(house.officer):
        row = queries.candidates(run).filter(chosen=True).first()
        CandidateNote.objects.filter(candidate=row).update(text="not for the owner")
    pair = {"one": first.code, "other": run.code}
    for person in (house.owner, seated("staff", house.company, "colleague")):
        client = signed_in(person)
        page = client.get(url("run", run.code))
        assert page.status_code == 200 and "not for the owner" not in page.content.decode()
        assert client.get(url("swap", run.code), {"instead": row.expert_code}).status_code == 404
        assert client.get(url("compare", house.problem.code), pair).status_code == 404
        refused = client.post(url("note", run.code), {"expert": row.expert_code, "text": "mine"})
        assert refused.status_code == 409
