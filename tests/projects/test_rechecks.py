"""Six and twelve months after an effect was verified: does it last?"""

import datetime as dt
from contextlib import contextmanager
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.desk.todos import todos
from oneteam.files.actions import remove
from oneteam.files.models import Attachment
from oneteam.journal.models import Mail
from oneteam.projects import actions, queries
from oneteam.projects.models import Effect, Member, Project
from tests.factories import today
from tests.projects.factories import act, seen
from tests.projects.test_pages import browser, of, page

WORDS = Bi("원자료를 다시 보았습니다", "Looked at the raw data again")


@contextmanager
def months_later(months):
    with time_machine.travel(timezone.now() + dt.timedelta(days=31 * months)):
        actions.ask_rechecks()
        yield


def asked(house, effect):
    """The re-check that waits, with its effect as the verifier sees it."""
    with walls.acting_as(house.verifier):
        found = queries.open_recheck(effect)
        if found is not None:
            found.effect = queries.effect(effect.code).get()
        return found


def again(house, effect, value=80, days=0):
    effect = house.effect(house.professor, effect)
    return act(
        house.professor, actions.measure, effect=effect, on=today(days), value=Decimal(value), n=120,
        upload=SimpleUploadedFile("again.csv", b"day,recall\n1,80\n"),
    )  # fmt: skip


def judge(house, effect, lasting=True, person=None, words=WORDS):
    act(
        person or house.verifier, actions.judge_recheck, recheck=asked(house, effect), lasting=lasting, verdict=words
    )  # fmt: skip


def mails(kind):
    with walls.system("test"):
        return sorted(Mail.objects.filter(kind=f"projects.{kind}").values_list("recipient__name", flat=True))


def desk(person):
    with walls.acting_as(person):
        return [row.url for row in todos(person)]


def state(house, effect):
    return house.effect(house.owner, effect).state


def test_project_and_verifier_are_asked_after_six_months_and_once(house):
    effect = house.verified()
    assert actions.ask_rechecks() == 0
    with months_later(6):
        assert actions.ask_rechecks() == 0
        assert (mails("recheck_measure"), mails("recheck")) == (["professor"], ["verifier"])
        assert of(effect, "measure/") in desk(house.professor)
        assert not any("recheck" in url for url in desk(house.verifier))  # nothing is measured yet
        again(house, effect)
        assert mails("recheck_ready") == ["verifier"]
        assert any("recheck" in url for url in desk(house.verifier))
        assert of(effect, "measure/") not in desk(house.professor)


def test_lasting_after_six_and_twelve_months(house):
    effect = house.verified()
    with months_later(6):
        again(house, effect)
        judge(house, effect)
        assert state(house, effect) == "lasting"
        assert mails("rechecked") == ["owner", "professor"]
        assert desk(house.verifier) == []
    with months_later(13):
        with pytest.raises(Invalid):
            judge(house, effect)  # the figure of six months ago proves nothing now
        again(house, effect, value=79)
        judge(house, effect)
        found = house.effect(house.owner, effect)
        assert (found.state, found.recheck_on) == ("lasting", None)
        assert [(one["months"], one["value"], one["lasting"]) for one in found.rechecks] == [
            (6, "80.0000", True), (12, "79.0000", True),
        ]  # fmt: skip
    with months_later(30):
        assert asked(house, effect) is None


def test_faded_is_told_and_counted_no_more(house):
    effect = house.verified()
    act(house.owner, actions.release, effect=effect)
    with months_later(6):
        again(house, effect, value=40)
        judge(house, effect, lasting=False)
        assert state(house, effect) == "faded"
        with walls.acting_as(None):
            assert queries.released_effects().count() == 0
        assert "has faded since" in page(house.member, of(effect))
    with months_later(13):
        assert asked(house, effect) is None


def test_no_evidence_no_answer(house):
    effect = house.verified()
    with months_later(6):
        with pytest.raises(Invalid):
            judge(house, effect)
        act(
            house.professor, actions.measure, effect=house.effect(house.professor, effect), on=today(),
            value=Decimal(80), n=9,
        )  # fmt: skip
        with pytest.raises(Invalid):
            judge(house, effect)
        again(house, effect)
        with pytest.raises(Invalid):
            judge(house, effect, words=Bi())
        judge(house, effect)


