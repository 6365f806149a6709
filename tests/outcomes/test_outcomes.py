"""An outcome is claimed by one partner and confirmed by another; without evidence it counts nowhere."""

import csv
import io
import threading
import time
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation

from oneteam import walls
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.files.actions import remove
from oneteam.journal.models import Mail
from oneteam.outcomes import actions, identifiers, queries
from oneteam.outcomes.models import Outcome
from oneteam.outcomes.views import outcomes as views
from oneteam.projects import actions as projects
from oneteam.projects.models import Effect
from oneteam.projects.saving import Factor
from tests.at_once import at_once
from tests.factories import today
from tests.outcomes.factories import Partners, file, text
from tests.projects.factories import act, seen


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("paper", "https://doi.org/10.1016/J.RCIM.2025.102345", "10.1016/j.rcim.2025.102345"),
        ("paper", "doi: 10.1000/182.", "10.1000/182"),
        ("paper", "ISBN 0-306-40615-2", "9780306406157"),
        ("paper", "９７８-0-306-40615-7", "9780306406157"),
        ("patent", "１０－２０２５－１２３４５６７", "10-2025-1234567"),
        ("patent", "10 2025 1234567", "10-2025-1234567"),
        ("patent", "pct / kr2025 / 012345", "PCT/KR2025/012345"),
        ("standard", "iso/iec  22989:2022", "ISO/IEC 22989:2022"),
        ("standard", "TTAK.KO-10.1234", "TTAK.KO-10.1234"),
        ("standard", "KS X ISO 8000-1", "KS X ISO 8000-1"),
        ("standard", "EN 50126", "EN 50126"),
        ("standard", "rfc 9110", "RFC 9110"),
        ("standard", "IEEE 802.1Q", "IEEE 802.1Q"),
        ("standard", "KS C IEC 61000-4-2", "KS C IEC 61000-4-2"),
        ("standard", "TTAK.KO-10.1234-Part1", "TTAK.KO-10.1234-PART1"),
        ("standard", "KS X 1001", "KS X 1001"),
        ("standard", "ISO/IEC TR 24028:2020", "ISO/IEC TR 24028:2020"),
        ("patent", "US18/123456", "US 18/123,456"),
        ("patent", "EP 25123456.7", "EP 25123456.7"),
        ("software", "C-2025-012345", "C-2025-012345"),
        ("data", "10.5281/zenodo.123456", "10.5281/zenodo.123456"),
        ("award", " ", ""),
    ],
)
def test_identifiers_are_kept_in_one_way(kind, given, kept):
    assert identifiers.read(kind, given)[1] == kept


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("paper", "10.12/x", "DOI such as"),
        ("paper", "978-0-306-40615-8", "all its digits"),
        ("patent", "10-2025-123456", "10-2025-1234567"),
        ("patent", "10.1000/182", "number of the application"),
        ("standard", "the ISO one", "TTAK.KO-10.1234"),
        ("data", "10.5281/제노도", "DOI such as"),
        ("data", "10.5281/" + "㎏" * 60, "within 120 characters"),
        ("hire", "10.1000/182", "has no identifier"),
    ],
)
def test_another_form_is_told_with_the_one_that_is_meant(kind, given, said):
    with translation.override("en"), pytest.raises(Invalid) as told:
        identifiers.read(kind, given)
    assert said in told.value.fields["identifier"]


def test_what_is_claimed_and_what_another_partner_confirmed_stand_apart(house, browser):
    bare = house.enter(title=Bi("근거 없음", "Without evidence"))
    proven = house.enter(kind="data", identifier="10.5281/zenodo.123456", title=Bi("데이터", "Data set"))
    assert (proven.link, proven.shown_link) == ("", "https://doi.org/10.5281/zenodo.123456")
    for person in (house.professor, house.speaker):  # whoever entered it, and their own organisation
        with pytest.raises(Refused, match="partner other than"):
            house.do(person, actions.confirm, proven)
    with pytest.raises(Refused, match="No evidence, no count"):
        house.do(house.owner, actions.confirm, bare)
    page = browser(house.owner)
    assert "Confirm the outcome" in text(page.get(proven.get_absolute_url()))
    page.post(f"/outcomes/{proven.code}/act/confirm/", {"version": 1})
    assert house.outcome(proven, house.owner).confirmed_of == house.company
    with walls.acting_as(house.owner):
        assert queries.totals(queries.listed()) == {"confirmed": 1, "claimed": 0, "bare": 1}
    shown = text(page.get("/outcomes/?kind=data&year=" + str(today(-3).year)))
    assert "Data set" in shown
    assert "Without evidence" not in shown
    assert "no evidence, not counted" in text(page.get(house.project(house.owner).get_absolute_url()))
    with pytest.raises(Refused, match="stays as it is"):
        house.do(house.professor, actions.take_back, proven)


