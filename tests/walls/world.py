"""One alliance with every kind of person, and a problem that walked the whole way; made by the product's actions.

With ``secret`` a second problem walks it too, behind its wall, and every text that hangs on it is a canary:
``zq<part>z<name>`` says, wherever it turns up, which part of which thread has leaked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from oneteam import walls
from oneteam.accounts.models import Person
from oneteam.alliance import actions as alliance
from oneteam.alliance.models import Organisation
from oneteam.base.codes import hash_of
from oneteam.base.fields import Bi
from oneteam.calendars.actions.feed import token_of
from oneteam.calendars.models import CalendarFeed, feed_code
from oneteam.cases import actions as cases
from oneteam.cases import queries as case_queries
from oneteam.cases.models import LedgerEntry
from oneteam.dataregister import actions as register
from oneteam.dataregister import queries as register_queries
from oneteam.dataregister.models import Item, Output
from oneteam.experts import actions as experts
from oneteam.experts.models import ExpertProfile
from oneteam.files.actions import attach
from oneteam.files.models import Attachment
from oneteam.journal.actions import read
from oneteam.meeting import actions as meeting
from oneteam.meeting import queries as meeting_queries
from oneteam.meeting.models import Sitting
from oneteam.outcomes import actions as outcomes
from oneteam.outcomes import queries as outcome_queries
from oneteam.outcomes.models import Outcome, Publication, Result
from oneteam.problems import actions as problems
from oneteam.problems import ending
from oneteam.problems.enums import Ending
from oneteam.problems.models import Problem
from oneteam.projects import actions as projects
from oneteam.projects.models import (
    Application,
    Deliverable,
    Effect,
    Exit,
    Milestone,
    Partner,
    Project,
    Recheck,
    SiteCheck,
    TrlRecord,
    WorkPackage,
)
from oneteam.projects.saving import Factor
from oneteam.roundtables import actions as tables
from oneteam.roundtables import queries as table_queries
from oneteam.roundtables.actions.moving import Move
from oneteam.roundtables.actions.tables import Plan
from oneteam.roundtables.matching import Parameters
from oneteam.roundtables.members import content_of
from oneteam.roundtables.models import (
    ActionItem,
    Attendance,
    Candidate,
    Feedback,
    MatchRun,
    MinutesEdition,
    Replacement,
    RoundTable,
    TableInvitation,
    WaiverRequest,
)
from oneteam.roundtables.record import as_it_stands
from oneteam.roundtables.sessions import Setting
from oneteam.roundtables.timetable import Wish
from oneteam.walls.actions import draw
from tests.factories import area, make_org, make_person, nda, rivals, seat

CANARY = re.compile(r"zq([a-y]+)z([a-y]+)")
# Figures cannot carry letters: these stand for a part, too.
FIGURES = {"731931": "brief", "915733": "brief", "662211": "effect", "774411": "effect", "558833": "effect"}
FIGURE = re.compile("|".join(f"{digits[:3]},?{digits[3:]}" for digits in FIGURES))

PEOPLE = {
    "owner": [("company", "owner")],
    "colleague": [("company", "staff")],
    "executive": [("company", "executive")],
    "rival": [("rival", "coordinator")],
    "affiliate": [
        ("affiliate", "coordinator")
    ],  # let into a sealed project by a waiver of their organisation
    "beside": [("affiliate", "staff")],  # who sits beside them and is not
    "seconded": [("rival", "officer")],  # the secretariat sits inside the rival
    "officer": [("office", "officer")],
    "head": [("office", "head")],
    "expert": [("college", "expert")],  # named, NDA in force
    "unsigned": [("college", "expert")],  # named, no NDA
    "bystanding_expert": [("institute", "expert")],  # NDA, not named
    "partner": [("university", "coordinator"), ("university", "expert")],
    "verifier": [("institute", "staff")],
    "member": [("bystander", "staff")],
    "other_owner": [("bystander", "owner")],
    "learner": [("college", "learner")],
    "founder": [("startup", "founder")],
    "auditor": [("office", "auditor")],
    "administrator": [("office", "administrator")],
}
VISITOR = "visitor"
PERSONAS = [*PEOPLE, VISITOR]
EASY = Parameters(size=2, min_academia=0, min_research=0, min_field=0, max_per_org=3)


def leaks(text: str) -> set[tuple[str, str]]:
    """The canaries in a text: part and name."""
    found = set(CANARY.findall(text))
    figures = {digits.replace(",", "") for digits in FIGURE.findall(text)}
    return found | {(FIGURES[digits], digits) for digits in figures}


@dataclass
class Texts:
    """The texts and figures of a thread: canaries, or plain words."""

    secret: bool

    def word(self, part: str, name: str) -> str:
        return f"zq{part}z{name}" if self.secret else f"plain {part} {name}"

    def bi(self, part: str, name: str) -> Bi:
        return Bi(self.word(part, name) + "ㄱ", self.word(part, name) + "E")

    def figure(self, digits: str) -> Decimal:
        return Decimal(digits if self.secret else digits[:2])

    def file(self, part: str, name: str) -> SimpleUploadedFile:
        content = f"day,words\n1,{self.word(part, name + 'content')}\n"
        return SimpleUploadedFile(self.word(part, name + "name").replace(" ", "-") + ".csv", content.encode())


@dataclass
class Cast:
    """Who walks a thread: names out of ``PEOPLE``."""

    owner: str
    experts: list[str]
    hour: int  # nobody sits at two tables at once
    waived: str = ""  # a rival that takes part in the project by the owner's waiver


@dataclass
class World:
    people: dict[str, Any] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    profiles: dict[str, ExpertProfile] = field(default_factory=dict)
    plain: dict[str, Any] = field(default_factory=dict)  # codes and numbers of the thread's things
    secret: dict[str, Any] = field(default_factory=dict)
    feeds: dict[str, str] = field(default_factory=dict)  # the secret of each one's calendar


def build() -> World:
    """The alliance and one ordinary problem, open to its members."""
    world = World()
    kinds = {"university": "academia", "college": "academia", "institute": "research", "startup": "startup"}
    for name in ("company", "rival", "affiliate", "office", "bystander", *kinds):
        world.organisations[name] = make_org(
            name, kinds.get(name, "industry"), group="group" if name in ("rival", "affiliate") else "",
            hosts_secretariat=name == "rival",
        )  # fmt: skip
    for number, (name, seats) in enumerate(PEOPLE.items()):
        world.people[name] = make_person(name.replace("_", " "), language="ko" if number % 2 else "en")
        for place, role in seats:
            seat(world.people[name], world.organisations[place], role)
    rivals(world.organisations["company"], world.organisations["rival"], ["robot"])
    nda(world.people["expert"])
    nda(world.people["bystanding_expert"])
    area("robot")
    for name in ("expert", "unsigned", "bystanding_expert"):
        world.profiles[name] = _profile(world, name, world.organisations[PEOPLE[name][0][0]])
    world.feeds = {name: _feed(person) for name, person in world.people.items()}
    with walls.acting_as(world.people["officer"]):
        tables.save_venue(person=world.people["officer"], name=Bi("회의실", "Room"), capacity=20)
    world.plain = walk(
        world, Cast("other_owner", ["expert", "bystanding_expert"], 2), "alliance", Texts(False)
    )
    return world


def _feed(person: Any) -> str:
    """The secret of a calendar's address. Not in the circle of its person: that has to come with the thread."""
    code = feed_code()
    token = token_of(CalendarFeed(code=code))
    circle = draw(readers=[f"person:{person.pk}"])
    with walls.system("a calendar of each"):
        CalendarFeed.objects.create(person=person, code=code, token_hash=hash_of(token), circle=circle)
    return token


