"""Life cycles as data: a transition that is not in the table does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from .errors import Refused, Stale
from .fields import both


@dataclass(frozen=True)
class Transition:
    """``who`` and ``needs`` are words for the documentation; the rule and the action enforce them.

    With ``back`` instead of a target it leads back to where the object was: to one of these states.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    who: str
    needs: str = ""
    back: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return self.back or (self.target,)


@dataclass(frozen=True)
class Workflow:
    """The life cycle of one kind of object that has ``state``, ``state_at`` and ``state_by``."""

    name: str
    states: type[models.TextChoices]
    transitions: tuple[Transition, ...]

    def named(self, name: str) -> Transition:
        return next(transition for transition in self.transitions if transition.name == name)

    def can(self, name: str, state: str) -> bool:
        return state in self.named(name).sources

    def advance(self, obj: Any, name: str, *, by: Any, to: str = "", **values: Any) -> None:
        """Compare and set: of two people at once one wins, the other is told who did and what the state is now.

        ``to``: the state to go back to, for a transition that leads back.
        """
        transition = self.named(name)
        target = to or transition.target
        assert target in transition.targets
        values |= {"state": target, "state_at": timezone.now(), "state_by": by}
        rows = obj._meta.default_manager.filter(pk=obj.pk, state__in=transition.sources).update(**values)
        if not rows:
            raise self._refusal(obj)
        for key, value in values.items():
            setattr(obj, key, value)

    def _refusal(self, obj: Any) -> Refused | Stale:
        before = obj.state
        obj.refresh_from_db(fields=["state", "state_at", "state_by"])
        if obj.state == before or obj.state_by is None:
            return self._not_now(obj)
        return self._quicker(obj)

    def overtaken(self, obj: Any, person: Any) -> Refused | Stale:
        """Why a step is not possible any more: somebody else took another one, or the state never allowed it."""
        if obj.state_by is None or obj.state_by == person:
            return self._not_now(obj)
        return self._quicker(obj)

    def _not_now(self, obj: Any) -> Refused:
        label = both(self.states(obj.state).label)
        return Refused(_("This cannot be done while the state is “%(state)s”."), state=label)

    def _quicker(self, obj: Any) -> Stale:
        sentence = _("%(who)s was quicker: the state is now “%(state)s”. Read it again before you go on.")
        return Stale(sentence, who=obj.state_by.name, state=both(self.states(obj.state).label))

    def mermaid(self) -> str:
        """The diagram for the documentation."""
        lines = ["stateDiagram-v2"]
        for step in self.transitions:
            pairs = [(source, target) for source in step.sources for target in step.targets]
            lines += [f"    {source} --> {target}: {step.name} ({step.who})" for source, target in pairs]
        return "\n".join(lines)


def changed_meanwhile() -> Stale:
    """What whoever would write over a text that they have not seen is told."""
    return Stale(_("This was changed after you opened it. Compare both texts, then save again."))


def save_version(obj: Any, version: int, **values: Any) -> None:
    """Save ``values`` over exactly the version that the person saw; otherwise ``Stale`` and nothing changes."""
    rows = obj._meta.default_manager.filter(pk=obj.pk, version=version).update(version=version + 1, **values)
    if not rows:
        raise changed_meanwhile()
    for key, value in {**values, "version": version + 1}.items():
        setattr(obj, key, value)
