"""Rooms of the alliance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from oneteam.base.forms import BiFormField, DateTimeField, Form, VersionField

from ..models import Venue


class VenueField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        seats = ngettext("%(n)s seat", "%(n)s seats", obj.capacity) % {"n": obj.capacity}
        return f"{obj.name} · {seats}"


class VenueForm(Form):
    name = BiFormField(label=pgettext_lazy("room", "Name"), max_length=100)
    address = BiFormField(label=_("Address"), required=False, max_length=200)
    capacity = forms.IntegerField(label=_("Seats in the room"), min_value=1, max_value=5000)
    equipment = BiFormField(label=_("Equipment"), required=False, max_length=300)
    offered = forms.BooleanField(label=_("Offer it where a table is convened"), required=False, initial=True)
    version = VersionField()

    @classmethod
    def initial_of(cls, venue: Venue) -> dict[str, Any]:
        return {name: getattr(venue, name) for name in cls.base_fields}


class BlockForm(Form):
    starts_at = DateTimeField(label=pgettext_lazy("time", "From"))
    ends_at = DateTimeField(label=pgettext_lazy("time", "To"))
    note = forms.CharField(label=_("What for"), max_length=200, required=False)
