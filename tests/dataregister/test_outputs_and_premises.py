"""Nothing leaves unseen, and what stays with a party is read by that party alone."""

import io

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.models import Seat
from oneteam.base.errors import Invalid, Refused
from oneteam.base.fields import Bi
from oneteam.dataregister import actions, queries, sheet
from oneteam.dataregister.models import Item, Output
from oneteam.dataregister.parties import Party, within
from oneteam.files import storage
from oneteam.files.actions import remove
from oneteam.files.models import Attachment
from oneteam.walls.models import Circle
from tests.dataregister.factories import file, table
from tests.factories import seat, seated, today
from tests.projects.factories import act, seen

PROJECT = ("owner", "approver", "officer", "professor", "speaker", "referee", "scientist")


def files_seen(house, prefix):
    found = set()
    for name in PROJECT:
        with walls.acting_as(getattr(house, name)):
            if Attachment.objects.filter(target__startswith=prefix).exists():
                found.add(name)
    return found


def csv_left(house, output):
    with walls.acting_as(house.speaker):
        kept = Attachment.objects.get(target=output.left)
    with storage.opened(kept.code) as content:
        return content.read().decode("utf-8-sig").splitlines()


# --- reverse review ------------------------------------------------------------------------------------------


def test_a_file_leaves_its_party_only_when_the_approver_has_let_it_go(house):
    output = house.ask(house.scientist, house.in_use(), file(), is_table=False)
    assert files_seen(house, "output:") == {
        "approver",
        "referee",
        "scientist",
    }  # the institute, and who looks at it
    assert {name for name in PROJECT if seen(getattr(house, name), Output)} == {
        "approver",
        "referee",
        "scientist",
    }
    act(house.approver, actions.let_go, output=house.output(house.approver, output))
    assert files_seen(house, "left:") == set(PROJECT)
    assert house.output(house.speaker, output).state == "let_go"


def test_small_counts_stay_and_the_table_as_it_was_stays_with_the_party(house):
    output = house.ask(house.scientist, house.in_use())
    act(house.approver, actions.let_go, output=house.output(house.approver, output))
    assert csv_left(house, output) == [
        "라인,건수,비율", "A,*,*", "B,*,*", "'=cmd|'/c calc'!A1,60,65%", "합계,92,100%",
    ]  # fmt: skip
    assert house.output(house.speaker, output).hidden == 2
    assert files_seen(house, "output:") == {"approver", "referee", "scientist"}


def test_a_refusal_says_why_and_nothing_leaves(house):
    output = house.ask(house.scientist, house.in_use())
    looked_at = house.output(house.approver, output)
    with pytest.raises(Invalid, match="why"):
        act(house.approver, actions.refuse, output=looked_at, reason=" ")
    act(house.approver, actions.refuse, output=looked_at, reason="라인 이름을 지워 주세요")
    with pytest.raises(Refused):
        act(house.approver, actions.let_go, output=house.output(house.approver, output))
    assert files_seen(house, "left:") == set()
    assert house.output(house.scientist, output).reason == "라인 이름을 지워 주세요"
    assert seen(house.professor, Output) == 0


@pytest.mark.parametrize("who", ["scientist", "owner", "referee"])
def test_only_the_approver_lets_something_out(house, who):
    output = house.ask(house.scientist, house.in_use())
    person = getattr(house, who)
    with walls.system("whoever comes to see it"):
        seen_by_all = Output.objects.select_related("item__project__disclosure", "item__approver").get(
            pk=output.pk
        )
    with pytest.raises(Refused):
        act(person, actions.let_go, output=seen_by_all)


def test_an_approver_lets_nothing_out_that_they_ask_for_themselves(house):
    item = house.in_use()
    with pytest.raises(Refused, match="themselves"):
        house.ask(house.approver, item)


def test_only_who_works_with_the_item_asks_and_only_while_it_is_in_use(house):
    with pytest.raises(Refused):
        house.ask(house.scientist, house.provided())
    with pytest.raises(Refused):
        house.ask(house.speaker, house.in_use())


def test_what_was_asked_for_can_be_taken_back(house):
    output = house.ask(house.scientist, house.in_use())
    act(house.scientist, actions.take_back, output=house.output(house.scientist, output))
    with pytest.raises(Refused):
        act(house.approver, actions.let_go, output=house.output(house.approver, output))


def test_a_bad_table_is_told_before_it_is_kept(house):
    with pytest.raises(Invalid, match=r"Row 3, column “건수”"):
        house.ask(house.scientist, house.in_use(), table("라인,건수\nA,30\nB,many\n"))
    assert seen(house.approver, Output) == 0


def test_what_was_looked_at_is_not_taken_away(house):
    output = house.ask(house.scientist, house.in_use())
    with walls.acting_as(house.scientist):
        kept = Attachment.objects.get(target=output.target)
        with pytest.raises(Refused):
            remove(person=house.scientist, attachment=kept)


# --- premises ------------------------------------------------------------------------------------------------


def in_use_there(house):
    """On the institute's premises; an officer is referee, as the institute's own people approve."""
    item = house.list_item(place=3, premises=house.institute, approver=house.referee, referee=house.officer)
    for person in (house.owner, house.professor, house.officer):
        house.answer(person, item, 4)
    act(house.owner, actions.provide, item=house.item(item))
    act(
        house.professor, actions.take_up, item=house.item(item, house.professor), responsible=house.scientist,
        ends_on=today(30),
    )  # fmt: skip
    upload = SimpleUploadedFile("raw.csv", b"day,x\n1,2\n")
    act(house.scientist, actions.attach_to_item, item=house.item(item, house.scientist), upload=upload)
    return house.item(item)


