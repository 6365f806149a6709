"""An effect: planned, claimed, verified, looked at again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form
from oneteam.problems.enums import Better

from ..enums import Method, Reading
from .people import PeopleForm, PersonField

MOST_SAMPLES = 1_000_000_000


class EffectForm(Form):
    metric = BiFormField(label=gettext_lazy("What is measured?"), max_length=150)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=20, required=False)
    better = forms.ChoiceField(
        label=gettext_lazy("Which way is better?"), choices=Better.choices, widget=forms.RadioSelect
    )
    reading = forms.ChoiceField(
        label=gettext_lazy("What is the figure?"), choices=Reading.choices, initial=Reading.FIGURE,
        widget=forms.RadioSelect, required=False,
        help_text=gettext_lazy("It decides how the difference is computed. Of a single figure there is no interval."),
    )  # fmt: skip
    baseline = forms.DecimalField(label=gettext_lazy("Baseline"), max_digits=14, decimal_places=4)
    baseline_n = forms.IntegerField(
        label=gettext_lazy("Sample of the baseline"), min_value=1, max_value=MOST_SAMPLES,
        help_text=gettext_lazy("How many values, of how many the share is, or over how long the events were counted."),
    )  # fmt: skip
    baseline_spread = forms.DecimalField(
        label=gettext_lazy("Standard deviation of the baseline"), max_digits=14, decimal_places=4, min_value=0,
        required=False, help_text=gettext_lazy("Of a mean. Without it no interval can be computed."),
    )  # fmt: skip
    baseline_on = DateField(label=gettext_lazy("Baseline measured on"))
    baseline_how = BiFormField(label=gettext_lazy("How was the baseline measured?"), rows=2, max_length=500)
    target = forms.DecimalField(label=gettext_lazy("Target"), max_digits=14, decimal_places=4)
    method = forms.ChoiceField(label=gettext_lazy("How is the effect shown?"), choices=Method.choices)
    application = forms.ChoiceField(label=gettext_lazy("Site, if it is known"), required=False)

    def __init__(self, *args: Any, sites: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {site.code: site for site in sites}
        options = [(code, str(site)) for code, site in self.sites.items()]
        self.fields["application"].choices = [("", _("not known yet")), *options]  # type: ignore[attr-defined]

    def clean_application(self) -> Any:
        return self.sites.get(self.cleaned_data["application"])

    def clean_reading(self) -> str:
        return self.cleaned_data["reading"] or Reading.FIGURE


class ClaimForm(Form):
    application = forms.ChoiceField(label=gettext_lazy("At which site?"), required=False)

    def __init__(self, *args: Any, sites: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {site.code: site for site in sites}
        options = [(code, str(site)) for code, site in self.sites.items()]
        self.fields["application"].choices = [("", _("Choose…")), *options]  # type: ignore[attr-defined]

    def clean_application(self) -> Any:
        return self.sites.get(self.cleaned_data["application"])


class VerifierForm(PeopleForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # the verifier until now, if any
    verifier = PersonField(label=gettext_lazy("Verifier"))


class VerdictForm(Form):
    verdict = BiFormField(
        label=gettext_lazy("What did you look at, and what did you find?"), rows=4, max_length=1500
    )


class RecheckForm(Form):
    verdict = BiFormField(
        label=gettext_lazy("What did you look at, and does the effect last?"), rows=4, max_length=1500
    )
