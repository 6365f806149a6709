"""As much of a browser as the walk needs: cookies, redirects, forms. Standard library only."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from .forms import Form, forms_of

TIMEOUT = 30
TAGS = re.compile(r"<[^>]+>")
COMPLAINTS = re.compile(r'class="(?:err|errs|note note-bad)[^"]*"[^>]*>(.*?)</(?:p|div|ul|section)>', re.S)


class WentWrong(Exception):
    """A station that did not answer as it should."""


@dataclass(frozen=True)
class Upload:
    name: str
    kind: str
    content: bytes


class Browser:
    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self._open = build_opener(HTTPCookieProcessor(CookieJar()))
        self.url, self.status, self.html = "", 0, ""

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def get(self, path: str, *, expect: int = 200) -> str:
        return self._send(Request(urljoin(self.base, path)), expect)

    def form(self, action: str = "", having: str = "") -> Form:
        """The first form to be posted whose address contains ``action`` and that has the field ``having``;
        without either, the first that is sent back to this page's own address."""
        for form in forms_of(self.html):
            named = having in form.values or having in form.choices or not having
            fits = action in form.action if action or having else not form.action
            if form.method == "post" and fits and named:
                return form
        raise WentWrong(f"{self.path} has no form for “{action or having or 'itself'}”")

    def submit(self, action: str = "", having: str = "", **values: Any) -> str:
        """Fill a form of this page and send it. A value of ``None`` leaves its field out."""
        form = self.form(action, having)
        filled: dict[str, Any] = {**form.values, **values}
        fields = {name: value for name, value in filled.items() if value is not None}
        return self._post(form.action or self.url, fields)

    def _post(self, action: str, fields: dict[str, Any]) -> str:
        files = {name: value for name, value in fields.items() if isinstance(value, Upload)}
        plain = [
            (name, str(item))
            for name, value in fields.items() if name not in files
            for item in (value if isinstance(value, list) else [value])
        ]  # fmt: skip
        kind, body = _multipart(plain, files) if files else _urlencoded(plain)
        headers = {"Content-Type": kind, "Referer": self.url}
        return self._send(Request(urljoin(self.url, action), data=body, headers=headers), 200)

    def _send(self, request: Request, expect: int) -> str:
        try:
            answer = self._open.open(request, timeout=TIMEOUT)
        except HTTPError as error:
            answer = error
        with answer:
            self.status, self.url = answer.status or 0, answer.url
            self.html = answer.read().decode("utf-8", "replace")
        if self.status != expect:
            raise WentWrong(
                f"{request.get_method()} {request.full_url} answered {self.status}, not {expect}. {self.complaints()}"
            )
        return self.html

    def complaints(self) -> str:
        """What the page says is wrong, as plain words."""
        found = (TAGS.sub(" ", part) for part in COMPLAINTS.findall(self.html))
        return " / ".join(" ".join(part.split()) for part in found)[:600]


def _urlencoded(fields: list[tuple[str, str]]) -> tuple[str, bytes]:
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _multipart(fields: list[tuple[str, str]], files: dict[str, Upload]) -> tuple[str, bytes]:
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields
    ]
    for name, file in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file.name}"\r\n'
        parts.append(f"{head}Content-Type: {file.kind}\r\n\r\n".encode() + file.content + b"\r\n")
    parts.append(f"--{edge}--\r\n".encode())
    return f"multipart/form-data; boundary={edge}", b"".join(parts)
