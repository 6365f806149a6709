"""Verification by somebody outside the project, and the owner's word on who may see it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.alliance import disclosure as disclosures
from oneteam.alliance.enums import Level, NamedRole
from oneteam.alliance.models import Disclosure
from oneteam.alliance.rules import is_rival
from oneteam.base.errors import Refused, Stale, invalid, require
from oneteam.base.fields import Bi
from oneteam.base.text import called, say

from .. import queries, rules
from ..clocks import RECHECK_MONTHS, months_after
from ..enums import PROVEN, EffectState
from ..models import Effect, Project, Recheck
from ..workflow import EFFECT
from ._common import hold, move_problem, project_of, tell_of, write


def why_not_outside(person: Any, effect: Effect, project: Project) -> str:
    """The reason why somebody cannot verify, or nothing. One group is one party."""
    if rules.works_on(person, project):
        return _("%(who)s works on this project. A verifier did not do the work.")
    if rules.worked_on(person, project):
        return _("%(who)s worked on this project. A verifier did not do the work.")
    if queries.took_part_in(effect, person):
        return _("%(who)s measured or claimed this effect. Somebody else verifies it.")
    ever = {one.organisation_id for one in project.partners.all()}  # also those who have left
    partners = queries.parties(ever | {project.lead_id})
    if rules.belongs(person, partners):
        return _("%(who)s belongs to a partner of this project. A verifier comes from outside.")
    if is_rival(person, project.disclosure):
        return _("A wall stands between %(who)s and the owner in this area. Please choose somebody else.")
    return ""


@transaction.atomic
def name_verifier(*, person: Any, effect: Effect, verifier: Any, seen: str | None = None) -> None:
    """``seen``: the code of the verifier that the person saw; of two who name one the second is told."""
    require(rules.may_name_verifier(person, effect))
    project = project_of(effect)
    if reason := why_not_outside(verifier, effect, project):
        raise invalid("verifier", say(reason, who=called(verifier)))
    disclosures.lock(effect.disclosure)
    if seen is not None:
        _still(effect, seen)
    before = effect.verifier
    rows = Effect.objects.filter(pk=effect.pk).exclude(state__in=PROVEN)
    require(rows.update(verifier=verifier, verifier_of=queries.home_of(verifier)) == 1)
    effect.verifier = verifier
    disclosures.name(effect.disclosure, role=NamedRole.VERIFIER, person=verifier, by=person)
    if before is not None and not queries.effects_verified_by(before, effect.disclosure).exists():
        disclosures.unname(effect.disclosure, role=NamedRole.VERIFIER, person=before)
    tell_of(effect, "verifier_named", person)
    if effect.state == EffectState.CLAIMED:
        write("verify", [verifier], person, effect=effect.code)


def _still(effect: Effect, seen: str) -> None:
    hold(effect, "verifier")
    if effect.verifier is not None and effect.verifier.code != seen:
        words = _(
            "Somebody has just named %(who)s as the verifier. Name somebody else only if you still want to."
        )
        raise Stale(say(words, who=called(effect.verifier)))


@transaction.atomic
def judge(*, person: Any, effect: Effect, confirmed: bool, verdict: Bi) -> None:
    """The verifier confirms or rejects, with a statement. Of two answers the first counts."""
    project = project_of(effect)
    if reason := why_not_outside(person, effect, project):
        raise Refused(say(reason, who=called(person)))
    disclosures.lock(effect.disclosure)  # of what is shown of the thread nothing changes meanwhile
    hold(effect, "verifier")
    require(effect.verifier_id == person.pk)
    if not verdict:
        raise invalid("verdict", _("Please say what you looked at and what you found."))
    if confirmed:
        EFFECT.advance(effect, "verify", by=person, verdict=verdict, **_verified(effect))
        _plan_rechecks(effect)
        move_problem(project, "verify", person)
    else:
        EFFECT.advance(effect, "reject", by=person, verdict=verdict)
    tell_of(effect, "verified" if confirmed else "rejected", person)
    with walls.system("who waits for the verdict"):
        told = [project.responsible, *queries.owners_named(effect.disclosure)]
    write("judged", told, person, effect=effect.code)


def _plan_rechecks(effect: Effect) -> None:
    with walls.system("when a verified effect is looked at again"):
        for months in RECHECK_MONTHS:
            due_on = months_after(timezone.localdate(), months)
            Recheck.objects.create(
                effect=effect, months=months, due_on=due_on, circle=effect.disclosure.field
            )


@transaction.atomic
def judge_recheck(*, person: Any, recheck: Recheck, lasting: bool, verdict: Bi) -> None:
    """The verifier says, by a new measurement, whether the effect lasts. Of two answers the first counts."""
    effect = recheck.effect
    project = project_of(effect)
    if reason := why_not_outside(person, effect, project):
        raise Refused(say(reason, who=called(person)))
    require(rules.may_recheck(person, effect) and recheck.asked_on is not None)
    if not verdict:
        raise invalid("verdict", _("Please say what you looked at and what you found."))
    measured = queries.fresh(recheck)
    if measured is None:
        raise invalid(
            "",
            _(
                "No evidence, no count: a re-check needs a new measurement with its file. Please ask the project for it."
            ),
        )
    hold(effect, "rechecks")  # or of two re-checks answered at once one would be lost
    rows = Recheck.objects.filter(pk=recheck.pk, answered_at=None)
    if not rows.update(measurement=measured, by=person, answered_at=timezone.now()):
        raise Refused(_("This re-check has been answered already."))
    later = queries.rechecks(effect).filter(answered_at=None).first() if lasting else None
    found = {
        "months": recheck.months, "value": str(measured.value), "n": measured.n, "on": measured.on.isoformat(),
        "lasting": lasting, "words": verdict.as_dict(), "day": timezone.localdate().isoformat(),
    }  # fmt: skip
    EFFECT.advance(
        effect, "last" if lasting else "fade", by=person, rechecks=[*effect.rechecks, found],
        recheck_on=later.due_on if later else None,
    )  # fmt: skip
    tell_of(effect, "lasting" if lasting else "faded", person, months=recheck.months)
    with walls.system("who waits for the verdict"):
        told = [project.responsible, *queries.owners_named(effect.disclosure)]
    write("rechecked", told, person, effect=effect.code)


@transaction.atomic
def ask_rechecks() -> int:
    """The job of every morning: project and verifier are told that an effect is to be looked at again."""
    today, asked = timezone.localdate(), 0
    with walls.system("verified effects are looked at again"):
        for recheck in queries.rechecks_to_ask(today):
            if Recheck.objects.filter(pk=recheck.pk, asked_on=None).update(asked_on=today):
                project = queries.one(recheck.effect.project_code).get()
                people = [project.responsible, *(member.person for member in project.members.all())]
                write("recheck_measure", people, None, effect=recheck.effect.code)
                if recheck.effect.verifier is not None:
                    write(
                        "recheck",
                        [recheck.effect.verifier],
                        None,
                        effect=recheck.effect.code,
                        recheck=recheck.code,
                    )
                asked += 1
    return asked


def is_shared(disclosure: Disclosure) -> bool:
    """Whether effects of the thread are shown to others at all."""
    return disclosure.effect_shared or disclosure.released_at is not None


def _verified(effect: Effect) -> dict[str, Any]:
    """A verified effect leaves the field; where an earlier one is shared, it waits for the owner's word."""
    shown = effect.disclosure
    shared = is_shared(shown)
    recheck = months_after(timezone.localdate(), RECHECK_MONTHS[0])
    return {
        "verified_at": timezone.now(), "recheck_on": recheck, "circle": shown.field if shared else shown.effect
    }  # fmt: skip


