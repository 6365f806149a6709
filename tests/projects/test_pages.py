"""The pages, through a browser's eyes: what stands there, for whom, and how many statements it takes."""

import re
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.journal.models import Reading
from oneteam.projects import actions, queries
from oneteam.projects.models import Project
from tests.factories import seated, today
from tests.projects.factories import act, propose

FRAME = re.compile(r"SAVEPOINT|RELEASE|set_config|current_setting")


def browser(person=None, language="en"):
    client = Client(headers={"accept-language": language})
    if person is not None:
        person.language = language
        person.save(update_fields=["language"])
        client.force_login(person)
    return client


def page(person, address, status=200):
    response = browser(person).get(address)
    assert response.status_code == status, (response.status_code, address)
    return response.content.decode()


@contextmanager
def statements():
    """The SQL of a block, without the frame of transactions and keys."""
    found = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [query["sql"] for query in captured if not FRAME.search(query["sql"])]


def shapes(found):
    """How often the statement that comes most often was sent."""
    plain = [re.sub(r"'[^']*'|\d+", "?", sql) for sql in found]
    return max(plain.count(one) for one in plain)


def address(project):
    return f"/projects/{project.code}/"


def of(effect, what=""):
    return f"/projects/effects/{effect.code}/{what}"


def test_project_page_tells_everything_to_its_partner(house):
    house.start()
    house.milestone()
    house.step()
    effect = house.verified()
    shown = page(house.owner, address(house.project(house.owner)))
    for words in (
        house.code,
        "company",
        "university",
        "professor",
        "Plant",
        "시제품",
        "TRL 5",
        effect.code,
        "82%",
    ):
        assert words in shown, words
    assert "verified" in shown
    assert house.problem.code in shown


def test_claimed_and_verified_are_told_apart_in_words(house):
    effect = house.claimed()
    claimed = page(house.owner, of(effect))
    assert "does not count" in claimed
    act(house.verifier, actions.judge, effect=effect, confirmed=True, verdict=Bi("맞습니다", "It is right"))
    verified = page(house.owner, of(effect))
    assert "does not count" not in verified
    assert "verifier" in verified
    assert "It is right" in verified


def test_effect_shows_its_five_facts_and_opens_to_its_evidence(house):
    shown = page(house.owner, of(house.verified()))
    for words in (
        "35%",
        "Six weeks of records",
        "40 before, 120 after",
        "before and after",
        "verifier",
        "measured.csv",
    ):
        assert words in shown, words
    assert re.search(r"/files/F-\w+/", shown)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_stands_in_both_languages(house, language):
    house.start()
    milestone = house.milestone()
    effect = house.claimed()
    project = address(house.project(house.professor))
    with translation.override(language):
        for person, place in [
            (house.officer, "/projects/"), (house.officer, "/projects/new/"), (house.professor, project),
            (house.professor, f"{project}milestone/"), (house.professor, f"{project}milestone/{milestone.code}/"),
            (house.professor, f"{project}trl/"), (house.professor, f"{project}site/"),
            (house.professor, f"{project}effect/"), (house.professor, f"{project}stop/"),
            (house.professor, of(effect)), (house.professor, of(effect, "measure/")),
            (house.professor, of(effect, "claim/")), (house.officer, of(effect, "verifier/")),
            (house.verifier, of(effect, "verify/")),
        ]:  # fmt: skip
            response = browser(person, language).get(place)
            assert response.status_code == 200, place
            assert f'lang="{language}"' in response.content.decode()[:400], place


def test_new_project_is_prefilled_from_its_decision(house):
    shown = page(house.officer, f"/projects/new/{house.decision.code}/")
    assert "We solve it together" in shown
    assert house.company.code in shown
    assert re.search(rf'value="{house.officer.code}"[^>]* checked', shown)
    assert house.professor.code not in shown  # nobody is on offer who was not looked for


