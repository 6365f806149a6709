"""Figures by hand, from a table and by a machine; when they are due; what they show and what they save."""

import datetime as dt
import json
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from oneteam import walls
from oneteam.base.codes import hash_of
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.files.models import Attachment
from oneteam.journal.models import Mail
from oneteam.projects import actions, queries, tables
from oneteam.projects.models import Effect, MeasureKey, Measurement, PlannedMeasurement
from oneteam.projects.saving import Factor
from tests.factories import today
from tests.projects.factories import act, seen
from tests.projects.test_pages import browser, of, page


@pytest.fixture
def begun(house):
    house.start()
    house.site()
    return house


def rate(house, **values):
    return house.plan(reading="rate", baseline_n=40, **values)


def measured(house, effect, value, **values):
    return act(
        house.professor, actions.measure, effect=effect, on=values.pop("on", today(-1)), value=Decimal(value), **values
    )  # fmt: skip


def found(house, effect):
    return house.effect(house.owner, effect)


def claim(house, effect):
    act(house.professor, actions.claim, effect=house.effect(house.professor, effect))


# What it shows ------------------------------------------------------------------------------------------


def test_a_claim_keeps_the_difference_with_its_interval(begun):
    effect = rate(begun)
    begun.measure(effect)
    claim(begun, effect)
    kept = found(begun, effect).comparison
    assert (kept["method"], kept["scale"], kept["effect"]) == ("newcombe", "points", 47.0)
    assert [round(limit) for limit in kept["interval"]] == [30, 61]
    assert kept["cautions"] == []


def test_the_difference_stands_on_the_page_the_card_and_the_verifiers_page(begun):
    effect = rate(begun)
    begun.measure(effect)
    assert "As it stands now" in page(begun.professor, of(effect))
    act(
        begun.officer,
        actions.name_verifier,
        effect=begun.effect(begun.officer, effect),
        verifier=begun.verifier,
    )
    claim(begun, effect)
    interval = "95% interval: 29.6 to 61.1 percentage points"
    for person, where in (
        (begun.professor, of(effect)), (begun.professor, f"/projects/{begun.code}/"), (begun.verifier, of(effect, "verify/")),
    ):  # fmt: skip
        shown = page(person, where)
        assert interval in shown and "47" in shown, where
    assert "Newcombe" in page(begun.verifier, of(effect, "verify/"))


def test_both_limits_of_a_comparison_of_events_are_said_in_per_cent(begun):
    effect = begun.plan(
        reading="count", unit="건/일", better="lower", baseline=Decimal("0.6"), baseline_n=100, target=Decimal("0.3")
    )  # fmt: skip
    measured(begun, effect, "0.3", n=100)
    shown = page(begun.professor, of(effect))
    assert "50% better" in shown and "95% interval: 21.3 to 68.9%" in shown


def test_a_single_figure_has_no_interval_and_says_why(begun):
    effect = begun.plan()
    begun.measure(effect)
    shown = page(begun.professor, of(effect))
    assert "No interval: the spread or the sample is not known (before)." in shown


def test_small_samples_and_chance_are_said(begun):
    effect = begun.plan(reading="mean", baseline_n=4, baseline_spread=Decimal(9), baseline=Decimal(60))
    measured(begun, effect, 62, n=5, spread=Decimal(8))
    shown = page(begun.professor, of(effect))
    assert "The sample is small (before: 4, wanted are 15)" in shown
    assert "this may be chance" in shown


def test_a_baseline_that_drifted_is_said(begun):
    effect = rate(begun)
    measured(begun, effect, 70, n=60, part="baseline", on=today(-40))
    begun.measure(effect)
    assert "The baseline moved" in page(begun.professor, of(effect))


def test_a_baseline_looked_at_again_without_its_sample_takes_no_interval_away(begun):
    effect = begun.plan(reading="mean", baseline_n=40, baseline_spread=Decimal(9))
    measured(begun, effect, 36, part="baseline", on=today(-40))
    measured(begun, effect, 62, n=50, spread=Decimal(8))
    shown = page(begun.professor, of(effect))
    assert "95% interval" in shown and "No interval" not in shown


