"""Fields and forms that name people."""

from __future__ import annotations

from typing import Any

from django import forms

from oneteam.base.forms import Form
from oneteam.base.text import called

from .. import queries
from ..models import RoundTable


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return called(obj)


class PeopleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return called(obj)


class SeatedForm(Form):
    """A form that names somebody of the table."""

    somebody = ""

    def __init__(self, *args: Any, table: RoundTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.somebody].queryset = queries.seated_people(table)  # type: ignore[attr-defined]
