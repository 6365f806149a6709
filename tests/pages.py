"""Every type of page with somebody who may see it, on the sample alliance: for pictures and for the journeys.

``prepare`` adds what the sample has not (an import that waits, a request to be erased, …); ``pages`` names every
page. What is looked for and missing fails: nothing is left out silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.actions import create_person
from oneteam.accounts.models import Person
from oneteam.alliance import actions as alliance
from oneteam.alliance.actions.invitations import token_of
from oneteam.alliance.models import Agreement, ImportDraft, Invitation, Organisation, Seat, Skill
from oneteam.alliance.rules import has_nda
from oneteam.base import middleware, views
from oneteam.base.fields import Bi
from oneteam.calendars import actions as calendars
from oneteam.calendars.models import BusyDraft, BusySource
from oneteam.cases.models import LedgerEntry
from oneteam.dataregister.models import Item, Output
from oneteam.demo import cast
from oneteam.experts import actions as experts
from oneteam.experts.enums import INDEX
from oneteam.experts.models import ExpertProfile, WorkImport
from oneteam.journal.actions import read
from oneteam.journal.models import Reading
from oneteam.longjobs.models import LongJob
from oneteam.meeting import actions as meeting
from oneteam.meeting.models import Idea, Note
from oneteam.nda import actions as nda
from oneteam.nda.models import SignedCopy, Signing
from oneteam.outcomes.models import Outcome, Publication, Result
from oneteam.problems import actions as problems
from oneteam.problems.models import LevelRequest, Problem, Scoping
from oneteam.projects import actions as projects
from oneteam.projects.enums import COUNTED
from oneteam.projects.models import (
    Application,
    Deliverable,
    Effect,
    Measurement,
    Milestone,
    Objective,
    Partner,
    Project,
    Recheck,
    Risk,
    Site,
    SiteCheck,
    TrlRecord,
    WorkPackage,
)
from oneteam.projects.rules import UNDER_WAY
from oneteam.roundtables import actions as tables
from oneteam.roundtables import links
from oneteam.roundtables import queries as table_queries
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Candidate,
    DateLetter,
    DateSearch,
    DayPlan,
    DayTimetable,
    Decision,
    InterestForm,
    MatchRun,
    MinutesEdition,
    MinutesSuggestion,
    Replacement,
    RoundTable,
    TableInvitation,
    Venue,
    WaiverRequest,
)
from oneteam.roundtables.sessions import Setting
from oneteam.roundtables.timetable import Wish
from oneteam.walls.actions import person_circle
from tests.calendars.files import calendar, event
from tests.factories import seat
from tests.files.pdfs import A4
from tests.files.pdfs import pages as a_pdf
from tests.projects.factories import decide
from tests.speed import bulk
from tests.walls import routes

NEW_ADDRESS, KNOWN_ADDRESS = "new.person@donghae.example", "jion.yang@donghae.example"
AUDITOR = "coordinator_nei"  # of the sample, and made its auditor, too
CALENDARS = "professor"  # who keeps calendars here
LIST = "name_ko,name_en,kind,sector\n바다연구원,Sea Institute,research,\n,,company,\n"
WORKS = "title,year\n용접 소리로 결함 찾기,2024\n반짝이는 금속면의 반사 불변 특징,2025\nForthcoming,\n"
BROKEN_WORKS = "@article{kim,\n title = {Open,\n year = 2024\n}\n"


@dataclass(frozen=True)
class Page:
    name: str
    route: str
    persona: str  # of the demo; empty: a visitor
    path: str
    status: int = 200
    press: str = ""  # a button to press once the page is open: what comes then is the page
    stale: bool = False  # send a form that somebody else has saved meanwhile
    draw: Callable[[str], HttpResponse] | None = (
        None  # an answer that no address gives on purpose, by language
    )


# Addresses that show no page of their own, with the reason. The others are all below.
FRESH = "asks for the password once more; tests/journeys/test_entrance_on_every_screen.py goes there"
NO_PAGE = {
    "healthz": "for machines", "readyz": "for machines",
    "base:language": "a button", "base:theme": "a button", "base:shortcuts": "a button",
    "alliance:import_now": "a button", "alliance:invitation_again": "a button",
    "alliance:invitation_withdraw": "a button", "alliance:erase": "a button", "alliance:erasure_back": "a button", "alliance:advance": "a button",
    "alliance:seat_end": "a button", "alliance:rivalry_end": "a button", "alliance:agreement_end": "a button",
    "files:download": "a file", "cases:file": "a file", "dataregister:certificate": "a file", "outcomes:table": "a file", "meeting:part": "a part of the room's page", "roundtables:minutes_file": "a file", "roundtables:edition_file": "a file", "alliance:logo": "a picture", "projects:plan_file": "a file", "accounts:export": "a file",
    "calendars:feed": "for calendar programs",
    "accounts:session_end": "a button", "accounts:sessions_end": "a button",
    "usersessions_list": "leads to accounts:sessions", "account_change_password": "leads to setting one: who signs in by the demo has none",
    "account_confirm_login_code": "needs a code that was sent by mail: the page of the same form is account_login",
    "account_signup": "leads to the first page: one comes by invitation",
    "mfa_authenticate": FRESH, "mfa_activate_totp": FRESH, "mfa_deactivate_totp": FRESH, "mfa_add_webauthn": FRESH,
    "mfa_edit_webauthn": FRESH, "mfa_remove_webauthn": FRESH, "mfa_list_webauthn": FRESH, "mfa_index": FRESH,
    "mfa_reauthenticate": FRESH, "mfa_reauthenticate_webauthn": FRESH, "account_reauthenticate": FRESH,
    "mfa_generate_recovery_codes": FRESH, "mfa_view_recovery_codes": FRESH, "account_email": FRESH,
    "mfa_download_recovery_codes": "a file", "mfa_login_webauthn": "for the script of the passkey",
}  # fmt: skip


def pages() -> list[Page]:
    """Each page type once; the codes are those of the sample as it was loaded."""
    groups = (
        _public,
        _entrance,
        _office,
        _problems,
        _tables,
        _rooms,
        _projects,
        _register,
        _outcomes,
        _people,
        _failures,
        _errors,
    )
    with walls.system("the pages of the sample"):
        return [page for group in groups for page in group()]


def _page(route: str, persona: str, *args: Any, also: str = "", **more: Any) -> Page:
    """A page of the route; ``also`` tells it from others of the same one."""
    name = "-".join(word for word in (route.replace(":", "-").replace("_", "-"), also) if word)
    return Page(name, route, persona, reverse(route, args=[_address(thing) for thing in args]), **more)


def unnamed() -> set[str]:
    """Addresses that answer a GET and are neither among the pages nor excused."""
    listed = {
        name for name, calls in routes.ROUTES.items() if any(method == "G" for method, _values in calls)
    }
    signing_in = {name for name in routes.everything() if name.startswith(routes.SIGN_IN)}
    return (listed | signing_in) - {page.route for page in pages()} - set(NO_PAGE)


def _address(thing: Any) -> Any:
    return thing if isinstance(thing, str | int) else getattr(thing, "code", "") or thing.pk


def _one(model: Any, **wanted: Any) -> Any:
    found = model.objects.filter(**wanted).order_by("pk").first()
    assert found is not None, f"The sample has no {model.__name__} with {wanted}."
    return found


def key_of(person: Any) -> str:
    """Somebody of the sample, as the demo's sign-in page calls them."""
    return next(row.key for row in (*cast.personas(), *cast.others()) if row.email == person.email)


