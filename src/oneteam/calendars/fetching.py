"""Fetching somebody's calendar from an address they gave, without being led into our own network.

The host is resolved once, every address of it is looked at, and the connection goes to just that address: what a
second look-up might say does not count. The same holds after each redirect. Proxies of the environment are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from typing import Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from django.conf import settings

from .enums import Failure

MAX_BYTES = 5 * 1024 * 1024
SECONDS = 10
REDIRECTS = 3
AGENT = "OneTeam (calendar; free/busy only)"


class NotFetched(Exception):
    def __init__(self, why: Failure) -> None:
        super().__init__(why)
        self.why = why


def fetch(address: str) -> bytes:
    """Raises ``NotFetched``, which says why."""
    until = time.monotonic() + SECONDS
    asked = request.Request(address, headers={"User-Agent": AGENT, "Accept": "text/calendar"})
    try:
        with _opener().open(asked, timeout=SECONDS) as answer:
            return _body(answer, until)
    except NotFetched:
        raise
    except HTTPError as error:
        raise NotFetched(_of_status(error.code)) from None
    except URLError as error:
        raise NotFetched(_of_reason(error.reason)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(_of_reason(error)) from None


def _body(answer: Any, until: float) -> bytes:
    parts, size = [], 0
    while part := answer.read1(64 * 1024):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise NotFetched(Failure.LARGE)
        if time.monotonic() > until:
            raise NotFetched(Failure.SLOW)
    return b"".join(parts)


def _of_status(status: int) -> Failure:
    if status in range(300, 400):
        return Failure.ADDRESS
    return Failure.DENIED if status < 500 else Failure.SERVER


def _of_reason(reason: Any) -> Failure:
    if isinstance(reason, NotFetched):
        return reason.why
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Failure.CERTIFICATE
    if isinstance(reason, TimeoutError):
        return Failure.SLOW
    return Failure.SECURE if "unknown url type" in str(reason) else Failure.ADDRESS


def _opener() -> request.OpenerDirector:
    """Knows https and nothing else: a redirect to http, to a file or to ftp has nobody to open it."""
    opener = request.OpenerDirector()
    for handler in (
        _Https(context=ssl.create_default_context()), _Redirects(), request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(), request.UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


class _Redirects(request.HTTPRedirectHandler):
    max_redirections = REDIRECTS


class _Https(request.HTTPSHandler):
    def https_open(self, req: request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req, context=self._context)  # type: ignore[attr-defined]


class _Connection(http.client.HTTPSConnection):
    """Connects to the very address that was looked at."""

    def connect(self) -> None:
        plain = socket.create_connection(_public(self.host, self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)  # type: ignore[attr-defined]


def _public(host: str, port: int) -> tuple[str, int]:
    """The address of a host, all of whose addresses are public, or which the operator has allowed."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if f"{host}:{port}" in settings.CALENDAR_HOSTS:
        return found[0], port
    if port != http.client.HTTPS_PORT or not all(_is_public(address) for address in found):
        raise NotFetched(Failure.PRIVATE)
    return found[0], port


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def host_of(address: str) -> str:
    return (urlsplit(address).hostname or "")[:253]
