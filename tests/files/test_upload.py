"""Files: told by their content, kept whole or not at all, served through the walls."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from oneteam import walls
from oneteam.base.errors import Invalid
from oneteam.files import actions, storage
from oneteam.files.models import Attachment

from tests.factories import make_org, make_problem, seated

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


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"MZ\x90\x00 not a picture"),
        ("run.exe", b"MZ"),
        ("empty.pdf", b""),
        ("table.csv", b"\x00\x01"),
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
    with pytest.raises(actions.TooLarge, match="2MB"):
        attach(problem, owner, "large.png", PNG + b"\x00" * 2_000_000)