def speaker_of(organisation: Any) -> str:
    """Somebody who speaks for the organisation."""
    return key_of(_one(Seat, organisation=organisation, role__in=("owner", "coordinator", "founder")).person)


# --- what the sample has not ------------------------------------------------------------------------


@transaction.atomic
def prepare() -> None:
    with walls.system("somebody of the sample"):
        officer, learner = (_person(key) for key in ("head", "learner"))
        donghae = _one(Organisation, name__ko__icontains="동해")
        hidden = _one(
            Problem, state__in=("accepted", "agreed", "decided", "in_project"), disclosure__level="named"
        )
        owner = _person(speaker_of(hidden.owner))
        applied = _one(Project, state="applied", problem__isnull=False)
        seat(_person(AUDITOR), _one(Organisation, hosts_secretariat=True), "auditor")
        decided = decide(Problem.objects.filter(state="accepted").latest("pk"), officer)
        proposed = _one(MatchRun, state="proposed").problem
        for what in ("brief", "room", "file:F-NOTHING222"):
            read(person=officer, thread=hidden.code, what=what, circle=hidden.disclosure.desk_id)
    with walls.acting_as(officer):
        alliance.draft_import(person=officer, kind="organisations", file_name="list.csv", data=LIST.encode())
        for address in (NEW_ADDRESS, KNOWN_ADDRESS):
            alliance.invite(person=officer, email=address, organisation=donghae, role="expert")
        projects.hand_over(person=officer, project=applied)
        _works_to_import(officer)
        _long_jobs(officer)
        _doubles(officer)
        run = tables.run_match(person=officer, problem=proposed)
        barred = next(row for row in table_queries.candidates(run) if table_queries.waivable(row))
        tables.ask_waiver(person=officer, run=run, code=barred.expert_code, why="현장을 아는 분입니다.")
        _venues(officer)
        _round_table_day(officer)
        _meet(officer)
        _somebody_else(officer)
        _ask_dates(officer)
        _dates_kept(officer)
    _minutes_to_correct(officer, decided.table)
    _edition(officer, _one_as_system(RoundTable, state="closed"))
    _sign()
    _ask_members(officer)
    _data_at_other_stations()
    with walls.acting_as(learner):
        alliance.ask_erasure(person=learner)
    _calendars(_person(CALENDARS))
    with walls.acting_as(owner):
        problems.ask_lowering(person=owner, problem=Problem.objects.get(pk=hidden.pk), level="alliance")


def _ask_dates(officer: Any) -> None:
    times = [timezone.now() + timedelta(days=ahead) for ahead in (10, 11, 14)]
    tables.ask_dates(person=officer, problem=table_queries.without_date().first(), starts=times, minutes=120)


def _somebody_else(officer: Any) -> None:
    """An expert of the next table cannot come, and another is proposed to the owner."""
    table = _one(RoundTable, state="fixed")
    with walls.system("who declines, and who is next in line"):
        seat = Attendance.objects.filter(table=table, is_expert=True, answer="asked").first()
        Attendance.objects.filter(pk=seat.pk).update(answer="declined", reason="해외 출장")
        Replacement.objects.create(
            table=table, seat=seat, candidate=Candidate.objects.filter(run=table.run).first(), by=officer,
            circle=table.problem.disclosure.desk,
        )  # fmt: skip


