"""Parts, man-months and work packages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form, VersionField
from oneteam.base.text import called, month

from .. import queries
from ..models import Partner, Project, WorkPackage
from .numbers import cash, man_months
from .people import OrganisationField

WHY = gettext_lazy("Whom it concerns reads it, and the change log keeps it.")


class Offered(forms.ChoiceField):
    """One of some things by code; ``None`` where nothing was chosen."""

    def offer(self, things: dict[str, Any], labels: Iterable[str], empty: Any = None) -> None:
        self.things = things
        rows = list(zip(things, labels, strict=True))
        self.choices = [("", empty), *rows] if empty is not None else rows

    def clean(self, value: Any) -> Any:
        return self.things.get(super().clean(value))


class OfferedMany(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def offer(self, things: dict[str, Any], labels: Iterable[str]) -> None:
        self.things = things
        self.choices = list(zip(things, labels, strict=True))

    def clean(self, value: Any) -> list[Any]:
        return [self.things[one] for one in super().clean(value)]


class BringsForm(Form):
    """What an organisation brings."""

    part = BiFormField(label=gettext_lazy("Part in the project"), max_length=300, required=False)
    man_months = man_months()
    cash = cash()
    in_kind = BiFormField(
        label=gettext_lazy("In kind"), max_length=300, required=False,
        help_text=gettext_lazy("Rooms, machines, data, licences."),
    )  # fmt: skip


class NewPartnerForm(BringsForm):
    organisation = OrganisationField(label=gettext_lazy("Organisation"))
    field_order = ("organisation",)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [one.organisation_id for one in project.partners.all()]
        others = queries.member_organisations().exclude(pk__in=inside)
        self.fields["organisation"].queryset = others  # type: ignore[attr-defined]


class PartForm(BringsForm):
    version = VersionField(required=True)
    responsible = Offered(
        label=gettext_lazy("Who answers for this part?"), required=False,
        help_text=gettext_lazy("Somebody of this organisation who works on the project."),
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("Why does it change?"), max_length=300, required=False, help_text=WHY
    )

    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        things = {str(one.code): one for one in people}
        field = self.fields["responsible"]
        assert isinstance(field, Offered)
        field.offer(things, [called(one) for one in things.values()], _("nobody yet"))

    @staticmethod
    def initial_of(partner: Partner) -> dict[str, Any]:
        names = ("version", "part", "man_months", "cash", "in_kind")
        code = str(partner.responsible.code) if partner.responsible else ""
        return {name: getattr(partner, name) for name in names} | {"responsible": code}


class UsedForm(Form):
    month = forms.ChoiceField(label=gettext_lazy("Month"))
    amount = man_months()

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = _months(project.starts_on, timezone.localdate())
        self.fields["month"].choices = [(f"{day:%Y-%m}", month(day)) for day in months]  # type: ignore[attr-defined]

    def clean_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"] + "-01")


def _months(first: date, last: date) -> list[date]:
    """Newest first."""
    numbers = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


class PackageForm(Form):
    version = VersionField()
    name = BiFormField(label=gettext_lazy("What is it?"), max_length=150)
    lead = Offered(label=gettext_lazy("Who leads it?"))
    partners = OfferedMany(label=gettext_lazy("Who takes part?"), required=False)
    starts_on = DateField(label=gettext_lazy("Starts"))
    ends_on = DateField(label=gettext_lazy("Ends"))
    why = forms.CharField(
        label=gettext_lazy("Why does it change?"), max_length=300, required=False, help_text=WHY
    )

    def __init__(self, *args: Any, project: Project, package: WorkPackage | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = [one for one in project.partners.all() if one.left_on is None]
        things, labels = (
            {str(one.organisation.code): one for one in now},
            [str(one.organisation) for one in now],
        )
        lead, partners = self.fields["lead"], self.fields["partners"]
        assert isinstance(lead, Offered) and isinstance(partners, OfferedMany)
        lead.offer(things, labels, _("Choose…"))
        partners.offer(things, labels)
        if package is None:
            del self.fields["why"], self.fields["version"]

    @staticmethod
    def initial_of(project: Project, package: WorkPackage) -> dict[str, Any]:
        codes = {one.pk: str(one.organisation.code) for one in project.partners.all()}
        return {name: getattr(package, name) for name in ("version", "name", "starts_on", "ends_on")} | {
            "lead": codes[package.lead_id],
            "partners": [codes[number] for number in package.partners if number in codes],
        }


class EndForm(Form):
    why = forms.CharField(label=gettext_lazy("Why is it ended?"), max_length=300, help_text=WHY)
