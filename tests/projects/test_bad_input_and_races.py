"""What goes wrong gets a sentence, keeps what was typed, and loses nothing; of two at once one wins."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneteam import walls
from oneteam.base.errors import Invalid, OneTeamError, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.files.actions import remove
from oneteam.files.models import Attachment
from oneteam.projects import actions, queries
from oneteam.projects.models import Effect, Measurement, Milestone, TrlRecord
from tests.factories import today
from tests.projects.factories import act, propose, yes_to_all

ANSWERS = {f"yes_{n}": "yes" for n in (1, 2, 3)} | {f"line_{n}": "기록" for n in (1, 2, 3)}


def browser(person):
    client = Client()
    person.language = "en"
    person.save(update_fields=["language"])
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("what", "data", "said"),
    [
        ("milestone", {"name_ko": "시제품", "due_on": "2020. 1. 1."}, "date to come"),
        ("milestone", {"name_ko": "", "due_on": "2029. 1. 1."}, "one is enough"),
        ("milestone", {"name_ko": "시제품", "due_on": "soon"}, "date that exists"),
        ("trl", {"level": "3", "evidence_ko": "기록"} | ANSWERS, "does not go back"),
        ("trl", {"level": "7", "evidence_ko": "기록"} | ANSWERS, "step by step"),
        ("trl", {"level": "12", "evidence_ko": "기록"}, "at most 9"),
        ("trl", {"level": "5", "evidence_ko": ""}, "one is enough"),
        ("site", {"site_ko": "1공장", "since": "2020. 1. 1."}, "choose one"),
        ("stop", {"reason_ko": "자료 없음"}, "one is enough"),
        ("effect", {"metric_ko": "재현율", "baseline": "many"}, "number in figures"),
    ],
)
def test_wrong_step_is_told_and_keeps_what_was_typed(house, what, data, said):
    house.start()
    response = browser(house.professor).post(f"/projects/{house.code}/{what}/", data)
    shown = response.content.decode()
    assert response.status_code == 422
    assert said in shown
    for typed in data.values():
        assert typed in shown


@pytest.mark.parametrize("what", ["milestone", "trl", "site", "stop", "effect"])
def test_empty_form_is_no_server_error(house, what):
    house.start()
    assert browser(house.professor).post(f"/projects/{house.code}/{what}/", {}).status_code == 422


def test_site_of_somebody_else_is_refused(house):
    house.start()
    with pytest.raises(Invalid) as refusal:
        act(
            house.professor, actions.apply_on_site, project=house.project(house.professor),
            organisation=house.institute, site=Bi("남의 현장", ""), since=today(),
        )  # fmt: skip
    assert "organisation" in refusal.value.fields


def test_site_in_the_future_is_refused(house):
    house.start()
    with pytest.raises(Invalid):
        act(
            house.professor, actions.apply_on_site, project=house.project(house.professor),
            organisation=house.company, site=Bi("현장", ""), since=today(3),
        )  # fmt: skip


def test_progress_before_the_start_is_refused_with_the_reason(house):
    house.propose()
    for what, data in (
        ("trl", {"level": "5", "evidence_ko": "기록"} | ANSWERS),
        ("site", {"organisation": house.company.code, "site_ko": "1공장", "since": f"{today()}"}),
    ):
        response = browser(house.professor).post(f"/projects/{house.code}/{what}/", data)
        assert response.status_code == 409
        assert "has not started yet" in response.content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"target": Decimal(20)}, "target"),
        ({"target": Decimal(35)}, "target"),
        ({"better": "lower"}, "target"),
        ({"baseline_on": today(2)}, "baseline_on"),
        ({"metric": Bi()}, "metric"),
    ],
)
def test_plan_that_cannot_show_anything_is_refused(house, values, field):
    house.start()
    with pytest.raises(Invalid) as refusal:
        house.plan(**values)
    assert field in refusal.value.fields


@pytest.mark.parametrize("days", [1, -200])
def test_measurement_in_the_future_or_before_the_baseline_is_refused(house, days):
    house.start()
    effect = house.plan()
    with pytest.raises(Invalid) as refusal:
        house.measure(effect, days=days)
    assert "on" in refusal.value.fields


def test_measurement_page_says_what_is_wrong(house):
    house.start()
    effect = house.plan()
    place = f"/projects/effects/{effect.code}/measure/"
    client = browser(house.professor)
    for data, said in (
        ({"on": f"{today(2)}", "value": "82"}, "still to come"),
        ({"on": f"{today()}", "value": "팔십이"}, "number in figures"),
        ({"on": "", "value": "82"}, "give a date"),
        ({"on": f"{today()}", "value": "82", "n": "-4"}, "at least 1"),
        ({"on": f"{today()}", "value": "82", "n": "99999999999"}, "1000000000"),
        ({"on": "9999-12-31", "value": "82", "n": "4"}, "2027"),
    ):
        response = client.post(place, data)
        assert response.status_code == 422, data
        assert said in response.content.decode(), data


def test_evidence_too_large_or_of_a_false_kind_is_refused_and_nothing_is_kept(house, settings):
    house.start()
    effect = house.plan()
    place = f"/projects/effects/{effect.code}/measure/"
    client = browser(house.professor)
    settings.MAX_FILE_MB = 1
    large = SimpleUploadedFile("large.csv", b"day,value\n" * 200_000)
    false = SimpleUploadedFile("report.pdf", b"MZ\x90\x00 this is no document")
    for upload, status in ((large, 413), (false, 422), (SimpleUploadedFile("empty.csv", b""), 422)):
        response = client.post(place, {"on": f"{today()}", "value": "82", "upload": upload})
        assert response.status_code == status, upload.name
        assert 'value="82"' in response.content.decode()
    with walls.system("test"):
        assert (
            Measurement.objects.count(),
            Attachment.objects.filter(target=f"effect:{effect.code}").count(),
        ) == (0, 0)


def test_verified_effect_is_not_measured_again(house):
    effect = house.verified()
    with pytest.raises(Refused):
        house.measure(effect, days=0)


def test_evidence_of_a_confirmed_step_cannot_be_removed(house):
    house.start()
    proof = SimpleUploadedFile("trial.csv", b"day,result\n1,82\n")
    project = house.project(house.professor)
    step = act(
        house.professor, actions.record_trl, project=project, level=5, evidence=Bi("기록", ""), upload=proof,
        answers=yes_to_all(5),
    )  # fmt: skip
    act(house.owner, actions.confirm_trl, step=as_seen(house, house.owner, TrlRecord, step.pk))
    for person in (house.professor, house.officer):
        with walls.acting_as(person), pytest.raises(Refused):
            remove(person=person, attachment=Attachment.objects.get(target=f"trl:{step.code}"))


def test_evidence_of_a_claimed_effect_cannot_be_removed(house):
    effect = house.claimed()
    with walls.acting_as(house.professor), pytest.raises(OneTeamError):
        remove(person=house.professor, attachment=Attachment.objects.get(target=f"effect:{effect.code}"))


def test_unknown_codes_are_wrong_addresses(house):
    house.start()
    client = browser(house.professor)
    for place in (
        "reach/MS-22222222",
        "agree/O-222222",
        "confirm_trl/TR-22222222",
        "confirm_versions/S-22222222",
        "nothing",
    ):
        assert client.post(f"/projects/{house.code}/act/{place}/").status_code == 404, place
    assert client.get(f"/projects/{house.code}/milestone/MS-22222222/").status_code == 404
    assert client.get(f"/projects/{house.code}/act/start/").status_code == 405
    assert client.get("/projects/?page=nothing").status_code == 200
    assert client.get("/projects/?state=nothing").status_code == 200


def test_milestone_of_another_project_is_a_wrong_address(house):
    house.start()
    milestone = house.milestone()
    other = propose(
        house.officer, None, house.lead, house.professor, house.company, kind="bilateral", area="robot"
    )
    response = browser(house.professor).post(f"/projects/{other.code}/act/reach/{milestone.code}/")
    assert response.status_code == 404


# Two at once ------------------------------------------------------------------------------------------


def as_seen(house, person, model, pk):
    with walls.acting_as(person):
        return model.objects.select_related("project__disclosure").get(pk=pk)


def test_second_who_moves_a_milestone_is_told_and_changes_nothing(house):
    house.start()
    milestone = house.milestone()
    one, two = (
        as_seen(house, person, Milestone, milestone.pk) for person in (house.professor, house.officer)
    )
    act(
        house.professor,
        actions.move_milestone,
        milestone=one,
        version=1,
        due_on=today(60),
        reason="부품이 늦음",
    )
    with pytest.raises(Stale):
        act(
            house.officer,
            actions.move_milestone,
            milestone=two,
            version=1,
            due_on=today(90),
            reason="다른 까닭",
        )
    now = as_seen(house, house.officer, Milestone, milestone.pk)
    assert (now.due_on, now.planned_on, now.moved_because) == (today(60), today(30), "부품이 늦음")
    changes = browser(house.officer).get(f"/projects/{one.project.code}/changes/")
    assert "부품이 늦음" in changes.content.decode()


def test_late_move_keeps_what_was_typed_on_the_page(house):
    house.start()
    milestone = house.milestone()
    one = as_seen(house, house.professor, Milestone, milestone.pk)
    act(
        house.professor,
        actions.move_milestone,
        milestone=one,
        version=1,
        due_on=today(60),
        reason="부품이 늦음",
    )
    place = f"/projects/{house.code}/milestone/{milestone.code}/"
    response = browser(house.officer).post(
        place, {"version": "1", "due_on": f"{today(90)}", "reason": "다른 까닭"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "다른 까닭" in page and "부품이 늦음" in page  # both texts side by side
    again = {"version": sent_with(page, "version"), "due_on": f"{today(90)}", "reason": "다른 까닭"}
    assert browser(house.officer).post(place, again).status_code == 302
    with walls.acting_as(house.officer):
        assert Milestone.objects.get(pk=milestone.pk).due_on == today(90)


def sent_with(page, name):
    """What the form on a page would send of its hidden field."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_milestone_moves_only_with_a_reason_and_into_the_future(house):
    house.start()
    milestone = house.milestone()
    one = as_seen(house, house.professor, Milestone, milestone.pk)
    for due_on, reason in ((today(60), " "), (today(-1), "까닭"), (today(30), "까닭")):
        with pytest.raises(Invalid):
            act(
                house.professor,
                actions.move_milestone,
                milestone=one,
                version=1,
                due_on=due_on,
                reason=reason,
            )