def _sign() -> None:
    """Two ways to sign an NDA: by mail, asked for by one and done by another, and as a file that waits."""
    with walls.system("people who may sign"):
        unsigned = [one for one in _seated() if not has_nda(one)]
    by_mail, asking, by_file = unsigned[:3]
    for one in (by_mail, asking):
        with walls.acting_as(one):
            signing = nda.ask_to_sign(person=one, name=one.name, version=1)
            if one == by_mail:
                nda.sign(signing=signing, reader=one, address="203.0.113.9")
    with walls.acting_as(by_file):
        nda.send_copy(person=by_file, upload=SimpleUploadedFile("nda.pdf", a_pdf(A4)))


def _seated() -> list[Any]:
    """Those of the sample's personas who hold a seat at a member, experts first."""
    emails = [row.email for row in (*cast.personas(), *cast.others())]
    found = Person.objects.filter(email__in=emails, seats__role__in=("expert", "owner", "coordinator"))
    return sorted(
        found.order_by("pk").distinct(), key=lambda one: not one.seats.filter(role="expert").exists()
    )


def _ask_members(officer: Any) -> None:
    """About the one joint task whose decision members may read; the first coordinator who is asked answers."""
    with walls.system("a decision that members may read"):
        decision = _one(Decision, kind="joint_task", problem__disclosure__decision_shared=True)
    with walls.acting_as(officer):
        told = table_queries.told_decision(decision.code).get()
        until = timezone.localdate() + timedelta(days=14)
        tables.ask_interest(person=officer, decision=told, until=until)
    with walls.system("who was asked"):
        (person, organisation), *_others = table_queries.coordinators_to_ask(told)
    with walls.acting_as(person):
        tables.state_interest(
            person=person, decision=table_queries.told_decision(decision.code).get(), organisation=organisation,
            level="contribute", comment="현장 자료 한 달분을 함께 쓸 수 있습니다.",
        )  # fmt: skip


def _meet(officer: Any) -> None:
    """The table of today goes on: notes, ways to solve it and votes."""
    table = table_queries.table(
        _one(RoundTable, state="fixed", starts_at__lt=timezone.now() + timedelta(days=1)).code
    ).get()
    sitting = meeting.begin(person=officer, table=table)
    item = sitting.item
    meeting.be_here(person=officer, sitting=sitting)
    meeting.write(person=officer, sitting=sitting, text="숫자가 바뀐 요약이 한 달에 세 번 나왔습니다.")
    meeting.put_in_short(
        person=officer, sitting=sitting, item=item, text="근거 문장을 함께 보여 줍니다.", version=0
    )
    meeting.write(person=officer, sitting=sitting, text="첫 범위는 분기 실적 공시로 한다.", kind="settled")
    meeting.write(person=officer, sitting=sitting, text="번역 품질은 다음에 다룬다.", kind="parked")
    for title in ("문장마다 원문 근거 달기", "숫자만 따로 대조하기"):
        values = {"title": title, "pros": "빠릅니다.", "cons": "표는 못 읽습니다.", "effort": "3개월"}
        idea = meeting.propose(person=officer, sitting=sitting, values=values)
    meeting.raise_hand(person=officer, sitting=sitting)
    meeting.open_voting(person=officer, sitting=sitting)
    meeting.vote(person=officer, idea=idea, give=True)


def _minutes_to_correct(officer: Any, table: RoundTable) -> None:
    """Minutes in their second version, sent, and a correction of somebody who was there."""
    with walls.system("who was at a table that the test made"):
        owner = _person(speaker_of(table.problem.owner))
        circle, home = table.circle, table.problem.owner
        for number, title in enumerate(("문제 공개", "방안과 결정"), start=1):
            AgendaItem.objects.create(
                table=table, circle=circle, number=number, title=Bi(title, ""), minutes=60
            )
        for person in (officer, owner):
            Attendance.objects.create(
                table=table, circle=circle, person=person, presence="present",
                organisation=home if person == owner else None,
            )  # fmt: skip
        RoundTable.objects.filter(pk=table.pk).update(state="held")
    with walls.acting_as(officer):
        table = table_queries.table(table.code).get()
        notes = [(item.title, Bi("현장 자료를 함께 보았습니다.", "")) for item in table_queries.agenda(table)]
        for version, text in enumerate(
            ("방안 세 가지를 견주었습니다.", "방안 두 가지를 자세히 견주었습니다.")
        ):
            minutes = tables.save_minutes(
                person=officer, table=table, discussion=Bi(text, ""), sections=notes, version=version
            )
        tables.send_minutes(person=officer, minutes=minutes)
    with walls.acting_as(owner):
        tables.suggest(
            person=owner, minutes=table_queries.minutes(table).get(), passage="discussion", version=1,
            text=Bi("방안 세 가지를 자세히 견주고 하나를 골랐습니다.", ""), reason="고른 방안도 적어 주세요.",
        )  # fmt: skip


def _edition(officer: Any, table: RoundTable) -> None:
    """What members read of the minutes of a table that is closed."""
    with walls.acting_as(officer):
        minutes = table_queries.minutes(table).get()
        shown = ("replaced", Bi("현장에서 먼저 시험하기로 하였습니다.", "A trial on site comes first."))
        tables.save_edition(person=officer, minutes=minutes, passages={"discussion": shown}, with_names=False)
    owner = Person.objects.get(email=cast.somebody(speaker_of(table.problem.owner)).email)  # type: ignore[union-attr]
    with walls.acting_as(owner):
        tables.publish_edition(person=owner, minutes=table_queries.minutes(table).get(), version=1)


def _one_as_system(model: Any, **wanted: Any) -> Any:
    with walls.system("somebody of the sample"):
        return _one(model, **wanted)


