from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneteam.accounts.models import Person
from oneteam.alliance.models import Organisation
from oneteam.base.forms import BiFormField, DateField, Form
from oneteam.problems.enums import Better

from . import queries
from .enums import IpRule, Method, ProjectState

PARTNERS = 4


class ProjectForm(Form):
    title = BiFormField(label=_("Title"), max_length=150)
    aim = BiFormField(label=_("Aim"), rows=3, max_length=2000, required=False)
    lead = forms.ModelChoiceField(label=_("Lead"), queryset=Organisation.objects.none())
    responsible = forms.ModelChoiceField(label=_("Responsible person"), queryset=Person.objects.none())
    starts_on = DateField(label=_("Starts"))
    ends_on = DateField(label=_("Ends"), future=True)
    trl_start = forms.IntegerField(label=_("TRL at the start"), min_value=1, max_value=9, initial=3)
    trl_target = forms.IntegerField(label=_("TRL wanted"), min_value=1, max_value=9, initial=7)
    ip_rule = forms.ChoiceField(label=_("IP rule"), choices=IpRule.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = queries.member_organisations()
        self.fields["lead"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["responsible"].queryset = queries.people_to_choose()  # type: ignore[attr-defined]
        for n in range(1, PARTNERS + 1):
            self.fields[f"partner_{n}"] = forms.ModelChoiceField(
                label=_("Partner %(n)s") % {"n": n}, queryset=organisations, required=False
            )
            self.fields[f"months_{n}"] = forms.DecimalField(
                label=_("Man-months"), min_value=0, max_digits=6, decimal_places=1, required=False
            )

    def values(self) -> dict[str, Any]:
        names = (
            "title",
            "aim",
            "lead",
            "responsible",
            "starts_on",
            "ends_on",
            "trl_start",
            "trl_target",
            "ip_rule",
        )
        return {name: self.cleaned_data[name] for name in names} | {"partners": self.partners()}

    def partners(self) -> list[tuple[Any, Any]]:
        pairs = (
            (self.cleaned_data[f"partner_{n}"], self.cleaned_data[f"months_{n}"] or 0)
            for n in range(1, PARTNERS + 1)
        )
        return [(partner, months) for partner, months in pairs if partner]


class FilterForm(Form):
    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("all")), *ProjectState.choices], required=False
    )


class MilestoneForm(Form):
    name = BiFormField(label=_("Milestone"), max_length=150)
    due_on = DateField(label=_("Due"), future=True)


class MoveForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    due_on = DateField(label=_("New date"), future=True)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class TrlForm(Form):
    level = forms.IntegerField(label=_("TRL"), min_value=1, max_value=9)
    evidence = BiFormField(label=_("Evidence"), rows=2, max_length=1000)


class SiteForm(Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation of the site"), queryset=Organisation.objects.none()
    )
    site = BiFormField(label=_("Site"), max_length=150)
    since = DateField(label=_("In use since"), past=True)
    version_there = forms.CharField(label=_("Version in use"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.member_organisations()  # type: ignore[attr-defined]


class EffectForm(Form):
    metric = BiFormField(label=_("Measure"), max_length=150)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    better = forms.ChoiceField(label=_("Direction"), choices=Better.choices)
    baseline = forms.DecimalField(label=_("Before"), max_digits=14, decimal_places=4)
    baseline_n = forms.IntegerField(label=_("Sample before"), min_value=1, required=False)
    target = forms.DecimalField(label=_("Target"), max_digits=14, decimal_places=4)
    method = forms.ChoiceField(label=_("Method of measuring"), choices=Method.choices)


class MeasurementForm(Form):
    on = DateField(label=_("Measured on"), past=True)
    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=4)
    n = forms.IntegerField(label=_("Sample"), min_value=1, required=False)
    note = BiFormField(label=_("How it was measured"), max_length=300, required=False)
    upload = forms.FileField(label=_("File that proves it"), required=False, allow_empty_file=True)


class VerifierForm(Form):
    verifier = forms.ModelChoiceField(label=_("Verifier"), queryset=Person.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verifier"].queryset = queries.people_to_choose()  # type: ignore[attr-defined]


class VerdictForm(Form):
    verdict = BiFormField(label=_("What you looked at and found"), rows=3, max_length=1500)


class StopForm(Form):
    reason = forms.CharField(label=_("Why does it stop?"), max_length=300)