def _profile(world: World, name: str, home: Organisation) -> ExpertProfile:
    officer, person = world.people["officer"], world.people[name]
    with walls.acting_as(officer):
        profile = experts.enrol(person=officer, expert=person, organisation=home, quota=9)
        experts.add_work(
            person=officer, profile=profile, title=Bi("용접", "Learning from welding sound"), year=2024
        )
    with walls.acting_as(person):
        experts.consent(person=person, profile=profile, agreed=True)
    return profile


def add_secret(world: World, level: str) -> None:
    waived = "affiliate" if level == "sealed" else ""
    world.secret = walk(world, Cast("owner", ["expert", "unsigned"], 5, waived), level, Texts(True))


# --- the way --------------------------------------------------------------------------------------------


BY_CODE: dict[type, Callable[[str], Any]] = {
    RoundTable: table_queries.table, MatchRun: table_queries.run, Item: register_queries.item, Output: register_queries.output,
    Outcome: outcome_queries.outcome,
    Result: outcome_queries.result,
    Publication: outcome_queries.publication,
}  # fmt: skip


class Walk:
    """Whoever acts next reads what they act on anew, as a page would."""

    def __init__(self, world: World, cast: Cast, texts: Texts) -> None:
        self.world, self.cast, self.texts = world, cast, texts
        self.owner, self.officer = world.people[cast.owner], world.people["officer"]
        self.company = world.organisations[PEOPLE[cast.owner][0][0]]
        self.partner, self.university = world.people["partner"], world.organisations["university"]
        self.codes: dict[str, Any] = {}

    def act(self, person: Person, action: Callable[..., Any], **values: Any) -> Any:
        with walls.acting_as(person):
            return action(
                person=person, **{name: self._fresh(person, value) for name, value in values.items()}
            )

    def _fresh(self, person: Person, value: Any) -> Any:
        if found := BY_CODE.get(type(value)):
            return found(value.code).get()
        if isinstance(value, Problem):
            return Problem.objects.select_related("disclosure", "owner").get(pk=value.pk)
        if isinstance(value, Project):
            return Project.objects.select_related("disclosure", "problem__disclosure").get(pk=value.pk)
        if isinstance(value, Effect):
            return Effect.objects.select_related("application", "problem__disclosure", "verifier").get(
                pk=value.pk
            )
        if isinstance(value, (Application, Deliverable, Partner, Milestone, TrlRecord, WorkPackage)):
            rows = type(value).objects.select_related("project__disclosure", "project__problem__disclosure")
            return rows.get(pk=value.pk)
        return value


