"""How a project stands: two fields."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from oneteam.base.forms import Form

from ..enums import ProgressState


class ProgressForm(Form):
    state = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"), choices=ProgressState.choices, widget=forms.RadioSelect
    )
    line = forms.CharField(
        label=gettext_lazy("In one line"), max_length=200,
        help_text=gettext_lazy("What came forward, or what is in the way."),
    )  # fmt: skip
