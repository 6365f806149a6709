"""A panel: what it must hold, who is on it, and what the owner says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import BiFormField, Form
from oneteam.base.text import called
from oneteam.experts.models import ExpertProfile

from .. import queries
from ..matching import Parameters
from ..models import Candidate

STEPS = ("pin", "unpin", "leave", "back", "swap")


class PanelForm(Form):
    """What a panel must hold."""

    size = forms.IntegerField(label=pgettext_lazy("round table", "Seats"), min_value=1, max_value=12)
    min_academia = forms.IntegerField(label=_("At least from academia"), min_value=0, max_value=12)
    min_research = forms.IntegerField(label=_("At least from research institutes"), min_value=0, max_value=12)
    min_field = forms.IntegerField(label=_("At least with field experience"), min_value=0, max_value=12)
    max_per_org = forms.IntegerField(label=_("At most from one organisation"), min_value=1, max_value=12)

    def parameters(self, before: Parameters) -> Parameters:
        given = self.cleaned_data
        return replace(before, **{name: given[name] for name in given if hasattr(before, name)})


class RulesForm(PanelForm):
    """What the panel of one problem must hold."""

    common_slot = forms.BooleanField(
        label=_("With a time that suits everybody who has given hours"), required=False
    )


class ChangeForm(Form):
    """One expert fixed, left out, let back in or put in another's place: then the match runs again."""

    do = forms.ChoiceField(choices=[(name, name) for name in STEPS])
    expert = forms.CharField(max_length=12)
    instead = forms.CharField(max_length=12, required=False)

    def parameters(self, before: Parameters) -> Parameters:
        given = self.cleaned_data
        return changed(before, given["do"], given["expert"], given["instead"])


class SwapForm(Form):
    """Whom to take in for whom, to see what it would be like."""

    expert = forms.ChoiceField(label=pgettext_lazy("exchange", "Comes in"))
    instead = forms.ChoiceField(label=pgettext_lazy("exchange", "Goes"), required=False)

    def __init__(self, *args: Any, rows: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [(row.expert_code, called(row.person)) for row in rows if row.chosen]
        outside = [(row.expert_code, called(row.person)) for row in rows if row.rank and not row.chosen]
        self.fields["expert"].choices = outside  # type: ignore[attr-defined]
        self.fields["instead"].choices = [("", gettext("Whoever is missed least")), *inside]  # type: ignore[attr-defined]

    @property
    def does(self) -> str:
        return "swap" if self.cleaned_data["instead"] else "pin"


def changed(before: Parameters, do: str, expert: str, instead: str = "") -> Parameters:
    pinned = [code for code in before.pinned if code != expert]
    excluded = [code for code in before.excluded if code != expert]
    if do in ("pin", "swap"):
        pinned.append(expert)
    if do == "leave":
        excluded.append(expert)
    if do == "swap" and instead:
        pinned = [code for code in pinned if code != instead]
        excluded.append(instead)
    return replace(before, pinned=tuple(pinned), excluded=tuple(dict.fromkeys(excluded)))


class ByHandForm(Form):
    """Whoever was looked for and found: chosen with one button each."""

    expert = forms.ModelChoiceField(
        label=_("Expert"), queryset=ExpertProfile.objects.none(), to_field_name="code"
    )

    def __init__(self, *args: Any, run: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = queries.experts_to_add(run)  # type: ignore[attr-defined]

    def parameters(self, before: Parameters) -> Parameters:
        return changed(before, "pin", self.cleaned_data["expert"].code)


class NoteForm(Form):
    """Empty takes the note away."""

    expert = forms.CharField(max_length=12)
    text = forms.CharField(label=_("Note"), max_length=1000, required=False)


class SendForm(Form):
    note = BiFormField(label=_("A note to the owner"), required=False, rows=3, max_length=1000)


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("What should the next list do better?"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