@transaction.atomic
def share(*, person: Any, effect: Effect) -> None:
    """Show the verified effect to the members of the alliance."""
    _show(person, effect, effect_shared=True)
    tell_of(effect, "shared", person)


@transaction.atomic
def release(*, person: Any, effect: Effect) -> None:
    """Show the verified effect, and that the problem exists, to everybody."""
    _show(person, effect, effect_shared=True, released_at=timezone.now())
    tell_of(effect, "released", person)


def _show(person: Any, effect: Effect, **values: Any) -> None:
    require(rules.may_share(person, effect))
    shown = effect.disclosure
    if shown.level == Level.SEALED:
        raise Refused(
            _("Nothing of a sealed problem is shown to others. Lower its level first, with the secretariat.")
        )
    with walls.system("the owner shows one effect, and none that was not shown"):
        disclosures.lock(shown)
        if not is_shared(shown):  # what was shown before the thread was sealed is shown no more
            Effect.objects.filter(disclosure=shown).update(shared_at=None)
        hidden = Effect.objects.filter(disclosure=shown, shared_at=None).exclude(pk=effect.pk)
        hidden.update(circle=shown.field)
        Effect.objects.filter(pk=effect.pk).update(circle=shown.effect, shared_at=timezone.now())
    effect.circle = shown.effect
    disclosures.change(shown, **values)


@transaction.atomic
def take_back(*, person: Any, effect: Effect) -> None:
    """Members and the public see no effect of this thread any more, from this moment on."""
    require(rules.may_share(person, effect))
    disclosures.change(effect.disclosure, effect_shared=False, released_at=None)
    with walls.system("no effect of the thread is shown any more"):
        Effect.objects.filter(disclosure=effect.disclosure).update(shared_at=None)
        proven = Effect.objects.filter(disclosure=effect.disclosure, state__in=PROVEN)
        proven.update(circle=effect.disclosure.effect)
    effect.refresh_from_db(fields=["shared_at"])
    tell_of(effect, "taken_back", person)
