"""Dates: sought, asked about, answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oneteam.base.forms import DateField, DateTimeField, Form
from oneteam.base.text import day, when
from oneteam.experts.free import SOONEST

from ..timetable import Wish

MOST_AT_ONCE, MOST_BY_JOB = 8, 40  # tables for which dates are sought while somebody waits, and by a long job
MOST_AHEAD = 90  # days


def ahead(on: date) -> date:
    """A day on which dates may be sought."""
    first, last = (timezone.localdate() + timedelta(days=days) for days in (SOONEST, MOST_AHEAD))
    if not first <= on <= last:
        sentence = gettext("Please give a day from %(first)s to %(last)s.")
        raise forms.ValidationError(sentence % {"first": day(first), "last": day(last)})
    return on


class DatesForm(Form):
    """For which tables dates are sought, and what they must hold."""

    problems = forms.MultipleChoiceField(
        label=_("Problems"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one problem.")},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=pgettext_lazy("duration", "Minutes"), min_value=30, max_value=480, initial=120
    )
    experts = forms.IntegerField(label=_("At least so many experts"), min_value=1, max_value=12, initial=3)
    last = DateField(label=_("Last day"), future=True)
    room = forms.BooleanField(label=_("In one of the alliance's rooms"), required=False)
    why = forms.ChoiceField(label=_("Why not at this time?"), required=False)
    why_at = DateTimeField(label=_("Day and time"), required=False)

    def __init__(self, *args: Any, problems: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.code, f"{one.title} · {one.owner}") for one in problems]
        self.fields["problems"].choices = named  # type: ignore[attr-defined]
        self.fields["why"].choices = [("", "–"), *named]  # type: ignore[attr-defined]

    def clean_problems(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["problems"]
        if len(chosen) > MOST_BY_JOB:
            sentence = gettext("Please choose at most %(most)s problems at once.")
            raise forms.ValidationError(sentence % {"most": MOST_BY_JOB})
        return chosen

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("why") and len(values.get("problems") or ()) > MOST_AT_ONCE:
            sentence = gettext("This is answered for at most %(most)s problems at once.")
            self.add_error("why", sentence % {"most": MOST_AT_ONCE})
        return values

    def clean_why_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["why_at"]
        return at.replace(second=0, microsecond=0) if at else None

    @property
    def is_long(self) -> bool:
        """Whether so many are chosen that nobody is to wait at the page."""
        return len(self.cleaned_data["problems"]) > MOST_AT_ONCE

    def clean_last(self) -> date:
        return ahead(self.cleaned_data["last"])

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(**{name: given[name] for name in ("minutes", "experts", "last", "room")})

    def asked_why(self) -> tuple[str, datetime] | None:
        given = self.cleaned_data
        if given["why"] in given["problems"] and given["why_at"]:
            return given["why"], given["why_at"]
        return None


class AskDatesForm(Form):
    """Times found, of which the panel is asked."""

    starts = forms.MultipleChoiceField(
        label=_("Times"),
        error_messages={"required": _("Please choose at least one time that is still to come.")},
    )
    minutes = forms.IntegerField(min_value=30, max_value=480)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.getlist("starts") if isinstance(self.data, QueryDict) else []
        self.fields["starts"].choices = [(one, one) for one in given if moment(one)]  # type: ignore[attr-defined]

    def moments(self) -> list[datetime]:
        return [moment(one) for one in self.cleaned_data["starts"]]


class WhenForm(Form):
    """At which of the times asked about somebody can come."""

    starts = forms.MultipleChoiceField(
        label=_("I can come"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, letter: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"starts": letter.chosen or []}, **kwargs)
        self.fields["starts"].choices = [  # type: ignore[attr-defined]
            (one, when(timezone.localtime(datetime.fromisoformat(one)))) for one in letter.starts
        ]


def moment(text: str) -> Any:
    """A time of the place, such as a link offers it; of anything else nothing."""
    try:
        return timezone.make_aware(datetime.fromisoformat(text))
    except ValueError:
        return None
