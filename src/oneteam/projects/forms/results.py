"""Objectives, deliverables, risks, an exit, a lead that hands over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form, VersionField
from oneteam.base.text import called

from ..models import Deliverable, Objective, Partner, Project, Risk
from .parts import WHY, Offered

ONE_TO_THREE = [
    (1, gettext_lazy("1 – low")),
    (2, gettext_lazy("2 – middling")),
    (3, gettext_lazy("3 – high")),
]


def _why() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Why does it change?"), max_length=300, required=False, help_text=WHY
    )


def _offer_partners(
    field: forms.Field, project: Project, *, but: Partner | None = None, empty: str = ""
) -> None:
    now = [one for one in project.partners.all() if one.left_on is None and one != but]
    assert isinstance(field, Offered)
    field.offer(
        {str(one.organisation.code): one for one in now},
        [str(one.organisation) for one in now],
        empty or _("Choose…"),
    )


def _offer_people(field: forms.Field, people: list[Any]) -> None:
    things = {str(one.code): one for one in people}
    assert isinstance(field, Offered)
    field.offer(things, [called(one) for one in things.values()], _("Choose…"))


class ObjectiveForm(Form):
    version = VersionField()
    text = BiFormField(label=gettext_lazy("What is to be reached?"), rows=2, max_length=500)
    reached_on = DateField(
        label=gettext_lazy("Reached on"), past=True, required=False, help_text=gettext_lazy("Empty while it is not.")
    )  # fmt: skip

    @staticmethod
    def initial_of(objective: Objective) -> dict[str, Any]:
        return {name: getattr(objective, name) for name in ("version", "text", "reached_on")}


class DeliverableForm(Form):
    version = VersionField()
    name = BiFormField(label=gettext_lazy("What is to be delivered?"), max_length=150)
    partner = Offered(label=gettext_lazy("Who delivers it?"))
    package = Offered(label=gettext_lazy("Work package"), required=False)
    due_on = DateField(label=gettext_lazy("Until when?"))
    why = _why()

    def __init__(
        self, *args: Any, project: Project, packages: list[Any], deliverable: Deliverable | None, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        _offer_partners(self.fields["partner"], project)
        package = self.fields["package"]
        assert isinstance(package, Offered)
        package.offer({one.code: one for one in packages}, [str(one) for one in packages], _("none"))
        if deliverable is None:
            del self.fields["why"], self.fields["version"]

    @staticmethod
    def initial_of(deliverable: Deliverable) -> dict[str, Any]:
        return {name: getattr(deliverable, name) for name in ("version", "name", "due_on")} | {
            "partner": str(deliverable.partner.organisation.code),
            "package": deliverable.package.code if deliverable.package else "",
        }


class DeliverForm(Form):
    upload = forms.FileField(
        label=gettext_lazy("File that shows it"), allow_empty_file=True,
        help_text=gettext_lazy("It stays with what was delivered, and the other partners read it before they accept."),
    )  # fmt: skip


class AcceptForm(Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("Do you accept it?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("yes, accepted")), ("no", gettext_lazy("no, sent back"))],
    )  # fmt: skip
    said = forms.CharField(
        label=gettext_lazy("In a word"), max_length=300, required=False,
        help_text=gettext_lazy("Needed where it is sent back: what is missing?"),
    )  # fmt: skip


class RiskForm(Form):
    version = VersionField()
    what = BiFormField(label=gettext_lazy("What may go wrong?"), rows=2, max_length=300)
    probability = forms.TypedChoiceField(
        label=gettext_lazy("How likely is it?"), choices=ONE_TO_THREE, coerce=int, widget=forms.RadioSelect, initial=2
    )  # fmt: skip
    impact = forms.TypedChoiceField(
        label=gettext_lazy("How grave would it be?"), choices=ONE_TO_THREE, coerce=int, widget=forms.RadioSelect,
        initial=2,
    )  # fmt: skip
    measure = BiFormField(
        label=gettext_lazy("What is done about it?"), rows=2, max_length=500, required=False
    )
    owner = Offered(label=gettext_lazy("Who sees to it?"))
    closed = forms.BooleanField(label=gettext_lazy("It is over"), required=False)
    why = _why()

    def __init__(self, *args: Any, people: list[Any], risk: Risk | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_people(self.fields["owner"], people)
        if risk is None:
            del self.fields["why"], self.fields["version"], self.fields["closed"]

    @staticmethod
    def initial_of(risk: Risk) -> dict[str, Any]:
        names = ("version", "what", "probability", "impact", "measure")
        more = {"owner": str(risk.owner.code), "closed": risk.closed_on is not None}
        return {name: getattr(risk, name) for name in names} | more


class ExitForm(Form):
    on = DateField(label=gettext_lazy("Left on"), past=True)
    reason = BiFormField(label=gettext_lazy("Why does it leave?"), rows=2, max_length=500)
    heir = Offered(
        label=gettext_lazy("Who takes its open work over?"), required=False,
        help_text=gettext_lazy("Is asked to agree to its part anew."),
    )  # fmt: skip
    data_kept = BiFormField(label=gettext_lazy("Data that stay"), rows=2, max_length=500, required=False)
    results_kept = BiFormField(
        label=gettext_lazy("Results that stay"), rows=2, max_length=500, required=False
    )
    rights_kept = BiFormField(label=gettext_lazy("Rights that stay"), rows=2, max_length=500, required=False)

    def __init__(
        self, *args: Any, project: Project, partner: Partner, open_work: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer_partners(self.fields["heir"], project, but=partner)
        if not open_work:
            del self.fields["heir"]


class LeadForm(Form):
    partner = Offered(label=gettext_lazy("New lead"))
    responsible = Offered(
        label=gettext_lazy("Responsible person"),
        help_text=gettext_lazy("Somebody of the new lead who works on the project. Take them in first."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Why does it change?"), max_length=300, help_text=WHY)

    def __init__(self, *args: Any, project: Project, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead = next((one for one in project.partners.all() if one.is_lead), None)
        _offer_partners(self.fields["partner"], project, but=lead)
        _offer_people(self.fields["responsible"], people)
