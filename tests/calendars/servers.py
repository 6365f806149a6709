"""A host that gives calendars over TLS, with a certificate of a house of its own."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Host:
    port: int
    certificate: Path
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/calendar.ics") -> str:
        return f"https://127.0.0.1:{self.port}{path}"


def gives(body: bytes) -> Answer:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "text/calendar")
        to.end_headers()
        to.wfile.write(body)

    return answer


def says(status: int, place: str = "") -> Answer:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        if place:
            to.send_header("Location", place)
        to.send_header("Content-Length", "0")
        to.end_headers()

    return answer


def drips_its_head(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"HTTP/1.0 200 OK\r\n")
    _drip(to)


def drips_its_body(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    _drip(to)


def leads_on_and_on(place: str) -> Answer:
    """A redirect whose text has no end."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(302)
        to.send_header("Location", place)
        to.end_headers()
        _drip(to)

    return answer


def _drip(to: BaseHTTPRequestHandler) -> None:
    """Until the other side has had enough."""
    with suppress(OSError):
        while True:
            to.wfile.write(b"x")
            time.sleep(0.05)


@contextmanager
def serving(folder: Path) -> Iterator[Host]:
    certificate = _certificate(folder)
    host = Host(0, certificate)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            host.answers.get(self.path, says(404))(self)

        def log_message(self, *_words: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, folder / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    host.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "calendars of a test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=400))
        .not_valid_after(now + dt.timedelta(days=400))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificate = folder / "certificate.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return certificate