def test_what_changed_on_the_control_line_is_taken_away(begun):
    effect = rate(begun, method="control")
    begun.measure(effect)
    assert "There are no figures of the control line yet" in page(begun.professor, of(effect))
    measured(begun, effect, 40, n=100, part="control_before", on=today(-60))
    measured(begun, effect, 50, n=100, part="control_after")
    assert "37 percentage points better" in page(begun.professor, of(effect))


def test_only_an_effect_with_a_control_line_takes_its_figures(begun):
    with pytest.raises(Invalid) as refused:
        measured(begun, rate(begun), 50, n=100, part="control_after")
    assert "part" in refused.value.fields


def test_the_figure_of_the_control_line_is_not_claimed(begun):
    effect = rate(begun, method="control")
    begun.measure(effect, value=82, days=-3)
    measured(begun, effect, 41, n=100, part="control_after")
    claim(begun, effect)
    assert found(begun, effect).claimed == 82


@pytest.mark.parametrize(
    ("planned", "values", "field"),
    [
        ({"reading": "rate"}, {"value": 120, "n": 3}, "value"),
        ({"reading": "rate"}, {"value": 50}, "n"),
        ({"reading": "rate"}, {"value": 50, "n": 3, "spread": Decimal(1)}, "spread"),
        ({"reading": "count", "unit": "건/일"}, {"value": -1, "n": 3}, "value"),
        ({"reading": "count", "unit": "건/일"}, {"value": 1}, "n"),
        ({"reading": "mean"}, {"value": 50, "n": 1, "spread": Decimal(1)}, "spread"),
        ({"reading": "mean"}, {"value": 50, "n": 9, "spread": Decimal(-1)}, "spread"),
        ({"reading": "mean"}, {"value": 50, "n": 9, "on": today(-200)}, "on"),
        ({"reading": "mean"}, {"value": 50, "n": 9, "on": today(1)}, "on"),
    ],
)
def test_figures_that_cannot_be_are_refused(begun, planned, values, field):
    with pytest.raises(Invalid) as refused:
        measured(begun, begun.plan(**planned), **values)
    assert field in refused.value.fields


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reading": "rate", "unit": "건"}, "unit"),
        ({"reading": "rate", "baseline": Decimal(-5)}, "baseline"),
        ({"reading": "rate", "baseline_n": None}, "baseline_n"),
        ({"reading": "figure", "baseline_spread": Decimal(3)}, "baseline_spread"),
    ],
)
def test_a_plan_that_does_not_fit_its_kind_is_refused(begun, values, field):
    with pytest.raises(Invalid) as refused:
        begun.plan(**values)
    assert field in refused.value.fields


# No evidence, no count ------------------------------------------------------------------------------------


def test_a_figure_entered_without_its_file_can_be_proved_later(begun):
    effect = rate(begun)
    one = measured(begun, effect, 82, n=120)
    address = of(effect, f"proof/{one.code}/")
    assert address in page(begun.professor, of(effect))
    client = browser(begun.professor)
    assert client.post(address, {}).status_code == 422
    proof = {"upload": SimpleUploadedFile("log.csv", b"a,b\n1,2\n")}
    assert client.post(address, proof).status_code == 302
    claim(begun, effect)
    assert found(begun, effect).evidenced
    with walls.acting_as(begun.professor):
        again = Measurement.objects.select_related("effect", "evidence").get()
    with pytest.raises(Refused):
        act(
            begun.professor,
            actions.prove,
            measurement=again,
            upload=SimpleUploadedFile("log.csv", b"a,b\n1,2\n"),
        )


def test_what_no_file_proves_counts_nowhere(house):
    effect = house.verified()
    act(house.owner, actions.release, effect=effect)
    with walls.acting_as(None):
        assert queries.released_effects().count() == 1
    with walls.system("a row from before evidence was asked for"):
        Effect.objects.filter(pk=effect.pk).update(evidenced=False)
    with walls.acting_as(None):
        assert queries.released_effects().count() == 0


