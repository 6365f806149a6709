"""A table is moved to another date or place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneteam.alliance.enums import Level
from oneteam.base.fields import Bi
from oneteam.base.forms import BiFormField, DateTimeField, Form, VersionField

from .. import queries
from ..actions.moving import Move
from ..models import RoundTable, Venue
from .venues import VenueField


class MoveTableForm(Form):
    """Another date or place for a table that is fixed. ``shown``: what was shown of it before it is done."""

    starts_at = DateTimeField(label=_("Day and time"))
    venue = VenueField(
        label=_("Room"), queryset=Venue.objects.none(), required=False,
        empty_label=_("None of ours: I write the place"),
    )  # fmt: skip
    place = BiFormField(label=_("Place"), required=False, max_length=200)
    link = forms.URLField(label=_("Video link"), required=False, assume_scheme="https")
    reason = forms.CharField(
        label=_("Why it is moved"), max_length=200, widget=forms.Textarea({"rows": 2}),
        help_text=_("It stands in the record of the round table."),
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, table: RoundTable, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.initial_of(table), **kwargs)
        if table.problem.disclosure.level == Level.SEALED:
            del self.fields["venue"]
        else:
            self.fields["venue"].queryset = queries.venues_for(table)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(table: RoundTable) -> dict[str, Any]:
        """The place stands with the room where it is the room's own."""
        venue = queries.venue_of(table)
        of_room = venue is not None and Bi.of(venue.told()) == table.place
        return {
            "starts_at": table.starts_at, "venue": venue, "place": Bi() if of_room else table.place,
            "link": table.link, "version": table.version,
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {"version": self.cleaned_data["version"], "to": Move(**given)}

    @property
    def shown(self) -> str:
        """Says of two moves whether they are the same."""
        given = self.cleaned_data
        place: Bi = given["place"]
        words = (given["starts_at"].isoformat(), getattr(given.get("venue"), "code", ""), place.ko, place.en)
        return "|".join((*words, given["link"]))
