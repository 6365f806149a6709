"""A bilateral cooperation on one page: partners, aim, where, what it is to change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.alliance.enums import Kind, Level
from oneteam.base.forms import BiFormField, DateField, Form
from oneteam.problems.enums import Better

from .. import queries, rules
from ..enums import IpRule
from .numbers import NumberField
from .people import OrganisationField
from .projects import LEVELS

EFFECT = ("metric", "unit", "better", "baseline", "target")


class BilateralForm(Form):
    title = BiFormField(label=gettext_lazy("Title"), max_length=150)
    lead = OrganisationField(label=gettext_lazy("Your organisation"))
    partner = OrganisationField(
        label=gettext_lazy("With whom?"),
        help_text=gettext_lazy("Who speaks for them is asked, and agrees with one press."),
    )
    aim = BiFormField(label=gettext_lazy("Aim"), rows=3, max_length=2000)
    where = BiFormField(label=gettext_lazy("At which sites?"), max_length=300, required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("Business area"),
        help_text=gettext_lazy("It decides whose wall stands against whom."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"), choices=LEVELS, widget=forms.RadioSelect, initial=Level.NAMED
    )
    metric = BiFormField(label=gettext_lazy("What is measured?"), max_length=150, required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=20, required=False)
    better = forms.ChoiceField(
        label=gettext_lazy("Which way is better?"), choices=Better.choices, initial=Better.LOWER, required=False
    )  # fmt: skip
    baseline = NumberField(label=gettext_lazy("Today"), required=False)
    target = NumberField(label=gettext_lazy("Target"), required=False)
    starts_on = DateField(label=gettext_lazy("Starts"))
    ends_on = DateField(label=gettext_lazy("Ends"), future=True)
    trl_start = forms.IntegerField(
        label=gettext_lazy("TRL at the start"), min_value=1, max_value=9, initial=3
    )
    trl_target = forms.IntegerField(label=gettext_lazy("TRL wanted"), min_value=1, max_value=9, initial=7)
    ip_rule = forms.ChoiceField(label=gettext_lazy("IP rule"), choices=IpRule.choices)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = queries.member_organisations().exclude(kind=Kind.STARTUP)
        own = members.filter(pk__in=rules.organisations_spoken_for(person))
        today = timezone.localdate()
        self.fields["lead"].queryset, self.fields["partner"].queryset = own, members  # type: ignore[attr-defined]
        self.fields["lead"].initial = getattr(own.first(), "code", None)
        self.fields["area"].choices = [("", _("Choose…")), *queries.areas()]  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = today + timedelta(days=14)
        self.fields["ends_on"].initial = today + timedelta(days=194)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("metric"):
            for name in ("baseline", "target"):
                if name not in self.errors and data.get(name) is None:
                    self.add_error(name, _("Please give the figure: without it nobody can say what changed."))
        return data

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        effect = {name: data.pop(name) for name in EFFECT}
        return data | {"effect": effect if effect["metric"] else None}