def test_raw_measurements_stay_in_the_field_and_the_difference_goes_with_the_effect(house):
    effect = house.verified()
    act(house.owner, actions.share, effect=effect)
    assert (seen(house.member, Effect), seen(house.member, Measurement)) == (1, 0)
    shown = page(house.member, of(effect))
    assert "47 percentage points better" in shown and "두 달" not in shown


# When it is due -------------------------------------------------------------------------------------------


def mails(kind):
    with walls.system("test"):
        return sorted(Mail.objects.filter(kind=f"projects.{kind}").values_list("recipient__name", flat=True))


def test_the_project_is_reminded_two_weeks_before_a_planned_day_and_once(begun):
    effect = rate(begun)
    act(begun.professor, actions.plan_measurement, effect=effect, due_on=today(20))
    assert actions.remind_of_measurements() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=7)):
        assert (actions.remind_of_measurements(), actions.remind_of_measurements()) == (1, 0)
    assert mails("measure_soon") == ["professor"]


def test_a_measurement_meets_the_planned_day(begun):
    effect = rate(begun)
    act(begun.professor, actions.plan_measurement, effect=effect, due_on=today(5))
    act(begun.professor, actions.plan_measurement, effect=effect, due_on=today(60))
    begun.measure(effect)
    with walls.acting_as(begun.professor):
        assert [one.met_by is not None for one in PlannedMeasurement.objects.all()] == [True, False]
    assert actions.remind_of_measurements() == 0


def test_days_are_planned_and_taken_off_on_their_page(begun):
    effect = rate(begun)
    client, address = browser(begun.professor), of(effect, "days/")
    assert client.post(address, {"due_on": f"{today(-3)}"}).status_code == 422
    assert client.post(address, {"due_on": f"{today(30)}"}).status_code == 302
    assert client.post(address, {"due_on": f"{today(30)}"}).status_code == 422
    assert client.post(address, {"off": f"{today(30)}"}).status_code == 302
    assert client.post(address, {"off": "yesterday"}).status_code == 404
    assert seen(begun.professor, PlannedMeasurement) == 0


# From a table -----------------------------------------------------------------------------------------------


def send(house, effect, text, name="values.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return browser(house.professor).post(of(effect, "table/"), {"file": SimpleUploadedFile(name, data)})


GOOD = '측정일,값,표본,단위,비고\n{one}. ,"1만 2천","1,000",원,첫째\n{two},１２５００원,900,원,\n'


def good():
    one, two = today(-9), today(-2)
    return GOOD.format(
        one=f"{one.year}. {one.month}. {one.day}", two=f"{two.year}년 {two.month}월 {two.day}일"
    )


def test_a_table_is_looked_at_before_it_is_taken(begun):
    effect = begun.plan(unit="원", better="lower", baseline=Decimal(20000), target=Decimal(10000))
    looked = send(begun, effect, good())
    assert looked.status_code == 200
    shown = looked.content.decode()
    assert "12,000원" in shown and "12,500원" in shown
    assert seen(begun.professor, Measurement) == 0
    taken = browser(begun.professor).post(of(effect, "table/"), {"table": good(), "take": "1"})
    assert taken.status_code == 302
    with walls.acting_as(begun.professor):
        rows = [(one.value, one.n, one.source, one.evidence is not None) for one in Measurement.objects.all()]
        assert Attachment.objects.filter(target=f"effect:{effect.code}").count() == 1
    assert rows == [(12000, 1000, "table", True), (12500, 900, "table", True)]


def test_the_korean_encoding_of_spreadsheets_is_read(begun):
    effect = begun.plan(unit="원", better="lower", baseline=Decimal(20000), target=Decimal(10000))
    assert (
        "12,000원"
        in send(begun, effect, good().replace("１２５００", "12500").encode("cp949")).content.decode()
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "words"),
    [
        ("date,value,n\n{early},50,3\n", 2, "date", "before the baseline"),
        ("date,value,n,unit\n{day},50,3,kg\n", 2, "unit", "measured in %, not in kg"),
        ("date,value,n\n{day},50kg,3\n", 2, "value", "is in another unit"),
        ("date,value,n\n{day},abc,3\n", 2, "value", "cannot be read as a number"),
        ('date,value,n\n{day},"3,5",3\n', 2, "value", "cannot be read as a number"),
        ("date,value,n\n{day},120,3\n", 2, "value", "between 0 and 100"),
        ("date,value,n\n{day},50,\n", 2, "n", "give the sample"),
        ("date,value,n\n{day},50,2.5\n", 2, "n", "whole number"),
        ("date,value,n\n2026-13-45,50,3\n", 2, "date", "write a date"),
        ("date,value,n\n{day},50.12345,3\n", 2, "value", "four decimals"),
        ("date,value,n\n{day},99999999999,3\n", 2, "value", "too large"),
        ("date,value,n,part\n{day},50,3,moon\n", 2, "part", "write after"),
        ("date,valeu\n{day},50\n", 1, "valeu", "not known"),
        ("date,n\n{day},50\n", 1, "value", "missing"),
        ("date,value,value\n{day},50,50\n", 1, "value", "twice"),
        ("date,value\n", 0, "", "no row"),
        ("", 1, "date", "missing"),
        ('date,value,n\n{day},"50,3\n', 2, "", "quotation mark"),
        ("date,value\n{day},1,234\n", 2, "", "more cells than there are columns"),
        ("date,value,n\n{day},1,234,50\n", 2, "", "more cells than there are columns"),
        ("date,value,n,\n{day},50,3,7\n", 2, "", "more cells than there are columns"),
    ],
)
def test_each_bad_row_and_column_is_named_and_nothing_is_kept(begun, table, row, column, words):
    effect = rate(begun)
    text = table.format(day=today(-3), early=today(-300))
    answer = send(begun, effect, text or "\n")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown and (not column or f">{column}<" in shown) and (not row or f">{row}<" in shown)
    forced = browser(begun.professor).post(of(effect, "table/"), {"table": text or "\n", "take": "1"})
    assert forced.status_code == 422
    assert seen(begun.professor, Measurement) == 0


