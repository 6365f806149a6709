"""What the letters say; each is written at delivery, with what its recipient may see at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.base.text import day, say
from oneteam.journal.letters import Letter, letter

from . import queries, sequence
from .enums import EffectState
from .models import Application, Effect, Milestone, Project

# Who is asked, and why: sentences that several letters end with.


def _speaks() -> str:
    return _("You get this because you speak for your organisation in this project.")


def _works() -> str:
    return _("You get this because you work on this project.")


def _letter(
    thing: Project | Effect, subject: str, sentences: list[str], button: str, why: str, path: str = ""
) -> Letter:
    """With the title; or with the number alone where even the title is confidential."""
    closed = thing.disclosure.is_confidential
    words = [] if closed else [f"{thing} ({thing.code})"]
    return Letter(
        subject=f"{subject} {thing.code}", paragraphs=[*sentences, *words], button=button,
        path=path or thing.get_absolute_url(), why=why,
    )  # fmt: skip


def _project(data: Mapping[str, Any]) -> Project | None:
    return queries.projects().filter(code=data["project"]).first()


def _effect(data: Mapping[str, Any]) -> Effect | None:
    return queries.effect(data["effect"]).first()


@letter("projects.agree")
def agree(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [_("A project asks your organisation to take part. Please read its part, and agree.")]
    if project.starts_on >= timezone.localdate():
        words = _(
            "A project asks your organisation to take part. Please read its part, and agree by %(day)s."
        )
        sentences = [say(words, day=day(project.starts_on))]
    return _letter(project, _("Please agree:"), sentences, _("Read and agree"), _speaks())


@letter("projects.agreed")
def agreed(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [_("All partners have agreed. The project can start now.")]
    why = _("You get this because you are responsible for this project.")
    return _letter(project, _("All agreed:"), sentences, _("Start the project"), why)


@letter("projects.stopped")
def stopped(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [_("The project was stopped. Its reason and what was learnt stand on its page.")]
    return _letter(project, _("Stopped:"), sentences, _("Read why"), _speaks())


@letter("projects.changed")
def changed(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [_("The aim or the time of your project was changed.")]
    if not project.disclosure.is_confidential:
        now = _("It now runs from %(start)s to %(end)s.")
        sentences.append(say(now, start=day(project.starts_on), end=day(project.ends_on)))
    return _letter(project, _("Project changed:"), sentences, _("See the project"), _works())


@letter("projects.member_added")
def member_added(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [_("You work on this project from now on. What is planned and reached stands on its page.")]
    return _letter(project, _("You are in the project:"), sentences, _("See the project"), _works())


@letter("projects.milestone_moved")
def milestone_moved(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    milestone = queries.milestones(project).filter(code=data["milestone"]).first() if project else None
    if project is None or milestone is None:
        return None
    sentences = [_("A milestone of your project was moved.")]
    if not project.disclosure.is_confidential:
        sentences.append(f"{milestone}: {day(milestone.due_on)}. {milestone.moved_because}")
        sentences += _now_too_early(recipient, project, milestone)
    path = reverse("projects:timeline", args=[project.code])
    return _letter(project, _("Milestone moved:"), sentences, _("See the plan"), _works(), path)


@letter("projects.milestone_removed")
def milestone_removed(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [
        _("A milestone was taken out of the plan of your project. The change log says which, and why.")
    ]
    path = reverse("projects:changes", args=[project.code])
    return _letter(project, _("Plan changed:"), sentences, _("See the change log"), _works(), path)


@letter("projects.plan_imported")
def plan_imported(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [_("Milestones of your project were moved with a plan from a file.")]
    path = reverse("projects:timeline", args=[project.code])
    return _letter(project, _("Plan changed:"), sentences, _("See the plan"), _works(), path)


def _now_too_early(recipient: Any, project: Project, moved: Milestone) -> list[str]:
    """Of the recipient's own milestones, or for who is responsible of all."""
    rows = list(queries.planned_milestones(project))
    early = sequence.too_early(rows, queries.dependencies(project))
    responsible = recipient.pk == project.responsible_id
    names = [
        str(row.name) for row in rows
        if moved in early.get(row.pk, ()) and (responsible or row.keeper_id == recipient.pk)
    ]  # fmt: skip
    return [say(_("These now begin too early: %(names)s"), names=", ".join(names))] if names else []


