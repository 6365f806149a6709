"""Files: told by their content, kept whole or not at all, served through the walls."""

import io
import os
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from oneteam import walls
from oneteam.base.errors import Invalid, TooLarge
from oneteam.files import actions, storage
from oneteam.files.models import Attachment
from oneteam.journal.models import Reading
from oneteam.problems import actions as problems
from tests.factories import make_org, make_problem, seated
from tests.files.pdfs import A4, pages

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def problem(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    company = make_org("company")
    owner = seated("owner", company)
    return make_problem(owner, company), owner


def attach(problem, owner, name, content):
    shown = problem.disclosure
    with walls.acting_as(owner):
        return actions.attach(
            person=owner, upload=SimpleUploadedFile(name, content), target=f"brief:{problem.code}",
            thread=problem.code, circle=shown.brief, confidential=True,
        )  # fmt: skip


def test_file_comes_back_as_it_was(problem, client):
    problem, owner = problem
    attachment = attach(problem, owner, "현장 사진.png", PNG)
    client.force_login(owner)
    answer = client.get(reverse("files:download", args=[attachment.code]))
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%ED%98%84")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_stranger_gets_a_wrong_address(problem, client):
    problem, owner = problem
    attachment = attach(problem, owner, "a.png", PNG)
    client.force_login(seated("owner"))
    assert client.get(reverse("files:download", args=[attachment.code])).status_code == 404


def damaged_archive(name: bytes = b"mimetype") -> bytes:
    """A zip file whose first member cannot be unpacked, or has a name that is no text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/hwp+zip")
    data = bytearray(packed.getvalue().replace(b"mimetype", name.ljust(8, b"x")))
    start = 30 + 8  # behind the header of the member and its name
    data[start : start + 4] = b"\xff\xff\xff\xff"
    data[data.index(b"PK\x01\x02") + 9] |= 8  # its name says to be UTF-8
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"MZ\x90\x00 not a picture"),
        ("run.exe", b"MZ"),
        ("empty.pdf", b""),
        ("table.csv", b"\x00\x01"),
        ("damaged.hwpx", damaged_archive()),
        ("named-oddly.hwpx", damaged_archive(name=b"\xff\xfe")),
    ],
)
def test_false_or_unknown_file_is_refused_and_leaves_nothing(problem, name, content):
    problem, owner = problem
    with pytest.raises(Invalid):
        attach(problem, owner, name, content)
    assert not list(storage.folder().rglob("F-*"))
    with walls.acting_as(owner):
        assert not Attachment.objects.exists()


def test_too_large_file_is_refused_with_its_size(problem, settings, client):
    problem, owner = problem
    settings.MAX_FILE_MB = 1
    with pytest.raises(TooLarge, match="2MB"):
        attach(problem, owner, "large.png", PNG + b"\x00" * 2_000_000)


def zipped(*names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in names:
            archive.writestr(name, content)
    return packed.getvalue()


OFFICE = ("[Content_Types].xml", "<Types/>")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("회의록.hwpx", zipped(("mimetype", "application/hwp+zip"), ("Contents/section0.xml", "<x/>"))),
        ("보고서.docx", zipped(OFFICE, ("word/document.xml", "<x/>"))),
        ("표.xlsx", zipped(OFFICE, ("xl/workbook.xml", "<x/>"))),
        ("묶음.zip", zipped(("a.txt", "a"))),
        ("표.csv", "시간,전류\n1,2".encode("cp949")),
        ("글.txt", ("가" * 5000).encode()),
        ("문서.pdf", pages(A4)),
    ],
)
def test_files_of_an_office_are_taken(problem, name, content):
    problem, owner = problem
    assert attach(problem, owner, name, content).size == len(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("보고서.docx", zipped(("a.txt", "a"))),
        ("보고서.docx", zipped(OFFICE, ("xl/workbook.xml", "<x/>"))),
        ("묶음.hwpx", zipped(("a.txt", "a"))),
        ("묶음.zip", b"PK\x03\x04 broken"),
    ],
)
def test_false_ending_of_a_packed_file_is_refused(problem, name, content):
    problem, owner = problem
    with pytest.raises(Invalid, match="맞지 않아요"):
        attach(problem, owner, name, content)


def test_upload_cut_off_half_way_leaves_nothing(problem, client):
    problem, owner = problem
    client.force_login(owner)
    body = (
        b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n" + PNG
    )
    answer = client.request(**{
        "REQUEST_METHOD": "POST", "PATH_INFO": reverse("problems:attach", args=[problem.code]),
        "CONTENT_TYPE": "multipart/form-data; boundary=cut", "CONTENT_LENGTH": str(len(body) + 5000),
        "wsgi.input": io.BytesIO(body),
    })  # fmt: skip
    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()
    with walls.acting_as(owner):
        assert not Attachment.objects.exists()
    assert not list(storage.folder().rglob("F-*"))


def test_disk_that_fills_up_half_way_leaves_nothing(problem, monkeypatch):
    problem, owner = problem

    def full(_descriptor):
        raise OSError("no space left")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(OSError):
        attach(problem, owner, "a.png", PNG)
    assert not list(storage.folder().rglob("F-*"))


def test_sweeping_takes_old_orphans_and_leaves_the_rest(problem):
    problem, owner = problem
    kept = attach(problem, owner, "a.png", PNG)
    for code in ("F-OLDORPHAN0", "F-NEWORPHAN0", "F-PARTORPHAN.part"):
        storage.place(code).parent.mkdir(parents=True, exist_ok=True)
        storage.place(code).write_bytes(b"x")
    long_ago = time.time() - 2 * storage.DAY
    for code in ("F-OLDORPHAN0", "F-PARTORPHAN.part", kept.code):
        os.utime(storage.place(code), (long_ago, long_ago))
    assert actions.sweep() == 2
    assert sorted(found.name for found in storage.folder().rglob("F-*")) == sorted(
        ["F-NEWORPHAN0", kept.code]
    )


def test_only_uploader_and_secretariat_remove_a_file(problem, client):
    problem, owner = problem
    attachment = attach(problem, owner, "a.png", PNG)
    client.force_login(seated("owner", problem.owner))
    client.post(reverse("files:remove", args=[attachment.code]))
    assert storage.place(attachment.code).exists()
    client.force_login(owner)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda function: function())
        assert client.post(reverse("files:remove", args=[attachment.code])).status_code == 302
    with walls.acting_as(owner):
        assert not Attachment.objects.exists()
    assert not storage.place(attachment.code).exists()


def test_download_of_a_confidential_file_is_noted(problem, client):
    problem, owner = problem
    attachment = attach(problem, owner, "a.png", PNG)
    colleague = seated("owner", problem.owner)
    client.force_login(colleague)
    answer = client.get(reverse("files:download", args=[attachment.code]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    with walls.acting_as(owner):
        assert [(row.person, row.what) for row in Reading.objects.all()] == [
            (colleague, f"file:{attachment.code}")
        ]


def test_raising_the_level_makes_older_files_confidential(problem):
    problem, owner = problem
    with walls.acting_as(owner):
        problems.set_disclosure(person=owner, problem=problem, level="public")
        attachment = attach(problem, owner, "a.png", PNG)
        problems.set_disclosure(person=owner, problem=problem, level="named")
        attachment.refresh_from_db()
        assert attachment.confidential
