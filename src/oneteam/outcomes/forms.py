from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form, VersionField

from . import queries, rules
from .enums import OutcomeKind
from .models import Outcome


class Chosen(forms.ChoiceField):
    """One of the organisations that the form was given, by code; ``None`` where nothing was chosen."""

    def offer(self, organisations: Any, empty: str = "") -> None:
        self.things = {str(one.code): one for one in organisations}
        self.choices = [
            *([("", empty)] if empty else []),
            *((code, str(one)) for code, one in self.things.items()),
        ]

    def clean(self, value: Any) -> Any:
        return self.things.get(super().clean(value))


class OutcomeForm(Form):
    version = VersionField()
    organisation = Chosen(label=gettext_lazy("Whose outcome is it?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=OutcomeKind.choices, widget=forms.RadioSelect
    )
    title = BiFormField(label=gettext_lazy("What came out?"), max_length=200)
    on = DateField(label=pgettext_lazy("of an outcome", "On which day?"), past=True)
    identifier = forms.CharField(
        label=gettext_lazy("Identifier"), max_length=120, required=False,
        help_text=gettext_lazy("Where there is one: DOI or ISBN, number of the application, of the standard or of the registration."),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Link to the evidence"), max_length=300, required=False, assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url"}),
    )  # fmt: skip
    upload = forms.FileField(
        label=gettext_lazy("Or a file"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("No evidence, no count: it counts once there is a file or a link."),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Any, person: Any, changes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if changes:
            del self.fields["organisation"], self.fields["kind"]
            return
        mine = rules.acts_for(person, project)
        field = self.fields["organisation"]
        assert isinstance(field, Chosen)
        field.offer([one for one in rules.there(project) if one.pk in mine])
        del self.fields["version"]

    @staticmethod
    def initial_of(outcome: Outcome) -> dict[str, Any]:
        return {name: getattr(outcome, name) for name in ("version", "title", "on", "identifier", "link")}


class FilterForm(Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("all")), *OutcomeKind.choices]
    )
    organisation = Chosen(label=gettext_lazy("Organisation"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, year = self.fields["organisation"], self.fields["year"]
        assert isinstance(organisation, Chosen) and isinstance(year, forms.TypedChoiceField)
        organisation.offer(queries.organisations(), _("all"))
        year.choices = [("", _("all")), *((str(one), str(one)) for one in queries.years())]