@letter("projects.confirm_trl")
def confirm_trl(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    step = (
        queries.trl_records(project).filter(code=data["step"], confirmed_at=None, refused_at=None).first()
        if project
        else None
    )
    if project is None or step is None:
        return None
    sentence = _(
        "Evidence was given for a step of technology readiness. A partner that is not the lead confirms it."
    )
    sentences = [sentence, _("Please look at the evidence within seven days.")]
    path = reverse("projects:gates", args=[project.code])
    return _letter(project, _("Please confirm the TRL:"), sentences, _("See the evidence"), _speaks(), path)


@letter("projects.trl_refused")
def trl_refused(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    step = queries.trl_records(project).filter(code=data["step"]).first() if project else None
    if project is None or step is None or step.refused_at is None:
        return None
    sentences = [
        _("A partner does not see the step shown by the evidence that was given. It can be given anew.")
    ]
    if not project.disclosure.is_confidential:
        sentences.append(f"TRL {step.level}: {step.refused_because}")
    path = reverse("projects:gates", args=[project.code])
    return _letter(project, _("Evidence refused:"), sentences, _("Read why"), _works(), path)


@letter("projects.trl_back")
def trl_back(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    if project is None:
        return None
    sentences = [_("Your project went back to an earlier level of readiness. The reason stands on its page.")]
    path = reverse("projects:gates", args=[project.code])
    return _letter(project, _("TRL went back:"), sentences, _("Read why"), _works(), path)


def _site(project: Project | None, data: Mapping[str, Any]) -> Application | None:
    return queries.applications(project).filter(code=data["site"]).first() if project else None


def _keeps() -> str:
    return _("You get this because you answer for this site, or speak for its organisation.")


@letter("projects.confirm_site")
def confirm_site(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    site = _site(project, data)
    if project is None or site is None or site.confirmed_at is not None:
        return None
    sentence = _(
        "A project reports that its result is at work at a site of yours. It counts only when you confirm it."
    )
    sentences = [sentence, _("Please confirm it within seven days, or call the project.")]
    path = reverse("projects:confirm_site", args=[project.code, site.code])
    return _letter(project, _("Please confirm the site:"), sentences, _("See the site"), _speaks(), path)


@letter("projects.confirm_version")
def confirm_version(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    site = _site(project, data)
    if project is None or site is None or not queries.versions(site).filter(confirmed_at=None).exists():
        return None
    sentences = [
        _("A project reports that another version runs at a site of yours. It counts when you confirm it.")
    ]
    subject = _("Please confirm the version:")
    return _letter(project, subject, sentences, _("See the site"), _keeps(), site.get_absolute_url())


@letter("projects.check_site")
def check_site(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    check = queries.check(project, data["check"]).first() if project else None
    if project is None or check is None or check.answered_at is not None:
        return None
    sentence = _(
        "Some months ago you confirmed that a result is at work at a site of yours. Is it still in use?"
    )
    sentences = [sentence, _("Please answer with yes, or with no and why. It takes a minute.")]
    path = reverse("projects:site_check", args=[project.code, check.code])
    return _letter(project, pgettext("letter", "Still in use?"), sentences, _("Answer"), _keeps(), path)


@letter("projects.site_ended")
def site_ended(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    project = _project(data)
    site = _site(project, data)
    if project is None or site is None:
        return None
    sentences = [_("The result is not in use at a site any more. The reason stands on the page of the site.")]
    why = _("You get this because the site or the project is yours.")
    return _letter(project, _("Out of use:"), sentences, _("Read why"), why, site.get_absolute_url())


@letter("projects.measure_soon")
def measure_soon(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    effect = _effect(data)
    planned = queries.planned(effect).filter(due_on=data["on"], met_by=None).first() if effect else None
    if effect is None or planned is None:
        return None
    sentence = _(
        "A measurement is planned for %(day)s. Please make sure that it can be taken, with the file that proves it."
    )
    path = reverse("projects:measure", args=[effect.code])
    sentences = [say(sentence, day=day(planned.due_on))]
    return _letter(effect, _("To be measured soon:"), sentences, _("Enter a measurement"), _works(), path)


@letter("projects.verify")
def verify(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    effect = _effect(data)
    if effect is None or effect.state != EffectState.CLAIMED or effect.verifier_id != recipient.pk:
        return None
    sentences = [
        _(
            "An effect was claimed and waits for your verification. You are asked because you did not do the work."
        ),
        _("Please answer within fourteen days: confirm it, or say what is missing."),
    ]
    why = _("You get this because the secretariat named you as verifier.")
    path = reverse("projects:verify", args=[effect.code])
    return _letter(effect, _("Please verify:"), sentences, _("See the evidence"), why, path)


@letter("projects.judged")
def judged(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    effect = _effect(data)
    if effect is None or not (effect.is_proven or effect.state == EffectState.REJECTED):
        return None
    why = _("You get this because the effect was reached in a project or a problem of yours.")
    if effect.state == EffectState.REJECTED:
        sentences = [_("The verifier has not confirmed the effect. The statement says what is missing.")]
        return _letter(effect, _("Not confirmed:"), sentences, _("Read the statement"), why)
    sentences = [_("The verifier has confirmed the effect. The owner decides whether others may see it.")]
    return _letter(effect, _("Verified:"), sentences, _("See the effect"), why)


@letter("projects.recheck_measure")
def recheck_measure(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    effect = _effect(data)
    recheck = queries.open_recheck(effect) if effect else None
    if effect is None or recheck is None or queries.fresh(recheck) is not None:
        return None
    sentence = _(
        "An effect of your project was verified some months ago. Does it last? Please measure it again."
    )
    sentences = [sentence, _("The verifier decides by the new measurement and the file that proves it.")]
    path = reverse("projects:measure", args=[effect.code])
    return _letter(effect, _("Please measure again:"), sentences, _("Enter a measurement"), _works(), path)


def _recheck(effect: Effect | None, recipient: Any, sentence: str) -> Letter | None:
    recheck = queries.open_recheck(effect) if effect else None
    if effect is None or recheck is None or effect.verifier_id != recipient.pk:
        return None
    why = _("You get this because you verified this effect.")
    path = reverse("projects:recheck", args=[effect.code, recheck.code])
    return _letter(effect, pgettext("letter", "Does it last?"), [sentence], _("See the evidence"), why, path)


@letter("projects.recheck")
def recheck(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    sentence = _(
        "An effect that you verified is looked at again. The project was asked to measure; then you say whether it lasts."
    )
    return _recheck(_effect(data), recipient, sentence)


@letter("projects.recheck_ready")
def recheck_ready(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    sentence = _("The project has measured again. Please say whether the effect lasts or has faded.")
    return _recheck(_effect(data), recipient, sentence)


@letter("projects.rechecked")
def rechecked(recipient: Any, data: Mapping[str, Any]) -> Letter | None:
    effect = _effect(data)
    if effect is None or effect.state not in (EffectState.LASTING, EffectState.FADED):
        return None
    why = _("You get this because the effect was reached in a project or a problem of yours.")
    if effect.state == EffectState.FADED:
        sentences = [_("The verifier looked at the effect again: it has faded, and is counted no more.")]
        return _letter(effect, _("Faded:"), sentences, _("Read the statement"), why)
    sentences = [_("The verifier looked at the effect again: it lasts.")]
    return _letter(effect, _("It lasts:"), sentences, _("See the effect"), why)
