"""What somebody who means it would post: complete forms, so that each act is reached and not only its first check.

A value that begins with ``@`` is the code or number of a thing of the thread or the world (see ``crawl.crawl``).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

Data = dict[str, Any]


def data() -> dict[str, Data]:
    later = str(timezone.localdate() + dt.timedelta(days=40))
    today, before = str(timezone.localdate()), str(timezone.localdate() - dt.timedelta(days=3))
    rules = {"size": 2, "min_academia": 0, "min_research": 0, "min_field": 0, "max_per_org": 3}
    lesson = {"why": "no_data", "change_ko": "기록이 쌓인 뒤"}
    return {
        "nda:mine": {"name": "somebody", "version": 1},
        "nda:text": {"body_ko": "새 글", "body_en": "New text", "years": 2, "version": 1},
        "problems:name": {"person": "@person_of_the_persona"},
        "problems:level": {"up-level": "sealed", "up-version": 4, "down-level": "public", "down-version": 4},
        "problems:answer": {"agreed": "yes"},
        "problems:share": {"version": 4, "decision_shared": "on", "for_learners": "on"},
        "problems:act": {"reason": "because", **lesson},
        "problems:scoping": {"recommendation": "accept", "note_ko": "좋습니다", "note_en": "Good"},
        "problems:edit": {"version": 4, "title_ko": "새 제목", "title_en": "New", "area": "robot", "level": "public"},
        "roundtables:match": rules,
        "roundtables:change": rules | {"do": "exclude", "expert": "@expert"},
        "roundtables:dates": {"problems": "@problem", "minutes": 60, "experts": 1, "last": later},
        "roundtables:agenda_template": {"title1_ko": "안건", "minutes1": 20, "version": 0},
        "roundtables:venue_new": {"name_ko": "새 방", "capacity": 12},
        "roundtables:days": rules
        | {"problems": "@problem", "pair1-expert": "@expert", "pair1-do": "apart", "pair1-problem": "@problem"},
        "roundtables:day": {"problems": "@problem"},
        "roundtables:lay_out": {
            "on": later, "opens": "10:00", "closes": "17:00", "minutes": 60, "pause": 15, "most": 3,
        },
        "roundtables:timetable": {"problems": "@problem"},
        "roundtables:session_move": {"problem": "@problem", "at": "10:00", "way": "0"},
        "roundtables:note": {"expert": "@expert", "text": "because"},
        "roundtables:ask_waiver": {"expert": "@expert", "why": "because"},
        "roundtables:waiver": {"answer": "yes", "until": later},
        "roundtables:send": {"note_ko": "살펴보십시오"},
        "roundtables:ask_again": {"reason": "because"},
        "roundtables:feedback": {"sent": "1"},
        "roundtables:invitation": {"answer": "accept"},
        "roundtables:replace": {"seat": 1, "expert": "@expert"},
        "roundtables:replacement": {"answer": "yes"},
        "roundtables:move": {
            "starts_at_day": later, "starts_at_time": "14:00", "place_ko": "새 장소", "reason": "because", "version": 2,
        },
        "roundtables:cancel": {"reason": "because"},
        "roundtables:decide": {
            "kind": "stop", "text_ko": "그만", "responsible": "@owner_code", "due_on": later, **lesson,
        },
        "roundtables:interests": {"until": later},
        "roundtables:interest": {"level": "join", "comment": "because"},
        "roundtables:review": {"outcome": "changed", "text_ko": "달라졌다", "next_on": later, "seen": later},
        "roundtables:minutes_edit": {"discussion_ko": "새 글", "version": 1},
        "roundtables:suggest": {"text_ko": "고친 글", "reason": "까닭", "version": 1},
        "roundtables:suggestion": {"do": "take", "text_ko": "고친 글", "version": 1},
        "roundtables:edition_prepare": {"shown_discussion": "as_it_is", "version": 1},
        "roundtables:edition_act": {"version": 1},
        "roundtables:add_item": {"what_ko": "할 일", "who": "@owner_code", "due_on": later},
        "roundtables:item": {"evidence": "done"},
        "roundtables:item_back": {"reason": "because"},
        "roundtables:item_move": {"due_on": later, "reason": "because"},
        "meeting:go": {"seen": 1, "number": 1},
        "meeting:more_time": {"minutes": 5},
        "meeting:lower": {"whose": 1},
        "meeting:floor": {"whose": 1},
        "meeting:say": {"text": "noted", "kind": "said"},
        "meeting:end": {"sent": "1"},
        "meeting:agenda": {"agenda1-title_ko": "안건", "agenda1-minutes": 20},
        "meeting:propose": {"title": "a way"},
        "meeting:idea": {"title": "a better way", "version": 1},
        "meeting:gist": {"text": "in short", "version": 1},
        "meeting:note": {"text": "better", "version": 2},
        "meeting:take_back": {"version": 2},
        "meeting:vote": {"give": "on"},
        "meeting:todo": {"what_ko": "할 일", "who": "@owner_code", "due_on": later},
        "calendars:subscribe": {"address": "https://calendar.example/mine.ics"},
        "projects:new_bilateral": {
            "lead": "@company", "partner": "@member", "title_ko": "둘이", "aim_ko": "함께", "area": "robot", "level": "named",
            "starts_on": today, "ends_on": later, "trl_start": 3, "trl_target": 5, "ip_rule": "joint",
        },
        "projects:edit": {"version": 1, "aim_ko": "새 목표", "starts_on": before, "ends_on": later},
        "projects:agree": {"version": 2},
        "projects:part": {"version": 2, "man_months": 7, "cash": 0, "why": "because"},
        "projects:used": {"month": today[:7], "amount": "2"},
        "projects:new_partner": {"organisation": "@member", "man_months": 1, "cash": 0},
        "projects:new_package": {
            "name_ko": "작업", "lead": "@company", "partners": "@member", "starts_on": today, "ends_on": later,
        },
        "projects:package": {
            "version": 2, "name_ko": "작업", "lead": "@member", "starts_on": today, "ends_on": later, "why": "because",
        },
        "projects:new_objective": {"text_ko": "목표"},
        "projects:objective": {"version": 1, "text_ko": "목표", "reached_on": today},
        "projects:new_deliverable": {"name_ko": "결과물", "partner": "@company", "due_on": later},
        "projects:deliverable": {
            "version": 1, "name_ko": "결과물", "partner": "@member", "due_on": later, "why": "because",
        },
        "projects:give_up": {"why": "because"},
        "projects:accept": {"answer": "yes"},
        "projects:new_risk": {"what_ko": "위험", "probability": 2, "impact": 3, "owner": "@owner_code"},
        "projects:risk": {"version": 1, "what_ko": "위험", "probability": 2, "impact": 3, "owner": "@owner_code"},
        "projects:exit": {"on": today, "reason_ko": "까닭", "heir": "@member"},
        "projects:lead": {"partner": "@company", "responsible": "@owner_code", "why": "because"},
        "projects:end_package": {"why": "because"},
        "projects:people": {"person": "@owner_code"},
        "projects:measure": {"on": today, "value": "5", "n": 9},
        "projects:measure_table": {"table": f"date,value\n{today},5\n", "take": "1"},
        "projects:measure_days": {"due_on": later},
        "projects:saving": {
            "version": 1, "what_1_ko": "결함", "value_1": 3, "unit_1": "건", "source_1_ko": "기록",
            "what_2_ko": "비용", "value_2": 4, "unit_2": "원", "source_2_ko": "기록",
        },
        "projects:verifier": {"verifier": "@owner_code"},
        "projects:recheck": {"answer": "lasting", "verdict_ko": "맞습니다"},
        "projects:verify": {"answer": "confirm", "verdict_ko": "맞습니다"},
        "projects:milestone": {"name_ko": "새 마일스톤", "due_on": later},
        "projects:move": {"version": 2, "due_on": later, "reason": "because"},
        "projects:order": {"version": 2},
        "projects:remove_milestone": {"version": 2, "reason": "because"},
        "projects:import_plan": {"table": f"name,due\n새 마일스톤,{later}\n", "apply": "1"},
        "projects:trl": {"level": 6, "evidence_ko": "근거"}
        | {f"yes_{n}": "yes" for n in (1, 2, 3)}
        | {f"line_{n}": "기록" for n in (1, 2, 3)},
        "projects:trl_back": {"level": 4, "reason_ko": "까닭"},
        "projects:refuse_trl": {"reason": "because"},
        "projects:progress": {"state": "stuck", "line": "because"},
        "projects:site": {"organisation": "@company", "site_ko": "곳", "since": before},
        "projects:place_edit": {"version": 1, "name_ko": "새 이름"},
        "projects:confirm_site": {"name_ko": "곳"},
        "projects:site_version": {"name": "2.0", "since": today},
        "projects:end_site": {"reason_ko": "까닭"},
        "projects:site_check": {"in_use": "yes", "words_ko": "쓴다"},
        "projects:new_effect": {
            "metric_ko": "지표", "better": "higher", "baseline": "1", "baseline_n": 3, "baseline_on": before,
            "baseline_how_ko": "쟀다", "target": "2", "method": "before_after",
        },
        "projects:stop": {"reason_ko": "그만", "lessons_ko": "배움", **lesson},
        "projects:close": {"reason": "because"},
        "dataregister:new": {
            "name_ko": "새 기록", "owner": "@company", "place": 3, "threshold": 5, "premises": "@company",
        },
        "dataregister:edit": {
            "version": 1, "name_ko": "새 기록", "owner": "@company", "place": 3, "premises": "@company", "threshold": 5,
            "approver": "@owner_code",
        },
        "dataregister:tier": {"question": "personal", "choice": "no"},
        "dataregister:ask_again": {"reason": "because"},
        "dataregister:use": {"responsible": "@owner_code", "ends_on": later},
        "dataregister:prolong": {"ends_on": later, "reason": "because"},
        "dataregister:end": {"how_ended": "returned", "on": today, "how_ko": "돌려주었다"},
        "dataregister:answer": {"do": "let_go"},
        "outcomes:new": {"organisation": "@company", "kind": "award", "title_ko": "상", "on": today},
        "outcomes:grant": {"number": "10-1234567", "on": today},
        "outcomes:new_result": {"kind": "data", "title_ko": "자료", "what_ko": "새 자료", "on": today},
        "outcomes:edit_result": {"version": 1, "kind": "data", "title_ko": "자료", "what_ko": "새 자료", "on": today},
        "outcomes:contribute": {"contributor": "@owner_code", "kind": "data", "what_ko": "자료를 냈다"},
        "outcomes:divide": {"reason_ko": "까닭"},
        "outcomes:patent": {"title_ko": "특허", "on": today, "identifier": "10-2026-1234567"},
        "outcomes:new_publication": {"kind": "talk", "title_ko": "발표"},
        "outcomes:edit_publication": {"version": 1, "title_ko": "발표"},
        "outcomes:send": {"knows": "on"},
        "outcomes:answer": {"do": "delay", "round": 1, "days": 3, "reason": "because"},
        "outcomes:publish": {"on": today},
        "outcomes:edit": {"version": 1, "title_ko": "새 이름", "on": today},
        "cases:write": {"version": 0, "summary_ko": "새 요약", "limits_ko": "한계"},
        "cases:near": {"title_ko": "로봇 zq", "title_en": "robot", "teaser_ko": "새 요약"},
    }  # fmt: skip