def test_people_are_looked_for_by_name_and_nothing_typed_is_lost(house):
    place = f"/projects/new/{house.decision.code}/"
    looked = form_of(house, find="1", find_members="prof", title_ko="찾는 중", responsible=house.officer.code)
    response = browser(house.officer).post(place, looked | {"ends_on": "no day"})
    shown = response.content.decode()
    assert response.status_code == 200 and 'class="err"' not in shown and "찾는 중" in shown
    for somebody, chosen in ((house.professor, False), (house.owner, True)):
        box = re.search(rf'name="members" value="{somebody.code}"[^>]*>', shown)
        assert box and ("checked" in box[0]) is chosen
    effect = house.claimed()
    place = of(effect, "verifier/")
    assert f'name="verifier" value="{house.verifier.code}"' not in page(house.officer, place)
    assert f'name="verifier" value="{house.verifier.code}"' in page(house.officer, f"{place}?q=verif")
    told = browser(house.officer).post(place, {"q": "prof", "verifier": house.professor.code})
    assert told.status_code == 422 and "works on this project" in told.content.decode()
    sent = {"q": "verif", "verifier": house.verifier.code, "seen": house.verifier.code}
    assert browser(house.officer).post(place, sent).status_code == 302
    late = browser(house.officer).post(place, sent | {"seen": ""})
    assert late.status_code == 409 and "just named" in late.content.decode()
    assert f'name="seen" value="{house.verifier.code}"' in page(house.officer, f"{place}?q=verif")


def test_new_project_says_how_its_responsible_person_is_chosen(house):
    office = browser(house.officer)
    shown = page(house.officer, "/projects/new/")
    assert "choose among those found" in shown and 'id="id_responsible"' not in shown
    sent = office.post("/projects/new/", {"title_en": "Own"})
    assert sent.status_code == 422
    assert "Please find the responsible person, then choose them." in sent.content.decode()
    looked = office.post("/projects/new/", {"find": "1", "find_responsible": "nobody at all"})
    assert "Nobody of this name holds a seat" in looked.content.decode()
    looked = office.post("/projects/new/", {"find": "1", "find_responsible": "prof"})
    assert f'name="responsible" value="{house.professor.code}"' in looked.content.decode()


def test_its_lead_changes_time_and_people_of_a_running_project(house):
    project = house.start()
    place = f"{address(project)}edit/"
    assert place in page(house.professor, address(project))
    late = browser(house.professor)
    told = {
        "version": project.version,
        "aim_en": "Half the waste",
        "starts_on": f"{today()}",
        "ends_on": f"{today(300)}",
    }
    assert browser(house.officer).post(place, told).status_code == 302
    stale = late.post(place, told | {"aim_en": "No waste"})
    shown = stale.content.decode()
    assert stale.status_code == 409 and "Half the waste" in shown and "No waste" in shown
    version = re.search(r'name="version" value="(\d+)"', shown)[1]
    assert late.post(place, told | {"aim_en": "No waste", "version": version}).status_code == 302
    assert late.post(place, told | {"version": "9", "ends_on": f"{today(-1)}"}).status_code == 422
    ahead = late.post(place, told | {"version": version, "starts_on": f"{today(9)}"})
    assert ahead.status_code == 422 and "runs already" in ahead.content.decode()
    assert "No waste" in page(house.owner, address(project))

    people, colleague = f"{address(project)}people/", seated("expert", house.lead, "colleague")
    assert colleague.code in page(house.professor, f"{people}?q=collea")
    late.post(people, {"person": colleague.code})
    late.post(people, {"person": house.member.code})  # of no partner: refused with a sentence
    with walls.acting_as(house.professor):
        assert {one.person.name for one in queries.members(project)} == {"professor", "colleague"}
    late.post(people, {"person": colleague.code, "off": "1"})
    late.post(people, {"person": house.professor.code, "off": "1"})  # answers for it: refused
    with walls.acting_as(house.professor):
        assert [one.person.name for one in queries.members(project)] == ["professor"]
    for stranger in (house.owner, house.rival):
        for where in (place, people):
            page(stranger, where, 404)


def test_files_hang_on_a_project_for_those_who_see_it(house):
    project = house.start()
    place = f"{address(project)}files/"
    client = browser(house.professor)
    plan = SimpleUploadedFile("plan.csv", b"step,day\n1,2\n")
    assert client.post(place, {"file": plan}).status_code == 302
    assert "plan.csv" in page(house.owner, address(project))
    false = SimpleUploadedFile("plan.pdf", b"MZ\x90\x00 this is no pdf")
    assert client.post(place, {"file": false}).status_code == 422
    for stranger in (house.owner, house.rival):  # of a partner, but not of its people; outside
        assert browser(stranger).post(place, {"file": false}).status_code == 404


