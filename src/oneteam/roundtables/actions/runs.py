"""Match runs: proposed by the secretariat, approved by the owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import NamedRole
from oneteam.base.errors import Invalid, Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import say
from oneteam.journal.actions import record
from oneteam.journal.outbox import send
from oneteam.journal.verbs import named
from oneteam.longjobs import actions as longjobs
from oneteam.longjobs.kinds import Say
from oneteam.longjobs.models import LongJob
from oneteam.problems.actions import advance
from oneteam.problems.enums import State
from oneteam.problems.models import Problem
from oneteam.walls.models import Circle

from .. import match_record, matching, queries, rules
from ..enums import MATCH, RunState
from ..matching import Parameters
from ..models import Candidate, CandidateNote, MatchRun
from ..wording import CONFLICTS, TOLD, why_out
from ..workflow import MATCH_RUN

STEPS = 3  # of a match as a long job: read, compute, keep


def begin_match(*, person: Any, problem: Problem, parameters: Parameters) -> MatchRun | LongJob:
    """At once where few experts are to be read, else as a long job: both have a page that shows what comes of it."""
    require(rules.may_match(person, problem))
    if queries.how_many_experts() <= settings.MATCH_AT_ONCE:
        return run_match(person=person, problem=problem, parameters=parameters)
    if parameters.pinned:  # who it is and why is told here alone: what a job says is kept
        _refuse_rivals_by_hand(problem, parameters)
    arguments = {"problem": problem.code, "parameters": parameters.kept()}
    return longjobs.ask(person=person, kind=MATCH, arguments=arguments)


def match_as_asked(*, person: Any, code: str, parameters: Parameters, say: Say) -> MatchRun:
    """In the worker, under the keys that whoever asked has by now; computed with no transaction open."""
    say(0, STEPS)
    with walls.acting_as(person):
        problem = _still_open(code)
        asked = question(person, problem, parameters)
        if matching.conflicts_by_hand(problem, parameters.pinned, timezone.localdate()):
            raise Refused(
                _("Somebody who was fixed by hand cannot sit at this table any more. Look at the list again.")
            )
    say(1, STEPS)
    proposal = matching.propose(asked)
    say(2, STEPS)
    with walls.acting_as(person):
        return keep_run(person, _still_open(code), proposal)


def _still_open(code: str) -> Problem:
    problem = queries.problem(code).first()
    if problem is None:
        raise Refused(_("This problem is not open to you any more."))
    return problem


def run_match(*, person: Any, problem: Problem, parameters: Parameters | None = None) -> MatchRun:
    """Propose a panel and keep the proposal with everything it rests on. Older proposals are replaced."""
    asked = question(person, problem, parameters or Parameters())
    _refuse_rivals_by_hand(problem, asked.parameters)
    return keep_run(person, problem, matching.propose(asked))


def question(person: Any, problem: Problem, parameters: Parameters) -> matching.Question:
    require(rules.may_match(person, problem))
    return matching.question(problem, parameters, timezone.localdate())


@transaction.atomic
def keep_run(person: Any, problem: Problem, proposal: matching.Proposal) -> MatchRun:
    """Nothing is locked before: while a match is computed nobody waits for it."""
    require(rules.may_match(person, problem))
    if problem.state != State.MATCHING:
        advance(problem=problem, transition="match", by=person)
    _replace_proposals(problem, person)
    run = store_run(person, problem, proposal)
    _record(run, "roundtables.matched", person, problem.disclosure.private)
    return run


def store_run(
    person: Any, problem: Problem, proposal: matching.Proposal, beside: MatchRun | None = None
) -> MatchRun:
    notes = queries.notes_of_last_run(problem)
    run = MatchRun.objects.create(
        problem=problem, circle=problem.disclosure.private, by=person, state_by=person,
        algorithm=proposal.panel.algorithm, encoder=proposal.panel.encoder,
        fingerprint=proposal.panel.fingerprint, parameters=proposal.parameters.kept(),
        unmet=[clash.rule for clash in proposal.panel.clash], figures=match_record.figures(proposal),
        beside=beside,
    )  # fmt: skip
    _keep(match_record.rows(proposal, run, problem.disclosure.private_id), notes)
    return run


def choose(
    *,
    person: Any,
    problem: Problem,
    codes: Iterable[str],
    parameters: Parameters | None = None,
    apart: Iterable[str] = (),
) -> MatchRun:
    """Exactly these people: the same computation, which says what the choice costs or why it cannot be.

    ``apart``: who may not come in their place later, beside those whom an earlier list left out.
    """
    chosen = tuple(dict.fromkeys(codes))
    out = queries.still_left_out(problem, and_also=apart, but=chosen)
    wanted = replace(parameters or Parameters(), pinned=chosen, excluded=out, size=len(chosen))
    return run_match(person=person, problem=problem, parameters=wanted)


def _refuse_rivals_by_hand(problem: Problem, parameters: Parameters) -> None:
    found = matching.conflicts_by_hand(problem, parameters.pinned, timezone.localdate())
    if not found:
        return
    people = {profile.code: profile.person for profile in queries.experts_by_code(found)}
    sentences = [
        say(
            _("%(who)s cannot sit at this table: %(reason)s Choose somebody else, or ask the owner for a waiver."),
            who=people[code].name, reason=CONFLICTS[conflicts[0].code],
        )
        for code, conflicts in found.items()
    ]  # fmt: skip
    raise Invalid(" ".join(sentences), {"expert": " ".join(sentences)})


def _replace_proposals(problem: Problem, person: Any) -> None:
    for old in queries.open_runs(problem).filter(state=RunState.PROPOSED):
        MATCH_RUN.advance(old, "replace", by=person)


def _keep(rows: list[match_record.Row], notes: dict[int, str]) -> None:
    """What was noted on somebody goes along to the next run."""
    for row in rows:
        row.note.text = notes.get(row.candidate.expert_id, "")
    Candidate.objects.bulk_create([row.candidate for row in rows])
    CandidateNote.objects.bulk_create([row.note for row in rows])


@transaction.atomic
def note_candidate(*, person: Any, run: MatchRun, code: str, text: str) -> None:
    """Why somebody is fixed, left out or exchanged: for the secretariat alone."""
    require(rules.may_match(person, run.problem))
    note = queries.note_on(run, code)
    if note is None:
        raise Invalid(_("This person is not on the list. Read the list again."))
    note.text = text.strip()
    note.save(update_fields=["text"])
    _record(
        run, "roundtables.noted", person, run.problem.disclosure.private, who=named(note.candidate.person)
    )


@transaction.atomic
def send_to_owner(*, person: Any, run: MatchRun, note: Bi | None = None) -> None:
    """Show the list to the owner: what they may read of it moves from the secretariat's notes to their desk."""
    require(rules.may_send(person, run))
    problem = run.problem
    if problem.state not in rules.IN_MATCHING:
        raise Refused(
            _("No list can be sent now: the owner has agreed to one, or the problem is not matched.")
        )
    chosen = list(queries.panel(run))
    if not chosen:
        raise Refused(
            _("There is nobody on this list. Change the rules, run the match again and send that list.")
        )
    _refuse_new_conflicts(run, [candidate.expert_code for candidate in chosen])
    desk = problem.disclosure.desk
    MATCH_RUN.advance(run, "send", by=person, note=note or Bi(), circle=desk)
    for old in queries.open_runs(problem).exclude(pk=run.pk):
        MATCH_RUN.advance(old, "replace", by=person)
    _show_to_owner(run, desk)
    _record(run, "roundtables.panel_sent", person, desk, experts=len(chosen))
    for owner in queries.owners_named(problem.disclosure):
        send(kind="roundtables.panel_sent", to=owner, data={"run": run.code})