def _calendars(person: Any) -> None:
    """A file that is kept, one that is looked at, an address that does not answer, and the own address."""
    with walls.acting_as(person):
        calendars.make_feed(person=person)
        calendars.keep_draft(person=person, draft=calendars.draft_file(person=person, data=_week()))
        calendars.draft_file(person=person, data=_week())
        calendars.subscribe(person=person, address="https://calendar.example/mine.ics")
        now = timezone.now()
        BusySource.objects.filter(kind="address").update(
            tried_at=now, next_at=now + timedelta(hours=2), failures=2, failure="denied"
        )


def _week() -> bytes:
    """Three busy times, one event that is free and one in a zone of its own."""
    days = [timezone.localtime() + timedelta(days=n) for n in range(1, 6)]
    more = ["", "", "", "TRANSP:TRANSPARENT", ""]
    zones = ["Asia/Seoul"] * 4 + ["Mars/Base"]
    return calendar(
        *(event(f"DTSTART;TZID={zone}:{day:%Y%m%d}T140000", "DURATION:PT2H", words, name=f"{day:%d}")
          for day, words, zone in zip(days, more, zones, strict=True))
    )  # fmt: skip


def _venues(officer: Any) -> None:
    """Two, one of which is taken by hand."""
    tables.save_venue(person=officer, name=Bi("소회의실", "Small meeting room"), capacity=10)
    room = tables.save_venue(
        person=officer, name=Bi("대회의실", "Large meeting room"), address=Bi("대전 유성구 대학로 1", "1 Daehak-ro, Daejeon"),
        capacity=24, equipment=Bi("화상회의, 화이트보드", "Video, whiteboard"),
    )  # fmt: skip
    first = timezone.now() + timedelta(days=3)
    tables.block_venue(
        person=officer, venue=room, starts_at=first, ends_at=first + timedelta(hours=3), note="공개 강연"
    )


def _round_table_day(officer: Any) -> None:
    """One whose rules clash, and one that is laid out in two rooms, too short for all of its tables."""
    codes = [problem.code for problem in table_queries.open_to_match()]
    easy, hard = Parameters(size=3), Parameters(min_research=9)
    for parameters in (hard, easy):
        plan = tables.plan_day(
            person=officer, codes=codes, parameters=parameters, before="", say=lambda done, total: None
        )
    on = timezone.localdate() + timedelta(days=21 - timezone.localdate().weekday())
    rooms, officers = table_queries.offered_venues(), table_queries.officers()
    chairs = {str(room.pk): one.pk for room, one in zip(rooms, officers, strict=False)}
    setting = Setting(on, time(10), time(12, 30), 60, 15, 3, chairs)
    tables.lay_out_day(person=officer, plan=plan.code, setting=setting, say=lambda done, total: None)


def _dates_kept(officer: Any) -> None:
    wish = Wish(minutes=120, experts=2, last=timezone.localdate() + timedelta(days=40), room=True)
    codes = [problem.code for problem in table_queries.without_date()]
    tables.find_dates(person=officer, codes=codes, wish=wish, say=lambda done, total: None)


def _long_jobs(officer: Any) -> None:
    """As they look on the way and at both ends."""
    looks = {
        "running": {"done": 31, "total": 46, "begun_at": timezone.now() - timedelta(seconds=40)},
        "done": {"result": {"texts": 12}},
        "failed": {
            "failure": "The encoder of the settings does not answer. Until it does, matches compare words alone."
        },
    }
    for state, more in looks.items():
        LongJob.objects.create(
            kind=INDEX, by=officer, circle=person_circle(officer.pk), state=state, **more
        )  # fmt: skip


def _works_to_import(officer: Any) -> None:
    """A list that can be imported and a broken one; somebody keeps one list for each profile."""
    lists = {"works.csv": WORKS, "works.bib": BROKEN_WORKS}
    profiles = ExpertProfile.objects.filter(consented_at__isnull=False).order_by("pk")
    for profile, (name, text) in zip(profiles, lists.items(), strict=False):
        experts.draft_import(person=officer, profile=profile, file_name=name, data=text.encode())


def _doubles(officer: Any) -> None:
    """Somebody has two profiles, under two addresses."""
    there = _one(ExpertProfile, consented_at__isnull=False)
    again = create_person(email="again@hanul.example", name=there.person.name, name_en=there.person.name_en)
    alliance.give_seat(person=officer, holder=again, organisation=there.organisation, role="expert")
    experts.enrol(person=officer, expert=again, organisation=there.organisation)


def _person(key: str) -> Any:
    found = cast.somebody(key)
    assert found is not None, key
    return Person.objects.get(email=found.email)


def _data_at_other_stations() -> None:
    """Agreed and provided: the sample's data are further or not as far."""
    with walls.system("stations of data"):
        used = _one(Item, state="in_use")
        for state in ("tier_agreed", "provided"):
            bulk.copy(used, 1, state=state, source=None, responsible=None, ends_on=None)


# --- the pages --------------------------------------------------------------------------------------


def _public() -> Iterator[Page]:
    released = _one(Effect, problem__disclosure__released_at__isnull=False, state__in=COUNTED)
    yield _page("desk:public", "")
    yield _page("desk:public", "owner", also="signed-in")
    yield _page("projects:effect", "", released, also="public")
    yield _page("alliance:organisations", "", also="public")
    yield _page("alliance:organisation", "", released.disclosure.owner, also="public")
    yield _page("base:gallery", "officer")
    if settings.DEMO:
        yield _page("demo:personas", "")
        yield _page("demo:mail", "professor")