def walk(world: World, cast: Cast, level: str, texts: Texts) -> dict[str, Any]:
    """Draft, submission, scoping, panel, table, decision, project, site and verified effect."""
    way = Walk(world, cast, texts)
    problem = _write(way, level)
    _scope(way, problem)
    table = _meet(way, problem, _panel(way, problem))
    _minute(way, table)
    project = _work(way, problem, _decide(way, table))
    _prove(way, project, _field(way, project))
    _register(way, project)
    _come_out(way, project)
    _tell(way, problem)
    with walls.system("the codes of a test's thread"):
        files = Attachment.objects.filter(thread=problem.code).order_by("pk")
        way.codes |= {f"file{number}": row.code for number, row in enumerate(files, start=1)}
    return way.codes


def _write(way: Walk, level: str) -> Problem:
    texts, owner = way.texts, way.owner
    problem: Problem = way.act(
        owner, problems.draft, owner=way.company, title=texts.bi("teaser", "title"), area="robot", level=level
    )
    brief = {
        name: texts.bi("brief", name.replace("_", ""))
        for name in ("background", "goal", "tried", "metric", "least_value", "best_value", "site")
    }
    brief |= {name: [texts.bi("brief", name)] for name in ("questions", "constraints")}
    brief |= {"unit": texts.word("brief", "unit"), "better": "higher", "baseline": texts.figure("731931")}
    way.act(
        owner, problems.save_step, problem=problem, version=1, teaser={"teaser": texts.bi("teaser", "teaser")},
        brief=brief | {"target": texts.figure("915733")},
    )  # fmt: skip
    row = {"name": texts.bi("brief", "data"), "kind": texts.word("brief", "kind")}
    row["volume"] = texts.word("brief", "volume")
    way.act(owner, problems.set_data_items, problem=problem, rows=[row])
    if level == "sealed":
        way.act(owner, problems.name_person, problem=problem, named=way.officer, role="officer")
    shown = problem.disclosure
    _attach(way, owner, f"brief:{problem.code}", problem.code, shown, "brief")
    way.act(owner, problems.submit, problem=problem)
    way.codes["problem"] = problem.code
    return problem


def _attach(way: Walk, person: Any, target: str, thread: str, shown: Any, part: str) -> None:
    with walls.system("a circle, as an action gives it"):
        circle = getattr(type(shown).objects.select_related(part).get(pk=shown.pk), part)
    way.act(
        person, attach, upload=way.texts.file(part, "file"), target=target, thread=thread, circle=circle,
        confidential=shown.is_confidential,
    )  # fmt: skip


def _scope(way: Walk, problem: Problem) -> None:
    texts, officer = way.texts, way.officer
    way.act(officer, problems.begin_scoping, problem=problem)
    way.act(
        officer, problems.finish_scoping, problem=problem, recommendation="accept",
        note=texts.bi("desk", "note"), private_note=texts.word("private", "note"),
    )  # fmt: skip
    way.act(
        officer, alliance.agree, kind="waiver", holder=way.world.people["expert"], thread=problem.code,
        note=texts.bi("desk", "waiver"),
    )  # fmt: skip
    with walls.acting_as(officer):
        disclosure = way._fresh(officer, problem).disclosure
        read(person=officer, thread=problem.code, what=texts.word("desk", "reading"), circle=disclosure.desk)


def _day(way: Walk, problem: Problem) -> dict[str, str]:
    """A round-table day with this problem among the others, laid out; a sealed one is never part of it."""
    with walls.acting_as(way.officer):
        there = problem.code in {one.code for one in table_queries.open_to_match()}
        room = table_queries.offered_venues().get()
    if not there:
        return {"day": "DP-NOTHING", "timetable": "DT-NOTHING"}
    plan = tables.plan_day(
        person=way.officer, codes=[problem.code], parameters=EASY, before="", say=lambda done, total: None
    )
    on = timezone.localdate() + dt.timedelta(days=20)
    setting = Setting(on, dt.time(9), dt.time(18), 60, 15, 3, {str(room.pk): way.officer.pk})
    laid = tables.lay_out_day(
        person=way.officer, plan=plan.code, setting=setting, say=lambda done, total: None
    )
    return {"day": plan.code, "timetable": laid.code}


def _panel(way: Walk, problem: Problem) -> MatchRun:
    codes = [way.world.profiles[name].code for name in way.cast.experts]
    way.codes |= _day(way, problem)
    run: MatchRun = way.act(way.officer, tables.choose, problem=problem, codes=codes, parameters=EASY)
    note = way.texts.word("private", "candidate")
    way.act(way.officer, tables.note_candidate, run=run, code=codes[0], text=note)
    way.act(way.officer, tables.send_to_owner, run=run, note=way.texts.bi("desk", "panel"))
    way.act(way.owner, tables.approve_panel, run=run)
    wish = Wish(minutes=60, experts=1, last=timezone.localdate() + dt.timedelta(days=40), room=False)
    sought = tables.find_dates(
        person=way.officer, codes=[problem.code], wish=wish, say=lambda done, total: None
    )
    way.codes["search"] = sought.code
    way.codes["run"] = run.code
    with walls.system(
        "a request for a waiver, and for another list: nobody on this one has to be waived or replaced"
    ):
        asked = WaiverRequest.objects.create(
            problem=problem, circle=run.problem.disclosure.desk, person=way.world.people["bystanding_expert"],
            organisation=way.world.organisations["institute"], why=way.texts.word("desk", "waiverwhy"), by=way.officer,
        )  # fmt: skip
        MatchRun.objects.filter(pk=run.pk).update(reason=way.texts.word("desk", "another"))
    way.codes["asked"] = asked.code
    return run


