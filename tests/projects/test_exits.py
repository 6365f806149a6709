"""A partner leaves, hands its work over, and sees nothing more; the lead hands over first."""

from decimal import Decimal

import pytest

from oneteam import walls
from oneteam.alliance.models import MembershipPeriod, Organisation
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.journal.delivery import written
from oneteam.journal.models import Mail
from oneteam.projects import actions, queries
from oneteam.projects.models import Exit, Member, Milestone, Partner, Project
from tests.factories import seated, today
from tests.projects.factories import act, propose
from tests.projects.test_pages import browser, page
from tests.projects.test_parts import package, part, told
from tests.projects.test_promises import deliverable, risk


@pytest.fixture
def three(house):
    """A project with a third partner that leads a work package; its people work on it."""
    house.researcher = seated("coordinator", house.institute, "researcher")
    house.propose(members=[house.owner])
    act(
        house.officer, actions.add_partner, project=house.project(house.officer), organisation=house.institute,
        part=Bi(), man_months=Decimal(3), cash=Decimal(0), in_kind=Bi(),
    )  # fmt: skip
    act(house.officer, actions.add_member, project=house.project(house.officer), somebody=house.researcher)
    act(house.researcher, actions.agree, partner=part(house, house.institute))
    house.agree()
    act(house.officer, actions.start, project=house.project(house.officer))
    return house


def letters(kind):
    with walls.system("test"):
        return " ".join(
            " ".join(written(mail).paragraphs) for mail in Mail.objects.filter(kind=f"projects.{kind}")
        )


def exit_of(house, organisation):
    return f"/projects/{house.code}/partner/{organisation.code}/exit/"


def test_who_leaves_hands_its_work_over_says_what_stays_and_sees_nothing_more(three):
    house = three
    package(house, name=Bi("측정", "Measuring"), lead=part(house, house.institute))
    deliverable(house, house.institute, "측정 보고서")
    noted = risk(house)
    act(
        house.professor, actions.change_risk, risk=noted, version=1, what=noted.what, probability=2, impact=2,
        owner=house.researcher, measure=Bi(),
    )  # fmt: skip
    place = exit_of(house, house.institute)
    sent = {"on": f"{today()}", "reason_en": "Their laboratory closes", "data_kept_en": "All measurements",
            "rights_kept_en": "The right to use the method"}  # fmt: skip
    researcher = browser(house.researcher)
    told_off = researcher.post(place, sent)
    shown = told_off.content.decode()
    assert (
        told_off.status_code == 422
        and "측정 보고서" in shown
        and "Choose a partner who takes it over" in shown
    )
    assert researcher.post(place, sent | {"heir": house.company.code}).headers["Location"] == "/projects/"
    page(house.researcher, f"/projects/{house.code}/", 404)
    page(house.verifier, f"/projects/{house.code}/", 404)
    now = page(house.owner, f"/projects/{house.code}/parts/")
    for words in ("has left", "Their laboratory closes", "All measurements", "The right to use the method"):
        assert words in now, words
    assert part(house).agreed_at is None  # what grew is agreed to anew
    with walls.system("test"):
        assert not Member.objects.filter(person=house.researcher).exists()
        assert queries.risks(house.project(house.officer)).get().owner == house.professor
        assert not queries.open_packages(part(house, house.institute)).exists()
    assert told("partner_left") == ["owner", "professor"]
    lede = page(house.owner, f"/projects/{house.code}/").split('by-l">')[1].split("</p>")[0]
    assert "company" in lede and "institute" not in lede
    assert f'value="{house.institute.code}"' not in page(house.professor, f"/projects/{house.code}/site/")
    assert browser(house.officer).post(place, sent).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason_en": ""}, "one is enough"),
        ({"on": f"{today(3)}"}, "or a date before it"),
        ({"on": "2019. 1. 1."}, "had not begun"),
    ],
)
def test_wrong_exit_is_told_and_nothing_is_recorded(three, changed, said):
    sent = {"on": f"{today()}", "reason_en": "Their laboratory closes"} | changed
    answer = browser(three.officer).post(exit_of(three, three.institute), sent)
    assert answer.status_code == 422 and said in answer.content.decode()
    with walls.system("test"):
        assert not Exit.objects.exists()


def test_two_partners_stay_or_the_project_stops(house):
    house.start()
    sent = {"on": f"{today()}", "reason_en": "No time"}
    answer = browser(house.owner).post(exit_of(house, house.company), sent)
    assert (
        answer.status_code == 409 and "Ask another organisation to take part first" in answer.content.decode()
    )


def test_lead_hands_over_before_it_leaves(three):
    house = three
    lead = browser(house.professor)
    sent = {"on": f"{today()}", "reason_en": "The chair is vacant"}
    led = lead.get(exit_of(house, house.lead))
    assert led.headers["Location"] == f"/projects/{house.code}/lead/"
    with pytest.raises(Exception, match="hand|넘"):
        act(
            house.professor,
            actions.record_exit,
            partner=part(house, house.lead),
            on=today(),
            reason=Bi("까닭", ""),
        )
    place = f"/projects/{house.code}/lead/"
    wrong = lead.post(place, {"partner": house.institute.code, "responsible": house.owner.code, "why": "x"})
    assert wrong.status_code == 422 and "does not work for the new lead" in wrong.content.decode()
    over = {
        "partner": house.institute.code,
        "responsible": house.researcher.code,
        "why": "The chair is vacant",
    }
    assert lead.post(place, over).status_code == 302
    assert house.project(house.officer).lead == house.institute
    act(house.researcher, actions.agree, partner=part(house, house.institute))
    assert browser(house.researcher).post(exit_of(house, house.lead), sent).status_code == 302
    page(house.professor, f"/projects/{house.code}/", 404)


