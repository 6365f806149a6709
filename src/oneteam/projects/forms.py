from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.accounts.models import Person
from oneteam.alliance.enums import Level
from oneteam.alliance.models import Organisation
from oneteam.base.forms import BiFormField, DateField, Form, VersionField, speak
from oneteam.base.text import called
from oneteam.problems.enums import Better

from . import queries, rules, saving
from .actions import Share
from .enums import IpRule, MeasuredPart, Method, ProjectState, Reading
from .models import Effect, Project, Site
from .saving import MOST_FACTORS, Factor

MOST_SAMPLES = 1_000_000_000

OTHER_PARTNERS = 5
FIND = gettext_lazy("Write a name and press “Find”; then choose among those found.")
LEVELS = [(level.value, level.label) for level in (Level.ALLIANCE, Level.NAMED)]


class OrganisationField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", gettext_lazy("Choose…"))
        super().__init__(queryset=Organisation.objects.none(), to_field_name="code", **kwargs)


class PeopleLabel:
    """A person with title and organisation, so that two of one name are told apart."""

    def label_from_instance(self, person: Any) -> str:
        held = getattr(person, "held", [])
        return f"{called(person)} · {held[0].organisation}" if held else called(person)


class PersonField(PeopleLabel, forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(queryset=Person.objects.none(), to_field_name="code", empty_label=None, **kwargs)


class PeopleField(PeopleLabel, forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(queryset=Person.objects.none(), to_field_name="code", **kwargs)


class PeopleForm(Form):
    """Whoever has a seat at this moment can be chosen, and is looked for by name in a field ``find_…`` beside it.

    On offer are those found and those chosen already: an alliance has thousands of people.
    """

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = rules.chooses_among(person)
        for name, field in self.fields.items():
            if isinstance(field, PersonField | PeopleField):
                field.queryset = queries.people_to_choose(self.among)
                field.choices = [
                    (one.code, field.label_from_instance(one)) for one in self._offered(name, field.queryset)
                ]

    def _offered(self, name: str, everybody: Any) -> list[Any]:
        codes = self[name].value() or []
        chosen = everybody.filter(code__in=[codes] if isinstance(codes, str) else codes)
        found = [*chosen, *queries.people_found(self.data.get(f"find_{name}", "").strip()[:100], self.among)]
        return list({one.pk: one for one in found}.values())


class ProjectForm(PeopleForm):
    title = BiFormField(label=gettext_lazy("Title"), max_length=150)
    aim = BiFormField(label=gettext_lazy("Aim"), rows=3, max_length=2000, required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("Business area"),
        help_text=gettext_lazy("It decides whose wall stands against whom."),
    )
    level = forms.ChoiceField(label=gettext_lazy("Who may see it?"), choices=LEVELS, widget=forms.RadioSelect)
    lead = OrganisationField(label=gettext_lazy("Lead"))
    find_responsible = forms.CharField(
        label=gettext_lazy("Find the responsible person by name"), required=False, help_text=FIND,
        widget=forms.SearchInput,
    )  # fmt: skip
    responsible = PersonField(
        label=gettext_lazy("Responsible person"), help_text=gettext_lazy("Somebody who works for the lead.")
    )
    find_members = forms.CharField(
        label=gettext_lazy("Find people by name"), required=False, widget=forms.SearchInput,
        help_text=gettext_lazy("Those who work on it beside the responsible person."),
    )  # fmt: skip
    members = PeopleField(
        label=gettext_lazy("People working on it"),
        help_text=gettext_lazy("They report what is reached. None of them can verify the effect."),
        required=False,
    )
    starts_on = DateField(label=gettext_lazy("Starts"))
    ends_on = DateField(label=gettext_lazy("Ends"), future=True)
    trl_start = forms.IntegerField(
        label=gettext_lazy("TRL at the start"), min_value=1, max_value=9, initial=3
    )
    trl_target = forms.IntegerField(label=gettext_lazy("TRL wanted"), min_value=1, max_value=9, initial=7)
    ip_rule = forms.ChoiceField(label=gettext_lazy("IP rule"), choices=IpRule.choices)

    def __init__(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        """``own``: without a problem, so it needs an area and a level of its own."""
        super().__init__(*args, **kwargs)
        if own:
            self.fields["area"].choices = [("", _("Choose…")), *queries.areas()]  # type: ignore[attr-defined]
            self.fields["level"].initial = Level.NAMED
        else:
            del self.fields["area"], self.fields["level"]
        self._set_organisations()

    def clean(self) -> dict[str, Any]:
        """Nobody was looked for, so there is nobody to choose: said where one looks."""
        if not self.fields["responsible"].choices:  # type: ignore[attr-defined]
            del self.errors["responsible"]
            self.add_error("find_responsible", _("Please find the responsible person, then choose them."))
        return self.cleaned_data

    def _set_organisations(self) -> None:
        chosen = {str(organisation.code): organisation for organisation in queries.member_organisations()}
        options = [("", _("Choose…")), *((code, str(one.name)) for code, one in chosen.items())]
        self.fields["lead"].queryset = queries.member_organisations()  # type: ignore[attr-defined]
        self.fields["lead"].choices = options  # type: ignore[attr-defined]
        self.organisations = chosen
        self._add_share(0, None)
        for number in range(1, OTHER_PARTNERS + 1):
            self._add_share(number, options)

    def _add_share(self, number: int, options: list[tuple[str, str]] | None) -> None:
        """The lead's share is number 0: its organisation is the lead."""
        if options is not None:
            partner = forms.ChoiceField(
                label=_("Partner %(n)s") % {"n": number}, choices=options, required=False
            )
            self.fields[f"partner_{number}"] = partner
        part = BiFormField(label=_("Part in the project"), max_length=300, required=False)
        months = forms.DecimalField(
            label=_("Man-months"), min_value=0, max_digits=6, decimal_places=1, required=False,
            error_messages={"invalid": _("Please write a number in figures, such as 6 or 2.5.")},
        )  # fmt: skip
        self.fields[f"part_{number}"], self.fields[f"months_{number}"] = part, months

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each share, for the page; the first is the lead's own."""
        names = (("part", "months"), *(("partner", "part", "months"),) * OTHER_PARTNERS)
        return [{name: self[f"{name}_{number}"] for name in row} for number, row in enumerate(names)]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
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
        own = {name: data[name] for name in ("area", "level") if name in data}
        return (
            {name: data[name] for name in names}
            | own
            | {"members": data["members"], "partners": self.shares()}
        )

    def shares(self) -> list[Share]:
        data = self.cleaned_data
        given = [(data["lead"], 0)]
        given += [
            (self.organisations[data[f"partner_{number}"]], number)
            for number in range(1, OTHER_PARTNERS + 1)
            if data[f"partner_{number}"]
        ]
        return [
            Share(one, data[f"months_{number}"] or Decimal(0), data[f"part_{number}"])
            for one, number in given
        ]


class FilterForm(Form):
    q = forms.CharField(label=gettext_lazy("Words"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("all")), *ProjectState.choices],
        required=False,
    )


class MilestoneForm(Form):
    name = BiFormField(label=gettext_lazy("What is to be reached?"), max_length=150)
    due_on = DateField(label=gettext_lazy("Until when?"))


class MoveForm(Form):
    version = VersionField(required=True)
    due_on = DateField(label=gettext_lazy("New date"))
    reason = forms.CharField(label=gettext_lazy("Why does it move?"), max_length=300)


class TrlForm(Form):
    level = forms.IntegerField(label=gettext_lazy("TRL reached"), min_value=1, max_value=9)
    evidence = BiFormField(label=gettext_lazy("What shows it?"), rows=3, max_length=1000)
    upload = forms.FileField(label=gettext_lazy("File that shows it"), required=False, allow_empty_file=True)


class SiteForm(Form):
    organisation = OrganisationField(label=gettext_lazy("Whose site is it?"))
    at = forms.ChoiceField(
        label=gettext_lazy("Which of its sites?"), required=False,
        help_text=gettext_lazy("Those that you may read. Otherwise write below how you call it."),
    )  # fmt: skip
    site = BiFormField(label=gettext_lazy("Site"), max_length=150, required=False)
    since = DateField(label=gettext_lazy("In use since"))
    version_there = forms.CharField(label=gettext_lazy("Version in use"), max_length=60, required=False)

    def __init__(
        self, *args: Any, organisations: list[Organisation], places: list[Site], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        numbers = [one.pk for one in organisations]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=numbers)  # type: ignore[attr-defined]
        self.places = choose_place(self.fields, places, _("another one"))

    def clean_at(self) -> Site | None:
        return self.places.get(self.cleaned_data["at"])


def choose_place(fields: dict[str, Any], places: list[Site], otherwise: str) -> dict[str, Site]:
    """Offer the sites in the field ``at``; without any there is nothing to choose."""
    found = {one.code: one for one in places}
    fields["at"].choices = [
        ("", otherwise),
        *((code, f"{one} · {one.organisation}") for code, one in found.items()),
    ]
    if not found:
        fields["at"].widget = forms.HiddenInput()
    return found


class ConfirmSiteForm(Form):
    """Which of their sites it is, as its organisation says."""

    at = forms.ChoiceField(label=gettext_lazy("Which of your sites is it?"), required=False)
    name = BiFormField(label=gettext_lazy("Name of the site"), max_length=150, required=False)
    place = BiFormField(label=gettext_lazy("Place"), max_length=200, required=False)
    shown = forms.BooleanField(
        label=gettext_lazy("All members may read the name and the place of this site."), required=False
    )

    def __init__(self, *args: Any, places: list[Site], sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = choose_place(self.fields, places, _("a new one, named below"))
        if sealed:
            del self.fields["shown"]

    def clean_at(self) -> Site | None:
        return self.places.get(self.cleaned_data["at"])


class PlaceForm(PeopleForm):
    version = VersionField(required=True)
    name = BiFormField(label=gettext_lazy("Name of the site"), max_length=150)
    place = BiFormField(label=gettext_lazy("Place"), max_length=200, required=False)
    shown = forms.BooleanField(
        label=gettext_lazy("All members may read the name and the place of this site."), required=False
    )
    find_keeper = forms.CharField(
        label=gettext_lazy("Find the site's own person by name"), required=False, help_text=FIND,
        widget=forms.SearchInput,
    )  # fmt: skip
    keeper = PersonField(
        label=gettext_lazy("The site's own person"), required=False,
        help_text=gettext_lazy("Confirms what runs there, and is asked after 6 and 12 months whether it is still in use."),
    )  # fmt: skip

    @staticmethod
    def initial_of(site: Site) -> dict[str, Any]:
        keeper = site.person.code if site.person else None
        return {name: getattr(site, name) for name in ("version", "name", "place", "shown")} | {
            "keeper": keeper
        }


class SiteVersionForm(Form):
    name = forms.CharField(label=gettext_lazy("Version in use"), max_length=60)
    since = DateField(label=gettext_lazy("Since when does it run there?"))


class SiteCheckForm(Form):
    in_use = forms.ChoiceField(
        label=gettext_lazy("Is the result still in use there?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes, it is in use")), ("no", gettext_lazy("No, not any more"))],
    )  # fmt: skip
    words = BiFormField(
        label=gettext_lazy("How is it used, or why not any more?"), rows=3, max_length=500, required=False
    )

    def clean_in_use(self) -> bool:
        return str(self.cleaned_data["in_use"]) == "yes"


class EndSiteForm(Form):
    reason = BiFormField(label=gettext_lazy("Why is it not in use any more?"), rows=3, max_length=500)


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


class MeasurementForm(Form):
    part = forms.ChoiceField(
        label=gettext_lazy("What was measured?"), required=False, initial=MeasuredPart.AFTER
    )
    on = DateField(label=gettext_lazy("Measured on"))
    value = forms.DecimalField(label=gettext_lazy("Value"), max_digits=14, decimal_places=4)
    n = forms.IntegerField(label=gettext_lazy("Sample"), min_value=1, max_value=MOST_SAMPLES, required=False)
    spread = forms.DecimalField(
        label=gettext_lazy("Standard deviation"), max_digits=14, decimal_places=4, min_value=0, required=False
    )
    note = BiFormField(label=gettext_lazy("How it was measured"), rows=2, max_length=500, required=False)
    upload = forms.FileField(
        label=gettext_lazy("File that proves it"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("A log, a report, a table. Without one the figure is kept but cannot be claimed."),
    )  # fmt: skip

    def __init__(self, *args: Any, effect: Effect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        control = (MeasuredPart.CONTROL_BEFORE, MeasuredPart.CONTROL_AFTER)
        parts = [part for part in MeasuredPart if effect.method == Method.CONTROL or part not in control]
        self.fields["part"].choices = [(part.value, part.label) for part in parts]  # type: ignore[attr-defined]
        if effect.reading != Reading.MEAN:
            del self.fields["spread"]

    def clean_part(self) -> str:
        return self.cleaned_data["part"] or MeasuredPart.AFTER


class ProofForm(Form):
    upload = forms.FileField(label=gettext_lazy("File that proves it"), allow_empty_file=True)


class PlannedDayForm(Form):
    due_on = DateField(label=gettext_lazy("When is it to be measured?"), future=True)


class TableForm(Form):
    file = forms.FileField(label=gettext_lazy("Table (CSV)"), allow_empty_file=True)
    table = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)  # what was looked at

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("table")


class SavingForm(Form):
    """The factors of the formula; empty rows are left out."""

    version = VersionField(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_FACTORS + 1):
            self.fields[f"what_{number}"] = BiFormField(
                label=_("What is it?"), max_length=100, required=False
            )
            self.fields[f"value_{number}"] = forms.DecimalField(
                label=_("Value"), max_digits=14, decimal_places=4, required=False
            )
            self.fields[f"unit_{number}"] = forms.CharField(label=_("Unit"), max_length=20, required=False)
            self.fields[f"source_{number}"] = BiFormField(
                label=_("Where does the figure come from?"), max_length=200, required=False
            )
        for field in self.fields.values():
            speak(field)

    @property
    def rows(self) -> list[dict[str, Any]]:
        names = ("what", "value", "unit", "source")
        return [{name: self[f"{name}_{at}"] for name in names} for at in range(1, MOST_FACTORS + 1)]

    def factors(self) -> list[Factor]:
        data = self.cleaned_data
        given = [
            [data[f"{name}_{at}"] for name in ("what", "value", "unit", "source")]
            for at in range(1, MOST_FACTORS + 1)
        ]
        return [
            Factor(what, value if value is not None else Decimal(0), unit, source)
            for what, value, unit, source in given
            if what or value is not None or unit or source
        ]

    @staticmethod
    def initial_of(effect: Effect) -> dict[str, Any]:
        found: dict[str, Any] = {"version": effect.version}
        for at, row in enumerate(saving.factors(effect.saving), start=1):
            found |= {
                f"what_{at}": row.what,
                f"value_{at}": f"{row.value.normalize():f}",
                f"unit_{at}": row.unit,
            }
            found[f"source_{at}"] = row.source
        return found


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


class FrameForm(Form):
    """What may change of a project after it was proposed."""

    version = VersionField(required=True)
    aim = BiFormField(label=gettext_lazy("Aim"), rows=3, max_length=2000, required=False)
    starts_on = DateField(label=gettext_lazy("Starts"))
    ends_on = DateField(label=gettext_lazy("Ends"))

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        return {name: getattr(project, name) for name in ("version", "aim", "starts_on", "ends_on")}


class VerdictForm(Form):
    verdict = BiFormField(
        label=gettext_lazy("What did you look at, and what did you find?"), rows=4, max_length=1500
    )


class RecheckForm(Form):
    verdict = BiFormField(
        label=gettext_lazy("What did you look at, and does the effect last?"), rows=4, max_length=1500
    )


class StopForm(Form):
    reason = BiFormField(label=gettext_lazy("Why does it stop?"), rows=2, max_length=500)
    lessons = BiFormField(
        label=gettext_lazy("What should others know before they try the same?"), rows=3, max_length=1500
    )


class CloseForm(Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
