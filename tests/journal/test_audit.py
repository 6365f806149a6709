"""The chain: what is changed, taken out or cut off is noticed; who reads the logs reads nothing else."""

from __future__ import annotations

import argparse

import pytest
from django.db import connection
from django.test import Client

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions
from oneteam.config.commands import audit as command
from oneteam.journal import audit
from oneteam.journal.actions import read
from oneteam.journal.models import AuditHead, AuditLine
from oneteam.walls.actions import shared_circle
from tests.alliance.house import organisation, person, somebody

TAMPERED = {
    "a line says somebody else": "UPDATE journal_auditline SET actor_number = 99 WHERE id = {middle}",
    "a line says something else": "UPDATE journal_auditline SET verb = 'alliance.erased' WHERE id = {middle}",
    "a line is taken out": "DELETE FROM journal_auditline WHERE id = {middle}",
    "the first is taken out": "DELETE FROM journal_auditline WHERE id = {first}",
    "the newest is cut off": "DELETE FROM journal_auditline WHERE id = {last}",
    "the newest and the head": "DELETE FROM journal_auditline WHERE id = {last}; DELETE FROM journal_audithead",
    "the newest, and the head says so": "DELETE FROM journal_auditline WHERE id = {last};"
    " UPDATE journal_audithead SET count = count - 1, digest = '{before}'",
    "all of them": "DELETE FROM journal_auditline",
}  # fmt: skip


@pytest.fixture
def chain(db: None) -> tuple[list[AuditLine], Person]:
    host = organisation("Host")
    officer = somebody("Officer", host, "officer")
    with walls.acting_as(officer):
        for name in ("One", "Two", "Three"):
            actions.give_seat(person=officer, holder=person(name), organisation=host, role="staff")
    with walls.system("a test reads the chain"):
        return list(AuditLine.objects.order_by("pk")), officer


def tamper(statements: str, lines: list[AuditLine]) -> None:
    words = {"first": lines[0].pk, "middle": lines[1].pk, "last": lines[-1].pk, "before": lines[-2].digest}
    with walls.system("somebody who has the database"), connection.cursor() as cursor:
        for statement in statements.format(**words).split(";"):
            cursor.execute(statement)


def verified(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    return command.run(argparse.Namespace(act="verify")), capsys.readouterr().out


def test_chain_as_it_was_written_holds(chain: object, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = verified(capsys)
    assert (status, "The audit holds" in said) == (0, True)


@pytest.mark.parametrize("what", TAMPERED)
@pytest.mark.parametrize("goes_on", [False, True])
def test_whatever_is_changed_is_noticed_also_after_the_next_line(
    chain: tuple[list[AuditLine], Person], what: str, goes_on: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, officer = chain
    tamper(TAMPERED[what], lines)
    if goes_on:
        audit.append(verb="alliance.founded", actor=officer, target="")
    status, said = verified(capsys)
    assert status == 1 and "The audit does not hold" in said


def test_chain_restored_under_another_key_is_sealed_anew_and_a_broken_one_is_not(
    chain: tuple[list[AuditLine], Person], settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SECRET_KEY = "the key of another machine"  # type: ignore[attr-defined]
    assert (verified(capsys)[0], command.seal(), verified(capsys)[0]) == (1, 0, 0)
    tamper("DELETE FROM journal_auditline WHERE id = {middle}", chain[0])
    assert (command.seal(), verified(capsys)[0]) == (1, 1)


def test_nobody_without_the_role_opens_the_audit(
    chain: tuple[list[AuditLine], Person], client: Client
) -> None:
    assert client.get("/journal/audit/").status_code == 302
    client.force_login(chain[1])
    assert client.get("/journal/audit/").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("ko", "…"), ("en", "Officer gave … a seat at …: ….")])
def test_auditor_reads_who_did_what_and_not_with_whom(
    chain: tuple[list[AuditLine], Person], client: Client, language: str, words: str
) -> None:
    auditor = somebody("Auditor", organisation("Univ", "academia"), "auditor")
    Person.objects.filter(pk=auditor.pk).update(language=language)
    client.force_login(auditor)
    page = client.get("/journal/audit/").content.decode()
    assert page.count("data-row") == 3
    assert words in page and "Officer" in page
    assert not {">One<", "Three"} & {word for word in (">One<", "Three") if word in page}
    with walls.acting_as(auditor):
        assert AuditHead.objects.get().digest in page
    assert client.get("/alliance/people/").status_code == 404


@pytest.mark.parametrize(
    ("language", "names"),
    [("ko", ("강하늘 교수", "강하늘 박사")), ("en", ("Haneul Kang, Professor", "강하늘, 박사"))],
)
def test_audit_tells_two_of_one_name_apart_and_calls_them_as_the_reader_reads(
    chain: tuple[list[AuditLine], Person], client: Client, language: str, names: tuple[str, ...]
) -> None:
    host = organisation("Institute", "research")
    auditor = somebody("Auditor", host, "auditor")
    Person.objects.filter(pk=auditor.pk).update(language=language)
    Person.objects.filter(pk=chain[1].pk).update(name="오영희", name_en="Younghee Oh")
    for title, english in (("교수", "Haneul Kang"), ("박사", "")):
        reader = somebody(f"reader{len(english)}", host)
        Person.objects.filter(pk=reader.pk).update(name="강하늘", name_en=english, title=title)
        with walls.acting_as(reader):
            read(person=reader, thread="P-222222", what="brief", circle=shared_circle("secretariat"))
    client.force_login(auditor)
    page = client.get("/journal/audit/").content.decode()
    assert [name for name in names if name not in page] == []
    assert ("오영희" in page, "Younghee Oh" in page) == (language == "ko", language == "en")
