"""The way of one problem, walked by each persona with a browser of their own."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from .. import cast
from .browser import Browser, Upload, WentWrong

SEOUL = ZoneInfo("Asia/Seoul")
TITLE = "심부름 로봇이 엘리베이터 앞에서 줄을 서게"
TITLE_EN = "An errand robot that queues at the lift"
SECRET = "엘리베이터 앞에서 하루 47번 길이 막힌다"
MAIL_PATIENCE = 40  # seconds
CANNOT = 422


class Way:
    """Keeps who is signed in where, and the addresses found on the way."""

    def __init__(self, base: str, say: Callable[[str], None] = print) -> None:
        self.base, self.say = base, say
        self.browsers: dict[str, Browser] = {}
        self.station = 0
        self.panel: list[str] = []
        self.problem = self.run = self.table = self.project = self.effect = ""

    def walk(self) -> None:
        for station in (
            self.draft, self.submit, self.scope, self.match, self.agree_to_panel, self.fix_the_date, self.invited,
            self.hold, self.minutes, self.decide, self.propose, self.start, self.plan_effect, self.milestone_and_trl,
            self.apply, self.measure, self.claim, self.verify, self.thread_for_owner, self.walls, self.mail,
            self.release,
        ):  # fmt: skip
            self.station += 1
            began = time.perf_counter()
            try:
                told = station()
            except WentWrong as reason:
                raise WentWrong(f"station {self.station}, {station.__name__}: {reason}") from None
            self.say(f"{self.station:3}  {told}  ({time.perf_counter() - began:.1f} s)")

    # --- who ----------------------------------------------------------------------------------------

    def as_(self, key: str) -> Browser:
        """The browser of a person of the sample; ``visitor`` is nobody."""
        if key not in self.browsers:
            browser = self.browsers[key] = Browser(self.base)
            if key != "visitor":
                browser.get("/demo/")
                browser.submit(f"/as/{key}/")
        return self.browsers[key]

    # --- from a draft to a panel --------------------------------------------------------------------

    def draft(self) -> str:
        owner = self.as_("owner")
        owner.get("/problems/new/")
        owner.submit(having="title_ko", title_ko=TITLE, title_en=TITLE_EN, area="service_robot")
        self.problem = _code(owner.path, "P")
        owner.submit(
            having="teaser_ko", teaser_ko="좁은 곳에서 로봇이 사람과 순서를 지키는 문제",
            teaser_en="A robot that takes turns with people in narrow places", background_ko=SECRET,
            goal_ko="길 막힘을 하루 5번 아래로 줄인다", questions_1_ko="줄의 끝을 어떻게 알아보는가", metric_ko="하루 길 막힘",
            unit="회", better="lower", baseline="47", target="5",
        )  # fmt: skip
        owner.submit(having="site_ko", site_ko="시범 호텔 1층", skills=["rob.nav", "rob.hri", "cv.video"])
        owner.submit(having="level", level="named")
        return f"the owner drafts {self.problem} and keeps it for named people"

    def submit(self) -> str:
        owner = self.as_("owner")
        owner.get(f"/problems/{self.problem}/edit/check/")
        owner.submit(f"/{self.problem}/submit/")
        return "the owner submits"

    def scope(self) -> str:
        officer = self.as_("officer")
        officer.get(f"/problems/{self.problem}/")
        _must(SECRET in officer.html, "the officer reads the brief")
        officer.submit("/act/begin_scoping/")
        officer.submit(
            having="recommendation", recommendation="accept", note_ko="현장 조건이 분명하여 접수합니다.",
            note_en="The conditions are clear.", private_note="호텔 일정 확인",
        )  # fmt: skip
        self._rival_sees_nothing()
        return "the officer scopes and accepts; to the rival it does not exist"

    def match(self) -> str:
        officer = self.as_("officer")
        officer.get(f"/roundtables/match/{self.problem}/")
        officer.submit(having="size", size="4")
        self.run = _code(officer.path, "M")
        officer.submit(f"/{self.run}/send/", note_ko="살펴보시고 승인해 주십시오.")
        return f"the officer runs the match {self.run} and sends the list"

    def agree_to_panel(self) -> str:
        owner = self.as_("owner")
        owner.get(f"/roundtables/runs/{self.run}/")
        owner.submit(f"/{self.run}/approve/")
        return "the owner agrees to the panel"

    # --- the table ----------------------------------------------------------------------------------

    def fix_the_date(self) -> str:
        officer = self.as_("officer")
        self._convene(officer)
        self.table = _code(officer.path, "RT")
        self.panel = [one.key for one in cast.experts() if one.name in officer.html]
        _must(bool(self.panel), "the table shows its experts")
        return f"the officer fixes the date of {self.table} with {len(self.panel)} experts"

    def _convene(self, officer: Browser) -> None:
        """A time to come today, because attendance is recorded on the day of the table. On a demo that was
        walked before, somebody may be taken at that time: then a later one."""
        self._let_midnight_pass()
        today = datetime.now(SEOUL).date()
        start = datetime.now(SEOUL) + timedelta(minutes=3)
        while True:
            officer.get(f"/roundtables/new/{self.problem}/")
            try:
                officer.submit(
                    having="starts_at_day", starts_at_day=f"{start:%Y-%m-%d}", starts_at_time=f"{start:%H:%M}",
                    place_ko="한울과학기술원 회의실",
                )  # fmt: skip
                return
            except WentWrong:
                start += timedelta(minutes=135)
                if officer.status != CANNOT or start.date() != today:
                    raise

    def _let_midnight_pass(self) -> None:
        now = datetime.now(SEOUL)
        if (now + timedelta(minutes=5)).date() != now.date():
            self.say("     waiting for midnight to pass")
            time.sleep(6 * 60)

    def invited(self) -> str:
        for key in self.panel:
            expert = self.as_(key)
            expert.get(f"/roundtables/{self.table}/invitation/")
            expert.submit(answer="accept")
            expert.get(f"/problems/{self.problem}/")
            _must((SECRET in expert.html) == cast.has_nda(key), f"{key} reads the brief only under an NDA")
        return f"{len(self.panel)} experts accept; the brief is open to those under an NDA"

    def hold(self) -> str:
        officer = self.as_("officer")
        officer.get(f"/roundtables/{self.table}/attendance/")
        officer.submit(having="sent")
        return "attendance is recorded"

    def minutes(self) -> str:
        officer = self.as_("officer")
        officer.get(f"/roundtables/{self.table}/minutes/edit/")
        officer.submit(
            having="discussion_ko", discussion_ko="줄의 끝을 몸 방향으로 알아보는 안을 택하였습니다."
        )
        officer.get(f"/roundtables/{self.table}/minutes/")
        officer.submit("/minutes/send/")
        for key in ["owner", *(key for key in self.panel if cast.has_nda(key))]:
            reader = self.as_(key)
            reader.get(f"/roundtables/{self.table}/minutes/")
            reader.submit("/minutes/agree/")
        return "the minutes are written, sent and agreed"

    def decide(self) -> str:
        officer = self.as_("officer")
        officer.get(f"/roundtables/{self.table}/decision/")
        responsible = officer.form(having="responsible").value_of("responsible", _name("owner"))
        officer.submit(
            having="responsible", kind="joint_task", text_ko="넉 달 공동과제로 진행합니다.",
            text_en="A joint task of four months.", responsible=responsible, due_on=_later(30),
        )  # fmt: skip
        return "one decision, with its owner and its date"

    # --- project, site, effect ----------------------------------------------------------------------

    def propose(self) -> str:
        officer = self.as_("officer")
        officer.get(f"/roundtables/{self.table}/")
        found = re.search(r"/projects/new/([\w-]+)/", officer.html)
        if found is None:
            raise WentWrong("the round table does not lead to a new project")
        officer.get(found.group())
        officer.submit(having="lead", find="1", find_responsible=_name("lead"))
        form = officer.form(having="lead")
        officer.submit(
            having="lead", lead=form.value_of("lead", "한울"), responsible=form.value_of("responsible", _name("lead")),
            starts_on=_later(0), ends_on=_later(120), trl_start="4", trl_target="7", months_0="8",
            partner_1=form.value_of("partner_1", "동해"), months_1="6", partner_2=form.value_of("partner_2", "국가"),
            months_2="4",
        )  # fmt: skip
        self.project = _code(officer.path, "J")
        return f"the project {self.project} is proposed to its partners"

    def start(self) -> str:
        for key in ("owner", "coordinator_hanul", "coordinator_nei"):
            partner = self.as_(key)
            partner.get(f"/projects/{self.project}/")
            partner.submit("/act/agree/")
        lead = self.as_("lead")
        lead.get(f"/projects/{self.project}/")
        lead.submit("/act/start/")
        return "three partners agree and the lead starts"

    def plan_effect(self) -> str:
        lead = self.as_("lead")
        lead.get(f"/projects/{self.project}/effect/")
        lead.submit(
            metric_ko="하루 길 막힘", unit="회", better="lower", baseline="47", baseline_n="30", target="5",
            baseline_on=_later(0), baseline_how_ko="복도 기록 30일", method="before_after",
        )  # fmt: skip
        lead.get(f"/projects/{self.project}/")
        found = re.search(r"/projects/effects/(X-\w+)/", lead.html)
        if found is None:
            raise WentWrong("the project does not show its effect")
        self.effect = found.group(1)
        return f"the effect {self.effect} is planned with its baseline"

    def milestone_and_trl(self) -> str:
        lead, owner = self.as_("lead"), self.as_("owner")
        lead.get(f"/projects/{self.project}/milestone/")
        lead.submit(name_ko="첫 시험 운용", due_on=_later(40))
        lead.get(f"/projects/{self.project}/")
        lead.submit("/act/reach/")
        lead.get(f"/projects/{self.project}/trl/")
        answers = {f"yes_{n}": "yes" for n in (1, 2, 3)} | {f"line_{n}": "시험 기록" for n in (1, 2, 3)}
        lead.submit(having="evidence_ko", level="5", evidence_ko="실험실 시험 기록", **answers)
        owner.get(f"/projects/{self.project}/gates/")
        owner.submit("/act/confirm_trl/")
        return "a milestone is reached, a TRL step is confirmed by a partner"

    def apply(self) -> str:
        lead, owner = self.as_("lead"), self.as_("owner")
        lead.get(f"/projects/{self.project}/site/")
        site = lead.form(having="organisation").value_of("organisation", "동해")
        lead.submit(
            having="organisation",
            organisation=site,
            site_ko="시범 호텔 1층",
            since=_later(0),
            version_there="1.0",
        )
        owner.get(f"/projects/{self.project}/")
        found = re.search(r"/projects/[\w-]+/site/S-\w+/confirm/", owner.html)
        if found is None:
            raise WentWrong("the project does not ask the site to confirm")
        owner.get(found.group())
        owner.submit(having="name_ko")
        return "it is applied on a site, which the owner confirms"

    def measure(self) -> str:
        lead = self.as_("lead")
        lead.get(f"/projects/effects/{self.effect}/measure/")
        proof = Upload("measurement.csv", "text/csv", b"day,blocked\n1,4\n2,3\n")
        lead.submit(on=_later(0), value="4", n="14", note_ko="복도 기록", upload=proof)
        return "a measurement with the file that proves it"

    def claim(self) -> str:
        officer, lead = self.as_("officer"), self.as_("lead")
        officer.get(f"/projects/effects/{self.effect}/verifier/?q={quote(_name('verifier'))}")
        verifier = officer.form(having="verifier").value_of("verifier", _name("verifier"))
        officer.submit(having="verifier", verifier=verifier)
        lead.get(f"/projects/effects/{self.effect}/claim/")
        lead.submit()
        return "a verifier outside the project is named, and the lead claims the effect"

    def verify(self) -> str:
        verifier = self.as_("verifier")
        verifier.get(f"/projects/effects/{self.effect}/verify/")
        verifier.submit(
            having="verdict_ko", answer="confirm", verdict_ko="복도 기록의 원자료를 확인하였습니다.",
            verdict_en="Raw records checked.",
        )  # fmt: skip
        verifier.get("/")
        return "the verifier confirms the effect"

    # --- what each sees afterwards ------------------------------------------------------------------

    def thread_for_owner(self) -> str:
        owner = self.as_("owner")
        page = owner.get(f"/thread/{self.problem}/")
        for code in (self.table, self.project, self.effect):
            _must(code in page, f"the thread page leads to {code}")
        _must(TITLE in page or TITLE_EN in page, "the thread page shows the title")
        return "the thread page tells the whole way to its owner"

    def walls(self) -> str:
        for key in ("rival", "learner", "founder", "visitor"):
            self._sees_nothing(key)
        executive = self.as_("executive")
        executive.get(f"/thread/{self.problem}/")
        _must(SECRET in executive.get(f"/problems/{self.problem}/"), "the owner's executive reads the brief")
        return "rival, learner, start-up and visitor find nothing; the owner's executive finds all"

    def _rival_sees_nothing(self) -> None:
        self._sees_nothing("rival")

    def _sees_nothing(self, key: str) -> None:
        browser = self.as_(key)
        addresses = [f"/problems/{self.problem}/", f"/thread/{self.problem}/"]
        addresses += [f"/projects/effects/{self.effect}/"] if self.effect else []
        if key != "visitor":
            addresses += [f"/roundtables/{self.table}/"] if self.table else []
            addresses += [f"/projects/{self.project}/"] if self.project else []
        for address in addresses:
            browser.get(address, expect=404)
        for address in ("/",) if key == "visitor" else ("/", "/problems/", "/projects/", "/roundtables/"):
            page = browser.get(address)
            _must(self.problem not in page and TITLE not in page, f"{address} hides the problem from {key}")

    def mail(self) -> str:
        verifier = self.as_("verifier")
        end = time.monotonic() + MAIL_PATIENCE
        while self.effect not in verifier.get("/demo/mail/"):
            if time.monotonic() > end:
                raise WentWrong("no mail reached the verifier: is the worker running?")
            time.sleep(1)
        _must(TITLE not in verifier.html and SECRET not in verifier.html, "the mail keeps the secret")
        return "the verifier's mail has arrived; it tells no title"

    def release(self) -> str:
        owner, visitor = self.as_("owner"), self.as_("visitor")
        owner.get(f"/projects/effects/{self.effect}/")
        owner.submit("/act/release/")
        page = visitor.get(f"/projects/effects/{self.effect}/")
        _must("47" in page, "the released effect shows its baseline")
        _must(SECRET not in visitor.get(f"/problems/{self.problem}/"), "the brief stays closed")
        return "the owner releases the effect: everybody reads the figure, nobody the brief"


def _code(path: str, prefix: str) -> str:
    found = re.search(rf"/({prefix}-[0-9A-Z]+)/", path)
    if found is None:
        raise WentWrong(f"no {prefix}-number in {path}")
    return found.group(1)


def _must(true: bool, what: str) -> None:
    if not true:
        raise WentWrong(f"it is not so that {what}")


def _name(key: str) -> str:
    found = cast.somebody(key)
    assert found is not None
    return found.name


def _later(days: int) -> str:
    return f"{datetime.now(SEOUL) + timedelta(days=days):%Y-%m-%d}"