def _meet(way: Walk, problem: Problem, run: MatchRun) -> RoundTable:
    texts, officer = way.texts, way.officer
    plan = Plan(
        starts_at=timezone.now() + dt.timedelta(hours=way.cast.hour), chair=officer, owners=[way.owner],
        agenda=[(texts.bi("room", "agenda"), 60)], place=texts.bi("invite", "place"),
        link=f"https://meet.example/{texts.word('room', 'link').replace(' ', '-')}",
    )  # fmt: skip
    times = [plan.starts_at + dt.timedelta(days=ahead) for ahead in range(2)]
    way.act(officer, tables.ask_dates, problem=problem, starts=times, minutes=60)
    table: RoundTable = way.act(officer, tables.convene, problem=problem, plan=plan)
    earlier = Move(
        starts_at=plan.starts_at - dt.timedelta(minutes=30), place=plan.place, link=plan.link,
        reason=texts.word("room", "movedbecause"),
    )  # fmt: skip
    way.act(officer, tables.move_table, table=table, version=1, to=earlier)
    way.act(officer, tables.add_material, table=table, upload=texts.file("room", "material"))
    present, absent = (way.world.people[name] for name in way.cast.experts)
    with walls.acting_as(present):
        invitation = TableInvitation.objects.get(table_code=table.code, person=present)
        tables.answer_invitation(person=present, invitation=invitation, accept=True)
    with walls.acting_as(absent):
        invitation = TableInvitation.objects.get(table_code=table.code, person=absent)
        suggests = texts.word("desk", "suggests")
        tables.answer_invitation(
            person=absent,
            invitation=invitation,
            accept=False,
            reason=texts.word("room", "why"),
            suggests=suggests,
        )
    _propose_another(way, table, absent)
    sitting = _sit(way, table)
    came = {one.pk: (True, "") for one in (officer, way.owner, present)}
    came[absent.pk] = (False, texts.word("room", "absence"))
    with walls.acting_as(officer):
        meeting.end(person=officer, sitting=meeting_queries.sitting(sitting.table), came=came)
    way.codes["table"] = table.code
    return table


def _propose_another(way: Walk, table: RoundTable, absent: Any) -> None:
    with walls.system("somebody proposed for the seat of the absent: this world has nobody next in line"):
        candidate = Candidate.objects.filter(run=table.run).first()
        seat = Attendance.objects.get(table=table, person=absent)
        asked = Replacement.objects.create(
            table=table, seat=seat, candidate=candidate, by=way.officer, circle=table.problem.disclosure.desk
        )
    way.codes["replacement"] = asked.code


def _sit(way: Walk, table: RoundTable) -> Sitting:
    """In the room: notes, one of them changed, an item in short, an idea with a vote."""
    texts, officer, owner = way.texts, way.officer, way.owner
    way.act(officer, meeting.begin, table=table)
    with walls.acting_as(owner):
        sitting = meeting_queries.sitting(table_queries.table(table.code).get())
        assert sitting
        meeting.be_here(person=owner, sitting=sitting)
        note = meeting.write(person=owner, sitting=sitting, text=texts.word("room", "said"))
        meeting.change_note(person=owner, note=note, version=1, text=texts.word("room", "saidbetter"))
        meeting.write(person=owner, sitting=sitting, text=texts.word("room", "parked"), kind="parked")
        meeting.put_in_short(
            person=owner, sitting=sitting, item=sitting.item, text=texts.word("room", "gist"), version=0
        )
        values = {name: texts.word("room", name) for name in ("title", "pros", "cons", "effort")}
        idea = meeting.propose(person=owner, sitting=sitting, values=values)
    with walls.acting_as(officer):
        meeting.open_voting(person=officer, sitting=sitting)
    with walls.acting_as(owner):
        meeting.vote(person=owner, idea=idea, give=True)
    with walls.acting_as(officer):
        meeting.count_votes(person=officer, sitting=sitting)
    way.codes |= {"note": note.code, "idea": idea.code}
    return sitting


def _minute(way: Walk, table: RoundTable) -> None:
    texts, officer = way.texts, way.officer
    way.act(
        officer, tables.save_minutes, table=table, discussion=texts.bi("room", "discussion"),
        sections=[(texts.bi("room", "item"), texts.bi("room", "note"))], next_meeting=texts.bi("room", "next"),
        version=1,
    )  # fmt: skip
    with walls.acting_as(officer):
        minutes = table_queries.minutes(table).get()
    way.act(officer, tables.attach_to_minutes, minutes=minutes, upload=texts.file("room", "minutes"))
    way.act(officer, tables.send_minutes, minutes=minutes)
    with walls.acting_as(way.owner):
        tables.agree_minutes(person=way.owner, minutes=table_queries.minutes(table).get())
    _correct(way, table)