def _entrance() -> Iterator[Page]:
    for name in (
        "login", "request_login_code", "reset_password", "reset_password_done", "inactive",
        "email_verification_sent", "reset_password_from_key_done",
    ):  # fmt: skip
        yield _page(f"account_{name}", "")
    yield _page("account_reset_password_from_key", "", "1", "set-password", also="dead")
    yield _page("account_confirm_email", "", "dead", also="dead")
    yield _page("account_set_password", "owner")
    yield _page("account_logout", "owner")
    yield _page("accounts:profile", "owner")
    yield _page("accounts:sessions", "owner")
    waiting = _one(Signing, signed_at=None)
    yield _page("nda:mine", key_of(waiting.person))
    yield _page("nda:mine", key_of(_one(Signing, signed_at__isnull=False).person), also="in-force")
    yield _page("nda:sign", "", nda.token_of(waiting))
    yield _page("nda:sign", "", "nothing", also="gone", status=404)
    yield _page("alliance:erasure", "owner")
    yield _page("alliance:erasure", "learner", also="asked")
    for address, also in ((NEW_ADDRESS, ""), (KNOWN_ADDRESS, "known")):
        yield _page("alliance:accept", "", token_of(_one(Invitation, email=address)), also=also)
    yield _page("alliance:accept", "", "nothing", also="gone", status=404)


def _office() -> Iterator[Page]:
    lists = ("organisations", "people", "rivalries", "agreements", "skills", "invitations", "erasures")
    forms = ("organisation_new", "rivalry_new", "agreement_new", "skill_new", "import", "invite", "about")
    for name in (*lists, *forms):
        yield _page(f"alliance:{name}", "officer")
    member = _one(Organisation, name__ko__icontains="동해")
    for name in ("organisation", "organisation_edit", "period", "seat_new"):
        yield _page(f"alliance:{name}", "officer", member)
    yield _page("alliance:logo_change", "officer", member)
    yield _page("alliance:period_change", "officer", member, member.periods.first())
    yield _page("alliance:seat_change", "officer", member, _one(Seat, organisation=member, role="owner"))
    yield _page("alliance:agreement", "officer", _one(Agreement, thread=""))
    yield _page("alliance:skill", "officer", _one(Skill).code)
    yield _page("alliance:import_draft", "head", _one(ImportDraft))
    for name in ("office", "text"):
        yield _page(f"nda:{name}", "officer")
    yield _page("nda:version", "officer", 1)
    yield _page("nda:copy", "officer", _one(SignedCopy))
    yield _page("nda:signing", "officer", _one(Signing, signed_at__isnull=False))
    yield _page("desk:home", "officer", also="officer")


def _problems() -> Iterator[Page]:
    draft = _one(Problem, state="draft")
    whole = _one(Problem, state="verified")
    yield _page("problems:list", "officer")
    yield _page("problems:list", "learner", also="empty")
    yield _page("problems:new", "owner")
    yield _page("problems:register", "officer")
    yield _page("problems:detail", "head", whole)
    yield _page("problems:detail", speaker_of(draft.owner), draft, also="draft")
    yield _page("cases:thread", "head", whole)
    yield _page("cases:report", "head", whole)
    yield _page("cases:write", "head", whole)
    yield _page("cases:ledger", "head")
    yield _page("cases:ledger", "learner", also="empty")
    yield _page("cases:entry", "head", _one(LedgerEntry, how="declined"))
    for step in ("problem", "field", "level", "check"):
        yield _page("problems:edit", speaker_of(draft.owner), draft, step, also=step)
    yield _page("problems:scoping", "head", _one(Scoping, finished_at=None).problem)
    yield _page("problems:people", "head", _one(LevelRequest, answered_at=None).problem, also="asked")
    noted = Problem.objects.get(code=_one(Reading, what="room").thread)
    yield _page("problems:readings", speaker_of(noted.owner), noted)
    yield _page("problems:readings", speaker_of(draft.owner), draft, also="nobody")
    found = _page("problems:people", speaker_of(draft.owner), draft)
    yield found
    yield Page("problems-people-found", found.route, found.persona, found.path + "?q=교수")
    for who in ("owner", "executive", "learner", "founder", "professor", "verifier"):
        yield _page("desk:home", who, also=who)
    yield _page("desk:find", "owner")
    yield Page("desk-find-something", "desk:find", "head", reverse("desk:find") + "?q=용접")
    yield Page("desk-find-nothing", "desk:find", "head", reverse("desk:find") + "?q=zzz")


