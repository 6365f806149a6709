"""Fetching somebody's calendar from an address they gave, without being led into our own network.

The host is resolved once, every address of it is looked at, and the connection goes to just that address: what a
second look-up might say does not count. The same holds after each redirect. Proxies of the environment are not used.
Whatever the host sends and however slowly, all of it together has ten seconds: each piece waits for what is left.
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
# Behind an address of these stands one of the older kind, which may be private (RFC 3056, RFC 6052, RFC 8215).
TUNNELS = tuple(map(ipaddress.ip_network, ("2002::/16", "64:ff9b::/96", "64:ff9b:1::/48")))
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
        with _opener(until).open(asked) as answer:
            return _body(answer)
    except NotFetched:
        raise
    except HTTPError as error:
        raise NotFetched(_of_status(error.code)) from None
    except URLError as error:
        raise NotFetched(_of_reason(error.reason)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(_of_reason(error)) from None


def _body(answer: Any) -> bytes:
    parts, size = [], 0
    while part := answer.read1(64 * 1024):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise NotFetched(Failure.LARGE)
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


def _left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _opener(until: float) -> request.OpenerDirector:
    """Knows https and nothing else: a redirect to http, to a file or to ftp has nobody to open it."""
    opener = request.OpenerDirector()
    for handler in (
        _Https(until), _Redirects(), request.HTTPDefaultErrorHandler(), request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


class _Redirects(request.HTTPRedirectHandler):
    """Of what leads elsewhere the head is read alone: the library would read all that follows, however much."""

    max_redirections = REDIRECTS

    def http_error_302(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        fp.close()
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Https(request.HTTPSHandler):
    def __init__(self, until: float) -> None:
        super().__init__()
        self.until = until

    def https_open(self, req: request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req, until=self.until)  # type: ignore[arg-type]


class _Socket(ssl.SSLSocket):
    until: float

    def recv_into(self, *given: Any, **more: Any) -> int:
        self.settimeout(_left(self.until))
        return super().recv_into(*given, **more)


class _Connection(http.client.HTTPSConnection):
    """Connects to the very address that was looked at."""

    def __init__(self, host: str, *, until: float, **given: Any) -> None:
        context = ssl.create_default_context()
        context.sslsocket_class = _Socket
        super().__init__(host, context=context, **given)
        self.until, self.context = until, context

    def connect(self) -> None:
        place = _public(self.host, self.port)
        plain = socket.create_connection(place, _left(self.until))
        self.sock = self.context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.until = self.until  # type: ignore[attr-defined]
        self.sock.settimeout(_left(self.until))
        self.sock.do_handshake()


def _public(host: str, port: int) -> tuple[str, int]:
    """The address of a host, all of whose addresses are public, or which the operator has allowed."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if f"{host}:{port}" in settings.CALENDAR_HOSTS:
        return found[0], port
    if port != http.client.HTTPS_PORT or not all(_is_public(address) for address in found):
        raise NotFetched(Failure.ADDRESS)  # as where there is none: nobody learns which names resolve here
    return found[0], port


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    local = found.is_multicast or found.is_reserved or getattr(found, "is_site_local", False)
    return found.is_global and not local and not any(found in network for network in TUNNELS)


def host_of(address: str) -> str:
    return (urlsplit(address).hostname or "")[:253]
