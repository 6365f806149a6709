"""Every type of page with somebody who may see it, on the sample alliance: for pictures and for the journeys.

``prepare`` adds what the sample has not (an import that waits, a request to be erased, …); ``pages`` names every
page. What is looked for and missing fails: nothing is left out silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.conf import settings
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
from oneteam.base import middleware, views
from oneteam.demo import cast
from oneteam.experts import actions as experts
from oneteam.experts.enums import INDEX
from oneteam.experts.models import ExpertProfile, WorkImport
from oneteam.longjobs.models import LongJob
from oneteam.meeting import actions as meeting
from oneteam.meeting.models import Idea, Note
from oneteam.problems import actions as problems
from oneteam.problems.models import LevelRequest, Problem, Scoping
from oneteam.projects import actions as projects
from oneteam.projects.models import Effect, Milestone, Project
from oneteam.roundtables import actions as tables
from oneteam.roundtables import queries as table_queries
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.models import (
    ActionItem,
    AgendaItem,
    Candidate,
    DayPlan,
    Decision,
    InterestForm,
    MatchRun,
    RoundTable,
    TableInvitation,
    WaiverRequest,
)
from oneteam.walls.actions import person_circle
from tests.factories import seat
from tests.projects.factories import decide
from tests.walls import routes

NEW_ADDRESS, KNOWN_ADDRESS = "new.person@donghae.example", "jion.yang@donghae.example"
AUDITOR = "coordinator_nei"  # of the sample, and made its auditor, too
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
    "files:download": "a file", "meeting:part": "a part of the room's page", "alliance:logo": "a picture", "accounts:export": "a file",
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
    groups = (_public, _entrance, _office, _problems, _tables, _rooms, _projects, _people, _failures, _errors)
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
        decide(Problem.objects.filter(state="accepted").latest("pk"), officer)
        proposed = _one(MatchRun, state="proposed").problem
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
        _round_table_day(officer)
        _meet(officer)
    _ask_members(officer)
    with walls.acting_as(learner):
        alliance.ask_erasure(person=learner)
    with walls.acting_as(owner):
        problems.ask_lowering(person=owner, problem=Problem.objects.get(pk=hidden.pk), level="alliance")


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


def _round_table_day(officer: Any) -> None:
    codes = [problem.code for problem in table_queries.open_to_match()]
    easy, hard = Parameters(size=3), Parameters(min_research=9)
    for parameters in (hard, easy):
        tables.plan_day(
            person=officer, codes=codes, parameters=parameters, before="", say=lambda done, total: None
        )


def _long_jobs(officer: Any) -> None:
    """As they look on the way and at both ends."""
    looks = {
        "running": {"done": 31, "total": 46, "begun_at": timezone.now() - timedelta(seconds=40)},
        "done": {"result": {"texts": 12}},
        "failed": {"failure": "설정된 인코더가 응답하지 않아요."},
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


# --- the pages --------------------------------------------------------------------------------------


def _public() -> Iterator[Page]:
    released = _one(Effect, problem__disclosure__released_at__isnull=False, state="verified")
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
    since = member.periods.first().starts_on.isoformat()
    yield _page("alliance:period_change", "officer", member, since)
    yield _page("alliance:seat_change", "officer", member, _one(Seat, organisation=member, role="owner"))
    yield _page("alliance:agreement", "officer", _one(Agreement, thread=""))
    yield _page("alliance:skill", "officer", _one(Skill).code)
    yield _page("alliance:import_draft", "head", _one(ImportDraft))
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
    yield _page("desk:thread", "head", whole)
    for step in ("problem", "field", "level", "check"):
        yield _page("problems:edit", speaker_of(draft.owner), draft, step, also=step)
    yield _page("problems:scoping", "head", _one(Scoping, finished_at=None).problem)
    yield _page("problems:people", "head", _one(LevelRequest, answered_at=None).problem, also="asked")
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
    yield _page("roundtables:days", "head")
    for plan in DayPlan.objects.order_by("pk"):
        yield _page("roundtables:day", "head", plan, also="clash" if plan.clash else "")
    waiver = _one(WaiverRequest)
    yield _page("roundtables:waiver", speaker_of(waiver.problem.owner), waiver)
    yield _page("roundtables:new", "head", _one(Problem, state="agreed"))
    yield _page("roundtables:detail", "head", fixed, also="fixed")
    yield _page("roundtables:detail", "head", closed)
    yield _page("roundtables:feedback", key_of(closed.chair), closed)
    yield _page("roundtables:attendance", "head", fixed)
    yield _page("roundtables:cancel", "head", fixed)
    yield _page("roundtables:decide", "head", fixed)
    yield _page("roundtables:review", "head", _one(Decision, table=closed))
    said = _one(InterestForm)
    yield _page("roundtables:interests", speaker_of(said.decision.problem.owner), said.decision)
    yield _page("roundtables:interest", key_of(said.by), said.decision, said.organisation)
    yield _page("roundtables:minutes", "head", closed)
    yield _page("roundtables:minutes_edit", "head", fixed)
    open_, done = _one(ActionItem, state="open"), _one(ActionItem, state="done")
    yield _page("roundtables:item", key_of(open_.who), open_)
    yield _page("roundtables:item", speaker_of(done.table.problem.owner), done, also="done")
    yield _page("roundtables:item_back", speaker_of(done.table.problem.owner), done)
    yield _page("roundtables:item_move", "head", open_)
    yield _page("roundtables:invitation", key_of(asked.person), asked.table_code)
    yield _page("roundtables:invitation", key_of(came.person), came.table_code, also="answered")


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
    yield _page("projects:detail", "head", project, also="running")
    yield _page("projects:detail", "head", _one(Project, state="applied"))
    for name in ("milestone", "trl", "site", "new_effect", "stop"):
        yield _page(f"projects:{name}", "head", project)
    yield _page("projects:move", "head", project, _one(Milestone, project=project, state="planned"))
    for name in ("edit", "people"):
        yield _page(f"projects:{name}", "head", project)
    yield _page("projects:close", "head", over)
    yield _page("projects:new", "head")
    yield _page(
        "projects:new_from",
        "head",
        _one(Decision, problem__state="decided", kind__in=["joint_task", "bilateral"]),
    )
    yield _page("projects:effect", "head", claimed)
    yield _page("projects:effect", "head", _one(Effect, state="verified"), also="verified")
    for name in ("measure", "claim", "verifier"):
        yield _page(f"projects:{name}", "head", planned)
    yield _page("projects:verify", key_of(claimed.verifier), claimed)


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