@pytest.mark.parametrize(
    ("unit", "cell", "value"),
    [("만원", "3억 5,000만원", None), ("천명", "3만 5천명", None), ("일", "이십일", None), ("만원", "35,000만원", 35000), ("원", "3만원", 30000)],
)  # fmt: skip
def test_a_unit_that_is_a_numeral_is_not_taken_off_a_korean_number(unit, cell, value):
    if value is None:
        with pytest.raises(ValueError, match=r"told apart|단위"):
            tables.number_in(cell, unit)
    else:
        assert tables.number_in(cell, unit) == value


def test_all_rows_or_none(begun):
    effect = rate(begun)
    text = f"date,value,n\n{today(-3)},50,30\n{today(-2)},soon,30\n{today(-1)},52,0\n"
    shown = send(begun, effect, text).content.decode()
    assert ">3<" in shown and ">4<" in shown and "2 things are wrong" in shown
    assert seen(begun.professor, Measurement) == 0


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01date", b"\x89PNG\r\n\x1a\n\x00\x00", b"a" * 600_000, b""])
def test_what_is_no_table_is_refused_with_a_sentence(begun, data):
    assert send(begun, rate(begun), data).status_code == 422


def test_strangers_find_no_table(begun):
    assert browser(begun.member).get(of(rate(begun), "table/")).status_code == 404


# By a machine ---------------------------------------------------------------------------------------------


def key_for(house, effect):
    return act(house.professor, actions.make_key, effect=effect)


def post(effect, word, body, **more):
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client(headers={"accept-language": "en"}).post(
        of(effect, "measurements/"), data, content_type="application/json",
        headers={"Authorization": f"Bearer {word}"}, **more,
    )  # fmt: skip


def test_a_machine_enters_measurements_with_its_key(begun):
    effect = rate(begun)
    word = key_for(begun, effect)
    one = {"on": f"{today(-1)}", "value": 81.5, "n": 60, "unit": "%"}
    answer = post(effect, word, one)
    assert answer.status_code == 201, answer.content
    several = {"measurements": [one | {"value": "８２"}, one | {"on": f"{today(-2)}", "note": "밤"}]}
    assert len(post(effect, word, several).json()["entered"]) == 2
    with walls.acting_as(begun.professor):
        rows = list(Measurement.objects.order_by("pk").values_list("value", "source", "by__name"))
        assert MeasureKey.objects.get().used_at is not None
    assert [row[0] for row in rows] == [Decimal("81.5"), 82, Decimal("81.5")]
    assert {row[1:] for row in rows} == {("machine", "professor")}


