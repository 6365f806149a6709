"""Milestones, and the plan as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form, VersionField
from oneteam.base.text import called, day

from ..models import Milestone, Project


class OrderFields(Form):
    """Who answers for a milestone of ``project``, and which of the ``others`` it waits for."""

    keeper = forms.ChoiceField(
        label=gettext_lazy("Who answers for it?"), required=False,
        help_text=gettext_lazy("With nobody chosen: whoever is responsible for the project."),
    )  # fmt: skip
    after = forms.MultipleChoiceField(
        label=gettext_lazy("Begins after"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, project: Project, others: Sequence[Milestone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {member.person.code: member.person for member in project.members.all()}
        self.others = {row.code: row for row in others}
        people = [(code, called(one)) for code, one in self.members.items()]
        rows = [(code, f"{row.name} · {day(row.due_on, weekday=False)}") for code, row in self.others.items()]
        self.fields["keeper"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        self.fields["after"].choices = rows  # type: ignore[attr-defined]
        if not rows:
            del self.fields["after"]

    def clean_keeper(self) -> Any:
        return self.members.get(self.cleaned_data["keeper"])

    def clean_after(self) -> list[Milestone]:
        return [self.others[code] for code in self.cleaned_data["after"]]


class MilestoneForm(OrderFields):
    name = BiFormField(label=gettext_lazy("What is to be reached?"), max_length=150)
    starts_on = DateField(label=gettext_lazy("When does its work begin?"), required=False)
    due_on = DateField(label=gettext_lazy("Until when?"))
    field_order = ("name", "starts_on", "due_on", "keeper", "after")


class OrderForm(OrderFields):
    version = VersionField(required=True)


class MoveForm(Form):
    version = VersionField(required=True)
    starts_on = DateField(label=gettext_lazy("When does its work begin?"), required=False)
    due_on = DateField(label=gettext_lazy("New date"))
    reason = forms.CharField(label=gettext_lazy("Why does it move?"), max_length=300)


class RemoveForm(Form):
    version = VersionField(required=True)
    reason = forms.CharField(label=gettext_lazy("Why is it taken out?"), max_length=300)


class PlanFileForm(Form):
    file = forms.FileField(label=gettext_lazy("Plan (CSV, or XML of MS Project)"))
    table = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)  # what was looked at
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why do the milestones move?"), max_length=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("table")