def test_evidence_of_a_confirmed_outcome_stays(house):
    outcome = house.enter(upload=file())
    house.do(house.owner, actions.confirm, outcome)
    with pytest.raises(Refused, match="so it stays"):
        act(house.professor, remove, attachment=house.outcome(outcome, house.professor).evidence)


def test_one_identifier_stands_once_in_a_project_until_it_is_taken_back(house, browser):
    first = house.enter(kind="patent", identifier="10-2025-1234567")
    with pytest.raises(Invalid, match="stands among the outcomes"):
        house.enter(
            house.owner, organisation=house.company, kind="patent", identifier="１０ ２０２５ 1234567"
        )
    house.do(house.professor, actions.take_back, first)
    form = {"version": 1, "title_ko": "공들인 제목", "on": f"{today()}"}
    late = browser(house.speaker).post(f"/outcomes/{first.code}/edit/", form)
    assert "공들인 제목" in text(late, 409)
    assert browser(house.officer).post(f"/outcomes/{first.code}/edit/", form).status_code == 404
    house.enter(house.owner, organisation=house.company, kind="patent", identifier="10-2025-1234567")


def test_bad_input_is_told_and_keeps_what_was_typed(house, browser, settings):
    settings.MAX_FILE_MB = 1
    client, url = browser(house.professor), f"/outcomes/of/{house.code}/new/"
    form = {"kind": "paper", "title_ko": "논문", "on": f"{today()}"}
    large = file("large.csv", b"a,b\n" * 400_000)
    for bad, status, said in (
        ({"on": f"{today(1)}"}, 422, "or a date before it"),
        ({"identifier": "10.12/x"}, 422, "DOI such as"),
        ({"link": "nowhere"}, 422, "begins with https://"),
        ({"upload": large}, 413, "smaller than 1 MB"),
    ):
        page = text(client.post(url, form | bad), status)
        assert said in page
        assert "논문" in page
    assert seen(house.professor, Outcome) == 0
    assert text(client.post(url, {}), 422)


def with_saving(house):
    """An effect with the formula of what it saves, not verified yet."""
    house.site()
    effect = house.plan("재현율")
    factors = [
        Factor(Bi(what, what), Decimal(120), "x", Bi("기록", "Records"))
        for what in ("Fewer rejects", "Cost of one")
    ]
    act(house.professor, projects.set_saving, effect=effect, version=1, factors=factors)
    return effect


def verify(effect):
    with walls.system("as if it had been verified"):
        Effect.objects.filter(pk=effect.pk).update(state="verified")


def test_a_saving_rests_on_a_verified_effect_with_its_formula(house, browser):
    url, client = f"/outcomes/of/{house.code}/new/", browser(house.professor)
    form = {"kind": "saving", "title_en": "Money", "on": f"{today()}"}
    assert "choose the verified effect" in text(client.post(url, form), 422)
    effect = with_saving(house)
    assert "choose the verified effect" in text(client.post(url, form | {"effect": effect.code}), 422)
    verify(effect)
    made = client.post(url, form | {"effect": effect.code})
    assert "Fewer rejects" in text(client.get(made.url))
    assert "stands among the outcomes already" in text(client.post(url, form | {"effect": effect.code}), 422)
    assert "Only a saving" in text(client.post(url, form | {"kind": "paper", "effect": effect.code}), 422)


