"""The parts for files, for the gallery."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oneteam.base.gallery import exhibit


def show() -> None:
    exhibit(_("Files"), "files/_list.html", _files)
    exhibit(_("Upload"), "files/_upload.html", _upload)


def _files() -> dict[str, Any]:
    from oneteam.accounts.models import Person

    from .models import Attachment

    by = Person(name="오하람", name_en="Oh Haram")
    return {
        "attachments": [
            Attachment(code="F-EXAMPLE", name="welding-log.csv", size=48_200, by=by, target="gallery")
        ]
    }


def _upload() -> dict[str, Any]:
    from .forms import UploadForm

    return {"upload": UploadForm(), "upload_url": reverse("base:gallery")}
