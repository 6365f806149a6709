from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.alliance.models import Organisation
from oneteam.base.forms import BiFormField, DateField, Form, VersionField

from . import queries
from .enums import EngagementKind, Language, Weekday
from .models import ExpertProfile

TIME = {"invalid": _("Please give a time such as 14:00.")}


def clock(example: str) -> forms.TimeInput:
    attributes = {"inputmode": "numeric", "placeholder": example, "autocomplete": "off"}
    return forms.TimeInput(attributes, format="%H:%M")


class ProfileForm(Form):
    version = VersionField()
    department = forms.CharField(label=_("Department"), max_length=100, required=False)
    laboratory = forms.CharField(
        label=_("Laboratory or team"), max_length=100, required=False,
        widget=forms.TextInput({"list": "laboratories", "autocomplete": "off"}),
        help_text=_("People of one laboratory count as colleagues: a conflict of one is looked at for all."),
    )  # fmt: skip
    field = BiFormField(label=_("Field"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    quota = forms.IntegerField(label=_("Round tables a quarter"), min_value=0, max_value=20)
    skills = forms.MultipleChoiceField(label=_("Skills"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = queries.skill_choices()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(profile: ExpertProfile) -> dict[str, Any]:
        names = ("version", "department", "laboratory", "field", "languages", "quota", "skills")
        return {name: getattr(profile, name) for name in names}


class EnrolForm(Form):
    """For the holder of one expert's seat, who was found and chosen before."""

    department = forms.CharField(label=_("Department"), max_length=100, required=False)
    field = BiFormField(label=_("Field"), max_length=200, required=False)


class WorkForm(Form):
    title = BiFormField(label=_("Title"), max_length=300)
    abstract = BiFormField(label=_("Abstract"), rows=3, max_length=5000, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2100, required=False)
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")

    def clean_link(self) -> str:
        return self.cleaned_data["link"] or ""


class ImportForm(Form):
    file = forms.FileField(
        label=_("File with works"), required=False,
        widget=forms.FileInput({"accept": ".bib,.ris,.csv,.tsv,.txt,.json"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or paste the list here"), required=False, strip=False, widget=forms.Textarea({"rows": 8})
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("file") and not (data.get("text") or "").strip() and "file" not in self.errors:
            self.add_error("file", _("Please choose a file, or paste the list."))
        return data


class EngagementForm(Form):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    kind = forms.ChoiceField(
        label=_("Kind"), choices=EngagementKind.choices,
        help_text=_(
            "Another conflict of interest keeps you away from this organisation's problems, and its people may read"
            " that you declared one. Every other kind keeps you away from its competitors' problems."
        ),
    )  # fmt: skip
    until = DateField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations()  # type: ignore[attr-defined]


class ExperienceForm(Form):
    what = BiFormField(label=_("What you did"), max_length=300)
    place = BiFormField(label=_("Where"), max_length=100, required=False)
    area = forms.ChoiceField(label=_("Business area"), required=False)
    since = forms.IntegerField(label=_("From the year"), min_value=1950, max_value=2100, required=False)
    until = forms.IntegerField(label=_("To the year"), min_value=1950, max_value=2100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="experience_%s", **kwargs)
        areas = [(code, str(area)) for code, area in queries.areas().items()]
        self.fields["area"].choices = [("", "–"), *areas]  # type: ignore[attr-defined]


class WindowForm(Form):
    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=Weekday.choices, coerce=int)
    starts = forms.TimeField(label=pgettext_lazy("time", "From"), widget=clock("13:00"), error_messages=TIME)
    ends = forms.TimeField(label=pgettext_lazy("time", "To"), widget=clock("17:00"), error_messages=TIME)


class PeriodForm(Form):
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"))


class FilterForm(Form):
    q = forms.CharField(label=_("Name or field"), max_length=100, required=False)
    skill = forms.ChoiceField(label=_("Skill"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = queries.skill_choices()
        self.labels = dict(choices)
        self.fields["skill"].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]
