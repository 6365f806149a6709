from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Kind, Role
from oneteam.alliance.models import Alliance, Organisation
from oneteam.base.fields import Bi
from tests.alliance.house import organisation, somebody


@dataclass
class House:
    """A host, a rival carrier and a university, with their people."""

    host: Organisation
    rival: Organisation
    univ: Organisation
    head: Person
    officer: Person
    coordinator: Person
    owner: Person
    professor: Person


@pytest.fixture
def house(db: None) -> House:
    Alliance.objects.create(name=Bi("시험", "Trial"), contact="office@example.com")
    host = organisation("Host", hosts_secretariat=True)
    rival = organisation("Rival")
    univ = organisation("Univ", Kind.ACADEMIA)
    return House(
        host=host, rival=rival, univ=univ,
        head=somebody("Head", host, Role.HEAD),
        officer=somebody("Officer", host, Role.OFFICER),
        coordinator=somebody("Coordinator", rival, Role.COORDINATOR),
        owner=somebody("Owner", rival),
        professor=somebody("Professor", univ, Role.EXPERT),
    )  # fmt: skip


@pytest.fixture
def office(client: Client, house: House) -> Client:
    """A browser in which an officer is signed in and reads English."""
    return signed_in(client, house.officer)


def signed_in(client: Client, person: Person) -> Client:
    Person.objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)
    return client
