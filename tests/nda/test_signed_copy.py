"""A signed PDF opens what it opens when an officer has confirmed it, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from oneteam import walls
from oneteam.base.jobs import run_waiting
from oneteam.files.models import Attachment
from oneteam.nda import queries
from oneteam.nda.models import SignedCopy
from tests.alliance.conftest import House, signed_in

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def desk(client: Client, house: House) -> Client:
    return signed_in(client, house.professor)


@pytest.fixture
def office(house: House) -> Client:
    return signed_in(Client(), house.officer)


def send(desk: Client, name: str = "signed.pdf", content: bytes = PDF) -> int:
    return desk.post("/nda/upload/", {"file": SimpleUploadedFile(name, content)}).status_code


def copy() -> SignedCopy:
    with walls.system("test"):
        return queries.copies().get()


def later(days: int) -> str:
    return str(timezone.localdate() + timedelta(days=days))


def test_confirmed_file_is_in_force_from_then(desk: Client, office: Client, house: House) -> None:
    assert send(desk) == 302
    assert "nda:" not in str(walls.keys_of(house.professor))
    run_waiting()
    assert {one.to[0] for one in mail.outbox} == {"officer@example.com", "head@example.com"}
    assert copy().get_absolute_url() in office.get("/").content.decode()  # on the desk
    path = copy().get_absolute_url()
    assert office.get(path).status_code == 200
    assert office.post(path, {"ends_on": later(365)}).status_code == 302
    assert f"nda:{house.univ.pk}:{house.professor.pk}" in walls.keys_of(house.professor)
    with walls.system("test"):
        file = Attachment.objects.get()
    assert file.target == f"agreement:{copy().agreement.code}"  # type: ignore[union-attr]
    again = office.post(path, {"ends_on": later(365)})
    assert again.status_code == 409


def test_declined_file_says_why_and_another_may_follow(desk: Client, office: Client, house: House) -> None:
    send(desk)
    path = copy().get_absolute_url()
    assert office.post(path + "decline/", {"reason": ""}).status_code == 422
    assert office.post(path + "decline/", {"reason": "Page 2 is missing"}).status_code == 302
    assert "Page 2 is missing" in desk.get("/nda/").content.decode()
    run_waiting()
    assert "Page 2 is missing" in str(mail.outbox[-1].body)
    assert send(desk) == 302


def test_what_is_no_pdf_is_refused(desk: Client) -> None:
    assert send(desk, "signed.pdf", b"no pdf at all") == 422
    assert send(desk, "signed.txt", b"only words") == 422
    assert send(desk, "signed.pdf", b"") == 422
    with walls.system("test"):
        assert not SignedCopy.objects.exists() and not Attachment.objects.exists()


def test_one_file_waits_at_a_time(desk: Client) -> None:
    assert send(desk) == 302
    assert send(desk) == 409


def test_only_the_secretariat_confirms_and_nobody_their_own(
    desk: Client, house: House, office: Client
) -> None:
    send(desk)
    path = copy().get_absolute_url()
    assert desk.post(path, {"ends_on": later(9)}).status_code == 404
    assert signed_in(Client(), house.owner).get(path).status_code == 404
    send(office)
    with walls.system("test"):
        own = queries.copies().get(person=house.officer)
    assert office.post(own.get_absolute_url(), {"ends_on": later(9)}).status_code == 409


def test_end_closes_what_a_confirmed_file_opened(desk: Client, office: Client, house: House) -> None:
    send(desk)
    office.post(copy().get_absolute_url(), {"ends_on": later(365)})
    held = copy().agreement
    assert held and f"nda:{house.univ.pk}:{house.professor.pk}" in walls.keys_of(house.professor)
    assert office.post(f"/alliance/agreements/{held.code}/end/").status_code == 302
    assert f"nda:{house.univ.pk}:{house.professor.pk}" not in walls.keys_of(house.professor)
