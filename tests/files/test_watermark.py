"""Whoever takes a PDF of a confidential thread takes it with their name and the time across each page."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, StreamObject

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.base.errors import Invalid
from oneteam.files import actions, marking, storage
from oneteam.files.models import Attachment
from oneteam.journal.models import Reading
from oneteam.walls.actions import shared_circle
from tests.factories import make_person
from tests.files.pdfs import A4, pages, protected, written


def words(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def keep(by: Person, content: bytes, *, confidential: bool = True, name: str = "plan.pdf") -> Attachment:
    with walls.system("test"):
        return actions.keep(
            person=by, upload=SimpleUploadedFile(name, content), target="brief:P-TEST", thread="P-TEST",
            circle=shared_circle("public"), confidential=confidential,
        )  # fmt: skip


def fetch(client: Client, attachment: Attachment) -> bytes:
    answer = client.get(f"/files/{attachment.code}/")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert int(answer["Content-Length"]) == len(content)
    return content


@pytest.fixture
def reader(client: Client, db: None) -> Person:
    person = make_person("남궁하늘")
    client.force_login(person)
    return person


def test_every_page_carries_name_and_time(client: Client, reader: Person) -> None:
    content = pages(A4, (842, 595), (200, 2000))
    attachment = keep(make_person(), content)
    taken = fetch(client, attachment)
    assert len(words(taken)) == 3
    for text in words(taken):
        assert "남궁하늘" in text and "20" in text
    kept = b"".join(storage.chunks(attachment.code))
    assert kept == content and hashlib.sha256(kept).hexdigest() == attachment.digest


def test_letters_are_embedded(client: Client, reader: Person) -> None:
    taken = PdfReader(io.BytesIO(fetch(client, keep(make_person(), pages(A4)))))
    mark = taken.pages[0]["/Resources"]["/XObject"][marking.MARK]  # type: ignore[index]
    fonts = [font.get_object() for font in mark["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors and all("/FontFile3" in one or "/FontFile2" in one for one in descriptors)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_page(client: Client, reader: Person, turn: int) -> None:
    assert "남궁하늘" in words(fetch(client, keep(make_person(), pages(A4, turn=turn))))[0]


def test_what_stands_on_the_page_stays(client: Client, reader: Person) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pages(A4)))
    drawn = StreamObject()
    drawn.set_data(b"0 0 100 100 re f")
    number = writer._add_object(drawn)
    writer.pages[0][NameObject("/Contents")] = ArrayObject([number])
    taken = PdfReader(io.BytesIO(fetch(client, keep(make_person(), written(writer)))))
    content = taken.pages[0].get_contents()
    assert content is not None and b"0 0 100 100 re" in content.get_data()


def test_open_problem_hands_it_out_as_it_is(client: Client, reader: Person) -> None:
    content = pages(A4)
    assert fetch(client, keep(make_person(), content, confidential=False)) == content


def test_name_with_signs_the_font_has_not(client: Client, reader: Person) -> None:
    Person.objects.filter(pk=reader.pk).update(name="#strong[x] 😀 \\ ريم", language="ko")
    assert "#strong[x]" in words(fetch(client, keep(make_person(), pages(A4))))[0]


def test_asking_only_whether_it_is_there_takes_nothing(client: Client, reader: Person) -> None:
    attachment = keep(make_person(), pages(A4))
    answer = client.head(f"/files/{attachment.code}/")
    assert answer.status_code == 200 and "plan.pdf" in answer["Content-Disposition"]
    with walls.system("test"):
        assert not Reading.objects.exists()
    fetch(client, attachment)
    with walls.system("test"):
        assert Reading.objects.count() == 1


def test_long_document_is_told_how_many_pages_it_may_have(client: Client, reader: Person) -> None:
    content = pages(*[(20, 20)] * (marking.MOST_PAGES + 1))
    with pytest.raises(Invalid, match="1,000"):
        keep(make_person(), content)
    attachment = keep(make_person(), content, confidential=False)
    actions.mark_confidential(thread="P-TEST", confidential=True)
    answer = client.get(f"/files/{attachment.code}/")
    assert answer.status_code == 409 and "1,000" in answer.content.decode()
    assert len(words(fetch(client, keep(make_person(), pages(*[(20, 20)] * marking.MOST_PAGES))))) == 1000


def circle() -> bytes:
    """A tree of pages that hangs on itself."""
    writer = PdfWriter(clone_from=io.BytesIO(pages(A4)))
    tree = writer.root_object["/Pages"].get_object()
    tree[NameObject("/Kids")] = ArrayObject([tree.indirect_reference] * 2)  # type: ignore[index]
    return written(writer)


BROKEN: dict[str, Callable[[], bytes]] = {
    "protected": protected,
    "cut off": lambda: pages(A4)[:120],
    "no document": lambda: b"%PDF-1.7\nnothing here",
    "no page": lambda: pages(),
    "a circle": circle,
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_marked_is_told_at_upload(db: None, kind: str) -> None:
    with pytest.raises(Invalid, match="다시 올려"):
        keep(make_person(), BROKEN[kind]())
    with walls.system("test"):
        assert not Attachment.objects.exists()


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_marked_is_not_handed_out(client: Client, reader: Person, kind: str) -> None:
    """It was uploaded while the thread was open to all members, and the level was raised."""
    attachment = keep(make_person(), BROKEN[kind](), confidential=False)
    actions.mark_confidential(thread="P-TEST", confidential=True)
    answer = client.get(f"/files/{attachment.code}/")
    assert answer.status_code == 409 and "다시 올려" in answer.content.decode()
