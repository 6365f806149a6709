"""What waits for a person: each source is one statement, asked only of those it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.alliance.models import ERASED_WITHIN
from oneteam.alliance.rules import is_officer
from oneteam.base.text import called
from oneteam.dataregister import queries as register
from oneteam.dataregister.facts import is_late
from oneteam.dataregister.rules import ASKED
from oneteam.problems.enums import State
from oneteam.projects.enums import ProjectState
from oneteam.roundtables.enums import AHEAD, ActionState, TableState
from oneteam.walls import keys_of

from . import waiting

MOST = 20


@dataclass(frozen=True)
class Todo:
    """One row: what is wrong as a sentence, its context, and the one page that finishes it."""

    since: date | None
    sentence: str
    context: str
    verb: str
    url: str


def todos(person: Any) -> list[Todo]:
    sources = (
        _problems, _tables, _projects, _effects, _data, _invitations, _reviews, _actions, _interests,
        _people,
    )  # fmt: skip
    rows = [row for source in sources for row in source(person)]
    return sorted(rows, key=lambda row: (row.since is None, row.since or date.max))[:MOST]


def organisations_of(person: Any, *roles: str) -> list[int]:
    """The organisations in which the person holds one of the roles."""
    parts = (key.split(":") for key in keys_of(person) if key.startswith("role:"))
    return sorted({int(number) for _role, role, number in parts if role in roles})


def _spoken_for(person: Any) -> list[int]:
    return organisations_of(person, "owner", "coordinator", "executive", "founder")


def _home(person: Any) -> list[int]:
    return sorted(int(key.split(":")[1]) for key in keys_of(person) if key.startswith("org:"))


def _problems(person: Any) -> Iterator[Todo]:
    office, own = is_officer(person), _spoken_for(person)
    if not office and not own:
        return
    for problem in waiting.problems(person, own, office=office):
        for sentence, verb, url in _about_problem(problem, own, office):
            yield Todo(localdate(problem.state_at), sentence, f"{problem.code} · {problem.title}", verb, url)


def _about_problem(problem: Any, own: list[int], office: bool) -> Iterator[tuple[str, str, str]]:
    state, mine = State(problem.state), problem.owner_id in own
    if office and state in waiting.OFFICE and (state != State.ACCEPTED or problem.private_seen):
        sentence, verb, page = _office_words()[state]
        yield sentence, verb, reverse(page, args=[problem.code])
    if mine and state in waiting.OWNER:
        yield *_owner_words()[state], problem.get_absolute_url()
    if mine and problem.sent:
        url = reverse("roundtables:run", args=[problem.sent])
        yield _("A panel waits for your approval."), _("Look at it"), url
    if mine and problem.alone:
        url = reverse("problems:people", args=[problem.code])
        yield _("Nobody of the secretariat knows of this sealed problem any more."), _("Name somebody"), url
    if (problem.asked_by == "owner" and office) or (problem.asked_by == "office" and mine):
        url = reverse("problems:people", args=[problem.code])
        yield _("Somebody asks to open a problem further."), _("Answer"), url


def _office_words() -> dict[State, tuple[str, str, str]]:
    return {
        State.SUBMITTED: (_("A problem waits for scoping."), _("Scope"), "problems:scoping"),
        State.SCOPING: (_("A scoping is not finished."), _("Go on"), "problems:scoping"),
        State.ACCEPTED: (_("Experts are to be matched."), _("Match"), "roundtables:match"),
        State.AGREED: (_("The panel is agreed; a date is to be fixed."), _("Fix a date"), "roundtables:new"),
        State.DECIDED: (_("A decision waits to be carried out."), _("Open"), "problems:detail"),
        State.VERIFIED: (_("The effect is verified; the problem can be closed."), _("Open"), "problems:detail"),
    }  # fmt: skip


def _owner_words() -> dict[State, tuple[str, str]]:
    return {
        State.DRAFT: (_("A draft is not submitted yet."), _("Go on writing")),
        State.RETURNED: (_("The secretariat has questions about a problem."), _("Answer")),
    }


def _tables(person: Any) -> Iterator[Todo]:
    office = is_officer(person)
    for table in waiting.tables(person, office=office):
        leads = office or table.chair_id == person.pk
        for sentence, verb, page in _about_table(table, leads, office):
            url = reverse(page, args=[table.code])
            yield Todo(localdate(table.ends_at), sentence, f"{table.code} · {table.problem.title}", verb, url)


def _about_table(table: Any, leads: bool, office: bool) -> Iterator[tuple[str, str, str]]:
    minutes = getattr(table, "minutes", None)
    held = table.state not in AHEAD
    if table.agrees:
        yield _("Minutes wait for your agreement."), _("Read them"), "roundtables:minutes"
    if not leads:
        return
    if not held:
        yield _("A round table is over: who was there?"), _("Record it"), "roundtables:attendance"
    elif minutes is None:
        yield _("A round table has no minutes yet."), _("Write the minutes"), "roundtables:minutes_edit"
    elif minutes.sent_at is None and minutes.agreed_at is None:
        yield _("Minutes are not sent yet."), pgettext("minutes", "Send"), "roundtables:minutes"
    if held and not table.decided:
        yield _("The decision of a round table is not written yet."), _("Write it"), "roundtables:decide"
    elif office and table.state == TableState.MINUTES_AGREED:
        yield _("Minutes and decision stand; the round table can be closed."), _("Open"), "roundtables:detail"


def _projects(person: Any) -> Iterator[Todo]:
    own, home, office = _spoken_for(person), _home(person), is_officer(person)
    if not own and not home and not office:
        return
    for project in waiting.projects(person, own, home, office=office):
        for sentence, verb, url in _about_project(project):
            yield Todo(localdate(project.state_at), sentence, f"{project.code} · {project.title}", verb, url)


def _about_project(project: Any) -> Iterator[tuple[str, str, str]]:
    page = project.get_absolute_url()
    if project.state == ProjectState.PROPOSED:
        yield _("A project asks your organisation to take part."), _("Look at it"), page
    if project.state == ProjectState.AGREED:
        yield _("All partners have agreed; the project can start."), _("Start the project"), page
    if project.step:
        sentence = _("TRL %(level)s is reported as reached; please confirm it.") % {"level": project.step}
        yield sentence, _("Confirm"), page
    yield from _about_sites(project)


def _about_sites(project: Any) -> Iterator[tuple[str, str, str]]:
    if project.site:
        url = reverse("projects:confirm_site", args=[project.code, project.site])
        yield _("A site is reported as applied; please confirm it."), _("Confirm"), url
    if project.version_at:
        url = reverse("projects:application", args=[project.code, project.version_at])
        yield _("Another version is reported at a site; please confirm it."), _("Confirm"), url
    if project.to_check:
        url = reverse("projects:site_check", args=[project.code, project.to_check])
        yield _("Is a result still in use at your site?"), _("Answer"), url


def _effects(person: Any) -> Iterator[Todo]:
    for effect in waiting.effects(person, office=is_officer(person)):
        if effect.judges:
            yield _to_judge(person, effect)
        if effect.measures:
            yield _to_measure(effect)


def _to_judge(person: Any, effect: Any) -> Todo:
    if effect.again:
        sentence, url = _("Does an effect that you verified last?"), [effect.code, effect.again]
        return Todo(effect.since, sentence, str(effect), _("Answer"), reverse("projects:recheck", args=url))
    if effect.verifier_id == person.pk:
        sentence, verb, page = _("An effect waits for your verification."), _("Verify"), "projects:verify"
    else:
        sentence, verb = _("A claimed effect has nobody to verify it."), _("Name somebody")
        page = "projects:verifier"
    return Todo(localdate(effect.state_at), sentence, str(effect), verb, reverse(page, args=[effect.code]))


def _to_measure(effect: Any) -> Todo:
    sentence = _("An effect is to be measured.")
    if effect.asked:
        sentence = _("An effect was verified some months ago: please measure it again.")
    url = reverse("projects:measure", args=[effect.code])
    return Todo(effect.asked or effect.due, sentence, str(effect), _("Enter it"), url)


def _data(person: Any) -> Iterator[Todo]:
    """Data past their agreed end, those about whose tier the person is to answer, and what is to leave of them."""
    if not _home(person):
        return
    for item in register.waiting(person, _spoken_for(person), localdate())[:MOST]:
        context = f"{item.code} · {item}"
        if item.state in ASKED:
            url = reverse("dataregister:tier", args=[item.code])
            yield Todo(
                localdate(item.state_at), _("How sensitive are these data?"), context, _("Answer"), url
            )
        if is_late(item) and item.responsible_id == person.pk:
            sentence = _("Data are in use past their agreed end.")
            yield Todo(item.ends_on, sentence, context, _("Look at it"), item.get_absolute_url())
        if item.result:
            url = reverse("dataregister:output", args=[item.result])
            yield Todo(
                localdate(item.result_at), _("A result waits to be let out."), context, _("Look at it"), url
            )


def _invitations(person: Any) -> Iterator[Todo]:
    for invitation in waiting.invitations(person):
        url = reverse("roundtables:invitation", args=[invitation.table_code])
        sentence = _("You are invited to a round table.")
        yield Todo(localdate(invitation.created_at), sentence, invitation.table_code, _("Answer"), url)


def _reviews(person: Any) -> Iterator[Todo]:
    for decision in waiting.reviews(person, office=is_officer(person)):
        url = reverse("roundtables:review", args=[decision.code])
        sentence = _("A decision is to be looked at again: does it still stand?")
        context = f"{decision.problem.code} · {decision.problem.title}"
        yield Todo(decision.review_on, sentence, context, _("Look at it"), url)


def _actions(person: Any) -> Iterator[Todo]:
    for item in waiting.actions(person, organisations_of(person, "owner", "coordinator", "executive")):
        if item.state == ActionState.OPEN:
            yield Todo(item.due_on, str(item.what), item.table.code, _("Open"), item.get_absolute_url())
            continue
        since = localdate(item.done_at) if item.done_at else None
        sentence = _("Something to do is said to be done: please confirm it.")
        context = f"{item.table.code} · {item.what}"
        yield Todo(since, sentence, context, _("Look at it"), item.get_absolute_url())


def _interests(person: Any) -> Iterator[Todo]:
    """Joint tasks about which the person's organisation was asked and has not answered."""
    for member, decision in waiting.interests(organisations_of(person, "coordinator")):
        url = reverse("roundtables:interest", args=[decision.code, member.code])
        sentence = _("How far would %(member)s join a joint task?") % {"member": member.name}
        context = f"{decision.problem.code} · {decision.problem.title}"
        yield Todo(decision.interest_until, sentence, context, _("Answer"), url)


def _people(person: Any) -> Iterator[Todo]:
    """Whoever asks to be forgotten, and whoever sent a signed agreement."""
    if not is_officer(person):
        return
    for one in waiting.people():
        if one.erasure_asked:
            sentence = _("Somebody asks that their data be erased.")
            due_on = localdate(one.erasure_asked + ERASED_WITHIN)
            yield Todo(due_on, sentence, called(one), _("Open"), reverse("alliance:erasures"))
        if one.copy:
            sentence = _("A signed non-disclosure agreement waits to be confirmed.")
            url = reverse("nda:copy", args=[one.copy])
            yield Todo(localdate(one.copy_sent), sentence, called(one), _("Look at it"), url)