def test_a_site_that_is_out_of_use_says_so(house):
    house.start()
    site, project = house.site(), house.project(house.owner)
    place = f"{address(project)}site/{site.code}/"
    assert f"{place}end/" in page(house.owner, place)
    assert browser(house.owner).post(f"{place}end/", {"reason_ko": "교체"}, follow=True).status_code == 200
    assert "out of use" in page(house.officer, address(project))
    assert f"{place}end/" not in page(house.owner, place)


def test_whoever_reads_what_is_confidential_is_noted_and_the_owner_reading_it_is_not(house):
    code = house.problem.code
    places = [f"/problems/{code}/", f"/problems/{code}/scoping/", f"/projects/new/{house.decision.code}/"]
    for place in places:
        page(house.officer, place)
    page(house.owner, places[0])
    with walls.acting_as(house.owner):
        noted = [(row.person.name, row.what) for row in Reading.objects.order_by("pk")]
    assert noted == [
        ("officer", "brief"),
        ("officer", "decision"),
    ]  # two looks within an hour are one reading


def form_of(house, **changed):
    return {
        "kind": "joint", "title_ko": "과제", "title_en": "Project", "lead": house.lead.code, "responsible": house.professor.code,
        "members": [house.owner.code], "starts_on": "2026. 11. 1.", "ends_on": f"{today(90):%Y-%m-%d}",
        "trl_start": "4", "trl_target": "7", "ip_rule": "joint", "partner_1": house.company.code, "months_1": "6.5",
        "part_1_ko": "자료 제공", "months_0": "12", "cash_1": "3억", "kind_1_en": "A test line",
    } | changed  # fmt: skip


def test_project_is_proposed_through_the_form(house):
    client = browser(house.officer)
    response = client.post(f"/projects/new/{house.decision.code}/", form_of(house))
    with walls.acting_as(house.owner):
        project = Project.objects.get()
        shares = {
            str(one): (str(one.man_months), str(one.part), int(one.cash), one.in_kind.en)
            for one in queries.partners(project)
        }
    assert response.headers["Location"] == f"/projects/{project.code}/"
    assert shares == {
        "university": ("12.0", "", 0, ""),
        "company": ("6.5", "자료 제공", 300_000_000, "A test line"),
    }
    again = client.get(f"/projects/new/{house.decision.code}/")
    assert again.headers["Location"] == f"/projects/{project.code}/"
    refused = client.post(f"/projects/new/{house.decision.code}/", form_of(house))
    assert refused.status_code == 409


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title_ko": "", "title_en": ""}, "one is enough"),
        ({"partner_1": ""}, "needs a partner beside its lead"),
        ({"ends_on": "2020. 1. 1."}, "date after today"),
        ({"starts_on": "2029. 1. 1."}, "ends before it starts"),
        ({"trl_target": "2"}, "below the TRL at the start"),
        ({"trl_start": "ten"}, "whole number"),
        ({"months_1": "six"}, "number in figures"),
        ({"lead": "O-nothing"}, "choose again"),
        ({"starts_on": "next week"}, "date that exists"),
    ],
)
def test_wrong_proposal_is_told_and_keeps_what_was_typed(house, changed, said):
    response = browser(house.officer).post(f"/projects/new/{house.decision.code}/", form_of(house, **changed))
    shown = response.content.decode()
    assert response.status_code == 422
    assert said in shown
    assert "자료 제공" in shown


def test_rival_as_partner_is_refused(house):
    data = form_of(house, partner_2=house.competitor.code)
    response = browser(house.officer).post(f"/projects/new/{house.decision.code}/", data)
    assert response.status_code == 422
    assert "wall stands between rival" in response.content.decode()


def test_lead_twice_is_refused(house):
    data = form_of(house, partner_2=house.lead.code)
    response = browser(house.officer).post(f"/projects/new/{house.decision.code}/", data)
    assert response.status_code == 422
    assert "twice" in response.content.decode()


