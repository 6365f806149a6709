"""One beside another: a panel before and after an exchange, two runs that were kept, two versions of minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from oneteam.base.compare import by_words
from oneteam.base.fields import Bi
from oneteam.base.text import called

from . import queries, wording
from .matching import Exchange, Parameters
from .models import Candidate, MatchRun
from .texts import Passage, Texts


def shown(exchange: Exchange) -> dict[str, Any]:
    """The effect of an exchange in words and figures."""
    before, after = exchange.covered
    labels = queries.skill_labels({*before, *after})
    return {
        "broken": [wording.RULES.get(rule, rule) for rule in exchange.broken],
        "loss": exchange.loss,
        "gain": -exchange.loss if exchange.loss is not None and exchange.loss < 0 else None,
        "came": [row.person for row in exchange.after if row not in exchange.before],
        "went": [row.person for row in exchange.before if row not in exchange.after],
        "scores": [round(100 * value) for value in exchange.objectives],
        "needs": exchange.needs,
        "covered": [len(before), len(after)],
        "gained": [labels.get(code, code) for code in after if code not in before],
        "lost": [labels.get(code, code) for code in before if code not in after],
    }


@dataclass(frozen=True)
class Side:
    """A run as one of two."""

    run: MatchRun
    panel: list[Candidate]

    @property
    def people(self) -> dict[str, Candidate]:
        return {row.expert_code: row for row in self.panel}

    @property
    def rules(self) -> Parameters:
        return Parameters.of(self.run.parameters)

    @property
    def score(self) -> int | None:
        objective = self.run.figures.get("objective")
        return None if objective is None else round(100 * objective)


def side_by_side(one: MatchRun, other: MatchRun, labels: dict[str, Any]) -> dict[str, Any]:
    """What changed from the older of two runs to the newer one. ``labels``: what the rules are called."""
    sides = [Side(run, list(queries.panel(run))) for run in (one, other)]
    before, after = sides[0].people, sides[1].people
    return {
        "sides": sides,
        "came": [after[code] for code in after if code not in before],
        "went": [before[code] for code in before if code not in after],
        "stayed": [after[code] for code in after if code in before],
        "rules": _rules(sides, labels),
        "same_input": one.fingerprint == other.fingerprint,
        "same_method": (one.algorithm, one.encoder) == (other.algorithm, other.encoder),
    }


def _rules(sides: list[Side], labels: dict[str, Any]) -> list[dict[str, Any]]:
    codes = {code for side in sides for code in (*side.rules.pinned, *side.rules.excluded)}
    names = (
        {profile.code: called(profile.person) for profile in queries.experts_by_code(codes)} if codes else {}
    )
    rows = [(label, [_rule(side.rules, name, names) for side in sides]) for name, label in labels.items()]
    return [{"label": label, "values": values, "changed": values[0] != values[1]} for label, values in rows]


def _rule(rules: Parameters, name: str, names: dict[str, Any]) -> str:
    value = getattr(rules, name)
    if isinstance(value, tuple):
        return ", ".join(str(names.get(code, code)) for code in value) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def words_of(before: Bi, after: Bi) -> list[tuple[str, list[tuple[str, str]]]]:
    """What changed word by word, for each language in which something stands."""
    texts = {"ko": (before.ko, after.ko), "en": (before.en, after.en)}
    return [(language, by_words(*pair)) for language, pair in texts.items() if any(pair)]


def passages_side_by_side(one: Texts, other: Texts) -> list[dict[str, Any]]:
    """Every passage that stands in either version, with what changed in it."""
    keys = {passage.key: passage for passage in (*one.passages(), *other.passages())}
    rows = [
        (
            passage,
            one.passage(key) or Passage(key, Bi(), Bi()),
            other.passage(key) or Passage(key, Bi(), Bi()),
        )
        for key, passage in keys.items()
    ]
    return [
        {
            "label": passage.label,
            "words": words_of(before.text, after.text),
            "same": before.text == after.text,
        }
        for passage, before, after in rows
        if before.text or after.text
    ]
