"""Who sees what of a project: the same things for everybody, through the database's walls."""

import re

import pytest
from django.test import Client

from oneteam import walls
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.files.models import Attachment
from oneteam.journal.models import Entry, Mail
from oneteam.problems.models import Brief, Problem
from oneteam.projects import actions, queries
from oneteam.projects.models import (
    Application,
    Effect,
    Measurement,
    Member,
    Milestone,
    Partner,
    Project,
    TrlRecord,
)
from oneteam.roundtables.models import Decision, RoundTable
from tests.factories import make_org, nda, seat, seated, today
from tests.projects.factories import House, act, propose, seen

INSIDE = (Project, Partner, Member, Milestone, TrlRecord, Application, Measurement)


def full(house):
    """A project with everything in it, up to a verified effect."""
    house.start()
    house.milestone()
    house.step()
    return house.verified()


def of_the_project(person):
    """What a person finds of it, by kind; entries and files are those of the project and its effect."""
    with walls.acting_as(person):
        found = {model.__name__: model.objects.count() for model in (*INSIDE, Effect)}
        found["Entry"] = Entry.objects.filter(verb__startswith="projects.").count()
        found["Attachment"] = Attachment.objects.filter(target__startswith="effect:").count()
    return found


def browser(person=None):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def test_partner_sees_the_field_but_neither_brief_nor_room(house):
    full(house)
    found = of_the_project(house.speaker)
    assert all(found.values()), found
    assert (seen(house.speaker, Problem), seen(house.speaker, Brief), seen(house.speaker, RoundTable)) == (
        1,
        0,
        0,
    )


def test_somebody_on_the_project_reads_the_brief_only_under_an_nda(house):
    house.start()
    assert seen(house.professor, Brief) == 0
    nda(house.professor)
    assert seen(house.professor, Brief) == 1


def test_verifier_sees_field_and_effect_and_no_more(house):
    full(house)
    assert all(of_the_project(house.verifier).values())
    assert (seen(house.verifier, Brief), seen(house.verifier, RoundTable)) == (0, 0)


@pytest.mark.parametrize("who", ["rival", "member", "expert", None])
def test_nobody_else_sees_any_of_it(house, who):
    full(house)
    person = getattr(house, who) if who else None
    assert not any(of_the_project(person).values())


def test_pages_of_a_hidden_project_are_wrong_addresses(house):
    effect = full(house)
    for person in (house.rival, house.member):
        client = browser(person)
        for place in (
            f"/projects/{house.code}/", f"/projects/{house.code}/milestone/", f"/projects/effects/{effect.code}/",
            f"/projects/effects/{effect.code}/verify/", f"/projects/effects/{effect.code}/verifier/",
            f"/projects/new/{house.decision.code}/",
        ):  # fmt: skip
            hidden = client.get(place)
            wrong = client.get(place.replace(house.code, "J-222222").replace(effect.code, "X-222222"))
            assert (hidden.status_code, wrong.status_code) == (404, 404), place
        assert client.post(f"/projects/{house.code}/act/start/").status_code == 404
        assert client.post(f"/projects/effects/{effect.code}/act/release/").status_code == 404
        listed = client.get("/projects/").content.decode()
        assert house.code not in listed
        assert "data-row" not in listed


def test_rival_reads_the_same_list_whether_the_project_exists_or_not(house):
    client = browser(house.rival)

    def shape():
        return len(client.get("/projects/").content), len(client.get("/problems/").content)

    client.get("/projects/")
    before = shape()
    full(house)
    assert shape() == before


def test_planned_and_claimed_effects_stay_in_the_project_even_where_effects_are_shared(house):
    shown = house.verified()
    act(house.owner, actions.release, effect=shown)
    hidden = house.claimed("다른 지표")
    for person in (house.member, house.rival, None):
        with walls.acting_as(person):
            assert list(Effect.objects.values_list("pk", flat=True)) == [shown.pk]
    act(house.verifier, actions.judge, effect=hidden, confirmed=True, verdict=Bi("맞습니다", ""))
    assert seen(None, Effect) == 1  # verified, too, but its owner has not said a word
    act(house.owner, actions.release, effect=house.effect(house.owner, hidden))
    assert seen(None, Effect) == 2