def test_acts_go_through_their_buttons(house):
    house.propose()
    project = address(house.project(house.owner))
    owner, speaker, professor = browser(house.owner), browser(house.speaker), browser(house.professor)
    assert owner.post(f"{project}act/agree/{house.company.code}/", {"version": 1}).status_code == 302
    assert speaker.post(f"{project}act/agree/{house.lead.code}/", {"version": 1}).status_code == 302
    professor.post(f"{project}act/start/")
    professor.post(f"{project}milestone/", {"name_ko": "시제품", "due_on": f"{today(9)}"})
    answers = {f"yes_{n}": "yes" for n in (1, 2, 3)} | {f"line_{n}": "기록" for n in (1, 2, 3)}
    professor.post(f"{project}trl/", {"level": "5", "evidence_ko": "기록"} | answers)
    professor.post(
        f"{project}site/", {"organisation": house.company.code, "site_ko": "1공장", "since": f"{today(-3)}"}
    )
    with walls.acting_as(house.owner):
        found = queries.one(house.code).get()
        milestone, step = queries.milestones(found).get().code, queries.trl_records(found).get().code
        site = queries.applications(found).get().code
    professor.post(f"{project}act/reach/{milestone}/")
    owner.post(f"{project}act/confirm_trl/{step}/")
    owner.post(f"{project}site/{site}/confirm/", {"name_ko": "1공장"})
    assert (house.project(house.owner).state, house.project(house.owner).trl_now) == ("applied", 5)


def test_effect_goes_from_plan_to_release_through_its_pages(house):
    house.start()
    house.site()
    professor, officer, verifier, owner = map(
        browser, (house.professor, house.officer, house.verifier, house.owner)
    )
    planned = professor.post(
        f"/projects/{house.code}/effect/",
        {
            "metric_ko": "재현율", "unit": "%", "better": "higher", "baseline": "35", "baseline_n": "40",
            "baseline_on": f"{today(-60)}", "baseline_how_ko": "기록", "target": "80", "method": "before_after",
        },
    )  # fmt: skip
    place = planned.headers["Location"]
    proof = SimpleUploadedFile("measured.csv", b"day,recall\n1,82\n")
    professor.post(f"{place}measure/", {"on": f"{today(-1)}", "value": "82", "n": "120", "upload": proof})
    officer.post(f"{place}verifier/", {"verifier": house.verifier.code})
    professor.post(f"{place}claim/")
    verifier.post(f"{place}verify/", {"verdict_ko": "맞습니다", "answer": "confirm"})
    owner.post(f"{place}act/release/")
    shown = browser().get(place)
    assert shown.status_code == 200
    assert "institute" in shown.content.decode()
    assert "verifier</" not in shown.content.decode()  # a person is not named in public
    assert browser().get(f"/projects/{house.code}/").status_code == 302  # to the sign-in
    owner.post(f"{place}act/take_back/")
    assert browser().get(place).status_code == 404


def test_rejecting_through_the_page(house):
    effect = house.claimed()
    browser(house.verifier).post(of(effect, "verify/"), {"verdict_ko": "표본이 적습니다", "answer": "reject"})
    assert house.effect(house.owner, effect).state == "rejected"


def test_page_of_the_verifier_is_nobody_elses(house):
    effect = house.claimed()
    other = seated("expert", house.institute)
    act(house.officer, actions.name_verifier, effect=house.effect(house.officer, effect), verifier=other)
    for person in (house.verifier, house.professor, house.owner, house.officer):  # the first was it once
        client = browser(person)
        assert client.get(of(effect, "verify/")).status_code == 404
        sent = client.post(of(effect, "verify/"), {"verdict_ko": "맞습니다", "answer": "confirm"})
        assert sent.status_code == 404
    assert browser(other).get(of(effect, "verify/")).status_code == 200
    assert house.effect(house.owner, effect).state == "claimed"


def test_verdict_without_words_stays_on_the_page(house):
    effect = house.claimed()
    response = browser(house.verifier).post(of(effect, "verify/"), {"answer": "confirm"})
    assert response.status_code == 422
    assert house.effect(house.owner, effect).state == "claimed"


def test_brief_fills_the_plan_of_an_effect(house):
    house.start()
    shown = page(house.owner, f"/projects/{house.code}/", 200)
    assert "Plan an effect" not in shown  # the owner speaks for the site, but does not keep the project
    officer = page(house.officer, f"/projects/{house.code}/effect/")
    assert 'value="35"' in officer
    assert 'value="Recall"' in officer