def _tables() -> Iterator[Page]:
    sent, proposed = _one(MatchRun, state="sent"), _one(MatchRun, state="proposed")
    fixed, closed = _one(RoundTable, state="fixed"), _one(RoundTable, state="closed")
    asked, came = _one(TableInvitation, answer="asked"), _one(TableInvitation, answer="accepted")
    yield _page("roundtables:list", "head")
    yield _page("roundtables:list", "learner", also="empty")
    yield _page("roundtables:match", "head", sent.problem)
    yield _page("roundtables:run", speaker_of(sent.problem.owner), sent, also="owner")
    yield _page("roundtables:run", "head", proposed, also="office")
    other = _one(MatchRun, problem=proposed.problem, state="replaced")
    yield _page("roundtables:swap", "head", proposed)
    found = _page("roundtables:swap", "head", proposed, also="effect")
    yield replace(found, path=f"{found.path}?expert={_next_in_line(proposed)}")
    found = _page("roundtables:compare", "head", proposed.problem)
    yield replace(found, path=f"{found.path}?one={other.code}&other={proposed.code}")
    yield _page("roundtables:dates", "head")
    yield _page("roundtables:days", "head")
    yield _page("roundtables:agenda_template", "head")
    yield _page("roundtables:venues", "head")
    yield _page("roundtables:venue_new", "head")
    yield _page("roundtables:venue", "head", _one(Venue))
    for plan in DayPlan.objects.order_by("pk"):
        yield _page("roundtables:day", "head", plan, also="clash" if plan.clash else "")
    laid = _one(DayTimetable)
    yield _page("roundtables:lay_out", "head", laid.plan)
    found = _page("roundtables:timetable", "head", laid)
    yield replace(found, path=f"{found.path}?of={laid.sessions.first().problem.code}")
    yield _page("roundtables:found_dates", "head", _one(DateSearch))
    waiver = _one(WaiverRequest)
    yield _page("roundtables:waiver", speaker_of(waiver.problem.owner), waiver)
    yield _page("roundtables:new", "head", _one(Problem, state="agreed"))
    yield _page("roundtables:detail", "head", fixed, also="fixed")
    yield _page("roundtables:detail", "head", closed)
    yield _page("roundtables:feedback", key_of(closed.chair), closed)
    yield _page("roundtables:attendance", "head", fixed)
    yield _page("roundtables:move", "head", fixed)
    yield _page("roundtables:cancel", "head", fixed)
    yield _page("roundtables:decide", "head", fixed)
    yield _page("roundtables:review", "head", _one(Decision, table=closed))
    said = _one(InterestForm)
    yield _page("roundtables:interests", speaker_of(said.decision.problem.owner), said.decision)
    yield _page("roundtables:interest", key_of(said.by), said.decision, said.organisation)
    yield _page("roundtables:minutes", "head", closed)
    yield _page("roundtables:minutes_edit", "head", fixed)
    correction, edition = _one(MinutesSuggestion), _one(MinutesEdition)
    corrected, owner = correction.minutes.table, key_of(correction.by)
    yield _page("roundtables:minutes", owner, corrected, also="corrected")
    yield _page("roundtables:minutes_versions", "head", corrected)
    yield _page("roundtables:suggest", owner, corrected, "discussion")
    yield _page("roundtables:suggestion", "head", correction)
    yield _page("roundtables:edition_prepare", speaker_of(edition.problem.owner), edition.minutes.table)
    yield _page("roundtables:edition", speaker_of(edition.problem.owner), edition)
    open_, done = _one(ActionItem, state="open"), _one(ActionItem, state="done")
    yield _page("roundtables:item", key_of(open_.who), open_)
    yield _page("roundtables:item", speaker_of(done.table.problem.owner), done, also="done")
    yield _page("roundtables:item_back", speaker_of(done.table.problem.owner), done)
    yield _page("roundtables:item_move", "head", open_)
    yield _page("roundtables:invitation", key_of(asked.person), asked.table_code)
    yield _page("roundtables:invitation", key_of(came.person), came.table_code, also="answered")
    comes = _one(TableInvitation, answer="accepted", table_code=fixed.code)
    yield _page("roundtables:invitation", key_of(comes.person), comes.table_code, also="may-decline")
    yield _page("roundtables:answer", "", links.token_of(asked))
    yield _page("roundtables:answer", "", links.token_of(came), also="answered")
    yield _page("roundtables:when", "", links.token_of(_one(DateLetter), links.DATES))
    free = _one(Replacement)
    yield _page("roundtables:replacement", speaker_of(free.table.problem.owner), free)


def _rooms() -> Iterator[Page]:
    running, fixed = _one(RoundTable, state="running"), _one(RoundTable, state="fixed")
    item = _one(AgendaItem, table=running, number=1)
    yield _page("meeting:room", "head", running, also="chair")
    yield _page("meeting:room", speaker_of(running.problem.owner), running, also="owner")
    yield _page("meeting:room", "head", fixed, also="before")
    yield _page("meeting:end", "head", running)
    yield _page("meeting:agenda", "head", running)
    yield _page("meeting:gist", "head", running, item.number)
    yield _page("meeting:note", "head", _one(Note, sitting__table=running))
    yield _page("meeting:propose", "head", running)
    yield _page("meeting:idea", "head", _one(Idea, sitting__table=running))
    yield _page("meeting:todo", "head", running)
    yield _page("meeting:attach", "head", running)


def _next_in_line(run: MatchRun) -> str:
    return str(_one(Candidate, run=run, chosen=False, rank__isnull=False).expert_code)


