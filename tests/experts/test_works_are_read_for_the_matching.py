"""Vectors of works: made once, by a job that can be seen, and forgotten with the works."""

from __future__ import annotations

import pytest
from django.urls import reverse

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.base.jobs import run_waiting
from oneteam.experts import actions
from oneteam.experts.models import ExpertProfile, TextVector
from tests.factories import make_org, seated
from tests.letters import serving

pytestmark = pytest.mark.django_db

TITLE = Bi("용접 소리로 결함 찾기", "Faults in welding, by their sound")


class House:
    def __init__(self) -> None:
        self.university = make_org("university", "academia")
        self.officer = seated("officer", make_org("host"))
        self.expert = seated("expert", self.university, "오하람")
        with walls.acting_as(self.officer):
            self.profile = actions.enrol(
                person=self.officer, expert=self.expert, organisation=self.university
            )
        with walls.acting_as(self.expert):
            actions.consent(person=self.expert, profile=self.profile, agreed=True)
            self.work = self.add(TITLE)

    def add(self, title: Bi):
        return actions.add_work(person=self.expert, profile=self.profile, title=title, year=2024)

    def vectors(self) -> set[str]:
        with walls.system("test"):
            return set(TextVector.objects.filter(profile=self.profile).values_list("key", flat=True))


def languages(keys: set[str]) -> list[str]:
    return sorted(key.split()[-2] for key in keys)


def test_a_work_is_read_soon_and_only_what_has_changed_is_read_again():
    house = House()
    run_waiting()
    first = house.vectors()
    assert languages(first) == ["en", "ko"]
    assert actions.index(lambda done, total: None) == 0
    with walls.acting_as(house.expert):
        house.add(Bi("", "Cranes"))
    assert actions.index(lambda done, total: None) == 1
    assert first < house.vectors()
    with walls.acting_as(house.expert):
        actions.remove_work(person=house.expert, profile=house.profile, code=house.work.code)
    run_waiting()
    assert languages(house.vectors()) == ["en"]


def test_nothing_is_read_of_who_did_not_agree_and_it_is_forgotten_with_the_agreement():
    house = House()
    run_waiting()
    with walls.acting_as(house.expert):
        actions.consent(person=house.expert, profile=house.profile, agreed=False)
    assert not house.vectors()
    actions.index(lambda done, total: None)
    assert not house.vectors()


def test_the_walls_keep_what_a_text_could_be_guessed_from():
    house = House()
    run_waiting()
    member = seated("owner", make_org("company"))
    with walls.acting_as(member):
        assert ExpertProfile.objects.filter(pk=house.profile.pk).exists()
        assert not TextVector.objects.exists()


def test_an_officer_sees_how_far_it_is_and_reads_what_is_missing(client):
    house = House()
    with walls.system("nothing was read yet"):
        TextVector.objects.all().delete()
    house.officer.language = "en"
    house.officer.save()
    client.cookies["language"] = "en"
    client.force_login(house.officer)
    address = reverse("experts:index")
    assert address in client.get(reverse("experts:list")).content.decode()
    assert "0 / 2" in client.get(address).content.decode()
    job = client.post(address, follow=True)
    run_waiting()
    told = client.get(job.request["PATH_INFO"]).content.decode()
    assert "Look at the result" in told
    assert "2 / 2" in client.get(address).content.decode()
    client.force_login(house.expert)
    assert client.get(address).status_code == client.post(address).status_code == 404


def test_the_page_asks_no_endpoint_and_shows_what_the_last_reading_knew(client, settings):
    house = House()
    client.force_login(english(house.officer))
    address = reverse("experts:index")
    with serving() as (server, where):
        settings.ENCODER, settings.EMBEDDINGS_MODEL = "endpoint", "letters"
        settings.EMBEDDINGS_URL = where.base_url
        page = client.get(address).content.decode()
        assert "endpoint letters@" in page and "0 / 2" in page and "Last answer" not in page
        assert not server.asked
        client.post(address)
        assert not server.asked
        run_waiting()
        asked = len(server.asked)
        page = client.get(address).content.decode()
        assert asked and "2 / 2" in page and "<dt>Last answer</dt><dd>none" not in page
        assert "<dt>Last answer</dt>" in page and len(server.asked) == asked
    assert "does not answer" not in client.get(address).content.decode()  # nobody has asked it since
    client.post(address)
    run_waiting()
    page = client.get(address).content.decode()
    assert "does not answer" in page and "<dt>Last answer</dt><dd>none, " in page


def english(person):
    person.language = "en"
    person.save()
    return person


def test_an_encoder_that_does_not_answer_is_told_and_stops_nothing(client, settings):
    house = House()
    run_waiting()
    settings.ENCODER, settings.EMBEDDINGS_URL = "endpoint", "http://127.0.0.1:9/v1"
    settings.EMBEDDINGS_MODEL = "none"
    client.force_login(english(house.officer))
    job = client.post(reverse("experts:index"), follow=True)
    run_waiting()
    assert "does not answer" in client.get(reverse("experts:index")).content.decode()
    assert "does not answer" in client.get(job.request["PATH_INFO"]).content.decode()
    with walls.acting_as(house.expert):
        house.add(Bi("", "Cranes"))
    run_waiting()
    assert languages(house.vectors()) == ["en", "ko"]