def test_the_key_is_shown_once_and_kept_as_a_hash(begun):
    effect = rate(begun)
    client = browser(begun.professor)
    shown = client.post(of(effect, "key/")).content.decode()
    with walls.acting_as(begun.professor):
        digest = MeasureKey.objects.get().digest
    word = next(one for one in shown.replace("<", " ").replace(">", " ").split() if hash_of(one) == digest)
    again = client.get(of(effect, "key/")).content.decode()
    assert word not in again and digest not in again
    assert client.post(of(effect, "key/")).status_code == 200  # a new one
    assert post(effect, word, {"on": f"{today(-1)}", "value": 80, "n": 3}).status_code == 401


def test_a_key_opens_one_effect_until_it_is_taken_back(begun):
    effect, other = rate(begun), rate(begun, metric="다른")
    word, body = key_for(begun, effect), {"on": f"{today(-1)}", "value": 80, "n": 30}
    assert post(other, word, body).status_code == 401
    assert browser(begun.professor).post(of(effect, "key/"), {"off": "1"}).status_code == 302
    answer = post(effect, word, body)
    assert answer.status_code == 401
    assert "opens nothing here" in answer.json()["problems"][0]["problem"]


def test_a_key_is_worth_nothing_once_its_maker_may_not_see_the_project(begun):
    from oneteam.alliance.models import Seat

    effect = rate(begun)
    word = key_for(begun, effect)
    Seat.objects.filter(person=begun.professor).delete()
    assert post(effect, word, {"on": f"{today(-1)}", "value": 80, "n": 30}).status_code == 401


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ("no json", 400, ""),
        ('{"on": "2026-01-01", "value": NaN}', 400, ""),
        ("[" * 100_000, 400, ""),
        ({"measurements": 3}, 400, ""),
        ({"measurements": []}, 422, ""),
        ({"measurements": [3]}, 422, ""),
        ({"value": 80, "n": 3}, 422, "date"),
        ({"on": "DAY", "value": None, "n": 3}, 422, "value"),
        ({"on": "DAY", "value": True, "n": 3}, 422, "value"),
        ({"on": "DAY", "value": [1], "n": 3}, 422, "value"),
        ({"on": "DAY", "value": 80, "n": 3, "unit": "kg"}, 422, "unit"),
        ({"on": "DAY", "value": 80, "n": 3, "colour": "red"}, 422, "colour"),
        ({"on": "EARLY", "value": 80, "n": 3}, 422, "date"),
        ({"on": "DAY", "value": 1e300, "n": 3}, 422, "value"),
        ({"on": "DAY", "value": "\x00", "n": 3}, 422, "value"),
        ('{"on": "DAY", "value": 1e999999999, "n": 3}', 422, "value"),
        ('{"on": "DAY", "value": 1e-999999999999, "n": 3}', 422, "value"),
        ({"on": "DAY", "value": 80, "n": 3, "note": "\x00"}, 422, "note"),
        ({"on": "DAY", "value": 80, "n": 3, "note": "\ud800"}, 422, "note"),
    ],
)
def test_what_is_wrong_is_answered_in_sentences(begun, body, status, field):
    effect = rate(begun)
    text = body if isinstance(body, str) else json.dumps(body)
    text = text.replace("DAY", f"{today(-1)}").replace("EARLY", f"{today(-300)}")
    answer = post(effect, key_for(begun, effect), text)
    assert answer.status_code == status, answer.content
    told = answer.json()["problems"][0]
    assert told["field"] == field and told["problem"].endswith(".")
    assert seen(begun.professor, Measurement) == 0


