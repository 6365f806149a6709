"""Fields that read what people type, and say in a whole sentence what to change."""

import datetime as dt

import pytest
import time_machine
from django import forms as django_forms
from django.utils import timezone, translation

from oneteam.base.fields import Bi
from oneteam.base.forms import BiFormField, DateField, DateTimeField, Form, PhoneField
from oneteam.base.tags import fields as tags


class Everything(Form):
    title = BiFormField(label="Title", help_text="One sentence", max_length=10)
    until = DateField(label="Until", future=True)
    phone = PhoneField(label="Phone", required=False)
    at = DateTimeField(label="At", required=False)
    level = django_forms.ChoiceField(
        label="Level", widget=django_forms.RadioSelect, choices=[("a", "A"), ("b", "B")]
    )
    n = django_forms.IntegerField(label="N", required=False, min_value=3)


GOOD = {"title_ko": "용접", "title_en": "", "until": "2027. 6. 30.", "level": "a"}


def filled(**values: str) -> Everything:
    return Everything({**GOOD, **values})


@pytest.fixture(autouse=True)
def today() -> object:
    with (
        time_machine.travel(dt.datetime(2026, 11, 23, 5, tzinfo=dt.UTC), tick=False),
        translation.override("ko"),
    ):
        yield


def test_good_values() -> None:
    form = filled(phone="010 1234 5678", at_day="2027-01-02", at_time="14:00")
    assert form.errors == {}
    assert form.cleaned_data["title"] == Bi("용접", "")
    assert form.cleaned_data["until"] == dt.date(2027, 6, 30)
    assert form.cleaned_data["phone"] == "010-1234-5678"
    assert timezone.localtime(form.cleaned_data["at"]).isoformat() == "2027-01-02T14:00:00+09:00"


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"title_ko": ""}, "title", "한국어나 영어로 적어 주세요. 하나만 적어도 돼요."),
        ({"title_ko": "가" * 11}, "title", "10자까지 줄여 주세요. 지금은 11자예요."),
        (
            {"until": "2025. 6. 30."},
            "until",
            "오늘(2026. 11. 23.)보다 뒤의 날짜를 넣어 주세요. 예: 2027. 6. 11.",
        ),
        ({"until": "2027. 2. 30."}, "until", "달력에 있는 날짜를 넣어 주세요. 예: 2027. 6. 11."),
        ({"until": ""}, "until", "날짜를 넣어 주세요. 예: 2027. 6. 30."),
        ({"phone": "010"}, "phone", "010-0000-0000처럼 전화번호를 적어 주세요."),
        ({"level": ""}, "level", "하나를 골라 주세요."),
        ({"level": "z"}, "level", "목록에 더는 없는 항목이에요. 다시 골라 주세요."),
        ({"n": "두 개"}, "n", "정수를 숫자로 적어 주세요."),
        ({"n": "2"}, "n", "3 이상의 수를 넣어 주세요."),
        ({"at_day": "2027. 1. 2."}, "at", "날짜와 시각을 모두 넣어 주세요."),
    ],
)
def test_wrong_value_gets_a_sentence(values: dict[str, str], field: str, sentence: str) -> None:
    assert filled(**values).errors[field] == [sentence]


@pytest.mark.parametrize(
    "written", ["2027. 6. 30.", "2027-06-30", "20270630", "2027.6.30", "2027년 6월 30일", "2027/6/30"]
)
def test_day_in_every_spelling(written: str) -> None:
    form = filled(until=written)
    assert form.errors == {} and form.cleaned_data["until"] == dt.date(2027, 6, 30)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0212345678", "02-1234-5678"),
        ("02-123-4567", "02-123-4567"),
        ("+82 10 1234 5678", "+821012345678"),
        ("", ""),
    ],
)
def test_telephone_in_every_spelling(written: str, kept: str) -> None:
    form = filled(phone=written)
    assert form.errors == {} and form.cleaned_data["phone"] == kept


def test_error_is_tied_to_its_control_and_stands_before_it() -> None:
    drawn = tags.field(filled(until="gestern")["until"])
    assert 'aria-describedby="id_until_error"' in drawn and 'aria-invalid="true"' in drawn
    assert drawn.index('id="id_until_error"') < drawn.index("<input")
    assert 'value="gestern"' in drawn


def test_two_languages_have_a_label_each() -> None:
    drawn = tags.field(Everything()["title"])
    assert drawn.count("<label") == 2 and 'lang="ko"' in drawn and 'for="id_title_0"' in drawn
    assert 'aria-describedby="id_title_hint"' in drawn


def test_optional_is_marked_and_required_is_not() -> None:
    assert "선택" in tags.field(Everything()["phone"])
    assert "선택" not in tags.field(Everything()["until"])


def test_summary_leads_to_each_field() -> None:
    drawn = tags.errors(filled(until="", phone="1"))
    assert 'href="#id_until"' in drawn and 'href="#id_phone"' in drawn
    assert tags.errors(filled()) == ""


def test_typed_markup_is_shown_not_obeyed() -> None:
    drawn = tags.field(filled(until='"><script>alert(1)</script>')["until"])
    assert "<script" not in drawn