def _projects() -> Iterator[Page]:
    project, over = _one(Project, state="running"), _one(Project, state="handed_over", problem__isnull=False)
    planned = _one(Effect, state="planned")
    claimed = _one(Effect, state="claimed", verifier__isnull=False)
    yield _page("projects:list", "head")
    yield _page("projects:list", "learner", also="empty")
    yield _page("projects:week", "head")
    yield _page("projects:progress", key_of(project.responsible), project)
    waits = _one(TrlRecord, confirmed_at=None, refused_at=None, project__state__in=UNDER_WAY)
    partner = Partner.objects.filter(project=waits.project, is_lead=False).first()
    assert partner is not None
    yield _page("projects:refuse_trl", speaker_of(partner.organisation), waits.project, waits)
    yield _page("projects:portfolio", "head")
    yield _page("projects:portfolio", "learner", also="empty")
    yield _page("projects:detail", "head", project, also="running")
    yield _page("projects:detail", "head", _one(Project, state="applied"))
    for name in ("milestone", "trl", "site", "new_effect", "stop"):
        yield _page(f"projects:{name}", "head", project)
    yield _page("projects:move", "head", project, _one(Milestone, project=project, state="planned"))
    for name in ("edit", "people", "timeline", "import_plan", "gates", "trl_back"):
        yield _page(f"projects:{name}", "head", project)
    for name in ("order", "remove_milestone"):
        yield _page(f"projects:{name}", "head", project, _one(Milestone, project=project, state="planned"))
    yield _page("projects:close", "head", over)
    for name in ("new_partner", "new_package", "new_objective", "new_deliverable", "new_risk"):
        yield _page(f"projects:{name}", "head", project)
    yield from _parts()
    yield _page("projects:new", "head")
    yield _page("projects:new_bilateral", "owner")
    yield _page("projects:detail", "head", _one(Project, kind="bilateral"), also="bilateral")
    yield _page(
        "projects:new_from",
        "head",
        _one(Decision, problem__state="decided", kind__in=["joint_task", "bilateral"]),
    )
    yield from _sites()
    yield _page("projects:effect", "head", claimed)
    yield _page("projects:effect", "head", _one(Effect, state="verified"), also="verified")
    for name in ("measure", "claim", "verifier", "measure_table", "measure_days", "measure_key", "saving"):
        yield _page(f"projects:{name}", "head", planned)
    yield _page("projects:measure_key", "head", planned, also="made", press="main .btn-1")
    yield _page("projects:proof", "head", planned, _measured(planned))
    yield _page("projects:verify", key_of(claimed.verifier), claimed)
    lasting = _one(Effect, state="lasting")
    yield _page("projects:effect", "head", lasting, also="lasting")
    yield _page(
        "projects:recheck", key_of(lasting.verifier), lasting, _one(Recheck, effect=lasting, months=6)
    )


def _parts() -> Iterator[Page]:
    """Who does what in a project, and what comes of it."""
    package = _one(WorkPackage, project__kind="joint", ended_on=None)
    for name in ("package", "end_package"):
        yield _page(f"projects:{name}", "head", package.project, package)
    for name in ("parts", "changes", "results", "risks", "lead"):
        yield _page(f"projects:{name}", "head", package.project)
    yield _page("projects:objective", "head", package.project, _one(Objective, project=package.project))
    yield _page("projects:risk", "head", package.project, _one(Risk, project=package.project))
    planned = _one(Deliverable, project=package.project, state="planned")
    for name in ("deliverable", "give_up"):
        yield _page(f"projects:{name}", "head", package.project, planned)
    yield _page("projects:deliver", speaker_of(planned.partner.organisation), package.project, planned)
    given = _one(Deliverable, project=package.project, state="delivered")
    other = _one(Partner, project=package.project, left_on=None, is_lead=given.partner.is_lead is False)
    yield _page("projects:accept", speaker_of(other.organisation), package.project, given)
    leaves = _one(Partner, project=package.project, is_lead=False, left_on=None)
    yield _page("projects:exit", "head", package.project, leaves.organisation)
    yield _page("projects:part", "head", package.project, package.lead.organisation)
    yield _page(
        "projects:used", speaker_of(package.lead.organisation), package.project, package.lead.organisation
    )


def _measured(effect: Effect) -> Measurement:
    """A figure without its file."""
    project = _one(Project, code=effect.project_code)
    return Measurement.objects.create(
        effect=effect, on=timezone.localdate(), value=40, n=30, by=project.responsible, circle=project.circle
    )


def _sites() -> Iterator[Page]:
    site = _one(Site)
    row = _one(Application, at=site, state="in_use")
    check = _one(SiteCheck, application=row, months=6)
    keeper = key_of(site.person)
    yield _page("projects:places", "head")
    yield _page("projects:places", "learner", also="empty")
    yield _page("projects:place", keeper, site)
    yield _page("projects:place_edit", keeper, site)
    for name in ("application", "confirm_site", "site_version", "end_site"):
        yield _page(f"projects:{name}", keeper, row.project, row)
    yield _page("projects:site_check", keeper, row.project, check)


def _register() -> Iterator[Page]:
    used, asked, over = (_one(Item, state=state) for state in ("in_use", "tier_proposed", "destroyed"))
    waiting, left = _one(Output, state="asked"), _one(Output, state="let_go")
    lead, owner = key_of(asked.project.responsible), key_of(asked.approver)
    yield _page("dataregister:register", "head", used.project)
    empty = _one(Project, state="handed_over", problem__isnull=False)
    yield _page("dataregister:register", "head", empty, also="empty")
    yield _page("dataregister:new", "head", used.project)
    yield _page("dataregister:item", lead, used, also="in-use")
    yield _page("dataregister:item", owner, asked, also="asked")
    yield _page("dataregister:item", lead, over, also="over")
    yield _page("dataregister:edit", owner, used)
    yield _page("dataregister:tier", owner, asked)
    yield _page("dataregister:tier", owner, asked, also="wrong", press="main form .btn-1", status=422)
    for name in ("prolong", "end"):
        yield _page(f"dataregister:{name}", owner, used)
    yield _page("dataregister:new_output", lead, used)
    yield _page("dataregister:output", key_of(waiting.item.approver), waiting)
    yield _page("dataregister:output", lead, left, also="left")
    agreed, provided = _one(Item, state="tier_agreed"), _one(Item, state="provided")
    yield _page("dataregister:ask_again", key_of(agreed.approver), agreed)
    yield _page("dataregister:use", key_of(provided.project.responsible), provided)