def test_reached_twice_counts_once(house):
    house.start()
    milestone = house.milestone()
    one, two = (as_seen(house, house.professor, Milestone, milestone.pk) for _time in (1, 2))
    act(house.professor, actions.reach_milestone, milestone=one)
    with pytest.raises(Refused):
        act(house.professor, actions.reach_milestone, milestone=two)


def test_same_trl_step_is_recorded_once_and_confirmed_once(house):
    house.start()
    step = house.step()
    with pytest.raises(Refused):
        house.step()
    late = as_seen(house, house.owner, TrlRecord, step.pk)
    act(house.owner, actions.confirm_trl, step=step)
    with pytest.raises(Refused):
        act(house.owner, actions.confirm_trl, step=late)
    assert house.project(house.owner).trl_now == 5


def test_two_who_start_at_once_start_once(house):
    house.propose()
    house.agree()
    one, two = house.project(house.professor), house.project(house.officer)
    act(house.professor, actions.start, project=one)
    with pytest.raises(Stale, match="professor"):
        act(house.officer, actions.start, project=two)


def test_confirming_and_rejecting_at_once_counts_once(house):
    effect = house.claimed()
    late = house.effect(house.verifier, effect)
    act(house.verifier, actions.judge, effect=effect, confirmed=True, verdict=Bi("맞습니다", ""))
    with pytest.raises(Stale):
        act(house.verifier, actions.judge, effect=late, confirmed=False, verdict=Bi("아닙니다", ""))
    now = house.effect(house.owner, effect)
    assert (now.state, now.verdict.ko) == ("verified", "맞습니다")