def _correct(way: Walk, table: RoundTable) -> None:
    """Two corrections of the expert who was there: one declined, one that waits."""
    texts, expert = way.texts, way.world.people[way.cast.experts[0]]
    for name in ("declined", "waiting"):
        with walls.acting_as(expert):
            one = tables.suggest(
                person=expert, minutes=table_queries.minutes(table).get(), passage="1", version=1,
                text=texts.bi("room", f"suggested{name}"), reason=texts.word("room", f"reason{name}"),
            )  # fmt: skip
        if name == "declined":
            with walls.acting_as(way.officer):
                found = table_queries.suggestion(one.code).get()
                tables.decline(person=way.officer, suggestion=found, answer=texts.word("room", "whynot"))
    way.codes["suggestion"] = one.code


def _decide(way: Walk, table: RoundTable) -> Any:
    texts, officer = way.texts, way.officer
    due_on = timezone.localdate() + dt.timedelta(days=30)
    decision = way.act(
        officer, tables.decide, table=table, kind="joint_task", text=texts.bi("summary", "decision"),
        responsible=way.owner, due_on=due_on, reasons=texts.bi("summary", "reasons"), review_on=due_on,
        dissent={way.owner.pk: texts.word("room", "dissent")},
    )  # fmt: skip
    way.act(
        way.owner, tables.review_decision, decision=decision, outcome="later", text=texts.bi("summary", "review"),
        seen=due_on, next_on=due_on + dt.timedelta(days=1),
    )  # fmt: skip
    with walls.system("its review date has come"):
        type(decision).objects.filter(pk=decision.pk).update(review_on=timezone.localdate())
    tables.tell_of_reviews()
    _ask(way, decision)
    add = {"table": table, "due_on": due_on}
    done = way.act(officer, tables.add_action_item, what=texts.bi("room", "done"), who=way.owner, **add)
    expert = way.world.people[way.cast.experts[0]]
    undone = way.act(officer, tables.add_action_item, what=texts.bi("room", "todo"), who=expert, **add)
    own = way.act(officer, tables.add_action_item, what=texts.bi("room", "own"), who=way.owner, **add)
    with walls.acting_as(way.owner):
        item = ActionItem.objects.select_related("table__problem__disclosure").get(pk=done.pk)
        tables.finish_action_item(
            person=way.owner,
            item=item,
            evidence=texts.word("room", "evidence"),
            upload=texts.file("room", "proof"),
        )
    with walls.acting_as(officer):
        tables.send_back_action_item(
            person=officer,
            item=table_queries.action_item(done.code).get(),
            reason=texts.word("room", "lacking"),
        )
        tables.move_action_item(
            person=officer, item=table_queries.action_item(undone.code).get(), due_on=due_on + dt.timedelta(days=2),
            reason=texts.word("room", "moved"),
        )  # fmt: skip
    _strike(undone, own)
    with walls.system("what an owner said of an expert: this world's tables stay open"):
        Feedback.objects.create(
            table=table, circle=problem_of(table).disclosure.private, person=expert, by=way.owner, by_owner=True,
            helped=5, text=texts.word("private", "feedback"),
        )  # fmt: skip
    way.codes |= {"decision": decision.code, "item": done.code, "undone": undone.code}
    way.codes["edition"] = _edition(way, table)
    with walls.acting_as(officer):
        return table_queries.decision(decision.code).get()


def _edition(way: Walk, table: RoundTable) -> str:
    """What members read where the owner lets them: this world's minutes wait for the last to agree."""
    with walls.system("an edition as it is once published"):
        minutes = table_queries.minutes(table).get()
        shown = {"shown": "replaced", "text": way.texts.bi("summary", "edition").as_dict()}
        edition = MinutesEdition(
            minutes=minutes, problem=table.problem, circle=problem_of(table).disclosure.summary,
            passages={"discussion": shown}, published_at=timezone.now(),
        )  # fmt: skip
        record = as_it_stands(minutes) | {"agreed_at": timezone.now().isoformat()}
        edition.content = content_of(edition, record, [])
        edition.save()
    return edition.code


def _ask(way: Walk, decision: Any) -> None:
    """For a while the owner lets members read the decision, and one answers; of a sealed problem nobody is asked."""
    owner, partner = way.owner, way.partner

    def share(yes: bool) -> None:
        with walls.acting_as(owner):
            problem = Problem.objects.select_related("disclosure", "owner").get(pk=decision.problem_id)
            problems.set_disclosure(person=owner, problem=problem, decision_shared=yes)

    if decision.problem.disclosure.level == "sealed":
        return
    share(True)
    with walls.acting_as(owner):
        told = table_queries.told_decision(decision.code).get()
        tables.ask_interest(person=owner, decision=told, until=timezone.localdate() + dt.timedelta(days=20))
    with walls.acting_as(partner):
        told = table_queries.told_decision(decision.code).get()
        tables.state_interest(
            person=partner, decision=told, organisation=way.university, level="join",
            comment=way.texts.word("desk", "interest"),
        )  # fmt: skip
    share(False)


def _strike(*items: ActionItem) -> None:
    """All clocks of what was taken on have struck."""
    with walls.system("the dates of a test are long past"):
        late = timezone.localdate() - dt.timedelta(days=15)
        ActionItem.objects.filter(pk__in=[item.pk for item in items]).update(due_on=late)
    tables.remind_of_actions()