def test_releasing_one_effect_shows_no_other(house):
    first, second = house.verified(), house.verified("다른 지표")
    act(house.owner, actions.release, effect=second)
    with walls.acting_as(None):
        assert list(Effect.objects.values_list("pk", flat=True)) == [second.pk]
    assert {seen(house.owner, Effect), seen(house.verifier, Effect)} == {2}
    act(house.owner, actions.take_back, effect=house.effect(house.owner, second))
    assert [seen(one, Effect) for one in (None, house.member, house.owner)] == [0, 0, 2]
    assert first.pk != second.pk


def test_member_sees_a_shared_effect_a_rival_and_a_visitor_do_not(house):
    effect = full(house)
    act(house.owner, actions.share, effect=effect)
    assert [seen(one, Effect) for one in (house.member, house.rival, None)] == [1, 0, 0]
    assert [seen(house.member, model) for model in INSIDE] == [0] * len(INSIDE)
    assert browser(house.member).get(f"/projects/effects/{effect.code}/").status_code == 200
    assert browser().get(f"/projects/effects/{effect.code}/").status_code == 404


def test_released_effect_is_read_by_everybody_and_nothing_behind_it(house):
    effect = full(house)
    act(house.owner, actions.release, effect=effect)
    for person in (None, house.rival, house.member):
        page = browser(person).get(f"/projects/effects/{effect.code}/")
        assert page.status_code == 200
        text = page.content.decode()
        assert "82" in text
        assert "measured.csv" not in text
        assert house.code not in text
        assert [seen(person, model) for model in (*INSIDE, Brief, Attachment)] == [0] * (len(INSIDE) + 2)
    assert browser(house.rival).get(f"/projects/{house.code}/").status_code == 404


@pytest.mark.parametrize("who", ["professor", "verifier", "officer", "speaker", "member"])
def test_only_the_owner_shares_and_releases(house, who):
    effect = full(house)
    for action in (actions.share, actions.release, actions.take_back):
        with pytest.raises(Refused):
            act(getattr(house, who), action, effect=effect)
    assert seen(None, Effect) == 0


def test_unverified_effect_is_not_released(house):
    effect = house.claimed()
    with pytest.raises(Refused):
        act(house.owner, actions.release, effect=house.effect(house.owner, effect))


def test_raising_the_level_after_a_release_hides_the_effect_at_once(house):
    from oneteam.alliance import disclosure

    effect = full(house)
    act(house.owner, actions.release, effect=effect)
    disclosure.change(effect.disclosure, level="sealed")
    assert [seen(one, Effect) for one in (None, house.member, house.rival)] == [0, 0, 0]


def test_released_effects_and_totals_for_the_public_home(house):
    effect = full(house)
    with walls.acting_as(house.owner):
        assert list(queries.released_effects()) == []
    act(house.owner, actions.release, effect=effect)
    with walls.acting_as(None):
        assert [one.pk for one in queries.released_effects()] == [effect.pk]
        assert queries.released_totals() == []  # one organisation is no total


def released(house, times):
    for number in range(times):
        act(house.owner, actions.release, effect=house.verified(f"지표 {number}"))


@pytest.mark.parametrize(
    ("effects", "total"), [((1, 1), None), ((1, 1, 1), 3), ((9, 1, 1), None), ((8, 1, 1), 10)], ids=str
)
def test_totals_need_three_organisations_and_none_over_four_fifths(db, effects, total):
    with walls.system("test"):
        for number in effects:
            _released_rows(number)
    with walls.acting_as(None):
        found = queries.released_totals()
    assert (found[0]["value"] if found else None) == total


