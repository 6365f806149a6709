"""Objectives, deliverables and risks: what was promised, who accepts it, and of two at once both texts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam import walls
from oneteam.base.errors import OneTeamError, Refused
from oneteam.base.fields import Bi
from oneteam.files.actions import remove
from oneteam.files.models import Attachment
from oneteam.projects import actions, queries
from tests.factories import today
from tests.projects.factories import act
from tests.projects.test_bad_input_and_races import sent_with
from tests.projects.test_pages import browser, page, statements
from tests.projects.test_parts import package, part, told


def deliverable(house, organisation=None, name="시험 보고서"):
    made = act(
        house.professor, actions.add_deliverable, project=house.project(house.professor), name=Bi(name, ""),
        partner=part(house, organisation or house.lead), due_on=today(20),
    )  # fmt: skip
    with walls.acting_as(house.owner):
        return queries.deliverables(house.project(house.owner)).get(pk=made.pk)


def test_deliverable_counts_when_another_partner_has_accepted_its_file(house, settings):
    house.start()
    made = deliverable(house)
    place = f"/projects/{house.code}/deliverable/{made.code}/"
    lead, owner = browser(house.professor), browser(house.owner)
    assert owner.get(f"{place}deliver/").status_code == 404
    bare = lead.post(f"{place}deliver/", {})
    assert bare.status_code == 422 and "choose a file" in bare.content.decode()
    settings.MAX_FILE_MB = 1
    large = SimpleUploadedFile("large.csv", b"day,value\n" * 200_000)
    refused = lead.post(f"{place}deliver/", {"upload": large})
    assert refused.status_code == 413 and "smaller than 1 MB" in refused.content.decode()
    proof = SimpleUploadedFile("report.csv", b"day,result\n1,82\n")
    assert lead.post(f"{place}deliver/", {"upload": proof}).status_code == 302
    assert told("accept") == ["owner"]
    assert lead.get(f"{place}accept/").status_code == 404  # who delivered it does not accept it
    with pytest.raises(Refused, match="전달한|other than"):
        act(house.professor, actions.answer_deliverable, deliverable=made, accepted=True)
    silent = owner.post(f"{place}accept/", {"answer": "no"})
    assert silent.status_code == 422 and "say what is missing" in silent.content.decode()
    owner.post(f"{place}accept/", {"answer": "no", "said": "The second line is missing"})
    assert "The second line is missing" in page(house.professor, f"/projects/{house.code}/results/")
    again = SimpleUploadedFile("report2.csv", b"day,result\n2,83\n")
    assert lead.post(f"{place}deliver/", {"upload": again}).status_code == 302
    assert owner.post(f"{place}accept/", {"answer": "yes"}).status_code == 302
    shown = page(house.owner, f"/projects/{house.code}/")
    assert "1 of 1 deliverables accepted" in shown
    with walls.acting_as(house.professor):
        for kept in Attachment.objects.filter(target=made.target):
            with pytest.raises(OneTeamError):
                remove(person=house.professor, attachment=kept)


def test_who_delivered_cannot_accept_it_after_it_became_anothers(house):
    house.start()
    made = deliverable(house)  # of the lead, as it is known before it becomes the company's
    early = deliverable(house)
    change = {"version": 1, "name": made.name, "due_on": made.due_on, "partner": part(house), "why": "까닭"}
    act(house.professor, actions.change_deliverable, deliverable=made, **change)
    with walls.acting_as(house.professor):
        made = queries.deliverables(house.project(house.professor)).get(pk=made.pk)
    proof = SimpleUploadedFile("report.csv", b"day,result\n1,82\n")
    made.partner = part(house, house.lead)
    with pytest.raises(OneTeamError):
        act(house.professor, actions.deliver, deliverable=made, upload=proof)
    act(house.professor, actions.deliver, deliverable=early, upload=proof)
    early.state = "planned"
    with pytest.raises(OneTeamError):
        act(house.professor, actions.change_deliverable, deliverable=early, **change)


def test_deliverable_keeps_a_work_package_that_has_ended(house):
    house.start()
    work = package(house)
    made = act(
        house.professor, actions.add_deliverable, project=house.project(house.professor), name=Bi("보고서", ""),
        partner=part(house, house.lead), due_on=today(20), package=work,
    )  # fmt: skip
    act(house.professor, actions.end_package, package=work, why="끝")
    place = f"/projects/{house.code}/deliverable/{made.code}/"
    sent = {"version": 1, "name_ko": "보고서", "partner": house.lead.code, "due_on": f"{today(30)}",
            "package": work.code, "why": "Late"}  # fmt: skip
    assert browser(house.professor).post(place, sent).status_code == 302
    with walls.acting_as(house.professor):
        assert queries.deliverables(house.project(house.professor)).get().package == work


def test_objective_is_reached_or_not(house):
    house.start()
    lead, place = browser(house.professor), f"/projects/{house.code}/objective/"
    assert lead.post(place, {"text_en": "Recall above 80 %"}).status_code == 302
    with walls.acting_as(house.professor):
        made = queries.objectives(house.project(house.professor)).get()
    early = lead.post(
        f"{place}{made.code}/", {"version": 1, "text_en": "Recall", "reached_on": f"{today(3)}"}
    )
    assert early.status_code == 422
    sent = {"version": 1, "text_en": "Recall above 85 %", "reached_on": f"{today()}"}
    assert lead.post(f"{place}{made.code}/", sent).status_code == 302
    assert "1 of 1 objectives reached" in page(house.owner, f"/projects/{house.code}/")
    assert "Recall above 80 %" in page(house.owner, f"/projects/{house.code}/changes/")
    assert browser(house.owner).post(place, sent).status_code == 404


def risk(house, what="부품이 늦음", probability=2, impact=2):
    return act(
        house.professor, actions.add_risk, project=house.project(house.professor), what=Bi(what, what),
        probability=probability, impact=impact, owner=house.professor,
    )  # fmt: skip


def test_gravest_risk_stands_first_and_of_two_who_change_it_both_texts_are_shown(house):
    house.start()
    made = risk(house, "A part is late")
    risk(house, "The line is sold", 3, 3)
    listed = page(house.owner, f"/projects/{house.code}/risks/")
    assert listed.index("The line is sold") < listed.index("A part is late")
    assert "2 open, the gravest 9 of 9" in page(house.owner, f"/projects/{house.code}/")
    place = f"/projects/{house.code}/risk/{made.code}/"
    sent = {"version": 1, "what_ko": "부품이 늦음", "what_en": "A part is very late", "probability": 3, "impact": 1,
            "owner": house.professor.code, "measure_en": "Ask a second maker"}  # fmt: skip
    assert browser(house.professor).post(place, sent).status_code == 302
    late = browser(house.officer).post(place, sent | {"what_en": "Two parts are late"})
    shown = late.content.decode()
    assert late.status_code == 409
    assert "Two parts are late" in shown and "A part is very late" in shown
    again = sent | {"what_en": "Two parts are late", "closed": "on", "version": sent_with(shown, "version")}
    assert browser(house.officer).post(place, again).status_code == 302
    wrong = browser(house.officer).post(place, again | {"version": 3, "probability": 4})
    assert wrong.status_code == 422
    stranger = browser(house.officer).post(place, again | {"version": 3, "owner": house.member.code})
    assert stranger.status_code == 422
    assert "2 × 2 = 4" in page(house.owner, f"/projects/{house.code}/changes/")
    assert "1 open" in page(house.owner, f"/projects/{house.code}/")
    page(house.member, f"/projects/{house.code}/risks/", 404)


def test_pages_of_what_was_promised_ask_the_same_whatever_the_history(house):
    house.start()
    kept = []
    for _round in (1, 2):
        for number in range(5):
            risk(house, f"위험 {number}")
            made = deliverable(house, name=f"보고서 {number}")
            proof = SimpleUploadedFile("report.csv", b"day,result\n1,82\n")
            act(house.professor, actions.deliver, deliverable=made, upload=proof)
        found = []
        for place in ("results/", "risks/", ""):
            client = browser(house.owner)
            client.get(f"/projects/{house.code}/{place}")
            with statements() as sent:
                assert client.get(f"/projects/{house.code}/{place}").status_code == 200
            assert len(sent) <= 15, (place, "\n".join(one[:200] for one in sent))
            found.append(len(sent))
        kept.append(found)
    assert kept[0] == kept[1]
