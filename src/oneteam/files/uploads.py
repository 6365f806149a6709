"""An upload that breaks off half-way is refused, instead of keeping the half that arrived."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParserError


class WholeOrNothing(FileUploadHandler):
    """First of ``FILE_UPLOAD_HANDLERS``: lets everything through and counts at the end.

    Django takes what was sent up to the break for the whole file. Whoever is still there gets a page that
    says that something was cut off (400).
    """

    def handle_raw_input(self, input_data: Any, *args: Any, **kwargs: Any) -> None:
        self.stream = getattr(input_data, "_stream", None)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def upload_complete(self) -> None:
        announced, arrived = getattr(self.stream, "limit", 0), getattr(self.stream, "_pos", 0)
        if arrived < announced:
            raise MultiPartParserError("The upload ended before its announced length.")
