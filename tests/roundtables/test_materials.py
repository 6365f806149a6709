"""What there is to read before a table: with the panel from three days before, as long as their NDA is in force."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions as alliance
from oneteam.alliance.models import Agreement
from oneteam.base.errors import Refused
from oneteam.files.models import Attachment
from oneteam.journal.queries import timeline
from oneteam.roundtables import actions
from oneteam.roundtables.models import RoundTable
from tests.factories import seated
from tests.factories.roundtables import House, convened, fresh, get_table, held, make_house, plan

pytestmark = pytest.mark.django_db


def bring(person: Person, table: RoundTable, name: str = "plan.csv") -> Attachment:
    with walls.acting_as(person):
        upload = SimpleUploadedFile(name, b"a,b\n1,2\n")
        return actions.add_material(person=person, table=get_table(person, table.code), upload=upload)


def reads(person: Person, file: Attachment) -> bool:
    with walls.acting_as(person):
        return Attachment.objects.filter(pk=file.pk).exists()


def before(table: RoundTable, **ahead: float) -> Any:
    return time_machine.travel(table.starts_at - dt.timedelta(**ahead), tick=False)


def signed(house: House) -> Person:
    return house.profiles[1].person


def test_panel_reads_from_three_days_before() -> None:
    house = make_house()
    table = convened(house)
    file = bring(house.owner, table)
    expert, unsigned, stranger = signed(house), house.profiles[0].person, seated("expert")
    with before(table, days=3, minutes=1):
        actions.open_materials()
    assert reads(house.officer, file) and reads(house.owner, file) and not reads(expert, file)
    with before(table, days=3):
        actions.open_materials()
        actions.open_materials()  # once is enough
    assert reads(expert, file) and reads(house.owner, file)
    assert not reads(unsigned, file) and not reads(stranger, file)
    with walls.acting_as(expert):
        told = [entry.verb for entry in timeline(table.problem.code)]
    assert told.count("roundtables.materials_opened") == 1


def test_end_of_the_nda_closes_them() -> None:
    house = make_house()
    table = convened(house)
    file = bring(house.officer, table)
    with before(table, days=1):
        actions.open_materials()
    assert reads(signed(house), file)
    with walls.system("test"):
        held_nda = Agreement.objects.get(kind="nda", person=signed(house))
    with walls.acting_as(house.officer):
        alliance.end_agreement(person=house.officer, agreement=held_nda)
    assert not reads(signed(house), file)


def test_file_brought_late_is_open_at_once() -> None:
    house = make_house()
    table = convened(house)
    with before(table, days=2):
        file = bring(house.owner, table)
    assert reads(signed(house), file)


def test_cancelled_table_closes_them_and_the_next_date_takes_them_over() -> None:
    house = make_house()
    table = convened(house)
    file = bring(house.owner, table)
    with before(table, days=2):
        actions.open_materials()
    assert reads(signed(house), file)
    with walls.acting_as(house.officer):
        actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="ill")
        assert not reads(signed(house), file)
        again = actions.convene(person=house.officer, problem=fresh(house.problem), plan=plan(house))
    assert not reads(signed(house), file)
    with before(again, days=2):
        actions.open_materials()
    assert reads(signed(house), file)
    with walls.system("test"):
        assert Attachment.objects.get().target == again.materials


def test_who_has_read_the_table_before_it_was_cancelled_opens_nothing_and_brings_nothing() -> None:
    house = make_house()
    table = convened(house)
    file = bring(house.owner, table)
    seen = get_table(house.officer, table.code)
    with before(table, days=2):
        with walls.acting_as(house.officer):
            actions.cancel(person=house.officer, table=get_table(house.officer, table.code), reason="ill")
        actions.settle_materials(seen)
        upload = SimpleUploadedFile("late.csv", b"a,b\n")
        with walls.acting_as(house.officer), pytest.raises(Refused, match="회의록"):
            actions.add_material(person=house.officer, table=seen, upload=upload)
    assert reads(house.owner, file) and not reads(signed(house), file)


def test_who_may_bring_and_until_when() -> None:
    house = make_house()
    table = convened(house)
    with pytest.raises(Refused):
        bring(signed(house), table)
    with walls.system("test"):
        assert not Attachment.objects.exists()


def test_table_that_was_held_takes_nothing_more() -> None:
    house = make_house()
    table = held(house)
    with pytest.raises(Refused, match="회의록"):
        bring(house.officer, table)


def test_expert_sees_when_they_open(client: Client) -> None:
    house = make_house()
    table = convened(house)
    bring(house.owner, table)
    page = reverse("roundtables:detail", args=[table.code])
    client.force_login(signed(house))
    shown = client.get(page).content.decode()
    assert "plan.csv" not in shown and "3일 전" in shown
    invitation = client.get(reverse("roundtables:invitation", args=[table.code])).content.decode()
    assert "미리 읽을 자료" in invitation
    client.force_login(house.owner)
    assert "plan.csv" in client.get(page).content.decode()
    send = reverse("roundtables:materials", args=[table.code])
    assert client.post(send, {}).status_code == 422
    more = {"file": SimpleUploadedFile("more.csv", b"a,b\n")}
    assert client.post(send, more).status_code == 302
    assert "more.csv" in client.get(page).content.decode()