def test_without_a_word_nothing_is_entered_and_other_methods_are_none(begun):
    effect = rate(begun)
    assert (
        Client().post(of(effect, "measurements/"), "{}", content_type="application/json").status_code == 401
    )
    assert Client().get(of(effect, "measurements/")).status_code == 405
    assert (
        Client()
        .post("/projects/effects/X-222222/measurements/", "{}", content_type="application/json")
        .status_code
        == 401
    )


def test_a_machine_that_sends_too_often_is_told_to_wait(begun):
    effect = rate(begun)
    word = key_for(begun, effect)
    answers = {post(effect, word, "{}").status_code for _ in range(31)}
    assert 429 in answers and answers <= {422, 429}


def test_a_verified_effect_takes_no_figures_of_a_machine(house):
    effect = house.claimed()
    word = act(house.professor, actions.make_key, effect=effect)
    act(house.verifier, actions.judge, effect=effect, confirmed=True, verdict=Bi("맞음", ""))
    answer = post(effect, word, {"on": f"{today()}", "value": 80, "n": 30})
    assert answer.status_code == 409 and answer.json()["problems"][0]["problem"]


# Money --------------------------------------------------------------------------------------------------------


def factors(*rows):
    return [Factor(Bi(what, ""), Decimal(value), unit, Bi(source, "")) for what, value, unit, source in rows]


AVOIDED = ("줄어든 결함", "120", "건/년", "품질 기록")
EACH = ("한 건의 비용", "35000", "원/건", "원가팀 2026")


def test_money_is_a_formula_that_is_shown(begun):
    effect = rate(begun)
    assert "shown only with its formula" in page(begun.professor, of(effect))
    act(
        begun.professor,
        actions.set_saving,
        effect=effect,
        version=effect.version,
        factors=factors(AVOIDED, EACH),
    )
    shown = page(begun.owner, of(effect))
    assert (
        "120 건/년" in shown
        and "35,000 원/건" in shown
        and "KRW 4.2 million" in shown
        and "원가팀 2026" in shown
    )


@pytest.mark.parametrize(
    "rows",
    [
        (AVOIDED,), (AVOIDED, ("비용", "35000", "", "원가팀")), (AVOIDED, ("비용", "35000", "원", "")), (AVOIDED, ("", "3", "원", "원가팀")),
        (AVOIDED, ("비용", "0", "원", "원가팀")), (AVOIDED, ("비용", "-3", "원", "원가팀")),
        (("가", "9999999999", "건", "나"), ("가", "9999999999", "원", "나")),
    ],
)  # fmt: skip
def test_a_bare_number_is_no_formula(begun, rows):
    effect = rate(begun)
    with pytest.raises(Invalid):
        act(
            begun.professor, actions.set_saving, effect=effect, version=effect.version, factors=factors(*rows)
        )


def test_the_formula_stands_still_once_the_effect_is_claimed_and_the_second_writer_is_told(begun):
    effect = rate(begun)
    both = factors(AVOIDED, EACH)
    act(begun.professor, actions.set_saving, effect=effect, version=effect.version, factors=both)
    stale = begun.effect(begun.professor, effect)
    with pytest.raises(Stale):
        act(begun.professor, actions.set_saving, effect=stale, version=1, factors=both)
    begun.measure(effect)
    opened = begun.effect(begun.professor, effect)
    claim(begun, effect)
    with pytest.raises(Refused):  # also by a page from before it was claimed
        act(begun.professor, actions.set_saving, effect=opened, version=opened.version, factors=both)


def test_the_formula_is_written_on_its_page(begun):
    effect = rate(begun)
    sent = {"version": 1}
    for at, (what, value, unit, source) in enumerate((AVOIDED, EACH), start=1):
        sent |= {f"what_{at}_ko": what, f"value_{at}": value, f"unit_{at}": unit, f"source_{at}_ko": source}
    client = browser(begun.professor)
    assert client.post(of(effect, "saving/"), {"version": 1, "what_1_ko": "한 가지"}).status_code == 422
    assert client.post(of(effect, "saving/"), sent).status_code == 302
    assert client.post(of(effect, "saving/"), sent).status_code == 409
    assert "원가팀 2026" in client.get(of(effect, "saving/")).content.decode()
