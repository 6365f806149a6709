"""The owner and the secretariat see who has read what: full text, each file, round table, minutes."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.files import actions as files
from oneteam.files.models import Attachment
from tests.factories.roundtables import House, convened, fresh, make_house

pytestmark = pytest.mark.django_db


def browser(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def attach(house: House, name: str) -> Attachment:
    with walls.acting_as(house.owner):
        problem = fresh(house.problem)
        return files.attach(
            person=house.owner, upload=SimpleUploadedFile(name, b"a,b\n"), target=f"brief:{problem.code}",
            thread=problem.code, circle=problem.disclosure.brief, confidential=True,
        )  # fmt: skip


def test_each_part_and_each_file_is_told_by_reader() -> None:
    house = make_house()
    table = convened(house)
    one, other = attach(house, "one.csv"), attach(house, "other.csv")
    expert = browser(house.profiles[1].person)
    for page in (
        reverse("problems:detail", args=[house.problem.code]),
        reverse("files:download", args=[one.code]),
        reverse("files:download", args=[other.code]),
        reverse("roundtables:detail", args=[table.code]),
    ):
        assert expert.get(page).status_code == 200
    log = reverse("problems:readings", args=[house.problem.code])
    for reader in (house.owner, house.officer):
        shown = browser(reader).get(log).content.decode()
        for words in ("expert2", "문제 본문", "one.csv", "other.csv", "라운드테이블"):
            assert words in shown
    assert log in browser(house.owner).get(house.problem.get_absolute_url()).content.decode()
    assert expert.get(log).status_code == 404


def test_file_that_was_removed_is_still_told() -> None:
    house = make_house()
    convened(house)
    file = attach(house, "gone.csv")
    browser(house.profiles[1].person).get(reverse("files:download", args=[file.code]))
    with walls.acting_as(house.owner):
        files.remove(person=house.owner, attachment=file)
    shown = browser(house.owner).get(reverse("problems:readings", args=[house.problem.code])).content.decode()
    assert "삭제된 파일" in shown
