"""The case report: what its reader may see, counted words, numbered evidence, and what is missing said."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as read_docx
from pypdf import PdfReader

from oneteam import walls
from oneteam.base.documents import hwpx
from oneteam.base.fields import Bi
from oneteam.cases import actions, queries
from oneteam.cases.models import CaseTextVersion
from oneteam.files.models import Attachment
from oneteam.projects.models import Measurement
from oneteam.roundtables.models import Minutes
from tests.projects.factories import act

from .test_ledger import browser

pytestmark = pytest.mark.django_db
HUNDRED = " ".join(["낱말"] * 100)


def write(house: Any, person: Any, version: int = 0, **texts: str) -> Any:
    """Through the page, as people do."""
    address = reverse("cases:write", args=[house.problem.code])
    return browser(person).post(address, {"version": version, **texts})


def page(person: Any, code: str) -> str:
    whole = browser(person).get(reverse("cases:report", args=[code])).content.decode()
    return re.sub(r'value="\w{64}"', "", whole[whole.index("<main") :])  # but for the forms' tokens


def file(person: Any, code: str, language: str, kind: str) -> bytes:
    answer = browser(person).get(reverse("cases:file", args=[code, language, kind]))
    assert answer.status_code == 200
    return answer.content


def test_whole_case_is_handed_out_in_three_kinds_and_two_languages(house: Any) -> None:
    effect = house.verified()
    with walls.system("agreed minutes"):
        table = house.decision.table
        Minutes.objects.create(
            table=table, circle=table.circle, writer=house.officer, digest="ab" * 32, agreed_at=timezone.now()
        )  # fmt: skip
        proof = Attachment.objects.get(name="measured.csv")
    assert write(house, house.professor, summary_ko=HUNDRED, limits_en="One line only.").status_code == 302
    for code in (house.problem.code, effect.code, effect.project_code):
        korean = hwpx.read(file(house.officer, code, "ko", "hwpx"))
        for words in (
            "사례 보고서",
            HUNDRED,
            "One line only.",
            "[E2]",
            "E1",
            "ab" * 32,
            proof.digest,
            "measured.csv",
            "82%",
        ):
            assert words in korean, words
    english = read_docx(io.BytesIO(file(house.owner, house.problem.code, "en", "docx")))
    cells = [cell.text for table in english.tables for row in table.rows for cell in row.cells]
    assert {"E2", proof.digest, "Target"} <= set(cells)
    pdf = PdfReader(io.BytesIO(file(house.officer, house.problem.code, "en", "pdf")))
    assert pdf.metadata.title == "Case report" and "officer" in pdf.pages[0].extract_text()
    shown = page(house.officer, house.problem.code)
    assert 'href="#E2"' in shown and 'id="E2"' in shown
    assert (
        browser(house.officer).get(reverse("cases:file", args=[effect.code, "fr", "pdf"])).status_code == 404
    )


def test_reader_outside_the_project_gets_what_is_theirs_and_no_gap(house: Any) -> None:
    house.verified()
    before = page(house.member, house.problem.code)
    write(house, house.professor, summary_en="What only the project reads")
    assert page(house.member, house.problem.code) == before
    for words in ("What only", "82", "measured.csv", "Summary", "Limits"):
        assert words not in before
    assert browser(house.rival).get(reverse("cases:report", args=[house.problem.code])).status_code == 404
    assert browser(house.member).get(reverse("cases:write", args=[house.problem.code])).status_code == 404


def test_summary_of_101_words_is_refused_with_the_count(house: Any) -> None:
    for texts in ({"summary_ko": f"{HUNDRED} 더"}, {"summary_en": f"{HUNDRED}\nmore"}):
        answer = write(house, house.owner, **texts)
        assert answer.status_code == 422
        assert "has 101 words" in answer.content.decode()
    assert write(house, house.owner, summary_ko="가" * 1201).status_code == 422
    assert write(house, house.owner, summary_ko=HUNDRED).status_code == 302


def test_of_two_who_write_at_once_the_second_sees_both_texts_and_every_version_stays(house: Any) -> None:
    assert write(house, house.owner, summary_en="First").status_code == 302
    late = write(house, house.officer, summary_en="Second")
    shown = late.content.decode()
    assert (
        late.status_code == 409
        and "First" in shown
        and "Second" in shown
        and 'name="version" value="1"' in shown
    )
    assert write(house, house.officer, version=1, summary_en="Both").status_code == 302
    with walls.acting_as(house.officer):
        assert [one.summary.en for one in CaseTextVersion.objects.all()] == ["Both", "First"]


def test_case_without_an_effect_says_so_and_is_handed_out(house: Any) -> None:
    assert "No effect was measured yet." in page(house.officer, house.problem.code)
    assert "측정한 효과가 아직 없습니다." in hwpx.read(file(house.owner, house.problem.code, "ko", "hwpx"))


def test_evidence_that_was_withdrawn_meanwhile_is_told(house: Any) -> None:
    effect = house.claimed()
    assert "Claimed, not verified" in page(house.officer, effect.code)
    with walls.system("as if a file had to go"):
        Measurement.objects.update(evidence=None)
    assert "was withdrawn since" in page(house.officer, effect.code)


def test_two_first_texts_at_the_same_moment_are_not_both_kept(house: Any) -> None:
    with walls.acting_as(house.owner):
        root = queries.root(house.problem.code)
    act(house.owner, actions.write, root=root, version=0, summary=Bi("가", ""), limits=Bi())
    assert write(house, house.owner, version=7, summary_ko="나").status_code == 409