def test_a_verdict_given_while_another_effect_is_shown_shows_nothing(house):
    first, second = house.verified(), house.claimed("다른 지표")
    late = house.effect(house.verifier, second)  # its thread shows nothing yet
    act(house.owner, actions.share, effect=first)
    act(house.verifier, actions.judge, effect=late, confirmed=True, verdict=Bi("맞습니다", ""))
    with walls.acting_as(house.member):
        assert list(Effect.objects.values_list("pk", flat=True)) == [first.pk]


def test_a_verifier_who_was_replaced_meanwhile_gives_no_verdict(house):
    effect, other = house.claimed(), house.claimed("다른 지표")
    late = house.effect(house.verifier, effect)
    act(
        house.officer,
        actions.name_verifier,
        effect=house.effect(house.officer, effect),
        verifier=house.expert,
    )
    with pytest.raises(Refused):
        act(house.verifier, actions.judge, effect=late, confirmed=True, verdict=Bi("맞습니다", ""))
    assert other.verifier == house.verifier
    assert house.effect(house.owner, effect).state == "claimed"


def test_two_projects_from_one_decision_are_one(house):
    house.propose()
    with pytest.raises(Refused):
        propose(house.officer, house.decision, house.lead, house.professor, house.company)
    with walls.acting_as(house.officer):
        assert queries.listed().count() == 1


def test_site_confirmed_twice_counts_once(house):
    house.start()
    site = house.site(confirmed=False)
    act(house.owner, actions.confirm_site, application=site)
    with pytest.raises(Refused):
        act(house.owner, actions.confirm_site, application=site)