def test_files_on_a_party_s_premises_are_opened_by_nobody_of_another_party(house):
    in_use_there(house)
    assert files_seen(house, "data:") == {"referee", "scientist"}
    assert seen(house.professor, Item) == 1  # that there are such data, all of the project know


def test_only_tables_of_counts_leave_them_and_stay_with_the_party_until_then(house):
    item = in_use_there(house)
    with pytest.raises(Invalid, match="only tables"):
        house.ask(house.scientist, item, file(), is_table=False)
    output = house.ask(house.professor, item)  # who works there as a guest sees what they ask for
    assert files_seen(house, "output:") == {"referee", "scientist", "professor"}
    act(house.referee, actions.let_go, output=house.output(house.referee, output))
    assert "A,*,*" in csv_left(house, output)


def test_from_there_only_figures_leave_beside_the_counts(house):
    item = in_use_there(house)
    with pytest.raises(Invalid, match="Row 2, column “note” is no figure"):
        house.ask(house.scientist, item, table("line,count,note\nA,30,what they said\n"))


def test_what_the_register_says_when_it_leaves_holds(house):
    item = house.in_use()
    counts = house.ask(house.scientist, item)
    other = house.ask(house.scientist, item, file(), is_table=False)
    act(house.owner, actions.change, item=house.item(item), version=1, threshold=70, premises=house.company)
    act(house.approver, actions.let_go, output=house.output(house.approver, counts))
    assert "B,*,*" in csv_left(house, counts)
    assert house.output(house.approver, counts).hidden == 3
    with pytest.raises(Refused, match="only tables"):
        act(house.approver, actions.let_go, output=house.output(house.approver, other))


def test_files_follow_where_the_item_is_kept(house):
    item = in_use_there(house)
    with pytest.raises(Invalid, match="which party"):
        act(house.owner, actions.change, item=item, version=1, premises=None, approver=house.approver)
    assert files_seen(house, "data:") == {"referee", "scientist"}
    act(
        house.owner, actions.change, item=item, version=1, premises=house.company, approver=house.approver,
    )  # fmt: skip
    assert files_seen(house, "data:") == {"owner", "approver"}


def test_such_an_item_is_ended_by_its_party_and_the_certificate_names_no_file(house):
    item = in_use_there(house)
    gone = {"how_ended": "destroyed", "on": today(), "how": Bi("지웠습니다", "Deleted")}
    with pytest.raises(Refused):
        act(house.professor, actions.end, item=house.item(item, house.professor), **gone)
    assert files_seen(house, "data:") == {"referee", "scientist"}
    made = act(house.scientist, actions.end, item=house.item(item, house.scientist), **gone)
    assert "raw.csv" not in str(made.facts) and made.facts["number_of_files"] == 1
    item = house.item(item, house.professor)
    with walls.acting_as(house.professor):
        content = sheet.pressed(item, queries.certificate(item), "en")
    page = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "Number of files: 1" in page
    assert "raw.csv" not in page


def test_whoever_leaves_the_party_reads_nothing_there(house):
    in_use_there(house)
    with walls.system("leaves"):
        Seat.objects.filter(person=house.scientist).update(ended_at="2020-01-01T00:00Z")
    assert files_seen(house, "data:") == {"referee"}


def test_circles_of_parties_follow_the_thread(house):
    in_use_there(house)
    with walls.system("sealed"):
        shown = house.project(house.officer).disclosure
        disclosures.change(shown, level="sealed")
    assert files_seen(house, "data:") == {"scientist"}  # a sealed thread knows only people who are named


def test_a_second_seat_opens_no_other_party(house):
    in_use_there(house)
    stranger = seated("staff", house.institute, "colleague")
    assert seen(stranger, Attachment) == 1
    seat(stranger, house.competitor, "staff")
    assert seen(stranger, Attachment) == 0  # the rivalry bars, wherever else they sit


FIELD = Circle(
    readers=["org:1", "org:2", "secretariat", "at:3:30"], barred=["rival:1:robot"],
    admitted=["officer:9", "waived:P-1:o4", "waived:P-1:p50:5", "waived:P-1:o5:p50"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("party", "readers", "admitted"),
    [
        (Party(2, {}), ["org:2"], []),
        (Party(3, {}), ["at:3:30"], []),
        (Party(4, {}), [], ["waived:P-1:o4"]),
        (Party(5, {}), [], ["waived:P-1:o5:p50", "waived:P-1:p50:5"]),
        (Party(2, {10: frozenset({1})}), ["at:1:10", "officer:10", "org:2"], []),
        (Party(2, {40: frozenset({4})}), ["officer:40", "org:2"], ["waived:P-1:o4:p40"]),
        (Party(2, {9: frozenset({7})}), ["officer:9", "org:2"], ["officer:9"]),
        (Party(7, {}), [], []),
    ],
)
def test_a_party_s_circle_lies_within_the_project_s(party, readers, admitted):
    found = within(FIELD, "P-1", party)
    assert found == {"readers": readers, "barred": FIELD.barred, "admitted": admitted}


def test_nobody_outside_sees_any_of_it(house):
    in_use_there(house)
    for person in (house.rival, house.member, house.expert):
        assert (seen(person, Item), seen(person, Output), seen(person, Attachment)) == (0, 0, 0)