def test_project_of_its_own_takes_its_thread_to_the_new_lead(house):
    made = propose(
        house.officer, None, house.lead, house.professor, house.company, house.institute, kind="joint", area="robot",
        members=[house.owner],
    )  # fmt: skip
    house.code = made.code
    act(house.owner, actions.agree, partner=part(house))
    over = {"partner": part(house), "responsible": house.owner, "why": "까닭"}
    act(house.professor, actions.hand_lead_over, project=house.project(house.professor), **over)
    assert house.project(house.officer).disclosure.owner == house.company
    act(
        house.officer, actions.record_exit, partner=part(house, house.lead), on=today(), reason=Bi("까닭", "")
    )
    page(house.professor, f"/projects/{house.code}/", 404)
    page(house.owner, f"/projects/{house.code}/")


def test_partner_that_left_the_alliance_is_shown_as_such_and_the_lead_is_asked_once(three):
    house = three
    leaves_the_alliance(house.institute)
    assert (actions.ask_exits(), actions.ask_exits()) == (1, 0)
    assert told("record_exit") == ["professor"]
    shown = page(house.professor, f"/projects/{house.code}/")
    assert "not in the alliance any more" in shown and "In the alliance no more: institute" in shown
    sent = {"on": f"{today()}", "reason_en": "Left the alliance"}
    assert browser(house.professor).post(exit_of(house, house.institute), sent).status_code == 302
    assert "In the alliance no more" not in page(house.professor, f"/projects/{house.code}/")


def leaves_the_alliance(organisation):
    MembershipPeriod.objects.filter(organisation=organisation).update(ends_on=today(-1))
    Organisation.objects.filter(pk=organisation.pk).update(standing="left")


def test_partner_that_left_the_alliance_is_replaced_before_its_exit_is_recorded(house):
    made = propose(
        house.officer, None, house.lead, house.professor, house.institute, kind="bilateral", area="robot",
    )  # fmt: skip
    house.code = made.code
    leaves_the_alliance(house.institute)
    browser(house.professor)
    actions.ask_exits()
    assert "ask another organisation first" in letters("record_exit")
    alone = {"partner": part(house, house.institute), "on": today(), "reason": Bi("까닭", "")}
    with pytest.raises(Refused):
        act(house.professor, actions.record_exit, **alone)
    act(
        house.professor, actions.add_partner, project=house.project(house.professor), organisation=house.company,
        part=Bi(), man_months=Decimal(3), cash=Decimal(0), in_kind=Bi(),
    )  # fmt: skip
    act(house.professor, actions.record_exit, **alone)


def test_exit_is_recorded_where_the_result_is_applied_and_the_project_cannot_stop(house):
    house.start()
    house.site()
    assert house.project(house.officer).state == "applied"
    act(house.officer, actions.record_exit, partner=part(house), on=today(), reason=Bi("까닭", ""))


def test_project_begun_before_its_planned_day_has_begun(three):
    house = three
    with walls.system("test"):
        Project.objects.filter(code=house.code).update(state="agreed", starts_on=today(20))
    act(house.officer, actions.start, project=house.project(house.officer))
    begun = house.project(house.officer)
    assert begun.starts_on == today()
    with walls.acting_as(house.officer):
        assert queries.changes(begun)[0].what == "time"
    act(
        house.researcher,
        actions.enter_used,
        partner=part(house, house.institute),
        month=today(),
        amount=Decimal(1),
    )
    act(
        house.officer,
        actions.record_exit,
        partner=part(house, house.institute),
        on=today(),
        reason=Bi("까닭", ""),
    )


def test_people_of_a_suspended_partner_stay_and_who_goes_answers_for_nothing(three):
    house = three
    Organisation.objects.filter(pk=house.company.pk).update(standing="suspended")
    mine, made = part(house, house.institute), house.milestone()
    with walls.system("test"):
        Partner.objects.filter(pk=mine.pk).update(responsible=house.researcher)
        Milestone.objects.filter(pk=made.pk).update(keeper=house.researcher)
    act(house.officer, actions.record_exit, partner=mine, on=today(), reason=Bi("까닭", ""))
    with walls.system("test"):
        assert [one.person for one in Member.objects.order_by("pk")] == [house.professor, house.owner]
        assert Partner.objects.get(pk=mine.pk).responsible is None
        assert Milestone.objects.get(pk=made.pk).keeper is None


def test_exit_goes_by_the_partners_as_they_are_by_then(three):
    house = three
    late, heir = part(house), part(house, house.institute)
    deliverable(house, house.company, "측정 보고서")
    gone = {"on": today(), "reason": Bi("까닭", "")}
    act(house.officer, actions.record_exit, partner=part(house, house.institute), **gone)
    with walls.system("test"):
        Project.objects.filter(code=house.code).update(state="applied")
    with pytest.raises(Invalid) as refusal:
        act(house.officer, actions.record_exit, partner=late, heir=heir, **gone)
    assert "heir" in refusal.value.fields
    with walls.system("test"):
        Partner.objects.filter(pk=late.pk).update(is_lead=True)
    with pytest.raises(Refused, match="hands the project over|넘겨야"):
        act(house.officer, actions.record_exit, partner=late, heir=part(house, house.lead), **gone)