def _outcomes() -> Iterator[Page]:
    proven, claimed = _one(Outcome, state="confirmed"), _one(Outcome, kind="saving")
    bare = _one(Outcome, kind="software")
    yield _page("outcomes:list", "head")
    yield _page("outcomes:list", "learner", also="empty")
    yield _page("outcomes:of_project", key_of(bare.by), bare.project)
    yield _page("outcomes:new", key_of(bare.by), bare.project)
    yield _page("outcomes:outcome", "head", proven, also="confirmed")
    yield _page("outcomes:outcome", key_of(bare.by), claimed, also="to-confirm")
    yield _page("outcomes:outcome", key_of(bare.by), bare, also="bare")
    yield _page("outcomes:edit", key_of(bare.by), bare)
    made, sole = _one(Result, project__ip_rule="joint"), _one(Result, kind="invention")
    yield _page("outcomes:of_project", key_of(made.by), made.project, also="joint")
    yield _page("outcomes:result", key_of(made.by), made)
    yield _page("outcomes:result", key_of(sole.by), sole, also="of-one-owner")
    yield _page("outcomes:new_result", key_of(made.by), made.project)
    yield _page("outcomes:edit_result", key_of(sole.by), sole)
    for name in ("contribute", "divide", "patent"):
        yield _page(f"outcomes:{name}", key_of(made.by), made)
    yield _page("outcomes:grant", key_of(_one(Outcome, kind="patent").by), _one(Outcome, kind="patent"))
    looked_at, plain = _one(Publication, state="review"), _one(Publication, state="draft")
    cleared = _one(Publication, state="cleared")
    yield _page("outcomes:new_publication", key_of(plain.by), plain.project)
    yield _page("outcomes:publication", key_of(plain.by), plain, also="draft")
    yield _page("outcomes:publication", "owner", looked_at, also="review")
    for name in ("edit_publication", "send"):
        yield _page(f"outcomes:{name}", key_of(plain.by), plain)
    yield _page("outcomes:publish", key_of(cleared.by), cleared)


def _people() -> Iterator[Page]:
    expert = _one(ExpertProfile, consented_at__isnull=False)
    yield _page("experts:list", "head")
    yield Page("experts-list-nobody", "experts:list", "head", reverse("experts:list") + "?q=zzz")
    yield _page("experts:detail", "head", expert)
    yield _page("experts:edit", key_of(expert.person), expert)
    two = list(ExpertProfile.objects.filter(person__name=expert.person.name).order_by("pk"))
    yield _page("experts:doubles", "head")
    yield _page("experts:double", "head", *two)
    yield _page("experts:availability", key_of(expert.person), expert)
    yield _page("experts:import", key_of(expert.person), expert)
    yield _page("calendars:mine", CALENDARS)
    yield _page("calendars:mine", "learner", also="empty")
    yield _page("calendars:draft", CALENDARS, _one(BusyDraft))
    yield _page(
        "calendars:mine", CALENDARS, also="wrong", press="form[action$='/subscribe/'] button", status=422
    )
    for name, also in (("works.csv", ""), ("works.bib", "broken")):
        found = _one(WorkImport, file_name=name)
        yield _page("experts:import_draft", "head", found.profile, found, also=also)
    yield _page("experts:enrol", "officer")
    yield _page("experts:index", "head")
    for state in ("running", "done", "failed"):
        yield _page("longjobs:job", "head", _one(LongJob, state=state), also=state)
    yield _page("journal:audit", AUDITOR)


def _failures() -> Iterator[Page]:
    """Forms that could not be taken: with what is wrong, or with what somebody else has saved meanwhile."""
    draft, fixed = _one(Problem, state="draft"), _one(RoundTable, state="fixed")
    main = "main .savebar .btn-1, main form.form button.btn-1, main form button.btn-1"
    wrong: dict[str, Any] = {"also": "wrong", "press": main, "status": 422}
    yield _page("problems:new", "owner", **wrong)
    yield _page("projects:new", "head", **wrong)
    yield _page("alliance:organisation_new", "officer", **wrong)
    yield _page("roundtables:decide", "head", fixed, **wrong)
    yield _page("roundtables:move", "head", fixed, **wrong)
    yield _page(
        "problems:edit",
        speaker_of(draft.owner),
        draft,
        "problem",
        also="conflict",
        press=main,
        stale=True,
        status=409,
    )


def _errors() -> Iterator[Page]:
    yield Page("404", "", "", "/no/", status=404)
    drawn = {
        400: views.bad_request, 403: views.csrf_failure, 500: views.server_error, 503: middleware.database_gone,
    }  # fmt: skip
    for status, draw in drawn.items():
        yield Page(str(status), "", "", f"/shown/{status}/", status=status, draw=_drawn(draw))
    yield Page("429", "", "", "/shown/429/", status=429, draw=_too_often)


def _drawn(draw: Callable[..., HttpResponse]) -> Callable[[str], HttpResponse]:
    return lambda language: draw(_request(language))


def _request(language: str) -> Any:
    request = RequestFactory(SERVER_NAME="localhost").post(
        "/problems/new/", {"title_ko": "용접 결함", "teaser_ko": "비드를 봅니다"}
    )
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = language
    return request


def _too_often(language: str) -> HttpResponse:
    from django.template.loader import render_to_string
    from django.utils import translation

    with translation.override(language):
        return HttpResponse(render_to_string("429.html", request=None), status=429)
