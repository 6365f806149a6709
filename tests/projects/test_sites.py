"""Sites of members: who says so, what runs there since when, and whether it still does."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.desk.todos import todos
from oneteam.journal.models import Mail
from oneteam.projects import actions, queries
from oneteam.projects.models import Application, Site, SiteCheck, SiteVersion
from tests.factories import seated, today
from tests.projects.factories import act, seen
from tests.projects.test_pages import browser, page


@pytest.fixture
def begun(house):
    house.start()
    return house


def place_of(house):
    with walls.acting_as(house.owner):
        return Site.objects.select_related("organisation", "person").get()


def mails(kind):
    with walls.system("test"):
        return sorted(Mail.objects.filter(kind=f"projects.{kind}").values_list("recipient__name", flat=True))


def asked(person):
    with walls.acting_as(person):
        return [row.sentence for row in todos(person)]


def check_of(house, months=6):
    project = house.project(house.owner)
    with walls.acting_as(house.owner):
        code = SiteCheck.objects.get(months=months).code
        found = queries.check(project, code).get()
        found.application.project = project
        return found


def test_its_organisation_says_which_site_it_is(begun):
    site = begun.site(confirmed=False)
    with walls.acting_as(begun.owner):
        actions.confirm_site(
            person=begun.owner, application=site, name=Bi("울산 1공장", ""), place=Bi("울산", "")
        )
    place = place_of(begun)
    assert (str(place), str(place.place), place.person, place.organisation) == (
        "울산 1공장", "울산", begun.owner, begun.company,
    )  # fmt: skip
    assert not place.shown


def test_several_results_stand_on_one_site(begun):
    first = begun.site()
    place = place_of(begun)
    second = begun.site(confirmed=False, name="여기")
    with walls.acting_as(begun.owner):
        actions.confirm_site(person=begun.owner, application=second, at=place)
        assert set(queries.applications_at(place)) == {first, second}


def test_a_hidden_site_is_its_organisations_and_a_shown_one_is_read_by_members(begun):
    begun.site()
    place = place_of(begun)
    everybody = (begun.owner, begun.professor, begun.member, begun.rival, begun.officer)
    assert [seen(one, Site) for one in everybody] == [1, 0, 0, 0, 0]
    act(
        begun.owner,
        actions.save_site,
        site=place,
        version=1,
        name=place.name,
        place=Bi("울산", ""),
        shown=True,
    )
    assert [seen(one, Site) for one in everybody] == [1, 1, 1, 1, 1]
    assert seen(begun.rival, Application) == 0


def test_a_site_of_a_sealed_thread_stays_in_it(begun):
    with walls.system("the owner seals it"):
        disclosures.change(begun.problem.disclosure, level="sealed")
        for person in (begun.owner, begun.professor):
            role = "owner" if person == begun.owner else "partner"
            disclosures.name(begun.problem.disclosure, role=role, person=person, by=begun.owner)
    site = begun.site(confirmed=False)
    act(begun.owner, actions.confirm_site, application=site, shown=True)
    colleague = seated("staff", begun.company)
    assert (seen(begun.owner, Site), seen(colleague, Site), seen(begun.member, Site)) == (1, 0, 0)
    place = place_of(begun)
    act(begun.owner, actions.save_site, site=place, version=1, name=place.name, place=Bi(), shown=True)
    assert (seen(colleague, Site), seen(begun.member, Site)) == (0, 0)


def test_a_site_of_another_organisation_cannot_be_meant(begun):
    with walls.system("test"):
        other = Site.objects.create(
            organisation=begun.lead, name=Bi("실험실", ""), circle=begun.project(begun.owner).circle
        )
    site = begun.site(confirmed=False)
    with pytest.raises(Invalid) as refused:
        act(begun.owner, actions.confirm_site, application=site, at=other)
    assert "at" in refused.value.fields


def test_the_sites_own_person_confirms_the_next_one(begun):
    begun.site()
    keeper = seated("staff", begun.company, "keeper")
    place = place_of(begun)
    act(
        begun.owner,
        actions.save_site,
        site=place,
        version=1,
        name=place.name,
        place=Bi(),
        shown=True,
        keeper=keeper,
    )
    with walls.acting_as(begun.professor):
        known = queries.places_of({begun.company.pk}).get()
    application = act(
        begun.professor, actions.apply_on_site, project=begun.project(begun.professor), organisation=begun.company,
        site=Bi(), since=today(), at=known,
    )  # fmt: skip
    assert mails("confirm_site") == ["keeper", "owner"]
    assert any("confirm" in sentence or "확인" in sentence for sentence in asked(keeper))
    with walls.acting_as(keeper):
        found = queries.applications(begun.project(keeper)).get(pk=application.pk)
        actions.confirm_site(person=keeper, application=found)
    assert seen(begun.owner, Site) == 1


def test_whoever_does_not_work_there_is_not_the_sites_person(begun):
    begun.site()
    place = place_of(begun)
    with pytest.raises(Invalid) as refused:
        act(
            begun.owner, actions.save_site, site=place, version=1, name=place.name, place=Bi(), shown=False,
            keeper=begun.member,
        )  # fmt: skip
    assert "keeper" in refused.value.fields


def test_of_two_who_change_a_site_the_second_is_told(begun):
    begun.site()
    place = place_of(begun)
    values = {"name": Bi("하나", ""), "place": Bi(), "shown": False}
    act(begun.owner, actions.save_site, site=place, version=1, **values)
    with pytest.raises(Stale):
        act(begun.owner, actions.save_site, site=place, version=1, **values)


def test_history_of_versions_each_confirmed_by_the_site(begun):
    site = act(
        begun.professor, actions.apply_on_site, project=begun.project(begun.professor), organisation=begun.company,
        site=Bi("1공장", ""), since=today(-30), version_there="1.0",
    )  # fmt: skip
    act(begun.owner, actions.confirm_site, application=site)
    act(begun.professor, actions.report_version, application=site, name="1.1", since=today(-3))
    assert current(begun) == "1.0"
    assert mails("confirm_version") == ["owner"]
    act(begun.owner, actions.confirm_versions, application=site)
    assert current(begun) == "1.1"
    with walls.acting_as(begun.owner):
        told = [(one.name, one.confirmed_by) for one in SiteVersion.objects.select_related("confirmed_by")]
    assert told == [("1.0", begun.owner), ("1.1", begun.owner)]
    with pytest.raises(Refused):
        act(begun.owner, actions.confirm_versions, application=site)


def current(house):
    with walls.acting_as(house.owner):
        return Application.objects.get().version_there


def test_what_the_site_itself_reports_needs_no_second_word(begun):
    site = begun.site()
    act(begun.owner, actions.report_version, application=site, name="2.0", since=today())
    assert current(begun) == "2.0"


@pytest.mark.parametrize(
    ("name", "days", "field"), [("2.0", 1, "since"), ("2.0", -40, "since"), ("1.0", 0, "name")]
)
def test_a_version_comes_after_the_one_before(begun, name, days, field):
    site = begun.site()
    act(begun.owner, actions.report_version, application=site, name="1.0", since=today(-20))
    with pytest.raises(Invalid) as refused:
        act(begun.owner, actions.report_version, application=site, name=name, since=today(days))
    assert field in refused.value.fields


def test_nobody_else_reports_a_version(begun):
    site = begun.site()
    with pytest.raises(Refused):
        act(begun.officer, actions.report_version, application=site, name="9", since=today())


def test_the_site_is_asked_after_six_months_and_its_organisation_two_weeks_later(begun):
    begun.site()
    assert actions.ask_sites() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=185)):
        assert (actions.ask_sites(), actions.ask_sites()) == (1, 0)
        assert mails("check_site") == ["owner"]
        assert any("쓰고 있나요" in one for one in asked(begun.owner))
        assert not any("쓰고 있나요" in one for one in asked(begun.professor))
    with time_machine.travel(timezone.now() + dt.timedelta(days=200)):
        assert actions.ask_sites() == 1
        assert mails("check_site") == ["owner", "owner"]


def test_yes_keeps_it_until_the_next_time(begun):
    begun.site()
    with time_machine.travel(timezone.now() + dt.timedelta(days=185)):
        actions.ask_sites()
        act(begun.owner, actions.answer_check, check=check_of(begun), in_use=True, words=Bi("매일", ""))
        assert asked(begun.owner) == []
        with pytest.raises(Refused):
            act(begun.owner, actions.answer_check, check=check_of(begun), in_use=False, words=Bi("아니", ""))
    with time_machine.travel(timezone.now() + dt.timedelta(days=370)):
        assert actions.ask_sites() == 1
        assert check_of(begun, 12).asked_on is not None


def test_no_ends_it_with_the_reason_and_tells_the_project(begun):
    begun.site()
    with time_machine.travel(timezone.now() + dt.timedelta(days=185)):
        actions.ask_sites()
        with pytest.raises(Invalid):
            act(begun.owner, actions.answer_check, check=check_of(begun), in_use=False, words=Bi())
        act(begun.owner, actions.answer_check, check=check_of(begun), in_use=False, words=Bi("라인 철거", ""))
    with walls.acting_as(begun.owner):
        site = Application.objects.get()
    assert (site.state, str(site.ended_because)) == ("ended", "라인 철거")
    assert mails("site_ended") == ["professor"]
    with time_machine.travel(timezone.now() + dt.timedelta(days=370)):
        assert actions.ask_sites() == 0


def test_nobody_else_answers_and_not_before_it_was_asked(begun):
    begun.site()
    with pytest.raises(Refused):
        act(begun.owner, actions.answer_check, check=check_of(begun), in_use=True, words=Bi())
    with time_machine.travel(timezone.now() + dt.timedelta(days=185)):
        actions.ask_sites()
        with pytest.raises(Refused):
            act(begun.professor, actions.answer_check, check=check_of(begun), in_use=True, words=Bi())


def test_out_of_use_needs_a_reason(begun):
    site = begun.site()
    with pytest.raises(Invalid):
        act(begun.owner, actions.end_site, application=site, reason=Bi())
    act(begun.owner, actions.end_site, application=site, reason=Bi("교체", "Replaced"))
    with pytest.raises(Refused):
        act(begun.owner, actions.end_site, application=site, reason=Bi("교체", "Replaced"))


def test_pages_of_a_site_in_use(begun):
    site = begun.site(confirmed=False)
    project = f"/projects/{begun.code}/"
    owner = browser(begun.owner)
    assert f"{project}site/{site.code}/confirm/" in page(begun.owner, project)
    form = page(begun.owner, f"{project}site/{site.code}/confirm/")
    assert "All members may read" in form and "1공장" in form
    sent = {"name_ko": "울산 공장", "place_ko": "울산", "shown": "on"}
    assert owner.post(f"{project}site/{site.code}/confirm/", sent).status_code == 302
    place = place_of(begun)
    assert place.shown
    assert "울산" in page(begun.member, "/projects/sites/")
    theirs = page(begun.member, place.get_absolute_url())
    assert "울산 공장" in theirs and "Nothing that you may read of." in theirs
    shown = page(begun.professor, f"{project}site/{site.code}/")
    assert "Note another version" in shown and "after 6 months" in shown
    noted = browser(begun.professor).post(
        f"{project}site/{site.code}/version/", {"name": "3.1", "since": today().isoformat()}
    )
    assert noted.status_code == 302
    assert "3.1" in page(begun.owner, f"{project}site/{site.code}/")
    assert owner.post(f"{project}act/confirm_versions/{site.code}/").status_code == 302
    ended = owner.post(f"{project}site/{site.code}/end/", {"reason_ko": "바꿈"})
    assert ended.status_code == 302
    assert "바꿈" in page(begun.professor, f"{project}site/{site.code}/")


def test_page_on_which_a_site_answers(begun):
    begun.site()
    with time_machine.travel(timezone.now() + dt.timedelta(days=185)):
        actions.ask_sites()
        address = f"/projects/{begun.code}/check/{check_of(begun).code}/"
        owner = browser(begun.owner)
        assert owner.post(address, {}).status_code == 422
        assert owner.post(address, {"in_use": "no"}).status_code == 422
        assert owner.post(address, {"in_use": "yes", "words_ko": "매일 씀"}).status_code == 302
        assert browser(begun.professor).get(address).status_code == 404


def test_a_site_is_changed_by_its_own_organisation_alone(begun):
    begun.site()
    place = place_of(begun)
    act(begun.owner, actions.save_site, site=place, version=1, name=place.name, place=Bi(), shown=True)
    address = f"{place.get_absolute_url()}edit/"
    assert browser(begun.member).get(address).status_code == 404
    owner = browser(begun.owner)
    found = owner.post(
        address, {"find": "1", "find_keeper": "own", "name_ko": "ㄱ", "version": 2}
    ).content.decode()
    assert begun.owner.code in found
    wrong = owner.post(address, {"name_ko": "ㄱ", "version": 1})
    assert wrong.status_code == 409
    done = owner.post(address, {"name_ko": "새 이름", "version": 2, "keeper": begun.owner.code})
    assert done.status_code == 302
    assert str(place_of(begun)) == "새 이름"


def test_a_project_chooses_among_the_sites_that_it_may_read(begun):
    begun.site()
    place = place_of(begun)
    address = f"/projects/{begun.code}/site/"
    assert place.code not in page(begun.professor, address)
    act(begun.owner, actions.save_site, site=place, version=1, name=place.name, place=Bi(), shown=True)
    assert place.code in page(begun.professor, address)
    sent = {"organisation": begun.lead.code, "at": place.code, "since": today().isoformat()}
    assert browser(begun.professor).post(address, sent).status_code == 422
    sent["organisation"] = begun.company.code
    assert browser(begun.professor).post(address, sent).status_code == 302
