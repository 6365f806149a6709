"""Whose a result is: from contributions that every partner confirmed, or from shares that all agreed by hand."""

from decimal import Decimal

import pytest
from django.core import mail

from oneteam import walls
from oneteam.alliance.models import Organisation
from oneteam.base.errors import Invalid, Refused, Stale
from oneteam.base.fields import Bi
from oneteam.journal import delivery
from oneteam.journal.models import Mail
from oneteam.outcomes import actions, queries, rights, rules
from oneteam.outcomes.models import Contribution, Division, Result
from oneteam.projects import actions as projects
from oneteam.projects.models import Partner
from tests.at_once import at_once
from tests.factories import make_org, seated, today
from tests.outcomes.factories import Partners, file, text
from tests.projects.factories import act, seen

WHY = Bi("계약", "By contract")


def shares(house, result):
    with walls.system("what everybody of the project sees"):
        found = rights.of_result(queries.result(result.code).get(), house.project(house.officer))
    return found.holds, {str(line.organisation): str(line.share) for line in found.lines}


def test_shares_follow_from_contributions_once_every_partner_has_confirmed_them(house, browser):
    house.set_rule("joint")
    result = house.disclose()
    house.contribute(house.professor, house.lead, "idea", result)  # 5
    house.contribute(house.speaker, house.lead, "idea", result)  # counts once for an organisation
    house.contribute(house.speaker, house.lead, "method", result)  # 4
    house.contribute(house.owner, house.company, "data", result)  # 3
    house.confirm(result, house.owner, house.scientist)
    assert shares(house, result) == (False, {"university": "100", "company": "0", "institute": "0"})
    client = browser(house.speaker)
    page = text(client.get(result.get_absolute_url()))
    assert "Some contributions still wait for partners" in page
    with walls.acting_as(house.owner):
        waiting = Contribution.objects.get(kind="data")
    url = f"/outcomes/results/{result.code}/act/confirm/{waiting.code}/"
    assert "Read it again" in text(client.post(url, {"version": 2}, follow=True))
    client.post(url, {"version": 1})
    assert "has confirmed this already" in text(client.post(url, {"version": 1}, follow=True))
    assert shares(house, result) == (True, {"university": "75", "company": "25", "institute": "0"})
    page = text(client.get(result.get_absolute_url()))
    assert "points of the organisation ÷ all 12 points" in page
    assert "75%" in page
    with pytest.raises(Refused):
        act(house.owner, actions.remove, contribution=waiting)
    assert "75%" in text(browser(house.owner).get(f"/outcomes/of/{house.code}/"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((60, 38.5), "sum to 98.5 per cent: 1.5 per cent are missing"),
        ((60, 44), "sum to 104 per cent: 4 per cent more"),
        ((), "sum to 0 per cent: 100 per cent are missing"),
    ],
)
def test_shares_by_hand_that_do_not_sum_are_refused_with_by_how_much(house, browser, given, said):
    house.set_rule("joint")
    result = house.disclose()
    form = {
        f"share_{one.pk}": str(share) for one, share in zip((house.lead, house.company), given, strict=False)
    }
    page = text(
        browser(house.professor).post(
            f"/outcomes/results/{result.code}/shares/", {**form, "reason_ko": "계약"}
        ),
        422,
    )
    assert said in page
    assert "계약" in page


def test_shares_by_hand_hold_once_all_agree_and_a_new_proposal_replaces_an_open_one(house):
    house.set_rule("joint")
    result = house.disclose()
    house.contribute(house.professor, house.lead, "idea", result)

    first = divide(house, result, lead="50", company="50")
    divide(house, result, lead="62.5", company="37.5")
    with pytest.raises(Stale, match="replaced meanwhile"):
        act(house.owner, actions.confirm_rights, thing=first, version=1)
    house.confirm(result, house.owner)
    assert shares(house, result)[0] is False
    house.confirm(result, house.scientist)
    assert shares(house, result) == (True, {"university": "62.5", "company": "37.5", "institute": "0"})


def test_by_a_rule_of_one_owner_one_party_gets_the_whole(house):
    result = house.disclose()
    half = {house.lead.pk: Decimal(50), house.company.pk: Decimal(50)}
    found = house.result(result, house.professor)
    with pytest.raises(Invalid, match="one party owns"):
        act(house.professor, actions.divide, result=found, shares=half, reason=WHY)
    act(house.professor, actions.divide, result=found, shares={house.company.pk: Decimal(100)}, reason=WHY)


def test_a_partner_that_left_is_not_waited_for_and_keeps_what_it_contributed(house):
    house.set_rule("joint")
    result = house.disclose()
    house.contribute(house.scientist, house.institute, "idea", result)
    house.contribute(house.professor, house.lead, "idea", result)
    house.confirm(result, house.owner, house.professor)
    assert shares(house, result)[0] is False  # the institute has not confirmed the lead's
    Organisation.objects.filter(pk=house.institute.pk).update(standing="left")
    assert shares(house, result) == (True, {"university": "50", "company": "0", "institute": "50"})


def invited(house):
    """A fourth organisation, which has not agreed."""
    new = make_org("newcomer")
    speaker = seated("coordinator", new, "newcomer")
    with walls.acting_as(house.officer):
        project = house.project(house.officer)
        projects.add_partner(person=house.officer, project=project, organisation=new)
    return new, speaker


def divide(house, result, **given):
    parts = {getattr(house, name).pk: Decimal(share) for name, share in given.items()}
    found = house.result(result, house.professor)
    return act(house.professor, actions.divide, result=found, shares=parts, reason=WHY)


