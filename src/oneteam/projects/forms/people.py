"""People and organisations to be chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from oneteam.accounts.models import Person
from oneteam.alliance.models import Organisation
from oneteam.base.forms import Form
from oneteam.base.text import called

from .. import queries, rules

FIND = gettext_lazy("Write a name and press “Find”; then choose among those found.")


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