def _refuse_new_conflicts(run: MatchRun, codes: list[str]) -> None:
    """Rivalries, ties and quotas may have changed since the run."""
    broken = matching.violations(run, tuple(codes), timezone.localdate())
    if any(violation.person for violation in broken):
        raise Refused(_("Something has changed since this match. Run it again and send the new list."))


def _show_to_owner(run: MatchRun, desk: Circle) -> None:
    """Whoever is out for a reason that the owner may not be told stays where they are."""
    for candidate in queries.candidates(run):
        if candidate.rank is not None or set(candidate.excluded) & TOLD:
            Candidate.objects.filter(pk=candidate.pk).update(circle=desk)


@transaction.atomic
def approve_panel(*, person: Any, run: MatchRun, struck: Iterable[str] = ()) -> None:
    """The owner agrees, perhaps without some of them: whoever remains is admitted to the thread."""
    require(rules.may_approve(person, run))
    off = set(struck)
    chosen = list(queries.panel(run))
    kept = [candidate for candidate in chosen if candidate.expert_code not in off]
    if off - {candidate.expert_code for candidate in chosen}:
        raise Invalid(_("Somebody you struck is not on this list. Read the list again."))
    if not kept:
        raise invalid(
            "struck", _("At least one expert must stay. Ask for another list if none of them fits.")
        )
    _refuse_conflicts_of_the_day(run, kept)
    MATCH_RUN.advance(run, "approve", by=person)
    _let_go(run, {candidate.person_id for candidate in kept}, person)
    Candidate.objects.filter(run=run, expert_code__in=off).update(struck=True)
    problem = run.problem
    advance(problem=problem, transition="agree_panel", by=person)
    for candidate in kept:
        disclosures.name(problem.disclosure, role=NamedRole.EXPERT, person=candidate.person, by=person)
    _record(run, "roundtables.panel_agreed", person, problem.disclosure.desk, experts=len(kept))
    send(kind="roundtables.panel_answered", to=run.by, data={"run": run.code})