def _released_rows(number):
    """Released effects of one organisation, straight into the table."""
    from django.utils import timezone

    from oneteam.alliance import disclosure as disclosures
    from oneteam.base.codes import random_code

    organisation = make_org()
    person = seated("owner", organisation)
    for _count in range(number):
        shown = disclosures.open_disclosure(
            thread=random_code("J"), owner=organisation, level="alliance", area="robot", author=person
        )
        now = timezone.now()
        disclosures.change(shown, stage="open", effect_shared=True, released_at=now)
        Effect.objects.create(
            disclosure=shown, circle=shown.effect, project_code=shown.thread, metric=Bi("가", "a"), better="higher",
            evidenced=True, baseline=1, baseline_on=today(), target=2, method="ab", state="verified", shared_at=now, verified_at=now,
        )  # fmt: skip


def test_affiliates_count_as_one_organisation_in_totals(db):
    from oneteam.alliance.models import Organisation

    with walls.system("test"):
        for _number in range(3):
            _released_rows(1)
        two = Organisation.objects.order_by("-pk").values_list("pk", flat=True)[:2]
        Organisation.objects.filter(pk__in=list(two)).update(group="one party")
    with walls.acting_as(None):
        assert queries.released_totals() == []


def test_sealed_project_is_seen_by_the_named_alone(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    house = House(level="named")
    from oneteam.alliance import disclosure

    disclosure.name(house.problem.disclosure, role="officer", person=house.officer, by=house.owner)
    disclosure.change(house.problem.disclosure, level="sealed")
    decision = house.decision
    with walls.acting_as(house.owner):
        decision.problem.disclosure.refresh_from_db()
    with pytest.raises(Invalid) as refusal:
        propose(house.officer, decision, house.lead, house.professor, house.company)
    assert "members" in refusal.value.fields
    people = [house.speaker, house.owner]
    propose(house.officer, decision, house.lead, house.professor, house.company, members=people)
    colleague = seated("staff", house.lead)
    other = seated("officer", make_org("other host"))
    inside = (house.professor, house.speaker, house.owner, house.officer)
    outside = (colleague, other, house.member, house.rival, None)
    assert [seen(one, Project) for one in (*inside, *outside)] == [1, 1, 1, 1, 0, 0, 0, 0, 0]


def test_of_a_waived_rival_in_a_sealed_project_the_named_see_the_project_and_nothing_else(
    db, settings, tmp_path
):
    settings.FILES_DIR = tmp_path
    house = House(level="named")
    from django.utils import timezone

    from oneteam.alliance import actions as alliance
    from oneteam.alliance import disclosure
    from oneteam.alliance.models import Agreement, Named

    shown, colleague = house.problem.disclosure, seated("staff", house.competitor)
    seconded = seated("officer", house.competitor)
    for officer in (house.officer, seconded):  # the owner trusts both
        disclosure.name(shown, role="officer", person=officer, by=house.owner)
    disclosure.change(shown, level="sealed")
    with walls.acting_as(house.owner):
        house.decision.problem.disclosure.refresh_from_db()
    people = {"members": [house.rival, house.speaker]}

    def begin(by):
        return propose(by, house.decision, house.lead, house.professor, house.competitor, **people)

    with pytest.raises(Invalid, match="면제"):
        begin(house.officer)
    waiver = act(
        house.officer,
        alliance.agree,
        kind="waiver",
        organisation=house.competitor,
        thread=house.problem.code,
    )
    with pytest.raises(Invalid, match="같은 쪽"):  # nobody lets their own side in
        begin(seconded)
    house.code = begin(house.officer).code
    act(house.rival, actions.agree, partner=_partner(house))
    house.has_site = False
    act(house.speaker, actions.agree, partner=_partner(house, house.lead))
    act(house.officer, actions.start, project=house.project(house.officer))
    planned = house.plan()
    told = {
        model.__name__: seen(house.rival, model)
        for model in (Project, Effect, Problem, Brief, Decision, RoundTable, Named, Agreement)
    }
    assert told == {
        "Project": 1, "Effect": 1, "Problem": 1, "Brief": 0, "Decision": 0, "RoundTable": 0, "Named": 0,
        "Agreement": 0,
    }  # fmt: skip
    for address in (f"/projects/{house.code}/", f"/projects/effects/{planned.code}/"):
        assert browser(house.rival).get(address).status_code == 200
        assert browser(colleague).get(address).status_code == 404
    with pytest.raises(Invalid, match="같은 쪽"):
        act(seconded, actions.add_member, project=house.project(seconded), somebody=colleague)
    act(house.speaker, actions.add_member, project=house.project(house.speaker), somebody=colleague)
    assert (seen(colleague, Project), seen(colleague, Brief)) == (1, 0)
    with walls.system("test"):
        Agreement.objects.filter(pk=waiver.pk).update(ended_at=timezone.now())
    assert [seen(one, Project) for one in (house.rival, colleague)] == [0, 0]


def _partner(house, organisation=None):
    with walls.system("test"):
        return queries.partners(Project.objects.get(code=house.code)).get(
            organisation=organisation or house.competitor
        )


def test_partner_whose_seat_ends_sees_nothing_from_then_on(house):
    from django.utils import timezone

    from oneteam.alliance.models import Seat

    full(house)
    colleague = seated("staff", house.lead)
    assert seen(colleague, Project) == 1
    Seat.objects.filter(person=colleague).update(ended_at=timezone.now())
    assert seen(colleague, Project) == 0


def test_officer_of_a_rival_sees_nothing_of_the_project(house):
    full(house)
    seconded = seated("officer", house.competitor)
    assert not any(of_the_project(seconded).values())
    assert browser(seconded).get(f"/projects/{house.code}/").status_code == 404


def test_start_up_partner_agrees_through_its_founder(house):
    startup = make_org("start-up", "startup")
    founder = seated("founder", startup)
    project = propose(house.officer, house.decision, house.company, house.owner, startup, kind="startup")
    with walls.acting_as(founder):
        partner = queries.partners(queries.one(project.code).get()).get(organisation=startup)
        actions.agree(person=founder, partner=partner)
        assert queries.partners(project).get(pk=partner.pk).agreed_by == founder


def test_letters_of_a_confidential_project_carry_no_title(house):
    from oneteam.journal.delivery import written

    house.start(title=Bi("비밀 과제", "Secret project"))
    house.step(evidence="비밀 증빙")
    house.site(confirmed=False, name="비밀 현장")
    house.has_site = False
    house.claimed("비밀 지표")
    with walls.system("test"):
        mails = list(Mail.objects.filter(kind__startswith="projects.").select_related("recipient"))
    assert {mail.kind for mail in mails} >= {"projects.agree", "projects.verify", "projects.confirm_site"}
    for mail in mails:
        letter = written(mail)
        if letter is not None:
            text = " ".join([letter.subject, *letter.paragraphs, letter.button, letter.why])
            assert not any(word in text for word in ("비밀", "Secret", "제목", "Title"))


def test_letter_is_withheld_when_its_recipient_does_not_see_the_effect_any_more(house):
    from oneteam.journal.delivery import written

    effect = house.claimed()
    other = seated("expert", house.institute, "other")
    act(house.officer, actions.name_verifier, effect=house.effect(house.officer, effect), verifier=other)
    with walls.system("test"):
        old = Mail.objects.select_related("recipient").get(kind="projects.verify", recipient=house.verifier)
        new = Mail.objects.select_related("recipient").get(kind="projects.verify", recipient=other)
    assert written(old) is None
    assert written(new).path == f"/projects/effects/{effect.code}/verify/"


def test_alliance_level_letter_names_its_project(db, settings, tmp_path):
    from oneteam.journal.delivery import written

    settings.FILES_DIR = tmp_path
    house = House(level="alliance")
    house.propose()
    with walls.system("test"):
        mail = Mail.objects.select_related("recipient").filter(kind="projects.agree").first()
    letter = written(mail)
    assert any(house.code in paragraph for paragraph in letter.paragraphs)
    assert str(today().day) in letter.paragraphs[0]
    with walls.system("its first day has passed"):
        Project.objects.update(starts_on=today(-2))
    assert not re.search(r"\d", written(mail).paragraphs[0])


def test_person_with_two_seats_confirms_nothing_of_the_lead(house):
    house.start()
    step = house.step()
    both = seated("coordinator", house.company)
    seat(both, house.lead, "expert")
    with pytest.raises(Refused):
        act(both, actions.confirm_trl, step=step)