def problem_of(table: RoundTable) -> Problem:
    return Problem.objects.select_related("disclosure__private", "disclosure__summary").get(
        pk=table.problem_id
    )


def _work(way: Walk, problem: Problem, decision: Any) -> Project:
    texts, today = way.texts, timezone.localdate()
    places, members = [way.company, way.university], [way.owner]
    if waived := way.cast.waived:
        places, members = [*places, way.world.organisations[waived]], [way.owner, way.world.people[waived]]
        way.act(
            way.officer, alliance.agree, kind="waiver", organisation=places[-1], thread=problem.code,
            note=texts.bi("desk", "waivedpartner"),
        )  # fmt: skip
    project: Project = way.act(
        way.officer, projects.propose, decision=decision, kind="joint", title=texts.bi("field", "title"),
        aim=texts.bi("field", "aim"), where=texts.bi("field", "where"), lead=way.university, responsible=way.partner,
        partners=[(one, Decimal(6), texts.bi("field", "part")) for one in places],
        members=members, starts_on=today - dt.timedelta(days=90),
        ends_on=today + dt.timedelta(days=90), trl_start=4, trl_target=7,
    )  # fmt: skip
    with walls.system("the partners of a test's project"):
        partners = {row.organisation_id: row for row in Partner.objects.filter(project=project)}
    way.act(way.owner, projects.agree, partner=partners[way.company.pk])
    way.act(way.partner, projects.agree, partner=partners[way.university.pk])
    if waived:
        way.act(way.world.people[waived], projects.agree, partner=partners[places[-1].pk])
    way.act(way.officer, projects.start, project=project)
    way.codes |= {"project": project.code, "partner": way.company.code}
    _parts(way, project, partners[way.university.pk], partners[way.company.pk])
    with walls.acting_as(way.officer):
        shown = way._fresh(way.officer, project).disclosure
    _attach(way, way.partner, f"project:{project.code}", problem.code, shown, "field")
    return project


def _parts(way: Walk, project: Project, lead: Partner, other: Partner) -> None:
    """Who does what, and what of it was changed."""
    texts, today = way.texts, timezone.localdate()
    way.act(
        way.partner, projects.change_part, partner=other, version=1, part=texts.bi("field", "part"),
        man_months=Decimal(7), cash=Decimal(0), in_kind=texts.bi("field", "inkind"), why=texts.word("field", "why"),
    )  # fmt: skip
    way.act(way.owner, projects.agree, partner=other)
    way.act(way.owner, projects.enter_used, partner=other, month=today, amount=Decimal(2))
    made = way.act(
        way.partner, projects.add_package, project=project, name=texts.bi("field", "package"), lead=lead, partners=[other],
        starts_on=today, ends_on=today + dt.timedelta(days=30),
    )  # fmt: skip
    way.act(
        way.partner, projects.change_package, package=made, version=1, name=texts.bi("field", "packagenow"), lead=lead,
        partners=[other], starts_on=today, ends_on=today + dt.timedelta(days=40), why=texts.word("field", "whylonger"),
    )  # fmt: skip
    risk = way.act(
        way.partner, projects.add_risk, project=project, what=texts.bi("field", "risk"), probability=2, impact=3,
        owner=way.owner, measure=texts.bi("field", "measure"),
    )  # fmt: skip
    aim = way.act(way.partner, projects.add_objective, project=project, text=texts.bi("field", "objective"))
    way.codes |= {"package": made.code, "risk": risk.code, "objective": aim.code}
    _deliver(way, project, lead, other)


def _deliver(way: Walk, project: Project, lead: Partner, other: Partner) -> None:
    """One that waits for its acceptance, and an exit as it would be told; this world's partners stay."""
    texts, later = way.texts, timezone.localdate() + dt.timedelta(days=9)
    made = way.act(
        way.partner, projects.add_deliverable, project=project, name=texts.bi("field", "deliverable"), partner=lead,
        due_on=later,
    )  # fmt: skip
    way.act(way.partner, projects.deliver, deliverable=made, upload=texts.file("field", "delivered"))
    way.act(
        way.owner, projects.answer_deliverable, deliverable=made, accepted=False, said=texts.word("field", "lacking")
    )  # fmt: skip
    way.act(way.partner, projects.deliver, deliverable=made, upload=texts.file("field", "deliveredagain"))
    with walls.system("what would be told of a partner that left"):
        Deliverable.objects.filter(pk=made.pk).update(said=texts.word("field", "lacking"))
        Exit.objects.create(
            partner=lead, circle=project.circle, on=timezone.localdate(), by=way.partner,
            reason=texts.bi("field", "exit"), data_kept=texts.bi("field", "datakept"),
            results_kept=texts.bi("field", "resultskept"), rights_kept=texts.bi("field", "rightskept"),
        )  # fmt: skip
    way.codes["deliverable"] = made.code