def test_who_is_invited_and_has_not_agreed_has_no_word_and_undoes_nothing(house):
    house.set_rule("joint")
    result = house.disclose()
    house.contribute(house.professor, house.lead, "idea", result)
    house.confirm(result, house.owner, house.scientist)
    divide(house, result, lead=60, company=40)
    house.confirm(result, house.owner, house.scientist)
    outcome, draft = house.enter(upload=file()), house.sent()
    new, speaker = invited(house)
    assert shares(house, result) == (True, {"university": "60", "company": "40", "institute": "0"})
    assert rules.confirms_for(speaker, house.outcome(outcome, house.officer)) is None
    assert new not in rules.reviewers(house.publication(draft, house.officer))
    divide(house, result, lead=90, company=10)  # what held stays until the new shares hold
    assert shares(house, result)[1]["university"] == "60"
    assert seen(house.owner, Division) == 2
    with walls.acting_as(house.officer):
        partner = Partner.objects.select_related("project__disclosure").get(organisation=new)
    act(speaker, projects.agree, partner=partner)
    assert shares(house, result)[1]["university"] == "60"  # nor does it once it has joined
    assert rules.confirms_for(speaker, house.outcome(outcome, house.officer)) == new.pk


def test_shares_do_not_come_to_hold_because_who_refused_them_is_gone(house):
    house.set_rule("joint")
    result = house.disclose()
    house.contribute(house.professor, house.lead, "idea", result)
    house.contribute(house.scientist, house.institute, "idea", result)
    house.confirm(result, house.professor, house.owner, house.scientist)
    divide(house, result, lead=100)
    house.confirm(result, house.owner)
    Organisation.objects.filter(pk=house.institute.pk).update(standing="left")
    assert shares(house, result)[1] == {"university": "50", "company": "0", "institute": "50"}
    with pytest.raises(Invalid, match="keeps at least 50 per cent"):
        divide(house, result, lead=80, institute=20)
    divide(house, result, lead=40, company=10, institute=50)


def test_what_a_partner_has_confirmed_is_not_changed_any_more(house):
    result = house.disclose()
    house.contribute(house.professor, house.lead, "idea", result)
    house.confirm(result, house.owner)
    found = house.result(result, house.professor)
    given = {"kind": "data", "title": Bi("이름", ""), "what": Bi("자료", ""), "on": today()}
    with pytest.raises(Refused, match="stays as it is"):
        act(house.professor, actions.change_result, result=found, version=1, **given)


def test_each_partner_records_its_own_people_and_nobody_twice(house, browser):
    result = house.disclose()
    url = f"/outcomes/results/{result.code}/contribution/"
    form = {"contributor": house.professor.code, "kind": "idea", "what_ko": "착상"}
    client = browser(house.professor)
    assert client.post(url, form).status_code == 302
    assert "stands there with this kind" in text(client.post(url, form), 422)
    foreign = text(browser(house.owner).post(url, form), 422)
    assert "no longer on the list" in foreign
    with pytest.raises(Invalid, match="records its own people"):
        house.contribute(house.owner, house.company, "idea", result, contributor=house.professor)
    assert seen(house.rival, Result) == seen(house.member, Contribution) == 0


def test_a_patent_is_filed_granted_and_confirmed_anew(house, browser):
    result = house.disclose()
    client = browser(house.professor)
    assert "No patent has been filed yet" in text(client.get(result.get_absolute_url()))
    form = {
        "title_ko": "소리로 고장 알기",
        "on": f"{today(-2)}",
        "identifier": "１０-２０２６-0001234",
        "link": "https://patent.example",
    }
    client.post(f"/outcomes/results/{result.code}/patent/", form)
    patent = house.result(result, house.owner).patents.all()[0]
    assert (patent.identifier, patent.kind) == ("10-2026-0001234", "patent")
    assert "No patent has been filed yet" not in text(client.get(result.get_absolute_url()))
    house.do(house.owner, actions.confirm, patent)
    url = f"/outcomes/{patent.code}/granted/"
    assert "after it was filed" in text(client.post(url, {"number": "10-1234567", "on": f"{today(-9)}"}), 422)
    assert "such as 10-1234567" in text(client.post(url, {"number": "12", "on": f"{today()}"}), 422)
    client.post(url, {"number": "10-1234567", "on": f"{today()}"})
    found = house.outcome(patent, house.owner)
    assert (found.granted_number, found.state) == ("10-1234567", "claimed")


def test_partners_are_written_to_until_nothing_waits_for_them(house):
    result = house.disclose()
    house.contribute(house.professor, house.lead, "idea", result)
    house.confirm(result, house.owner)
    with walls.system("the outbox"):
        numbers = dict(Mail.objects.filter(kind="outcomes.rights").values_list("recipient__name", "pk"))
    assert set(numbers) == {"owner", "scientist"}
    for number in numbers.values():
        delivery.deliver(number)
    assert len(mail.outbox) == 1  # the owner has confirmed meanwhile


@pytest.mark.django_db(transaction=True)
def test_two_partners_who_confirm_at_once_are_both_kept(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    house = Partners()
    house.set_rule("joint")
    result = house.disclose()
    house.contribute(house.professor, house.lead, "idea", result)
    ways = [
        (person, lambda person=person: _confirm(person, result)) for person in (house.owner, house.scientist)
    ]
    assert at_once(*ways) == ["", ""]
    assert shares(house, result)[0] is True


def _confirm(person, result):
    found = queries.result(result.code).get()
    thing = found.contributions.all()[0]
    thing.result = found
    actions.confirm_rights(person=person, thing=thing, version=found.version)
