"""The pages of a problem, through the client, as each person."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from oneteam import walls
from oneteam.alliance.models import Skill
from oneteam.base.fields import Bi
from oneteam.journal.models import Mail, Reading
from oneteam.problems import actions
from oneteam.problems.enums import MOST_METHODS
from oneteam.problems.models import Brief, DataItem, Problem
from tests.factories import accepted, area, make_org, make_problem, nda, rivals, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    area("robot")
    company = make_org("company")
    return company, seated("owner", company, "정하늘"), seated("officer", make_org("host"), "서민지")


@pytest.fixture
def rival(house):
    competitor = make_org("competitor")
    rivals(house[0], competitor, ["robot"])
    return seated("coordinator", competitor)


def url(name, *args):
    return reverse(f"problems:{name}", args=args)


def signed_in(client, person):
    client.force_login(person)
    return client


def problem_now(**found):
    with walls.system("test"):
        return Problem.objects.select_related("disclosure").get(**found)


# Reading ----------------------------------------------------------------------------------------------


def test_rival_finds_no_named_problem_on_any_page(client, house, rival):
    problem = accepted(house[1], house[0], house[2], level="named")
    signed_in(client, rival)
    assert problem.code not in client.get(url("list")).content.decode()
    assert problem.get_absolute_url() not in client.get(url("list"), {"q": problem.code}).content.decode()
    wrong = client.get(url("detail", "P-222222"))
    for page in ("detail", "people", "scoping"):
        answer = client.get(url(page, problem.code))
        assert answer.status_code == 404
    assert client.get(url("detail", problem.code)).content == wrong.content
    for page in ("submit", "share", "attach", "name"):
        assert client.post(url(page, problem.code)).status_code == 404


def test_member_reads_the_teaser_and_not_the_brief(client, house):
    problem = accepted(house[1], house[0], house[2], level="named")
    page = signed_in(client, seated("staff")).get(url("detail", problem.code)).content.decode()
    assert "요약" in page
    assert "배경" not in page
    assert url("people", problem.code) not in page


def test_expert_reads_the_brief_when_named_and_bound_and_it_is_noted(client, house):
    problem = accepted(house[1], house[0], house[2], level="named")
    expert = seated("expert", make_org("university", "academia"))
    with walls.acting_as(house[1]):
        actions.name_person(person=house[1], problem=problem, named=expert, role="expert")
    signed_in(client, expert)
    assert "배경" not in client.get(url("detail", problem.code)).content.decode()
    nda(expert)
    assert "배경" in client.get(url("detail", problem.code)).content.decode()
    with walls.acting_as(house[1]):
        assert [row.person for row in Reading.objects.all()] == [expert]
    assert expert.name in signed_in(client, house[1]).get(url("detail", problem.code)).content.decode()


def test_visitor_reads_a_public_problem_and_no_other(client, house):
    shown = accepted(house[1], house[0], house[2], level="public")
    hidden = accepted(house[1], house[0], house[2], level="alliance")
    assert client.get(url("detail", shown.code)).status_code == 200
    assert client.get(url("detail", hidden.code)).status_code == 404


def test_list_is_found_by_words_area_and_owner(client, house):
    problem = accepted(house[1], house[0], house[2], level="alliance")
    signed_in(client, seated("staff"))

    def found(**asked):
        return problem.code in client.get(url("list"), asked).content.decode()

    assert (
        found()
        and found(q="제목")
        and found(q="title")
        and found(area="robot")
        and found(owner=house[0].code)
    )
    assert not found(q="ko")  # the name of a language is no word of the text
    assert not found(q="없는 말")
    assert found(state="no such state")


@pytest.mark.parametrize(("cookie", "words"), [("ko", "문제"), ("en", "Problems")])
def test_pages_speak_both_languages(client, house, cookie, words):
    problem = make_problem(house[1], house[0])
    house[1].language = cookie
    house[1].save()
    client.cookies["language"] = cookie
    signed_in(client, house[1])
    pages = [url("list"), url("new"), url("detail", problem.code), url("people", problem.code)]
    pages += [url("edit", problem.code, step) for step in ("problem", "field", "level", "check")]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert f'<html lang="{cookie}"' in answer.content.decode()


# Writing ----------------------------------------------------------------------------------------------


def test_four_steps_lead_to_a_submitted_problem(client, house):
    signed_in(client, house[1])
    begun = client.post(
        url("new"),
        {"owner": house[0].pk, "title_ko": "용접 결함을 찾고 싶습니다", "title_en": "", "area": "robot"},
    )
    problem = problem_now()
    assert begun.url == url("edit", problem.code, "problem")
    told = {"title_ko": "용접 결함을 찾고 싶습니다", "area": "robot", "teaser_ko": "검사 문제", "background_ko": "초음파 검사",
            "goal_ko": "출하 전에 찾기", "baseline": "100", "target": "95.5", "version": problem.version}  # fmt: skip
    assert client.post(url("edit", problem.code, "problem"), told).status_code == 302
    assert (
        client.post(url("edit", problem.code, "field"), {"version": 2, "data_1_ko": "전류 신호"}).status_code
        == 302
    )
    assert (
        client.post(url("edit", problem.code, "level"), {"version": 3, "level": "alliance"}).status_code
        == 302
    )
    check = client.get(url("edit", problem.code, "check")).content.decode()
    assert "전류 신호" in check and "100" in check and "1E+2" not in check
    answer = client.post(url("submit", problem.code), follow=True)
    assert problem.code in answer.content.decode()
    assert problem_now().state == "submitted"
    with walls.system("test"):
        assert set(Mail.objects.values_list("kind", "recipient")) == {
            ("problems.submitted", house[2].pk), ("problems.received", house[1].pk),
        }  # fmt: skip


def test_the_step_on_data_keeps_every_data_set_and_what_it_does_not_ask_for(client, house):
    problem = make_problem(house[1], house[0])
    names = ["전류", "영상", "온도", "진동"]
    rows = [{"name": Bi(name, ""), "kind": "시계열", "tier": 3, "volume": "1 TB"} for name in names]
    with walls.acting_as(house[1]):
        actions.set_data_items(person=house[1], problem=problem, rows=rows)
    page = url("edit", problem.code, "field")
    shown = signed_in(client, house[1]).get(page).content.decode()
    assert all(name in shown for name in names) and 'name="data_5_ko"' in shown
    typed = {"version": problem.version}
    for number, name in enumerate(["전류 신호", "", "온도", "진동", "소리"], start=1):
        typed |= {f"data_{number}_ko": name, f"volume_{number}": "2 TB", f"access_{number}": "on_site"}
    assert client.post(page, typed).status_code == 302
    with walls.acting_as(house[1]):
        kept = [(str(one.name), one.kind, one.tier, one.volume) for one in DataItem.objects.all()]
    assert kept == [
        ("전류 신호", "시계열", 3, "2 TB"), ("온도", "시계열", 3, "2 TB"), ("진동", "시계열", 3, "2 TB"),
        ("소리", "", 2, "2 TB"),
    ]  # fmt: skip
    for language, words in (("ko", "2 TB · 민감 데이터"), ("en", "2 TB · sensitive data")):
        type(house[1]).objects.filter(pk=house[1].pk).update(language=language)
        assert words in client.get(url("detail", problem.code)).content.decode()


def test_wrong_field_keeps_what_was_typed(client, house):
    problem = make_problem(house[1], house[0])
    typed = {"version": problem.version, "title_ko": "새 제목", "area": "robot", "baseline": "아흔"}
    answer = signed_in(client, house[1]).post(url("edit", problem.code, "problem"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "새 제목" in page and "아흔" in page


def test_more_methods_than_the_matching_can_tell_apart_are_refused_and_kept(client, house):
    with walls.system("test"):
        codes = [f"method{n}" for n in range(MOST_METHODS + 1)]
        Skill.objects.bulk_create(Skill(code=code, kind="method", label=Bi(code, code)) for code in codes)
    problem = make_problem(house[1], house[0])
    typed = {"version": problem.version, "skills": codes}
    answer = signed_in(client, house[1]).post(url("edit", problem.code, "field"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and f"{MOST_METHODS}" in page and page.count(" checked") >= len(codes)
    assert problem_now(code=problem.code).skills == []
    fewer = typed | {"skills": codes[:-1]}
    assert client.post(url("edit", problem.code, "field"), fewer).status_code == 302
    assert len(problem_now(code=problem.code).skills) == MOST_METHODS


def test_deadline_in_the_past_is_refused_in_words(client, house):
    problem = make_problem(house[1], house[0])
    typed = {"version": problem.version, "deadline": "2020. 1. 1."}
    answer = signed_in(client, house[1]).post(url("edit", problem.code, "field"), typed)
    assert answer.status_code == 422
    assert "보다 뒤의 날짜" in answer.content.decode() or "뒤의 날짜" in answer.content.decode()


def test_incomplete_problem_is_not_submitted_and_says_what_is_missing(client, house):
    problem = make_problem(house[1], house[0])
    with walls.acting_as(house[1]):
        Brief.objects.update(goal=Bi())
    answer = signed_in(client, house[1]).post(url("submit", problem.code))
    assert answer.status_code == 422
    assert "목표" in answer.content.decode()
    assert problem_now().state == "draft"


def test_edit_over_a_newer_version_shows_both_texts_and_can_then_be_saved(client, house):
    problem = make_problem(house[1], house[0])
    with walls.acting_as(house[1]):
        actions.save_step(
            person=house[1],
            problem=problem,
            version=problem.version,
            teaser={"teaser": Bi("남의 글", "")},
            brief={},
        )
    typed = {"version": problem.version - 1, "title_ko": "제목", "area": "robot", "teaser_ko": "나의 글"}
    signed_in(client, house[1])
    answer = client.post(url("edit", problem.code, "problem"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "남의 글" in page and "나의 글" in page
    assert problem_now().teaser.ko == "남의 글"
    again = typed | {"version": problem_now().version}
    assert f'value="{again["version"]}"' in page
    assert client.post(url("edit", problem.code, "problem"), again).status_code == 302
    assert problem_now().teaser.ko == "나의 글"


def test_refused_step_keeps_nothing_of_what_it_would_have_saved(client, house):
    problem = make_problem(house[1], house[0])
    place = url("edit", problem.code, "level")
    old = {"version": problem.version - 1, "level": "sealed", "officer": house[2].pk}
    assert signed_in(client, house[1]).post(place, old).status_code == 409
    assert house[2].name not in client.get(url("people", problem.code)).content.decode()
    assert problem_now().disclosure.level == "named"
    assert client.post(place, old | {"version": problem.version}).status_code == 302
    assert house[2].name in client.get(url("people", problem.code)).content.decode()


def test_preview_shows_each_reader_before_anything_is_saved(client, house):
    problem = make_problem(house[1], house[0], level="named")
    typed = {"version": problem.version, "level": "public", "for_learners": "on", "preview": "1"}
    answer = signed_in(client, house[1]).post(url("edit", problem.code, "level"), typed)
    assert answer.status_code == 200
    rows = dict(answer.context["previews"])["alliance"]
    seen = {row["reader"]: (row["teaser"], row["brief"]) for row in rows}
    assert seen["learner"] == (True, False)
    assert seen["member"] == (True, True)
    assert seen["rival"] == (True, False)
    assert seen["visitor"] == (False, False)
    assert problem_now().disclosure.level == "named"


def test_colleague_without_the_owners_role_cannot_write(client, house):
    problem = make_problem(house[1], house[0])
    signed_in(client, seated("staff", house[0]))
    assert client.post(url("edit", problem.code, "problem"), {"title_ko": "x"}).status_code == 302
    assert client.post(url("submit", problem.code)).status_code in (302, 409)
    assert problem_now().title.ko == "제목"
    assert client.get(url("new")).status_code == 200


# The secretariat --------------------------------------------------------------------------------------


def test_officer_writes_a_problem_down_and_its_owner_is_asked(client, house):
    signed_in(client, house[2])
    seat = house[1].seats.get()
    told = {"contact": seat.pk, "title_ko": "배관 누수", "background_ko": "전화로 들음", "level": "named"}
    answer = client.post(url("register"), told, follow=True)
    assert answer.status_code == 200
    assert house[1].name in answer.content.decode()
    problem = problem_now()
    assert client.get(url("detail", problem.code)).status_code == 404  # the owner's draft
    signed_in(client, house[1])
    assert "전화로 들음" in client.get(url("detail", problem.code)).content.decode()
    with walls.system("test"):
        assert Mail.objects.get().kind == "problems.registered"


def test_register_page_is_the_secretariats(client, house):
    assert signed_in(client, house[1]).get(url("register")).status_code == 404
    answer = signed_in(client, house[2]).post(url("register"), {"title_ko": "배관"})
    assert answer.status_code == 422
    assert "배관" in answer.content.decode()


def test_a_problem_is_rerouted_only_with_a_place_to_go_to(client, house):
    problem = make_problem(house[1], house[0])
    with walls.acting_as(house[1]):
        actions.submit(person=house[1], problem=problem)
    with walls.acting_as(house[2]):
        actions.begin_scoping(person=house[2], problem=problem)
    signed_in(client, house[2])
    told = {"recommendation": "reroute", "note_ko": "한 기관과 하면 됩니다."}
    answer = client.post(url("scoping", problem.code), told)
    assert answer.status_code == 422 and "어디로" in answer.content.decode()
    assert client.post(url("scoping", problem.code), told | {"route": "bilateral"}).status_code == 302
    shown = signed_in(client, house[1]).get(url("detail", problem.code)).content.decode()
    assert (
        "다른 길로 보냄" in shown and shown.count("양자 협력") >= 2
    )  # beside the note, and in what happened


def test_second_officer_reads_who_was_quicker(client, house):
    second = seated("officer", make_org("other host"))
    problem = make_problem(house[1], house[0])
    with walls.acting_as(house[1]):
        actions.submit(person=house[1], problem=problem)
    with walls.acting_as(house[2]):
        actions.begin_scoping(person=house[2], problem=problem)
        actions.finish_scoping(
            person=house[2], problem=problem, recommendation="accept", note=Bi("네", "yes")
        )
    told = {"recommendation": "decline", "note_ko": "아닙니다", "why": "not_ai", "change_ko": "없습니다"}
    answer = signed_in(client, second).post(url("scoping", problem.code), told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert house[2].name in page and "접수" in page and "아닙니다" in page
    assert problem_now().state == "accepted"


def test_scoping_without_a_note_stays_on_the_page(client, house):
    problem = make_problem(house[1], house[0])
    with walls.acting_as(house[1]):
        actions.submit(person=house[1], problem=problem)
    signed_in(client, house[2])
    assert client.post(url("act", problem.code, "begin_scoping")).url == url("scoping", problem.code)
    answer = client.post(url("scoping", problem.code), {"recommendation": "accept", "private_note": "속마음"})
    assert answer.status_code == 422
    assert "속마음" in answer.content.decode()
    assert problem_now().state == "scoping"


def test_holding_needs_a_reason_that_the_owner_reads(client, house):
    problem = accepted(house[1], house[0], house[2])
    signed_in(client, house[2])
    assert client.post(url("act", problem.code, "hold"), {"reason": " "}).status_code == 422
    assert client.post(url("act", problem.code, "hold"), {"reason": "라인 정지"}).status_code == 302
    assert "라인 정지" in signed_in(client, house[1]).get(url("detail", problem.code)).content.decode()


def test_reason_typed_stays_where_a_colleague_was_quicker(client, house):
    problem = accepted(house[1], house[0], house[2])
    second = seated("officer", make_org("other host"))
    signed_in(client, second)
    with walls.acting_as(house[2]):
        actions.hold(person=house[2], problem=problem, reason="라인 정지")
    answer = client.post(url("act", problem.code, "hold"), {"reason": "설비 점검"})
    assert answer.status_code == 409
    assert 'value="설비 점검"' in answer.content.decode() and house[2].name in answer.content.decode()
    assert url("act", problem.code, "close") not in answer.content.decode()  # no button is left for it


def test_owner_cannot_hold_and_stays_on_the_page_with_a_sentence(client, house):
    problem = accepted(house[1], house[0], house[2])
    answer = signed_in(client, house[1]).post(url("act", problem.code, "hold"), {"reason": "x"})
    assert answer.status_code == 409
    assert "할 수 없" in answer.content.decode()
    assert client.post(url("act", problem.code, "no_such_act")).status_code == 404


def test_withdrawn_draft_is_not_shown_to_the_secretariat(client, house):
    problem = make_problem(house[1], house[0])
    signed_in(client, house[1]).post(url("act", problem.code, "withdraw"))
    assert problem_now().state == "withdrawn"
    assert signed_in(client, house[2]).get(url("detail", problem.code)).status_code == 404


# Who may see it ---------------------------------------------------------------------------------------


def test_rival_named_as_expert_is_refused_with_a_sentence(client, house, rival):
    problem = accepted(house[1], house[0], house[2])
    signed_in(client, house[1])
    found = client.get(url("people", problem.code), {"q": rival.name}).content.decode()
    assert rival.code in found
    answer = client.post(url("name", problem.code), {"person": rival.code})
    assert answer.status_code == 422
    assert "경쟁" in answer.content.decode()
    assert signed_in(client, rival).get(url("detail", problem.code)).status_code == 404


def test_owner_names_and_unnames_an_expert(client, house):
    problem = accepted(house[1], house[0], house[2])
    expert = seated("expert", make_org("university", "academia"), "오하람")
    signed_in(client, house[1])
    assert client.post(url("name", problem.code), {"person": expert.code}).status_code == 302
    assert "오하람" in client.get(url("people", problem.code)).content.decode()
    assert client.post(url("name", problem.code), {"person": expert.code, "off": "expert"}).status_code == 302
    assert (
        "오하람"
        not in client.get(url("people", problem.code))
        .content.decode()
        .split("오하람{이/가}")[0]
        .split("acts-log")[0]
    )
    assert client.post(url("name", problem.code), {"person": "U-222222"}).status_code == 404


def test_level_goes_up_at_once_and_down_with_both(client, house):
    problem = accepted(house[1], house[0], house[2], level="alliance")
    member = seated("staff")
    signed_in(client, house[1])
    assert (
        client.post(
            url("level", problem.code, "up"), {"up-level": "named", "up-version": problem_now().version}
        ).status_code
        == 302
    )
    with walls.acting_as(member):
        assert not Brief.objects.exists()
    assert (
        client.post(
            url("level", problem.code, "down"),
            {"down-level": "alliance", "down-version": problem_now().version},
        ).status_code
        == 302
    )
    assert problem_now().disclosure.level == "named"
    signed_in(client, house[2])
    page = client.get(url("people", problem.code))
    asked = page.context["waiting"].code
    assert client.post(url("answer", problem.code, asked), {"agreed": "yes"}).status_code == 302
    assert problem_now().disclosure.level == "alliance"
    assert client.post(url("answer", problem.code, asked), {"agreed": "yes"}).status_code == 409


def test_level_that_is_not_on_offer_is_a_sentence(client, house):
    problem = accepted(house[1], house[0], house[2], level="named")
    signed_in(client, house[1])
    assert client.post(url("level", problem.code, "up"), {"up-level": "public"}).status_code == 422
    assert (
        client.post(
            url("level", problem.code, "up"), {"up-level": "sealed", "up-version": problem_now().version}
        ).status_code
        == 422
    )  # no officer named
    assert problem_now().disclosure.level == "named"


def test_officer_cannot_change_what_the_owner_shares(client, house):
    problem = accepted(house[1], house[0], house[2], level="alliance")
    answer = signed_in(client, house[2]).post(
        url("share", problem.code), {"version": problem.version, "for_learners": "on"}
    )
    assert answer.status_code == 409
    assert not problem_now().disclosure.for_learners
    answer = signed_in(client, house[1]).post(
        url("share", problem.code), {"version": problem_now().version, "for_learners": "on"}
    )
    assert answer.status_code == 302
    assert problem_now().disclosure.for_learners


def test_draft_closed_in_one_window_is_not_opened_from_another_that_was_open_before(client, house):
    problem = make_problem(house[1], house[0], level="named")
    seen, mine = problem_now().version, signed_in(client, house[1])
    assert (
        mine.post(url("level", problem.code, "up"), {"up-level": "sealed", "up-version": seen}).status_code
        == 302
    )
    late = mine.post(url("level", problem.code, "down"), {"down-level": "alliance", "down-version": seen})
    shown = late.content.decode()
    assert late.status_code == 409 and "그사이 저장된 내용" in shown and "비밀" in shown
    assert problem_now().disclosure.level == "sealed"
    now = re.search(r'name="down-version" value="(\d+)"', shown)[1]
    again = {"down-level": "alliance", "down-version": now}
    assert mine.post(url("level", problem.code, "down"), again).status_code == 302
    assert problem_now().disclosure.level == "alliance"


@pytest.mark.parametrize(("way", "level"), [("up", "sealed"), ("down", "public")])
def test_whoever_changes_or_asks_for_a_level_over_one_they_have_not_seen_reads_both(
    client, house, way, level
):
    problem = accepted(house[1], house[0], house[2], level="alliance")
    with walls.acting_as(house[1]):
        actions.name_person(person=house[1], problem=problem, named=house[2], role="officer")
    seen, mine = problem_now().version, signed_in(client, house[1])
    first = {"up-level": "named", "up-version": seen}
    assert mine.post(url("level", problem.code, "up"), first).status_code == 302
    assert problem_now().version == seen + 1
    late = {f"{way}-level": level, f"{way}-version": seen}
    answer = mine.post(url("level", problem.code, way), late)
    assert answer.status_code == 409 and "그사이 저장된 내용" in answer.content.decode()
    assert problem_now().disclosure.level == "named" and answer.context["waiting"] is None


def test_two_owners_sharing_at_once_see_what_the_other_has_saved(client, house):
    problem = accepted(house[1], house[0], house[2], level="alliance")
    seen = problem_now().version
    signed_in(client, house[1]).post(url("share", problem.code), {"version": seen, "for_learners": "on"})
    late = client.post(url("share", problem.code), {"version": seen, "decision_shared": "on"})
    page = late.content.decode()
    assert late.status_code == 409 and "그사이 저장된 내용" in page and "학습자도" in page
    assert problem_now().disclosure.for_learners and not problem_now().disclosure.decision_shared
    now = re.search(r'name="version" value="(\d+)"', page)[1]
    assert (
        client.post(url("share", problem.code), {"version": now, "decision_shared": "on"}).status_code == 302
    )
    assert problem_now().disclosure.decision_shared and not problem_now().disclosure.for_learners


# Files ------------------------------------------------------------------------------------------------


def test_file_too_large_or_false_is_a_sentence_on_the_same_page(client, house, settings):
    settings.MAX_FILE_MB = 1
    problem = make_problem(house[1], house[0])
    signed_in(client, house[1])
    large = SimpleUploadedFile("도면.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 2_100_000)
    answer = client.post(url("attach", problem.code), {"file": large})
    assert answer.status_code == 413
    assert "파일이 2MB예요. 1MB보다 작은 파일로 다시 올려 주세요." in answer.content.decode()
    false = SimpleUploadedFile("도면.png", b"MZ not a picture")
    answer = client.post(url("attach", problem.code), {"file": false})
    assert answer.status_code == 422
    assert "도면.png" in answer.content.decode()
    assert client.post(url("attach", problem.code)).status_code == 422


def test_attached_file_is_listed_for_its_readers_and_not_for_others(client, house):
    problem = accepted(house[1], house[0], house[2])
    sent = SimpleUploadedFile("신호.csv", "시간,전류\n1,2\n".encode())
    assert signed_in(client, house[1]).post(url("attach", problem.code), {"file": sent}).status_code == 302
    assert "신호.csv" in client.get(url("detail", problem.code)).content.decode()
    assert (
        "신호.csv" not in signed_in(client, seated("staff")).get(url("detail", problem.code)).content.decode()
    )
    sent.seek(0)
    assert signed_in(client, house[2]).post(url("attach", problem.code), {"file": sent}).status_code == 302
    assert (
        signed_in(client, seated("staff")).post(url("attach", problem.code), {"file": sent}).status_code
        == 404
    )