def _field(way: Walk, project: Project) -> Application:
    texts, partner, later = way.texts, way.partner, timezone.localdate() + dt.timedelta(days=20)
    moved = way.act(
        partner, projects.add_milestone, project=project, name=texts.bi("field", "milestone"), due_on=later
    )
    way.act(
        partner, projects.move_milestone, milestone=moved, version=1, due_on=later + dt.timedelta(days=9),
        reason=texts.word("field", "reason"),
    )  # fmt: skip
    way.act(
        partner, projects.add_milestone, project=project, name=texts.bi("field", "waiting"), due_on=later,
        keeper=partner, after=[moved],
    )  # fmt: skip
    way.act(
        partner, projects.say_progress, project=project, state="at_risk", line=texts.word("field", "progress")
    )
    way.act(way.owner, projects.refuse_trl, step=_step(way, project), reason=texts.word("field", "refused"))
    way.act(way.owner, projects.confirm_trl, step=_step(way, project))
    way.act(partner, projects.go_back, project=project, level=4, reason=texts.bi("field", "back"))
    step = _step(way, project)
    way.act(way.owner, projects.confirm_trl, step=step)
    site: Application = way.act(
        partner, projects.apply_on_site, project=project, organisation=way.company,
        site=texts.bi("field", "site"), since=timezone.localdate() - dt.timedelta(days=30),
        version_there=texts.word("field", "version"),
    )  # fmt: skip
    way.act(
        way.owner, projects.confirm_site, application=site, name=texts.bi("field", "siteitself"),
        place=texts.bi("field", "place"),
    )  # fmt: skip
    with walls.system("a site of a test was asked, and what it would say at its end"):
        check = SiteCheck.objects.filter(application=site).order_by("due_on").first()
        at = Application.objects.select_related("at").get(pk=site.pk).at
        assert check is not None and at is not None
        told = {"asked_on": timezone.localdate(), "words": texts.bi("field", "answer")}
        SiteCheck.objects.filter(pk=check.pk).update(**told)
        Application.objects.filter(pk=site.pk).update(ended_because=texts.bi("field", "ended"))
        way.codes |= {"place": at.code, "check": check.code}
    way.codes |= {"milestone": moved.code, "step": step.code, "site": site.code}
    return site


def _step(way: Walk, project: Project) -> TrlRecord:
    texts = way.texts
    step: TrlRecord = way.act(
        way.partner, projects.record_trl, project=project, level=5, evidence=texts.bi("field", "trl"),
        answers=[projects.Answered(True, texts.word("field", f"shown{n}")) for n in (1, 2, 3)],
    )  # fmt: skip
    return step


def _recheck(way: Walk, effect: Effect, verifier: Any) -> None:
    """Looked at again once, and once more to come."""
    first, second = _asked(effect)
    way.act(
        way.partner, projects.measure, effect=effect, on=timezone.localdate(), value=Decimal(4), n=90,
        upload=way.texts.file("field", "again"),
    )  # fmt: skip
    words = way.texts.bi("effect", "lasting")
    way.act(verifier, projects.judge_recheck, recheck=first, lasting=True, verdict=words)
    way.codes["recheck"] = second.code


def _asked(effect: Effect) -> list[Recheck]:
    with walls.system("the time of both re-checks has come"):
        found = Recheck.objects.filter(effect=effect).select_related("effect__disclosure").order_by("months")
        found.update(asked_on=timezone.localdate(), due_on=timezone.localdate())
        return list(found)


def _prove(way: Walk, project: Project, site: Application) -> None:
    texts, partner = way.texts, way.partner
    effect: Effect = way.act(
        partner, projects.plan_effect, application=site, metric=texts.bi("effect", "metric"),
        unit=texts.word("effect", "unit"), better="higher", baseline=texts.figure("662211"),
        target=texts.figure("774411"), method="before_after",
        baseline_on=timezone.localdate() - dt.timedelta(days=60), baseline_how=texts.bi("effect", "how"),
    )  # fmt: skip
    factors = [
        Factor(texts.bi("effect", f"factor{at}"), Decimal(at), texts.word("effect", f"won{at}"), texts.bi("effect", f"source{at}"))
        for at in (2, 3)
    ]  # fmt: skip
    way.act(partner, projects.set_saving, effect=effect, version=1, factors=factors)
    way.act(
        partner, projects.plan_measurement, effect=effect, due_on=timezone.localdate() + dt.timedelta(days=9)
    )
    way.act(partner, projects.make_key, effect=effect)
    measured = way.act(
        partner, projects.measure, effect=effect, on=timezone.localdate() - dt.timedelta(days=5),
        value=texts.figure("558833"), n=120,
        note=texts.bi("field", "measurement"), upload=texts.file("field", "proof"),
    )  # fmt: skip
    verifier = way.world.people["verifier"]
    way.act(way.officer, projects.name_verifier, effect=effect, verifier=verifier)
    way.act(partner, projects.claim, effect=effect)
    way.act(verifier, projects.judge, effect=effect, confirmed=True, verdict=texts.bi("effect", "verdict"))
    way.codes |= {"effect": effect.code, "measurement": measured.code}
    _recheck(way, effect, verifier)
    with walls.system("what a project that was stopped would say; this one came all the way"):
        Project.objects.filter(pk=project.pk).update(
            stopped_because=texts.bi("field", "stopped"), lessons=texts.bi("field", "lessons")
        )