def test_a_figure_from_long_before_the_re_check_fell_due_answers_nothing(house):
    effect = house.verified()
    with months_later(6):
        again(house, effect, days=-150)
        assert mails("recheck_ready") == []
        assert of(effect, "measure/") in desk(house.professor)
        assert not any("recheck" in url for url in desk(house.verifier))
        with pytest.raises(Invalid):
            judge(house, effect)


def test_the_verifier_is_written_to_once_and_only_when_there_is_a_file(house):
    effect = house.verified()
    with months_later(6):
        measured = house.effect(house.professor, effect)
        figures = [actions.Figure(today(-day), Decimal(80), 30) for day in range(9)]
        made = act(house.professor, actions.measure_many, effect=measured, figures=figures)
        assert mails("recheck_ready") == []
        proof = SimpleUploadedFile("again.csv", b"day,recall\n1,80\n")
        act(house.professor, actions.prove, measurement=made[0], upload=proof)
        assert mails("recheck_ready") == ["verifier"]


def test_only_the_verifier_answers_and_once(house):
    effect = house.verified()
    with months_later(6):
        again(house, effect)
        recheck = asked(house, effect)
        for person in (house.professor, house.owner, house.officer):
            with pytest.raises(Refused):
                judge(house, effect, person=person)
        judge(house, effect)
        with pytest.raises(Refused):
            act(house.verifier, actions.judge_recheck, recheck=recheck, lasting=False, verdict=WORDS)


@pytest.mark.parametrize("what", ["judge", "recheck"])
def test_a_verifier_who_works_on_the_project_by_now_is_refused_with_the_reason(house, what):
    effect = house.claimed() if what == "judge" else house.verified()

    def join():
        with walls.system("somebody was put into the project past its rules"):
            project = Project.objects.get()
            Member.objects.create(project=project, person=house.verifier, circle=project.circle)

    if what == "judge":
        join()
        with pytest.raises(Refused, match="works on this project|일하고"):
            act(house.verifier, actions.judge, effect=effect, confirmed=True, verdict=WORDS)
        return
    with months_later(6):
        again(house, effect)
        join()
        with pytest.raises(Refused, match="works on this project|일하고"):
            judge(house, effect)


def test_a_verified_effect_is_measured_again_only_when_it_was_asked_for(house):
    effect = house.verified()
    with pytest.raises(Refused):
        again(house, effect)
    with months_later(6):
        with pytest.raises(Invalid) as refused:
            again(house, effect, days=-300)
        assert "on" in refused.value.fields
        again(house, effect)


def test_also_a_project_that_is_over_measures_again(house):
    effect = house.verified()
    act(house.professor, actions.hand_over, project=house.project(house.professor))
    with months_later(6):
        assert browser(house.professor).get(of(effect, "measure/")).status_code == 200
        again(house, effect)
        judge(house, effect)
    assert state(house, effect) == "lasting"


def test_the_evidence_of_a_re_check_cannot_be_taken_away(house):
    effect = house.verified()
    with months_later(6):
        again(house, effect)
        judge(house, effect)
        with walls.acting_as(house.professor):
            for file in Attachment.objects.filter(target=f"effect:{effect.code}"):
                with pytest.raises(Refused):
                    remove(person=house.professor, attachment=file)


def test_pages_of_a_re_check(house):
    effect = house.verified()
    act(house.owner, actions.share, effect=effect)
    with months_later(6):
        address = of(effect, f"recheck/{asked(house, effect).code}/")
        assert browser(house.professor).get(address).status_code == 404
        assert "has not measured again yet" in page(house.verifier, address)
        again(house, effect)
        shown = page(house.verifier, address)
        assert "It lasts" in shown and "Against the latest measurement" in shown
        client = browser(house.verifier)
        assert client.post(address, {"answer": "lasting"}).status_code == 422
        sent = {"answer": "lasting", "verdict_ko": "그대로입니다", "verdict_en": "As it was"}
        assert client.post(address, sent).status_code == 302
        assert "does not wait" in page(house.verifier, address)
        theirs = page(house.member, of(effect))
        assert "As it was" in theirs and "after 6 months" in theirs
    assert seen(house.member, Effect) == 1
