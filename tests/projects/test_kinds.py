"""Four kinds of project, on their own or from a decision, and a bilateral cooperation on one page."""

import pytest

from oneteam import walls
from oneteam.alliance.models import MembershipPeriod
from oneteam.base.errors import Invalid
from oneteam.base.fields import Bi
from oneteam.projects import queries
from oneteam.projects.models import Project
from tests.factories import area, make_org, seated, today
from tests.projects.factories import propose
from tests.projects.test_pages import address, browser, page


def form(house, **changed):
    return {
        "lead": house.lead.code, "partner": house.company.code, "title_en": "Quieter fans", "aim_en": "Half the noise",
        "where_en": "Plant 2", "area": "robot", "level": "named", "metric_en": "Noise", "unit": "dB", "better": "lower",
        "baseline": "1,060", "target": "5백", "starts_on": f"{today()}", "ends_on": f"{today(90)}", "trl_start": "3",
        "trl_target": "6", "ip_rule": "joint",
    } | changed  # fmt: skip


def test_two_members_work_together_by_one_form_and_one_press(house):
    speaker = browser(house.speaker)
    made = speaker.post("/projects/bilateral/", form(house))
    assert made.status_code == 302, made.content.decode()
    with walls.acting_as(house.owner):
        project = Project.objects.get()
        effect = queries.project_effects(project)[0]
    assert (project.kind, project.problem, project.responsible) == ("bilateral", None, house.speaker)
    assert (effect.baseline, effect.target) == (1060, 500)
    place = address(project)
    shown = page(house.owner, place)
    for words in ("Half the noise", "Plant 2", "Noise", "company", "university"):
        assert words in shown, words
    browser(house.owner).post(f"{place}act/agree/{house.company.code}/", {"version": 1})
    speaker.post(f"{place}act/agree/{house.lead.code}/", {"version": 1})
    speaker.post(f"{place}act/start/")
    with walls.acting_as(house.owner):
        assert Project.objects.get().state == "running"
    for stranger in (house.member, house.rival):
        page(stranger, place, 404)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"baseline": "1 234"}, "write a number"),
        ({"target": ""}, "give the figure"),
        ({"target": "2천"}, "not better than the baseline"),
        ({"partner": ""}, "choose one"),
        ({"trl_start": "9"}, "below the TRL at the start"),
    ],
)
def test_wrong_figure_is_told_and_nothing_is_kept(house, changed, said):
    area("robot")
    answer = browser(house.speaker).post("/projects/bilateral/", form(house, **changed))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert "Half the noise" in answer.content.decode()
    with walls.system("test"):
        assert not Project.objects.exists()


def test_who_speaks_for_no_member_has_no_such_form(house):
    founder = seated("founder", make_org("spark", "startup"))
    for nobody in (founder, house.member, house.verifier):
        page(nobody, "/projects/bilateral/", 404)


def test_each_kind_has_its_parties(house):
    startup = make_org("spark", "startup")
    frame = {"area": "robot", "title": Bi("과제", "")}
    for kind, partners in (
        ("bilateral", [house.company, house.institute]),
        ("bilateral", [startup]),
        ("startup", [house.company]),
    ):
        with pytest.raises(Invalid) as refusal:
            propose(house.officer, None, house.lead, house.professor, *partners, kind=kind, **frame)
        assert "partners" in refusal.value.fields
    for kind, partner in (("startup", startup), ("data", house.company), ("joint", house.company)):
        made = propose(house.officer, None, house.lead, house.professor, partner, kind=kind, **frame)
        assert made.problem is None and made.disclosure.owner == house.lead
        answer = browser(house.officer).get(f"/projects/?kind={kind}&lead={house.lead.code}&q=과제")
        assert answer.content.decode().count("data-row") == 1


def test_partner_that_left_the_alliance_cannot_be_added(house):
    MembershipPeriod.objects.filter(organisation=house.institute).update(ends_on=today(-1))
    with pytest.raises(Invalid, match="institute"):
        propose(house.officer, None, house.lead, house.professor, house.institute, kind="joint", area="robot")