def _register(way: Walk, project: Project) -> None:
    """Data on the company's premises of which results are to leave, and other data that were destroyed."""
    texts, partner, owner = way.texts, way.partner, way.owner
    kept = _item(way, project, premises=way.company)
    _use(way, kept)
    way.act(owner, register.attach_to_item, item=kept, upload=texts.file("premises", "raw"))
    way.codes |= {"data": kept.code, "output": _ask_out(way, kept).code}
    refused = _ask_out(way, kept)
    way.act(owner, register.refuse, output=refused, reason=texts.word("party", "refused"))
    gone = _item(way, project, premises=None)
    _use(way, gone)
    way.act(
        partner,
        register.end,
        item=gone,
        how_ended="destroyed",
        on=timezone.localdate(),
        how=texts.bi("field", "destroyed"),
    )
    way.codes["gone"] = gone.code


def _tell(way: Walk, problem: Problem) -> None:
    """Words for the report, and an entry of the ledger as an ending makes it."""
    summary, limits = way.texts.bi("field", "summary"), way.texts.bi("field", "limits")
    with walls.acting_as(way.partner):
        root = case_queries.root(problem.code)
        cases.write(person=way.partner, root=root, version=0, summary=summary, limits=limits)
    lesson = ending.Lesson("no_data", way.texts.bi("summary", "change"))
    with walls.acting_as(way.officer):
        now = way._fresh(way.officer, problem)
        ending.keep(ending.Ended(Ending.DECLINED, now.disclosure, now.title, lesson, way.officer, now))
        way.codes["entry"] = LedgerEntry.objects.get(problem=now).code


def _item(way: Walk, project: Project, premises: Organisation | None) -> Item:
    texts = way.texts
    made: Item = way.act(
        way.owner, register.list_item, project=project, name=texts.bi("field", "data"), kind=texts.word("field", "kind"),
        volume=texts.word("field", "volume"), faults=texts.bi("field", "faults"), owner=way.company,
        place=3 if premises else 2, premises=premises, threshold=5, approver=way.owner, referee=way.officer,
    )  # fmt: skip
    return made


def _use(way: Walk, item: Item) -> None:
    """All three say: nobody is told of in the data, and they may be published, only not yet."""
    for person in (way.owner, way.partner, way.officer):
        for question, choice in (
            ("personal", "no"),
            ("sensitive", "no"),
            ("published", "no"),
            ("publishable", "yes"),
        ):
            way.act(person, register.answer, item=item, question=question, choice=choice)
        way.act(person, register.finish, item=item)
    way.act(way.owner, register.provide, item=item)
    until = timezone.localdate() + dt.timedelta(days=20)
    way.act(way.partner, register.take_up, item=item, responsible=way.partner, ends_on=until)


def _ask_out(way: Walk, item: Item) -> Output:
    texts = way.texts
    column = texts.word("party", "column")
    content = f"line,{column}\n{texts.word('party', 'line')},30\n"
    name = texts.word("party", "result").replace(" ", "-") + ".csv"
    made: Output = way.act(
        way.partner, register.ask_output, item=item, name=texts.bi("party", "output"),
        description=texts.bi("party", "description"), upload=SimpleUploadedFile(name, content.encode()), is_table=True,
        column=column,
    )  # fmt: skip
    return made


def _come_out(way: Walk, project: Project) -> None:
    """An outcome, a result with its shares and a publication of the lead, which wait for the company's word."""
    texts = way.texts
    outcome = way.act(
        way.partner, outcomes.enter, project=project, organisation=way.university, kind="software",
        title=texts.bi("field", "outcome"), on=timezone.localdate(), upload=texts.file("field", "outcome"),
        link=f"https://evidence.example/{texts.word('field', 'evidence').replace(' ', '-')}",
        identifier=f"10.5281/{texts.word('field', 'doi')}",
    )  # fmt: skip
    way.codes["outcome"] = outcome.code
    lead = {"project": project, "organisation": way.university}
    result = way.act(
        way.partner, outcomes.disclose, project=project, kind="invention", title=texts.bi("field", "invention"),
        what=texts.bi("field", "novelty"), on=timezone.localdate(),
    )  # fmt: skip
    contribution = way.act(
        way.partner, outcomes.contribute, result=result, organisation=way.university, contributor=way.partner, kind="idea",
        what=texts.bi("field", "contribution"),
    )  # fmt: skip
    way.act(
        way.partner, outcomes.divide, result=result, shares={way.university.pk: Decimal(100)}, reason=texts.bi("field", "why"),
    )  # fmt: skip
    paper = way.act(
        way.partner, outcomes.draft, **lead, kind="paper", title=texts.bi("field", "paper"),
        where=texts.word("field", "journal"), results=[result],
    )  # fmt: skip
    way.act(way.partner, outcomes.attach_draft, publication=paper, upload=texts.file("field", "draft"))
    way.act(way.partner, outcomes.send, publication=paper, knows=True)
    way.act(
        way.owner, outcomes.answer, publication=paper, seen=1, days=9, reason=texts.word("field", "delay")
    )
    patent = way.act(
        way.partner, outcomes.enter, **lead, kind="patent", title=texts.bi("field", "patent"), on=timezone.localdate(),
        result=result,
    )  # fmt: skip
    way.codes |= {
        "result": result.code,
        "contribution": contribution.code,
        "publication": paper.code,
        "patent": patent.code,
    }
