"""Every address of the application, with what to put into it. One that is not here fails a test.

A value is the name of a thing of a thread (see ``world.walk``), or a literal after ``=``.
``G`` fetches, ``P`` posts an empty form and, where ``posts`` has one, a complete one (``D``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from . import posts

Calls = list[tuple[str, dict[str, str]]]


def _calls(methods: str, *kwargs: dict[str, str]) -> Calls:
    return [(method, values) for values in kwargs or ({},) for method in methods]


def _of(methods: str, thing: str, **more: str) -> Calls:
    return _calls(methods, {"code": thing, **more})


KINDS = ("hwpx", "pdf", "docx", "exe")
OWN_FEED = "the-secret-of-whoever-asks"  # who asks, asks for their own calendar

FILES = [f"file{number}" for number in range(1, 7)]

ROUTES: dict[str, Calls] = {
    "healthz": _calls("G"),
    "readyz": _calls("G"),
    "base:gallery": _calls("G"),
    "base:language": _calls("GP"),
    "base:theme": _calls("GP"),
    "base:shortcuts": _calls("GP"),
    # The alliance: nothing here belongs to a thread, so nothing of one may appear.
    **{
        f"alliance:{name}": _calls("GP")
        for name in (
            "organisation_new",
            "rivalry_new",
            "agreement_new",
            "skill_new",
            "import",
            "invite",
            "erasure",
            "erasure_back",
            "about",
        )
    },
    **{
        f"alliance:{name}": _calls("G")
        for name in (
            "organisations",
            "people",
            "rivalries",
            "agreements",
            "skills",
            "invitations",
            "erasures",
        )
    },
    **{
        f"alliance:{name}": _of("GP", "company")
        for name in ("organisation", "organisation_edit", "advance", "period", "seat_new")
    },
    "roundtables:dates": _calls("GP"),
    "roundtables:days": _calls("GP"),
    "roundtables:found_dates": _of("G", "search"),
    "roundtables:day": _of("GP", "day"),
    "roundtables:agenda_template": _calls("GP"),
    "roundtables:lay_out": _of("GP", "day"),
    "roundtables:timetable": _of("GP", "timetable"),
    "roundtables:session_move": _of("P", "timetable"),
    "roundtables:venues": _calls("G"),
    "roundtables:venue_new": _calls("GP"),
    "roundtables:venue": _of("GP", "=RM-NOTHING"),
    "roundtables:venue_block": _of("P", "=RM-NOTHING"),
    "roundtables:venue_free": _of("P", "=RM-NOTHING", booking="=RB-NOTHING222"),
    # One's own calendar: no other's, and of a thread only what its wall lets through.
    "calendars:mine": _calls("G"),
    "calendars:feed_act": _calls("P", {"what": "=new"}, {"what": "=off"}),
    "calendars:upload": _calls("P"),
    "calendars:draft": _of("GP", "=CD-NOTHING222"),
    "calendars:subscribe": _calls("P"),
    "calendars:source_act": _calls(
        "P", *({"code": "=CS-NOTHING222", "what": f"={what}"} for what in ("again", "remove"))
    ),
    "calendars:feed": _calls("G", {"token": f"={OWN_FEED}"}, {"token": "=nothing"}),
    "longjobs:job": _of("G", "=J-NOTHING222"),
    "longjobs:stop": _of("P", "=J-NOTHING222"),
    "experts:index": _calls("GP"),
    "alliance:logo_change": _of("GP", "company"),
    "alliance:logo": _of("G", "company", file="=F-NOTHING2222"),
    "alliance:agreement": _of("GP", "waiver"),
    "alliance:period_change": _of("GP", "company", period_code="=MP-NOTHING2"),
    "alliance:seat_end": _of("GP", "company", seat_code="=ST-NOTHING2"),
    "alliance:seat_change": _of("GP", "company", seat_code="=ST-NOTHING2"),
    "alliance:rivalry_end": _of("GP", "=RV-NOTHING2"),
    "alliance:agreement_end": _of("GP", "waiver"),
    "alliance:skill": _of("GP", "=robot"),
    "alliance:import_draft": _of("GP", "=C-NOTHING222"),
    "alliance:import_now": _of("GP", "=C-NOTHING222"),
    "alliance:invitation_again": _of("GP", "=V-NOTHING222"),
    "alliance:invitation_withdraw": _of("GP", "=V-NOTHING222"),
    "alliance:accept": _calls("GP", {"token": "=nothing"}),
    "alliance:erase": _of("GP", "=ER-NOTHING2"),
    "alliance:skip": _calls("P", {"step": "=name"}),
    # Non-disclosure agreements: they hold for no single thread, so nothing of one may appear.
    **{f"nda:{name}": _calls("GP") for name in ("mine", "text")},
    "nda:sign": _calls("GP", {"token": "=nothing"}),
    "nda:upload": _calls("P"),
    "nda:office": _calls("G"),
    "nda:version": _calls("G", {"version": "=1"}),
    "nda:signing": _of("G", "=SG-NOTHING222"),
    "nda:copy": _of("GP", "=SC-NOTHING2"),
    "nda:decline": _of("P", "=SC-NOTHING2"),
    "journal:audit": _calls("G"),
    # Experts: named in the thread; their pages say nothing of it.
    "experts:list": _calls("G"),
    "experts:detail": [*_of("G", "expert"), *_of("G", "unsigned")],
    "experts:edit": _of("GP", "expert"),
    "experts:consent": _of("P", "expert"),
    "experts:add": [
        call
        for what in ("work", "experience", "engagement", "window", "period")
        for call in _of("P", "expert", what=f"={what}")
    ],
    "experts:enrol": _calls("GP"),
    "experts:end_engagement": _of("P", "expert", engagement="=EN-NOTHING2"),
    "experts:import": _of("GP", "expert"),
    "experts:import_draft": _of("GP", "expert", draft_code="=WI-NOTHING222"),
    "experts:doubles": _calls("G"),
    "experts:double": _calls("GP", {"one": "expert", "other": "unsigned"}),
    "experts:availability": _of("GP", "expert"),
    "experts:remove": [
        call
        for what in ("work", "experience", "engagement", "window", "period")
        for call in _of("P", "expert", what=f"={what}", row="=W-NOTHING22")
    ],
    # The thread itself.
    "problems:list": _calls("G"),
    "problems:new": _calls("GP"),
    "problems:register": _calls("GP"),
    "problems:detail": _of("G", "problem"),
    "problems:edit": [
        call
        for step in ("problem", "field", "level", "check")
        for call in _of("GP", "problem", step=f"={step}")
    ],
    "problems:submit": _of("P", "problem"),
    "problems:scoping": _of("GP", "problem"),
    "problems:people": _of("G", "problem"),
    "problems:readings": _of("G", "problem"),
    "problems:name": _of("P", "problem"),
    "problems:level": [*_of("P", "problem", way="=up"), *_of("P", "problem", way="=down")],
    "problems:answer": _of("P", "problem", request_code="=LR-NOTHING2"),
    "problems:share": _of("P", "problem"),
    "problems:attach": _of("P", "problem"),
    "problems:act": [
        call
        for name in ("begin_scoping", "withdraw", "hold", "resume", "close")
        for call in _of("P", "problem", name=f"={name}")
    ],
    "roundtables:list": _calls("G"),
    "roundtables:match": _of("GP", "problem"),
    "roundtables:run": _of("G", "run"),
    "roundtables:change": [
        call for what in ("rules", "one", "by_hand") for call in _of("P", "run", what=f"={what}")
    ],
    "roundtables:swap": _of("G", "run"),
    "roundtables:compare": _of("G", "problem"),
    "roundtables:note": _of("P", "run"),
    "roundtables:ask_waiver": _of("P", "run"),
    "roundtables:waiver": _of("GP", "asked"),
    "roundtables:send": _of("P", "run"),
    "roundtables:approve": _of("P", "run"),
    "roundtables:ask_again": _of("P", "run"),
    "roundtables:new": _of("GP", "problem"),
    "roundtables:item": [*_of("GP", "item"), *_of("GP", "undone")],
    "roundtables:item_attach": _of("P", "item"),
    "roundtables:item_confirm": _of("P", "item"),
    "roundtables:item_back": _of("GP", "item"),
    "roundtables:item_move": [*_of("GP", "item"), *_of("GP", "undone")],
    "roundtables:review": _of("GP", "decision"),
    "roundtables:interests": _of("GP", "decision"),
    "roundtables:interest": [*_of("GP", "decision", org="company"), *_of("GP", "decision", org="member")],
    "roundtables:detail": _of("G", "table"),
    **{
        f"roundtables:{name}": _of("GP", "table")
        for name in ("feedback", "invitation", "attendance", "move", "cancel", "decide", "minutes_edit")
    },
    "roundtables:when": _calls("GP", {"token": "=nothing"}),
    "roundtables:ask_dates": _of("P", "problem"),
    "roundtables:answer": _calls("GP", {"token": "=nothing"}),
    "roundtables:replace": _of("P", "table"),
    "roundtables:replacement": _of("GP", "replacement"),
    "roundtables:minutes": _of("G", "table"),
    **{
        f"roundtables:{name}": _of("P", "table")
        for name in ("add_item", "close", "materials", "minutes_send", "minutes_agree", "minutes_attach")
    },
    "meeting:room": _of("G", "table"),
    "meeting:part": [
        call
        for name in ("bar", "agenda", "people", "notes", "ideas", "outcome")
        for call in _of("G", "table", name=f"={name}")
    ],
    **{
        f"meeting:{name}": _of("P", "table")
        for name in ("begin", "go", "more_time", "here", "hand", "lower", "floor", "chair", "say", "voting")
    },
    **{f"meeting:{name}": _of("GP", "table") for name in ("end", "agenda", "propose", "todo", "attach")},
    "meeting:gist": _of("GP", "table", number="=1"),
    "meeting:note": _of("GP", "note"),
    "meeting:take_back": _of("P", "note"),
    "meeting:idea": _of("GP", "idea"),
    "meeting:vote": _of("P", "idea"),
    "roundtables:minutes_versions": _of("G", "table"),
    "roundtables:minutes_file": [call for kind in KINDS for call in _of("G", "table", kind=f"={kind}")],
    "roundtables:suggest": _of("GP", "table", passage="=1"),
    "roundtables:suggestion": _of("GP", "suggestion"),
    "roundtables:edition_prepare": _of("GP", "table"),
    "roundtables:edition_act": [
        call for what in ("publish", "take_back") for call in _of("P", "table", what=f"={what}")
    ],
    "roundtables:edition": _of("G", "edition"),
    "roundtables:edition_file": [call for kind in KINDS for call in _of("G", "edition", kind=f"={kind}")],
    "projects:list": _calls("G"),
    "projects:portfolio": _calls("G"),
    "projects:week": _calls("G"),
    "projects:new": _calls("GP"),
    "projects:new_bilateral": _calls("GP"),
    "projects:new_from": _calls("GP", {"decision_code": "decision"}),
    "projects:effect": _of("G", "effect"),
    **{f"projects:{name}": _of("GP", "effect") for name in ("measure", "claim", "verifier", "verify")},
    **{
        f"projects:{name}": _of("GP", "effect")
        for name in ("measure_table", "measure_days", "measure_key", "saving")
    },
    "projects:proof": _of("GP", "effect", measurement="measurement"),
    "projects:measurements": _of("P", "effect"),
    "projects:recheck": _of("GP", "effect", recheck="recheck"),
    "projects:effect_act": [
        call for what in ("share", "release", "take_back") for call in _of("P", "effect", what=f"={what}")
    ],
    "projects:detail": _of("G", "project"),
    **{
        f"projects:{name}": _of("GP", "project")
        for name in ("edit", "people", "milestone", "trl", "site", "new_effect", "stop")
    },
    "projects:close": _of("GP", "project"),
    "projects:timeline": _of("G", "project"),
    "projects:import_plan": _of("GP", "project"),
    "projects:plan_file": [call for kind in ("csv", "xml") for call in _of("G", "project", kind=f"={kind}")],
    "projects:progress": _of("GP", "project"),
    "projects:gates": _of("G", "project"),
    "projects:trl_back": _of("GP", "project"),
    "projects:refuse_trl": _of("GP", "project", step="step"),
    "projects:order": _of("GP", "project", milestone="milestone"),
    "projects:remove_milestone": _of("GP", "project", milestone="milestone"),
    "projects:attach": _of("P", "project"),
    "projects:move": _of("GP", "project", milestone="milestone"),
    "projects:act": [
        call for what in ("start", "try_out", "hand_over") for call in _of("P", "project", what=f"={what}")
    ],
    "projects:act_on": [
        *_of("P", "project", what="=reach", key="milestone"),
        *_of("P", "project", what="=confirm_trl", key="step"),
        *_of("P", "project", what="=confirm_versions", key="site"),
    ],
    "projects:agree": _of("P", "project", org="partner"),
    **{f"projects:{name}": _of("G", "project") for name in ("parts", "changes", "results", "risks")},
    **{
        f"projects:{name}": _of("GP", "project")
        for name in ("new_partner", "new_package", "new_objective", "new_deliverable", "new_risk", "lead")
    },
    **{f"projects:{name}": _of("GP", "project", org="partner") for name in ("part", "used", "exit")},
    "projects:objective": _of("GP", "project", objective="objective"),
    "projects:risk": _of("GP", "project", risk="risk"),
    **{
        f"projects:{name}": _of("GP", "project", deliverable="deliverable")
        for name in ("deliverable", "give_up", "deliver", "accept")
    },
    **{f"projects:{name}": _of("GP", "project", package="package") for name in ("package", "end_package")},
    "dataregister:register": _of("G", "project"),
    "dataregister:new": _of("GP", "project"),
    "dataregister:take_over": _of("P", "project"),
    "dataregister:item": [*_of("G", "data"), *_of("G", "gone")],
    **{
        f"dataregister:{name}": _of("GP", "data")
        for name in ("edit", "tier", "ask_again", "use", "prolong", "end", "new_output")
    },
    "dataregister:attach": _of("P", "data"),
    "dataregister:act": [*_of("P", "data", what="=provide"), *_of("P", "data", what="=remove")],
    "dataregister:certificate": [
        call for kind in ("ko", "en", "fr") for call in _of("G", "gone", language=f"={kind}")
    ],
    "dataregister:output": _of("G", "output"),
    "dataregister:answer": _of("P", "output"),
    "dataregister:take_back": _of("P", "output"),
    "outcomes:list": _calls("G"),
    "outcomes:table": _calls("G"),
    "outcomes:of_project": _of("G", "project"),
    "outcomes:new": _of("GP", "project"),
    "outcomes:outcome": _of("G", "outcome"),
    "outcomes:edit": _of("GP", "outcome"),
    "outcomes:act": [*_of("P", "outcome", what="=confirm"), *_of("P", "outcome", what="=take_back")],
    "outcomes:grant": _of("GP", "patent"),
    "outcomes:result": _of("G", "result"),
    **{f"outcomes:{name}": _of("GP", "project") for name in ("new_result", "new_publication")},
    **{f"outcomes:{name}": _of("GP", "result") for name in ("edit_result", "contribute", "divide", "patent")},
    "outcomes:act_on_rights": [
        call
        for what in ("confirm", "remove")
        for call in _of("P", "result", what=f"={what}", key="contribution")
    ],
    "outcomes:publication": _of("G", "publication"),
    **{f"outcomes:{name}": _of("GP", "publication") for name in ("edit_publication", "send", "publish")},
    **{f"outcomes:{name}": _of("P", "publication") for name in ("attach_draft", "answer", "take_back")},
    "projects:places": _calls("G"),
    "projects:place": _of("G", "place"),
    "projects:place_edit": _of("GP", "place"),
    "projects:application": _of("G", "project", site="site"),
    **{
        f"projects:{name}": _of("GP", "project", site="site")
        for name in ("confirm_site", "site_version", "end_site")
    },
    "projects:site_check": _of("GP", "project", check="check"),
    "files:download": [call for name in FILES for call in _of("G", name)],
    "files:remove": _of("P", "file1"),
    "desk:home": _calls("G"),
    "desk:public": _calls("G"),
    "desk:find": _calls("G"),
    "cases:thread": [call for name in ("problem", "project", "effect") for call in _of("G", name)],
    "cases:report": [call for name in ("problem", "project", "effect") for call in _of("G", name)],
    "cases:write": _of("GP", "problem"),
    "cases:file": [
        *(call for kind in KINDS for call in _of("G", "problem", language="=ko", kind=f"={kind}")),
        *_of("G", "effect", language="=en", kind="=docx"),
        *_of("G", "problem", language="=fr", kind="=pdf"),
    ],
    "cases:ledger": _calls("G"),
    "cases:entry": _of("G", "entry"),
    "cases:share": _of("P", "entry"),
    "cases:near": _of("P", "problem"),
}

# Asked for with words in the query, too: what a search finds must stay behind its wall.
QUERIES: dict[str, list[str]] = {
    "desk:find": ["q=zq", "q=robot"],
    "problems:list": ["q=zq", "area=robot", "state=verified", "page=2"],
    "projects:list": ["q=zq", "page=2", "kind=joint"],
    "projects:portfolio": ["q=zq"],
    "outcomes:list": ["kind=paper"],
    "cases:ledger": ["q=zq", "why=no_data", "area=robot", "page=2"],
    "experts:list": ["q=expert"],
    "experts:enrol": ["q=expert"],
    "roundtables:list": ["of=me"],
    "alliance:people": ["q=expert"],
}

# The logs themselves: who reads them sees that something was done, and never what it was about.
LOGS = {"journal:audit": "auditor"}

# Signing in and one's own account: they know no thread. Fetched once each, where they take no argument.
SIGN_IN = ("account_", "mfa_", "usersessions_", "accounts:")
# Only mounted in the demo, or answered to machines with figures that count requests.
NOT_FETCHED = {
    "metrics": "counts requests and times, so no two answers are equal; holds no content",
    "mfa_activate_totp": "draws a new secret each time; knows no thread",
    "mfa_add_webauthn": "draws a new challenge each time; knows no thread",
}


def everything() -> dict[str, str]:
    """Every named route of the URLconf and its pattern."""
    return dict(_walk(get_resolver(), "", ""))


def _walk(resolver: Any, prefix: str, space: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        pattern = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one, pattern, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name or pattern}", pattern


def unlisted() -> set[str]:
    known = {name for name in everything() if name.startswith(SIGN_IN)} | set(NOT_FETCHED) | set(ROUTES)
    return {name for name in everything() if name not in known and not name.startswith("demo:")}


def calls(codes: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Route, method and address of everything to ask for, for one thread."""
    found, posted = [], posts.data()
    for name, wanted in ROUTES.items():
        for method, kwargs in wanted:
            url = reverse(name, kwargs={key: _value(value, codes) for key, value in kwargs.items()})
            found.append((name, method, url))
            found += [(name, "D", url)] if method == "P" and name in posted else []
            if method == "G":
                found += [(name, "G", f"{url}?{query}") for query in QUERIES.get(name, [])]
    return found


def _value(value: str, codes: dict[str, Any]) -> Any:
    return value[1:] if value.startswith("=") else codes[value]


def sign_in_pages() -> list[tuple[str, str, str]]:
    known = {name: pattern for name, pattern in everything().items() if name not in NOT_FETCHED}
    return [
        (name, "G", reverse(name)) for name in known if name.startswith(SIGN_IN) and "<" not in known[name]
    ]