def _let_go(run: MatchRun, kept: set[int], person: Any) -> None:
    """The panel of the round before this one: who is not on the new one is admitted no more."""
    for old in queries.approved_runs(run.problem).exclude(pk=run.pk):
        MATCH_RUN.advance(old, "replace", by=person)
        for candidate in queries.panel(old):
            if candidate.person_id not in kept:
                disclosures.unname(run.problem.disclosure, role=NamedRole.EXPERT, person=candidate.person)


def _refuse_conflicts_of_the_day(run: MatchRun, kept: list[Candidate]) -> None:
    """Since the list was sent somebody may have become a rival's, or have taken their profile back."""
    gone = matching.out_on(run.problem, [candidate.expert_code for candidate in kept], timezone.localdate())
    if not gone:
        return
    sentence = _("%(who)s can no longer be asked: %(reason)s Strike this person, or ask for another list.")
    sentences = [
        say(sentence, who=one.person.name, reason=why_out(gone[one.expert_code]))
        for one in kept
        if one.expert_code in gone
    ]
    raise Invalid(" ".join(sentences), {"struck": " ".join(sentences)})


@transaction.atomic
def ask_again(*, person: Any, run: MatchRun, reason: str) -> None:
    """The owner wants another list. Who had been admitted with this one is so no longer."""
    require(rules.may_approve(person, run))
    if not reason.strip():
        raise invalid("reason", _("Please write what the next list should do better."))
    agreed = run.state == RunState.APPROVED  # as the person saw it: whoever is too late is told so
    MATCH_RUN.advance(run, "reopen" if agreed else "ask_again", by=person, reason=reason.strip())
    problem = run.problem
    advance(problem=problem, transition="ask_again", by=person)
    if agreed:
        for candidate in queries.panel(run):
            disclosures.unname(problem.disclosure, role=NamedRole.EXPERT, person=candidate.person)
    _record(run, "roundtables.asked_again", person, problem.disclosure.desk)
    send(kind="roundtables.panel_answered", to=run.by, data={"run": run.code})


def _record(run: MatchRun, verb: str, person: Any, circle: Circle, **data: Any) -> None:
    record(verb=verb, actor=person, thread=run.problem.code, target=run.code, circle=circle, data=data)
