"""The logo, which everybody sees, and the signed agreement, which its circle sees."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneteam import walls
from oneteam.alliance.models import Organisation
from oneteam.files import storage
from oneteam.files.models import Attachment
from tests.alliance.conftest import House, signed_in
from tests.alliance.house import nda, organisation

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 64


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


def logo_page(one: Organisation) -> str:
    return f"{one.get_absolute_url()}logo/"


def picture(name: str, content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content)}


def address(one: Organisation) -> str:
    one.refresh_from_db()
    return f"{logo_page(one)}{one.logo}/"


def test_logo_is_shown_to_everybody_and_kept_by_browsers(
    office: Client, house: House, client: Client
) -> None:
    assert office.post(logo_page(house.rival), picture("logo.png", PNG)).status_code == 302
    first, visitor = address(house.rival), Client()
    for page in ("/", house.rival.get_absolute_url()):
        assert first in visitor.get(page).content.decode(), page
    answer = visitor.get(first)
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (PNG, "image/png")
    assert (answer["X-Content-Type-Options"], "immutable" in answer["Cache-Control"]) == ("nosniff", True)
    late = office.post(logo_page(house.rival), picture("logo.webp", WEBP))
    assert late.status_code == 409 and "just changed this logo" in late.content.decode()
    seen = re.search('name="seen" value="(.*?)"', late.content.decode())
    again = picture("logo.webp", WEBP) | {"seen": seen[1] if seen else ""}
    assert office.post(logo_page(house.rival), again).status_code == 302
    assert address(house.rival) != first and visitor.get(first).status_code == 404
    assert visitor.get(address(house.rival))["Content-Type"] == "image/webp"
    assert office.post(logo_page(house.rival), {"off": "1"}).status_code == 302
    assert house.rival.get_absolute_url() + "logo/" not in visitor.get("/").content.decode()
    with walls.system("a test looks"):
        assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("logo.png", b"<svg onload='alert(1)'/>"),
     ("logo.pdf", b"%PDF-1.7"), ("logo.png", b""), ("logo.png", PNG + b"\x00" * 1_000_000), ("", b"")],
)  # fmt: skip
def test_what_is_no_picture_or_too_large_is_refused_with_a_sentence(
    office: Client, house: House, name: str, content: bytes
) -> None:
    answer = office.post(logo_page(house.rival), picture(name, content) if name else {})
    assert answer.status_code == 422
    assert "Please" in answer.content.decode() or "Save it anew" in answer.content.decode()
    house.rival.refresh_from_db()
    assert house.rival.logo == "" and list(storage.stored()) == []


def test_logo_of_a_candidate_is_the_secretariats_and_only_they_set_one(client: Client, house: House) -> None:
    candidate = organisation("Candidate", standing="candidate")
    signed_in(client, house.officer)
    assert client.post(logo_page(candidate), picture("logo.png", PNG)).status_code == 302
    assert client.get(address(candidate)).status_code == 200
    assert Client().get(address(candidate)).status_code == 404
    signed_in(client, house.coordinator)
    assert client.get(address(candidate)).status_code == 404
    assert client.post(logo_page(house.rival), picture("logo.png", PNG)).status_code == 404


def test_signed_file_hangs_on_its_agreement_with_its_digest(client: Client, house: House) -> None:
    row = nda(house.professor)
    signed_in(client, house.officer)
    page, signed = row.get_absolute_url(), b"%PDF-1.7 signed"
    assert page in client.get("/alliance/agreements/").content.decode()
    assert client.post(page, picture("nda.svg", signed)).status_code == 422
    assert client.post(page, {}).status_code == 422
    assert client.post(page, picture("nda.pdf", signed)).status_code == 302
    assert hashlib.sha256(signed).hexdigest() in client.get(page).content.decode()
    with walls.system("a test looks"):
        file = f"/files/{Attachment.objects.get().code}/"
    assert b"".join(client.get(file).streaming_content) == signed
    signed_in(client, house.coordinator)
    assert (client.get(page).status_code, client.get(file).status_code) == (404, 404)
