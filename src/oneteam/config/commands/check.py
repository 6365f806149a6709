"""Say in sentences what is right and what is wrong; status 1 when something is wrong."""

import argparse
import os
import smtplib
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks, mail
from django.db import DatabaseError, connection

OVERDUE = "10 minutes"
Finding = tuple[str, str]  # "ok", "note" or "wrong", and a sentence


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", action="store_true", help="list every setting with its help")


def run(options: argparse.Namespace) -> int:
    if options.settings:
        return list_settings()
    findings = list(look())
    for state, sentence in findings:
        print(f"{state:<6}{sentence}")
    return 1 if any(state == "wrong" for state, _ in findings) else 0


def list_settings() -> int:
    from oneteam.config import env

    for setting in env.REGISTRY.values():
        print(f"{setting.name} ({setting.kind}; default: {setting.default or 'none'})\n    {setting.help}")
    return 0


def look() -> Iterator[Finding]:
    yield from configuration()
    try:
        yield from database()
    except DatabaseError as problem:
        yield "wrong", f"The database does not answer: {str(problem).strip().splitlines()[-1]}"
    yield from encoder()
    yield from mail_server()
    yield from folders()


def configuration() -> Iterator[Finding]:
    serious = [found for found in checks.run_checks() if found.level >= checks.ERROR]
    for found in serious:
        yield "wrong", f"Configuration: {found.msg} ({found.id})"
    if not serious:
        yield "ok", "The configuration is read and fits together."
    if settings.DEBUG:
        yield "note", "ONETEAM_DEBUG is on: error pages show the inside of the program."
    if settings.DEMO:
        yield "note", "ONETEAM_DEMO is on: anybody who reaches the pages can sign in as anybody."
    if urlsplit(settings.PUBLIC_URL).hostname == "localhost":
        yield "note", "ONETEAM_URL is not set: links in mail lead to this machine."


def database() -> Iterator[Finding]:
    from oneteam.config import guard, probes

    where = "embedded PostgreSQL" if settings.EMBEDDED_DATABASE else "PostgreSQL"
    yield _fault(guard.version_fault(), f"{where} answers and is new enough.")
    yield _fault(guard.role_fault(), "The database role is neither superuser nor BYPASSRLS: the walls hold.")
    missing = probes.unapplied()
    if missing:
        yield "wrong", f"{len(missing)} migrations are not applied; run: oneteam migrate"
        return
    yield "ok", "All migrations are applied."
    yield from jobs()


def jobs() -> Iterator[Finding]:
    from oneteam.base import heartbeat

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'todo'"
            " AND coalesce(scheduled_at, now()) < now() - %s::interval),"
            " count(*) FILTER (WHERE status = 'failed') FROM procrastinate_jobs",
            [OVERDUE],
        )
        overdue, failed = cursor.fetchone()
    since = heartbeat.seconds_since()
    alive = since is not None and since < heartbeat.LATE
    yield (
        ("ok", "A worker is alive.")
        if alive
        else ("note", "No worker is running: jobs and mail wait for one.")
    )
    if overdue:
        yield "wrong", f"{overdue} jobs have waited for more than {OVERDUE}; start: oneteam worker"
    yield from failed_mail()
    if failed:
        yield "note", f"{failed} jobs have failed for good; see: oneteam procrastinate shell"


def failed_mail() -> Iterator[Finding]:
    from oneteam import walls
    from oneteam.journal import queries

    with walls.system("how much mail failed"):
        count = queries.failed_mails().count()
    if count:
        yield "wrong", f"{count} mails could not be delivered; see: oneteam mail failed"


def encoder() -> Iterator[Finding]:
    from oneteam.experts.matching import choose
    from oneteam_core.matching import LexicalEncoder

    reason = choose(LexicalEncoder()).fallback
    yield (
        ("wrong", f"{reason} See ONETEAM_ENCODER.")
        if reason
        else ("ok", f"The encoder of the matching answers ({settings.ENCODER}).")
    )


def mail_server() -> Iterator[Finding]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield "note", f"No mail server is set: mail is written to files in {settings.MAIL_DIR}."
        return
    try:
        link = mail.get_connection()
        link.open()
        link.close()
        yield "ok", "The mail server answers."
    except (OSError, smtplib.SMTPException) as problem:
        yield "wrong", f"The mail server at {settings.EMAIL_HOST} does not answer: {problem}"


def folders() -> Iterator[Finding]:
    for name, folder in (("files", settings.FILES_DIR), ("data", settings.DATA_DIR)):
        place = folder
        while not place.exists():
            place = place.parent
        good = os.access(place, os.W_OK)
        yield _fault(
            "" if good else f"The folder for {name}, {folder}, cannot be written.",
            f"The folder for {name} can be written.",
        )


def _fault(fault: str, fine: str) -> Finding:
    said = fault.removeprefix("oneteam: ")
    return ("wrong", said[0].upper() + said[1:]) if said else ("ok", fine)
