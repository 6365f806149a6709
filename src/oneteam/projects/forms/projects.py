"""A project: begun, changed, found, ended."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.alliance.enums import Level
from oneteam.base.forms import BiFormField, DateField, Form, VersionField
from oneteam.problems.forms import LessonForm

from .. import queries
from ..actions import Share
from ..enums import IpRule, ProjectKind, ProjectState
from ..models import Project
from .numbers import cash, man_months
from .people import FIND, OrganisationField, PeopleField, PeopleForm, PersonField

OTHER_PARTNERS = 5


LEVELS = [(level.value, level.label) for level in (Level.ALLIANCE, Level.NAMED)]


class ProjectForm(PeopleForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of project"), choices=ProjectKind.choices)
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
        months = man_months(required=False)
        self.fields[f"part_{number}"], self.fields[f"months_{number}"] = part, months
        self.fields[f"cash_{number}"] = cash(required=False)
        self.fields[f"kind_{number}"] = BiFormField(label=_("In kind"), max_length=300, required=False)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each share, for the page; the first is the lead's own."""
        brings = ("part", "months", "cash", "kind")
        names = (brings, *(("partner", *brings),) * OTHER_PARTNERS)
        return [{name: self[f"{name}_{number}"] for name in row} for number, row in enumerate(names)]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = (
            "kind",
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
            Share(
                one,
                data[f"months_{number}"] or Decimal(0),
                data[f"part_{number}"],
                data[f"cash_{number}"] or Decimal(0),
                data[f"kind_{number}"],
            )
            for one, number in given
        ]


class FilterForm(Form):
    q = forms.CharField(label=gettext_lazy("Words"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("all")), *ProjectState.choices],
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("all")), *ProjectKind.choices], required=False
    )
    lead = OrganisationField(label=gettext_lazy("Lead"), required=False, empty_label=gettext_lazy("all"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = queries.leads()  # type: ignore[attr-defined]


class FrameForm(Form):
    """What may change of a project after it was proposed."""

    version = VersionField(required=True)
    aim = BiFormField(label=gettext_lazy("Aim"), rows=3, max_length=2000, required=False)
    starts_on = DateField(label=gettext_lazy("Starts"))
    ends_on = DateField(label=gettext_lazy("Ends"))
    why = forms.CharField(label=gettext_lazy("Why does it change?"), max_length=300, required=False)

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        return {name: getattr(project, name) for name in ("version", "aim", "starts_on", "ends_on")}


class StopForm(LessonForm):
    reason = BiFormField(label=gettext_lazy("Why does it stop?"), rows=2, max_length=500)
    lessons = BiFormField(
        label=gettext_lazy("What should others know before they try the same?"), rows=3, max_length=1500
    )


class CloseForm(Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
