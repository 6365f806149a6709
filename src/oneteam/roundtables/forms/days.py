"""A round-table day: problems matched at once, with rows by hand."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import Form

from .. import queries
from ..matching import Parameters
from ..planning import ByHand
from .matching import PanelForm

MORE_PAIRS, MOST_PAIRS = 3, 40


class DayForm(PanelForm):
    """Which problems are matched at once, and by which rules. A date is sought for each table afterwards."""

    problems = forms.MultipleChoiceField(
        label=_("Problems"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one problem.")},
    )  # fmt: skip
    keep = forms.BooleanField(label=_("Keep as much of the last plan as possible"), required=False)

    def __init__(
        self, *args: Any, problems: list[Any], again: bool, before: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        initial = Parameters().kept() | {"problems": [one.code for one in problems]}
        super().__init__(*args, initial=initial, **kwargs)
        choices = [(one.code, f"{one.title} · {one.owner}") for one in problems]
        self.fields["problems"].choices = choices  # type: ignore[attr-defined]
        self.rows = pair_rows(self.data if self.is_bound else None, choices, before)
        if not again:
            del self.fields["keep"]

    def is_valid(self) -> bool:
        """With the rows by hand, each of which shows what is wrong with it."""
        rows = [row.is_valid() for row in self.rows]
        return super().is_valid() and all(rows) and self._rows_agree()

    def _rows_agree(self) -> bool:
        said: dict[tuple[str, str], bool] = {}
        for row in self.rows:
            for pair in row.pairs():
                if pair.problem not in self.cleaned_data["problems"]:
                    row.add_error("problem", gettext("Choose this problem above, too, or empty this row."))
                if said.setdefault((pair.problem, pair.expert), pair.must) != pair.must:
                    row.add_error(
                        "do",
                        gettext(
                            "One row says that this person must sit there, and one that they may not. Empty one."
                        ),
                    )
        return not any(row.errors for row in self.rows)

    def by_hand(self) -> list[ByHand]:
        return list(dict.fromkeys(pair for row in self.rows for pair in row.pairs()))


class PairRow(Form):
    """Somebody who must or may not sit at a problem of the day. An empty row says nothing."""

    expert = forms.CharField(label=_("Expert: name or code"), max_length=200, required=False)
    do = forms.ChoiceField(
        label=_("At the table"),
        choices=[("must", _("must sit")), ("apart", _("may not sit"))],
        initial="must",
    )
    problem = forms.ChoiceField(label=_("Problem"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["problem"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]

    def clean_expert(self) -> Any:
        words = self.cleaned_data["expert"].strip()
        found = queries.experts_named(words) if words else []
        if words and not found:
            raise forms.ValidationError(
                gettext("Nobody of this name or code can be matched. Look into the list of experts.")
            )
        if len(found) > 1:
            told = ", ".join(f"{one.code} ({one.organisation})" for one in found)
            raise forms.ValidationError(
                gettext("Several people have this name. Give the code of one of them: %(codes)s")
                % {"codes": told}
            )
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("expert") and not values.get("problem") and "problem" not in self.errors:
            self.add_error("problem", gettext("Please choose the problem."))
        if values.get("problem") and not values.get("expert") and "expert" not in self.errors:
            self.add_error("expert", gettext("Please give the name or the code of an expert."))
        return values

    def pairs(self) -> list[ByHand]:
        given = self.cleaned_data
        if not (given.get("expert") and given.get("problem")):
            return []
        return [ByHand(given["problem"], given["expert"].code, must=given["do"] == "must")]


def pair_rows(data: Any, choices: list[tuple[str, str]], before: list[dict[str, Any]]) -> list[PairRow]:
    """As many as were sent; else those of the plan before, and some empty ones."""
    sent = sum(1 for name in data if re.fullmatch(r"pair\d+-expert", name)) if data else 0
    initial = [*before, *[{}] * MORE_PAIRS] if data is None else [{}] * min(sent, MOST_PAIRS)
    return [
        PairRow(data, prefix=f"pair{number}", initial=row, choices=choices)
        for number, row in enumerate(initial, start=1)
    ]


class ListsForm(Form):
    """For which problems of a plan lists are made."""

    problems = forms.MultipleChoiceField(
        error_messages={"required": _("Please choose at least one problem.")},
    )

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["problems"].choices = [(row.problem.code, row.problem.code) for row in rows]  # type: ignore[attr-defined]
