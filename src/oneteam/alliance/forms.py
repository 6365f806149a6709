from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.accounts.forms import PasswordMixin, TitleInput
from oneteam.base.forms import BiFormField, DateField, Form, VersionField

from . import queries, rules
from .actions.rivalries import EVERYWHERE
from .enums import AgreementKind, ImportKind, Kind, SkillKind


def choices(kind: Any, first: Any = None) -> list[tuple[str, Any]]:
    return [("", first or _("Please choose")), *kind.choices]


def organisation_field(**kwargs: Any) -> forms.ModelChoiceField:
    kwargs.setdefault("empty_label", _("Please choose"))
    return forms.ModelChoiceField(queries.organisations().none(), to_field_name="code", **kwargs)


class OrganisationForm(Form):
    name = BiFormField(label=_("Name"), max_length=120)
    short = BiFormField(label=_("Short name"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: choices(Kind))
    sector = forms.CharField(label=_("Sector"), max_length=60, required=False)
    group = forms.CharField(
        label=_("Group of affiliates"), max_length=60, required=False,
        widget=forms.TextInput({"list": "groups", "autocomplete": "off"}),
        help_text=_("Organisations with the same word here count as one party: rivals of one are rivals of all."),
    )  # fmt: skip
    registration_no = forms.CharField(label=_("Business registration number"), max_length=20, required=False)


class LogoForm(Form):
    file = forms.FileField(
        label=_("Picture"), allow_empty_file=True, help_text=_("PNG, JPEG or WebP, at most 1 MB."),
        widget=forms.FileInput({"accept": ".png,.jpg,.jpeg,.webp"}),
    )  # fmt: skip


class ChangeOrganisationForm(OrganisationForm):
    version = VersionField()


class NewOrganisationForm(OrganisationForm):
    joined_on = DateField(
        label=_("Member since"),
        required=False,
        help_text=_("Only if it is a member already. Otherwise it begins as a candidate."),
    )


class PeriodForm(Form):
    starts_on = DateField(label=pgettext_lazy("date", "From"))
    ends_on = DateField(label=pgettext_lazy("date", "To"), required=False)


class PeriodChangeForm(PeriodForm):
    version = VersionField()


class SeatForm(Form):
    """For somebody who is in OneTeam already; others are invited."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("Of somebody who is in OneTeam already. Please invite others.")
    )
    role = forms.ChoiceField(label=_("Role"))
    department = forms.CharField(label=_("Department"), max_length=100, required=False)
    starts_on = DateField(
        label=pgettext_lazy("date", "From"), required=False, help_text=_("Today, if you leave it empty.")
    )
    ends_on = DateField(
        label=pgettext_lazy("date", "To"), required=False, future=True,
        help_text=_("Access closes after this day. Leave it empty where no end is agreed."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Any, organisation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(person, organisation)  # type: ignore[attr-defined]

    def clean_email(self) -> Any:
        holder = queries.person_with(self.cleaned_data["email"])
        if holder is None:
            raise ValidationError(_("Nobody in OneTeam has this address. Please invite them instead."))
        return holder


class LastDayForm(Form):
    ends_on = DateField(
        label=_("Last day"), required=False,
        help_text=_("Access closes after this day. Leave it empty where no end is agreed."),
    )  # fmt: skip
    version = VersionField()


def role_choices(person: Any, organisation: Any = None) -> list[tuple[str, Any]]:
    return [
        ("", _("Please choose")),
        *((role.value, role.label) for role in rules.roles_to_give(person, organisation)),
    ]


class RivalryForm(Form):
    one = organisation_field(label=_("One organisation"))
    other = organisation_field(label=_("The other"))
    areas = forms.MultipleChoiceField(
        label=_("In which business areas?"), widget=forms.CheckboxSelectMultiple
    )
    starts_on = DateField(
        label=pgettext_lazy("date", "From"), required=False, help_text=_("Today, if you leave it empty.")
    )
    ends_on = DateField(label=pgettext_lazy("date", "To"), required=False, future=True)
    note = BiFormField(label=_("Note for the secretariat"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].queryset = queries.organisations()  # type: ignore[attr-defined]
        areas = [(skill.code, str(skill.label)) for skill in queries.areas()]
        self.fields["areas"].choices = [(EVERYWHERE, _("Every area")), *areas]  # type: ignore[attr-defined]


class AgreementForm(Form):
    kind = forms.ChoiceField(label=_("Kind of agreement"), choices=lambda: choices(AgreementKind))
    organisation = organisation_field(label=_("Organisation"), required=False)
    holder = forms.EmailField(
        label=_("Person's e-mail"), required=False, help_text=_("For an NDA: the person who signed.")
    )
    thread = forms.CharField(
        label=_("Number of the problem"),
        required=False,
        max_length=20,
        help_text=_("For a waiver, such as P-7KQ2XM."),
    )
    starts_on = DateField(label=_("Valid from"), required=False, help_text=_("Today, if you leave it empty."))
    ends_on = DateField(label=_("Valid to"), required=False)
    note = BiFormField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations()  # type: ignore[attr-defined]

    def clean_holder(self) -> Any:
        if not self.cleaned_data["holder"]:
            return None
        holder = queries.person_with(self.cleaned_data["holder"])
        if holder is None:
            raise ValidationError(_("Nobody in OneTeam has this address. Please invite them first."))
        return holder

    def clean_thread(self) -> str:
        return str(self.cleaned_data["thread"]).strip().upper()


class SkillForm(Form):
    code = forms.RegexField(
        label=_("Code"), regex=r"^[a-z][a-z0-9_.]{1,39}$", help_text=_("Small letters, figures, dots; such as cv.detect."),
        error_messages={"invalid": _("Please use small letters, figures, dots and underscores, beginning with a letter.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of word"), choices=lambda: choices(SkillKind))
    label = BiFormField(label=_("Word"), max_length=80)


class RewordForm(Form):
    label = BiFormField(label=_("Word"), max_length=80)
    version = VersionField()


class InvitationForm(Form):
    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    organisation = organisation_field(label=_("Organisation"))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = queries.inviting(person)
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
        first = None if rules.is_officer(person) else own.first()
        self.fields["role"].choices = role_choices(person, first)  # type: ignore[attr-defined]


class ImportForm(Form):
    kind = forms.ChoiceField(
        label=_("What is in the file?"), choices=ImportKind.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("CSV file"), required=False, widget=forms.FileInput({"accept": ".csv,text/csv"})
    )
    text = forms.CharField(
        label=_("Or paste the list here"), required=False, strip=False, widget=forms.Textarea({"rows": 6}),
        help_text=_("With the header row, separated by commas."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("file") and not (data.get("text") or "").strip() and "file" not in self.errors:
            self.add_error("file", _("Please choose a file, or paste the list."))
        return data


class AcceptForm(PasswordMixin, Form):
    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput({"autocomplete": "name"}))
    title = forms.CharField(
        label=pgettext_lazy("person", "Title"), max_length=60, required=False, widget=TitleInput()
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least ten characters. A sentence is easy to remember."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("Password again"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )


class AllianceForm(Form):
    name = BiFormField(label=_("Name of the alliance"), max_length=120)
    about = BiFormField(label=_("Introduction"), rows=4, max_length=2000, required=False)
    founded_on = DateField(label=_("Founded on"), required=False, past=True)
    contact = forms.EmailField(label=_("Address of the secretariat"))
    phone = forms.CharField(label=_("Telephone of the secretariat"), max_length=30, required=False)
    version = VersionField()