@pytest.mark.django_db(transaction=True)
def test_what_an_effect_saves_is_counted_once_of_two_at_once(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    house = Partners()
    effect = with_saving(house)
    verify(effect)
    with walls.system("the same effect for both"):
        effect.refresh_from_db()

    def enter(person, organisation):
        actions.enter(
            person=person, project=house.project(person), organisation=organisation, kind="saving", title=Bi("절감", "Money"),
            on=today(), effect=effect,
        )  # fmt: skip

    told = at_once(
        (house.professor, lambda: enter(house.professor, house.lead)),
        (house.owner, lambda: enter(house.owner, house.company)),
    )
    assert sorted(map(bool, told)) == [False, True]
    assert "이미" in "".join(told)


def test_a_patent_is_tied_to_its_invention_also_later(house, browser):
    result, client = house.disclose(), browser(house.professor)
    patent = house.enter(kind="patent", identifier="10-2025-1234567")
    form = {
        "version": 1,
        "title_en": "Patent",
        "on": f"{today()}",
        "identifier": patent.identifier,
        "result": result.code,
    }
    assert client.post(f"/outcomes/{patent.code}/edit/", form).status_code == 302
    assert house.outcome(patent, house.owner).result == result
    award = {"kind": "award", "title_en": "Award", "on": f"{today()}", "result": result.code}
    assert "Only a patent" in text(client.post(f"/outcomes/of/{house.code}/new/", award), 422)


def test_the_list_can_be_taken_along_without_formulas(house, browser, monkeypatch):
    house.enter(title=Bi("=cmd()", ""))
    lines = list(
        csv.reader(io.StringIO(browser(house.owner).get("/outcomes/table.csv").content.decode("utf-8-sig")))
    )
    assert lines[1][2] == "'=cmd()"
    assert lines[1][5] == today(-3).isoformat()
    house.enter()
    monkeypatch.setattr(views, "MOST", 1)
    cut = browser(house.owner).get("/outcomes/table.csv").content.decode()
    assert "Only the newest 1 stand here" in cut
    assert "was not understood" in text(browser(house.owner).get("/outcomes/?kind=song"))


def test_nothing_is_seen_outside_the_project(house, browser):
    outcome = house.enter(upload=file())
    for outsider in (house.rival, house.member, house.expert):
        assert seen(outsider, Outcome) == 0
        assert browser(outsider).get(outcome.get_absolute_url()).status_code == 404
        assert "Foreseeing faults" not in text(browser(outsider).get("/outcomes/"))
    assert seen(house.officer, Outcome) == 1


def test_a_partner_that_left_is_neither_asked_nor_let_in(house, browser):
    Organisation.objects.filter(pk=house.company.pk).update(standing="left")
    outcome = house.enter(upload=file())
    with walls.system("the outbox"):
        asked = Mail.objects.filter(kind="outcomes.entered").values_list("recipient__name", flat=True)
        assert set(asked) == {"scientist"}
    assert browser(house.owner).post(f"/outcomes/{outcome.code}/act/confirm/").status_code == 404


def test_somebody_changing_it_meanwhile_sees_both_texts(house, browser):
    outcome = house.enter()
    act(
        house.professor,
        actions.change,
        outcome=outcome,
        version=1,
        title=Bi("새 제목", "New title"),
        on=today(),
    )
    old = {"version": 1, "title_ko": "다른 제목", "on": f"{today()}"}
    page = text(browser(house.speaker).post(f"/outcomes/{outcome.code}/edit/", old), 409)
    assert "새 제목" in page
    assert "다른 제목" in page


def test_who_confirms_confirms_what_their_page_showed(house, browser):
    outcome, client = house.enter(upload=file()), browser(house.owner)
    url = f"/outcomes/{outcome.code}/act/confirm/"
    assert 'name="version" value="1"' in text(client.get(outcome.get_absolute_url()))
    changed = {"version": 1, "title": Bi("새 제목", "New title"), "on": today()}
    act(house.professor, actions.change, outcome=outcome, **changed)
    assert "changed after you opened the page" in text(client.post(url, {"version": 1}, follow=True))
    assert house.outcome(outcome, house.owner).state == "claimed"
    client.post(url, {"version": 2})
    assert house.outcome(outcome, house.owner).state == "confirmed"


@pytest.mark.django_db(transaction=True)
def test_evidence_is_not_taken_away_while_it_is_being_confirmed(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    house, confirming = Partners(), threading.Event()
    outcome = house.enter(upload=file())

    def confirm():
        with transaction.atomic():
            actions.confirm(person=house.owner, outcome=queries.outcome(outcome.code).get(), version=1)
            confirming.set()
            time.sleep(0.5)  # the other has begun, and waits

    def take_away():
        confirming.wait(20)
        remove(person=house.professor, attachment=outcome.evidence)

    confirmed, removed = at_once((house.owner, confirm), (house.professor, take_away))
    assert (confirmed, bool(removed)) == ("", True)
    assert house.outcome(outcome, house.owner).evidence is not None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_is_told(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    house = Partners()
    outcome = house.enter(upload=file())
    ways = [
        (person, lambda person=person: actions.confirm(person=person, outcome=queries.outcome(outcome.code).get(), version=1))
        for person in (house.owner, house.scientist)
    ]  # fmt: skip
    told = at_once(*ways)
    assert sorted(map(bool, told)) == [False, True]
