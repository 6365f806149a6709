"""Letters about panels, tables, minutes and decisions, written at delivery under the recipient's own keys.

For named and sealed problems a letter says neither title nor content: only what is asked, by when, and a link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.text import called, day, say, when
from oneteam.journal.letters import Invite, Letter, letter
from oneteam.problems.enums import State
from oneteam.problems.models import Problem

from . import queries, rules
from .actions.invitations import ANSWER_WITHIN
from .actions.minutes import SILENCE
from .calendar import into_calendar, out_of_calendar
from .clocks import CLOCKS
from .enums import ActionState, SuggestionState, TableState
from .links import DATES, token_of
from .models import RoundTable, TableInvitation

Data = Mapping[str, Any]


def _letter(
    problem: Problem,
    subject: str,
    paragraphs: Sequence[str],
    *,
    button: str,
    path: str,
    why: str,
    invite: Invite | None = None,
) -> Letter:
    """With the title where it may stand in a mail, otherwise with the number only."""
    closed = problem.disclosure.is_confidential
    about = problem.code if closed else f"{problem.title} ({problem.code})"
    return Letter(
        subject=f"{subject} {problem.code}", paragraphs=[*paragraphs, _("Problem: %(about)s") % {"about": about}],
        button=button, path=path, why=why, invite=invite,
    )  # fmt: skip


@letter("roundtables.panel_sent")
def panel_sent(recipient: Any, data: Data) -> Letter | None:
    run = queries.run(data["run"]).first()
    if run is None:
        return None
    return _letter(
        run.problem, _("Please look at the proposed experts:"),
        [_("The secretariat proposes experts for your problem and asks you to agree, to strike some, or to ask for another list.")],
        button=_("Look at the list"), path=run.get_absolute_url(),
        why=_("You get this because you act for the owner of the problem."),
    )  # fmt: skip


@letter("roundtables.panel_answered")
def panel_answered(recipient: Any, data: Data) -> Letter | None:
    run = queries.run(data["run"]).first()
    if run is None:
        return None
    agreed = run.state == "approved"
    sentence = (
        _("The owner has agreed to the panel. Please fix a date for the round table.")
        if agreed
        else _("The owner asks for another list of experts. Please read why and run the match again.")
    )
    return _letter(
        run.problem, _("The owner agreed to the panel:") if agreed else _("The owner asks for another list:"),
        [sentence], button=_("Go on"), path=run.get_absolute_url(),
        why=_("You get this because you ran the match."),
    )  # fmt: skip


@letter("roundtables.waiver_asked")
def waiver_asked(recipient: Any, data: Data) -> Letter | None:
    one = queries.waiver(data["waiver"]).filter(answered_at=None).first()
    if one is None:
        return None
    sentence = _(
        "The secretariat would like to propose somebody who has a tie to a competitor of yours, and asks whether you waive the conflict."
    )
    return _letter(
        one.problem, _("Please decide on a waiver:"),
        [sentence],
        button=_("Look at the request"), path=one.get_absolute_url(),
        why=_("You get this because you act for the owner of the problem."),
    )  # fmt: skip


@letter("roundtables.waiver_answered")
def waiver_answered(recipient: Any, data: Data) -> Letter | None:
    one = queries.waiver(data["waiver"]).first()
    if one is None:
        return None
    sentence = (
        _("The owner has waived the conflict. It counts from the next match on.")
        if one.agreed
        else _("The owner does not waive the conflict.")
    )
    return _letter(
        one.problem, _("The owner answered about a waiver:"), [sentence], button=_("Go on"),
        path=one.get_absolute_url(), why=_("You get this because you asked for the waiver."),
    )  # fmt: skip


@letter("roundtables.invited")
def invited(recipient: Any, data: Data) -> Letter | None:
    asked = _unanswered(recipient, data)
    if asked is None:
        return None
    sentence = _("You are asked to advise at a round table. Please answer by %(by)s.")
    written = _invitation(*asked, _("Invitation to a round table:"), sentence)
    return replace(written, invite=into_calendar(*asked, recipient))


@letter("roundtables.reminded")
def reminded(recipient: Any, data: Data) -> Letter | None:
    asked = _unanswered(recipient, data)
    if asked is None:
        return None
    sentence = _(
        "We have no answer from you yet to the invitation to a round table. Please answer by %(by)s."
    )
    return _invitation(*asked, _("A reminder of the invitation to a round table:"), sentence)


def _unanswered(recipient: Any, data: Data) -> tuple[TableInvitation, Problem] | None:
    """An invitation that waits for its answer, and the problem, as long as its table is to come."""
    found = queries.invitation(data["table"], recipient).first()
    problem = queries.problem(found.thread).first() if found else None
    if found is None or problem is None or found.answer != "asked" or problem.state != "scheduled":
        return None
    return found, problem


def _invitation(found: TableInvitation, problem: Problem, subject: str, sentence: str) -> Letter:
    by = min(found.created_at + ANSWER_WITHIN * (1 + found.reminders), found.starts_at)
    return _letter(
        problem, subject, [say(sentence, by=day(by)), *_time_and_place(found, problem)],
        button=_("Answer the invitation"), path=reverse("roundtables:answer", args=[token_of(found)]),
        why=_("You get this because the owner and the secretariat would like your advice."),
    )  # fmt: skip


def _time_and_place(one: RoundTable | TableInvitation, problem: Problem) -> list[str]:
    lines = [_when(one)]
    if one.place and not problem.disclosure.is_confidential:
        lines.append(_("Where: %(place)s") % {"place": one.place})
    return lines


def _when(one: RoundTable | TableInvitation) -> str:
    return _("When: %(when)s") % {"when": when(one.starts_at)}


@letter("roundtables.answered")
def answered(recipient: Any, data: Data) -> Letter | None:
    table = _ahead(data)
    seat = queries.attendance(table).filter(pk=data["seat"]).first() if table else None
    if table is None or seat is None:
        return None
    declined = seat.answer == "declined"
    sentence = (
        _("%(who)s cannot come to the round table. Please look whom to ask instead.")
        if declined
        else _("%(who)s will come to the round table.")
    )
    return _letter(
        table.problem, _("An invitation was declined:") if declined else _("An invitation was accepted:"),
        [say(sentence, who=_expert(table.problem, seat.person))], button=_("Open the round table"), path=table.get_absolute_url(),
        why=_("You get this because you convened the round table."),
    )  # fmt: skip


def _expert(problem: Problem, person: Any) -> str:
    """In a mail on a confidential problem nobody is named."""
    return _("An expert whom you invited") if problem.disclosure.is_confidential else called(person)


@letter("roundtables.dates_asked")
def dates_asked(recipient: Any, data: Data) -> Letter | None:
    asked = queries.date_letter(data["letter"]).first()
    problem = queries.problem(asked.thread).first() if asked else None
    if asked is None or problem is None or problem.state != State.AGREED or not queries.is_last(asked):
        return None
    return _letter(
        problem, _("When can you come to a round table?"),
        [_("Please tick the times that suit you. It takes a minute, and you need not sign in."),
         *(when(timezone.localtime(datetime.fromisoformat(one))) for one in asked.starts)],
        button=_("Tick the times"), path=reverse("roundtables:when", args=[token_of(asked, DATES)]),
        why=_("You get this because you are on the panel, or act for the owner of the problem."),
    )  # fmt: skip


@letter("roundtables.replacement_asked")
def replacement_asked(recipient: Any, data: Data) -> Letter | None:
    asked = queries.replacement(data["replacement"]).first()
    if asked is None or asked.answered_at is not None or asked.table.state != TableState.FIXED:
        return None
    return _letter(
        asked.table.problem, _("A seat at the round table is free:"),
        [_("An expert cannot come, and the secretariat proposes somebody else. Please look and answer.")],
        button=_("Look and answer"), path=reverse("roundtables:replacement", args=[asked.code]),
        why=_("You get this because you act for the owner of the problem."),
    )  # fmt: skip


@letter("roundtables.replacement_answered")
def replacement_answered(recipient: Any, data: Data) -> Letter | None:
    asked = queries.replacement(data["replacement"]).first()
    if asked is None or asked.answered_at is None:
        return None
    return _letter(
        asked.table.problem, _("The owner has answered:"),
        [_("The owner agrees, and the invitation is on its way.") if asked.agreed
         else _("The owner does not agree. Please propose somebody else.")],
        button=_("Open the round table"), path=asked.table.get_absolute_url(),
        why=_("You get this because you proposed somebody for a free seat."),
    )  # fmt: skip


def _ahead(data: Data) -> RoundTable | None:
    """The table, unless it was cancelled before this letter was sent."""
    return queries.table(data["table"]).exclude(state=TableState.CANCELLED).first()


@letter("roundtables.cancelled")
def cancelled(recipient: Any, data: Data) -> Letter | None:
    """To an expert without an NDA by the invitation, which is all that they see of the table."""
    invitation = queries.invitation(data["table"], recipient).first()
    table = queries.table(data["table"]).first()
    one = invitation or table
    code = invitation.thread if invitation else table.problem.code if table else ""
    problem = queries.problem(code).first()
    if one is None or problem is None:
        return None
    return _letter(
        problem, _("The round table is cancelled:"),
        [_("The round table does not take place at this time; you need not keep it free."), _when(one),
         _("If another date is fixed, you get a letter of its own.")],
        button=_("See where it stands"), path=problem.get_absolute_url(),
        why=_("You get this because you were expected at this round table."),
        invite=out_of_calendar(one, problem, recipient),
    )  # fmt: skip


@letter("roundtables.convened")
def convened(recipient: Any, data: Data) -> Letter | None:
    table = _ahead(data)
    if table is None:
        return None
    return _letter(
        table.problem, _("Round table:"),
        [_("The date of the round table is fixed, and you are expected there."),
         *_time_and_place(table, table.problem), *_elsewhere(table, recipient)],
        button=_("Open the round table"), path=table.get_absolute_url(),
        why=_("You get this because you sit at this round table."),
        invite=into_calendar(table, table.problem, recipient),
    )  # fmt: skip


def _elsewhere(table: RoundTable, recipient: Any) -> list[str]:
    """Who convened the one may know nothing of the other, so it is the person who has to say."""
    if not queries.is_elsewhere(table, recipient):
        return []
    return [
        _(
            "At that time you are expected at another round table, too. Please tell the secretariat to which one you come."
        )
    ]


@letter("roundtables.minutes_sent")
def minutes_sent(recipient: Any, data: Data) -> Letter | None:
    table = queries.table(data["table"]).first()
    minutes = queries.minutes_of(table) if table else None
    if table is None or minutes is None or minutes.sent_at is None:
        return None
    by = day(minutes.sent_at + SILENCE)
    sentence = _(
        "The minutes of the round table are ready. Please agree to them, or suggest a correction on their page, by %(by)s."
    )
    silence = _("If nobody objects until then, the minutes are agreed.")
    return _letter(
        table.problem, _("Please read the minutes:"), [say(sentence, by=by), silence],
        button=_("Read the minutes"), path=reverse("roundtables:minutes", args=[table.code]),
        why=_("You get this because you were at the round table."),
    )  # fmt: skip


@letter("roundtables.correction_suggested")
def correction_suggested(recipient: Any, data: Data) -> Letter | None:
    one = queries.suggestion(data["suggestion"]).filter(state=SuggestionState.OPEN).first()
    if one is None:
        return None
    return _letter(
        one.minutes.table.problem, _("A correction of the minutes is suggested:"),
        [_("Somebody who was at the round table suggests a correction of the minutes."),
         _("Please take it over, or decline it with a reason. Until then the minutes are not agreed.")],
        button=_("Look at the suggestion"), path=one.get_absolute_url(),
        why=_("You get this because you wrote the minutes or had the chair."),
    )  # fmt: skip


@letter("roundtables.correction_answered")
def correction_answered(recipient: Any, data: Data) -> Letter | None:
    one = queries.suggestion(data["suggestion"]).first()
    if one is None:
        return None
    sentence = (
        _("Your correction was taken over. The minutes will be sent again, for everybody to agree to.")
        if one.state == SuggestionState.TAKEN
        else _("Your correction was declined. Please read why.")
    )
    return _letter(
        one.minutes.table.problem, _("Your correction of the minutes was answered:"), [sentence],
        button=_("Read the answer"), path=one.get_absolute_url(),
        why=_("You get this because you suggested the correction."),
    )  # fmt: skip


@letter("roundtables.decided")
def decided(recipient: Any, data: Data) -> Letter | None:
    decision = queries.decision(data["decision"]).first()
    if decision is None:
        return None
    if decision.responsible_id == recipient.pk:
        sentence = _("The round table has decided, and you answer for what follows, by %(by)s.")
    else:
        sentence = _("The round table has decided. What follows is due by %(by)s.")
    return _letter(
        decision.problem, _("The round table has decided:"), [say(sentence, by=day(decision.due_on))],
        button=_("Read the decision"), path=decision.problem.get_absolute_url(),
        why=_("You get this because you sit at this round table."),
    )  # fmt: skip


@letter("roundtables.interest_asked")
def interest_asked(recipient: Any, data: Data) -> Letter | None:
    decision = queries.told_decision(data["decision"]).first()
    organisation = queries.member(data["organisation"]).first()
    if decision is None or organisation is None or decision.interest_until is None:
        return None
    if not rules.may_state_interest(recipient, decision, organisation):
        return None
    if decision.interest_until < timezone.localdate() or queries.interest_of(decision, organisation):
        return None
    sentence = _(
        "A round table has decided on a joint task. Please say by %(by)s how far your organisation would join."
    )
    return _letter(
        decision.problem, _("Your interest in a joint task:"),
        [say(sentence, by=day(decision.interest_until)), _("Only the owner of the problem and the secretariat read your answer.")],
        button=_("Read and answer"), path=reverse("roundtables:interest", args=[decision.code, organisation.code]),
        why=_("You get this because you are a coordinator of your organisation."),
    )  # fmt: skip


@letter("roundtables.feedback_asked")
def feedback_asked(recipient: Any, data: Data) -> Letter | None:
    table = queries.table(data["table"]).first()
    if table is None or not rules.may_give_feedback(recipient, table):
        return None
    return _letter(
        table.problem, _("How did the experts help?"),
        [_("The round table is closed. Please tell the secretariat in a minute how each expert helped. Nobody else reads it.")],
        button=_("Say how the experts helped"), path=reverse("roundtables:feedback", args=[table.code]),
        why=_("You get this because you sit at this round table."),
    )  # fmt: skip


@letter("roundtables.action_given")
def action_given(recipient: Any, data: Data) -> Letter | None:
    sentence = _("The round table has noted something for you to do by %(by)s.")
    return _about_item(data, _("Something for you to do:"), sentence)


@letter("roundtables.action_sent_back")
def action_sent_back(recipient: Any, data: Data) -> Letter | None:
    sentence = _(
        "Something that you took on was sent back: please read what is still missing. It is due by %(by)s."
    )
    return _about_item(data, _("Something is still missing:"), sentence)


@letter("roundtables.action_moved")
def action_moved(recipient: Any, data: Data) -> Letter | None:
    sentence = _("Something that you took on at the round table has another date: it is due by %(by)s.")
    return _about_item(data, _("Another date for something to do:"), sentence)


def _about_item(data: Data, subject: str, sentence: str) -> Letter | None:
    item = queries.action_item(data["action"]).filter(state=ActionState.OPEN).first()
    if item is None:
        return None
    return _letter(
        item.table.problem, subject, [say(sentence, by=day(item.due_on))],
        button=_("See what it is"), path=item.get_absolute_url(),
        why=_("You get this because you took it on at the round table."),
    )  # fmt: skip


@letter("roundtables.action_clock")
def action_clock(recipient: Any, data: Data) -> Letter | None:
    """To whoever may see the room; of the others, who knows of the problem reads that there is something."""
    item = queries.action_item(data["action"]).first()
    if item is None:
        known = queries.problem(data["thread"]).exists()
        return _without_a_word(data["clock"]) if known else None
    if item.state != ActionState.OPEN:
        return None
    subject, sentence, why = _clock_words()[data["clock"]]
    confidential = item.table.problem.disclosure.is_confidential
    who = _("Somebody of your organisation") if confidential else called(item.who)
    return _letter(
        item.table.problem, subject, [say(sentence, by=day(item.due_on), who=who)],
        button=_("See what it is"), path=item.get_absolute_url(), why=why,
    )  # fmt: skip


def _clock_words() -> dict[str, tuple[str, str, str]]:
    """By the name of the clock: subject, sentence, and why one gets it."""
    mine, late = _("You get this because you took it on at the round table."), _("Overdue:")
    return {
        "soon": (
            _("Due soon:"),
            _("Something that you took on at the round table is due by %(by)s."),
            mine,
        ),
        "late": (
            late,
            _(
                "Something that you took on was due by %(by)s. Please say what came of it, or ask the chair for a later date."
            ),
            mine,
        ),
        "coordinator": (
            late,
            _(
                "%(who)s took something on at the round table. It was due by %(by)s and is not done. Please see to it that it is."
            ),
            _("You get this because you are a coordinator of your organisation."),
        ),
        "executive": (
            late,
            _(
                "%(who)s took something on at the round table. It was due by %(by)s and is still not done. Please decide what is to happen."
            ),
            _("You get this because you are an executive of your organisation."),
        ),
    }


def _without_a_word(clock: str) -> Letter:
    """No title, no number, nobody's name: only that somebody waits, and who can say for what."""
    mine = not next(one for one in CLOCKS if one.name == clock).role
    sentence = (
        _(
            "Something that you took on at a round table waits for you, but its page is closed to you at present."
        )
        if mine
        else _(
            "Something that your organisation took on at a round table is overdue. Its page is not open to you."
        )
    )
    return Letter(
        subject=_("Something from a round table waits"),
        paragraphs=[sentence, _("Please ask the secretariat, which has been told as well.")],
        button=_("Go to what waits for you"), path="/",
        why=_("You get this because you, or somebody of your organisation, sat at a round table."),
    )  # fmt: skip


@letter("roundtables.action_untold")
def action_untold(recipient: Any, data: Data) -> Letter | None:
    item = queries.action_item(data["action"]).filter(state=ActionState.OPEN).first()
    if item is None:
        return None
    sentence = _(
        "Something taken on at the round table is due by %(by)s. Nobody who is to be reminded may see it: please follow it up yourselves."
    )
    return _letter(
        item.table.problem, _("Please follow this up:"), [say(sentence, by=day(item.due_on))],
        button=_("See what it is"), path=item.get_absolute_url(),
        why=_("You get this because you work for the secretariat."),
    )  # fmt: skip