def test_every_statement_of_the_pages_is_counted(house):
    house.start()
    for number in range(6):
        house.milestone(20 + number)
    house.step()
    effect = house.claimed()
    house.measure(house.effect(house.professor, effect), value=84, days=0)
    project = address(house.project(house.owner))
    for person, place in [
        (house.owner, project), (house.officer, project), (house.professor, project), (house.verifier, project),
        (house.owner, of(effect)), (house.officer, of(effect)), (house.verifier, of(effect, "verify/")),
    ]:  # fmt: skip
        client = browser(person)
        client.get(place)
        with statements() as sent:
            assert client.get(place).status_code == 200
        assert len(sent) <= 15, (person.name, place, len(sent), "\n".join(one[:110] for one in sent))
        assert shapes(sent) <= 2, (person.name, place)


def grow(house, number):
    """More of everything in one project."""
    for one in range(number):
        house.milestone(20 + one, f"단계 {one}")
        house.site(name=f"공장 {one}")
        house.measure(house.plan(f"지표 {one}"))


def test_project_page_takes_the_same_statements_whatever_its_history(house):
    house.start()
    grow(house, 1)
    client, place = browser(house.owner), address(house.project(house.owner))
    with statements() as few:
        client.get(place)
    grow(house, 3)
    with statements() as many:
        client.get(place)
    assert len(many) == len(few)


def test_list_takes_the_same_statements_for_one_and_for_many(house):
    house.start()
    client = browser(house.officer)
    client.get("/projects/")
    with statements() as few:
        shown = client.get("/projects/")
    assert house.code in shown.content.decode()
    for number in range(27):
        propose(
            house.officer, None, house.lead, house.professor, house.company, kind="bilateral", area="robot",
            title=Bi(f"과제 {number}", f"Project {number}"),
        )  # fmt: skip
    with statements() as many:
        shown = client.get("/projects/")
    assert len(many) == len(few) <= 12
    assert shown.content.decode().count("data-row") == 25
    assert len(shown.content) <= 60_000
    assert client.get("/projects/?page=2").content.decode().count("data-row") == 3


def test_list_finds_by_words_and_state(house):
    house.start()
    client = browser(house.officer)
    assert house.code in client.get("/projects/", {"q": "Proj"}).content.decode()
    assert house.code in client.get("/projects/", {"state": "running"}).content.decode()
    assert "No project fits" in client.get("/projects/", {"q": "nothing"}).content.decode()


def test_reading_a_confidential_project_is_noted(house):
    from oneteam.journal.queries import readers

    house.start()
    page(house.verifier, "/projects/")
    page(house.speaker, address(house.project(house.speaker)))
    page(house.owner, address(house.project(house.owner)))
    with walls.acting_as(house.owner):
        assert [one.name for one in readers(house.problem.code)] == ["speaker"]


def test_planning_an_effect_is_reading_the_measure_of_the_brief(house):
    house.start()
    page(house.officer, f"{address(house.project(house.officer))}effect/")
    with walls.acting_as(house.owner):
        assert [row.what for row in Reading.objects.filter(person=house.officer)] == ["brief"]


def test_problem_page_shows_its_project_and_effects(house):
    effect = house.verified()
    shown = page(house.owner, f"/problems/{house.problem.code}/")
    assert house.code in shown
    assert effect.code in shown
    assert house.code not in page(house.member, f"/problems/{house.problem.code}/")


def test_who_is_named_by_the_project_is_not_taken_off_on_the_page_of_the_problem(house):
    effect = house.claimed()
    client = browser(house.owner)
    place = f"/problems/{house.problem.code}/people/"
    shown = client.get(place).content.decode()
    assert house.verifier.name in shown and "page of their project" in shown
    assert 'name="off" value="verifier"' not in shown and 'name="off" value="partner"' not in shown
    assert 'name="off" value="owner"' in shown
    answer = client.post(f"{place}name/", {"person": house.verifier.code, "off": "verifier"})
    assert answer.status_code == 409 and "page of their project" in answer.content.decode()
    assert browser(house.verifier).get(f"/projects/effects/{effect.code}/verify/").status_code == 200
