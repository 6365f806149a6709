"""The decision, its reviews, and how far members would join."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.accounts.models import Person
from oneteam.base.forms import BiFormField, DateField, Form, VersionField
from oneteam.base.text import called
from oneteam.problems.forms import MaybeLessonForm

from ..enums import DecisionKind, Interest, Review
from ..models import Attendance, Decision, InterestForm
from .people import PersonField, SeatedForm


class DecisionForm(MaybeLessonForm, SeatedForm):
    lesson_labels = (_("If it is stopped, why?"), _("If it is stopped, what would have to change?"))
    somebody = "responsible"
    kind = forms.ChoiceField(label=_("Decision"), choices=DecisionKind.choices, widget=forms.RadioSelect)
    text = BiFormField(label=_("What was decided"), rows=4, max_length=4000)
    reasons = BiFormField(label=_("Why it was decided so"), rows=4, max_length=4000, required=False)
    responsible = PersonField(label=_("Who answers for it"), queryset=Person.objects.none())
    due_on = DateField(label=pgettext_lazy("deadline", "By"), future=True)
    review_on = DateField(label=_("Review on"), future=True, required=False)


class DissentForm(Form):
    """One person who was there: empty for whoever agreed."""

    why = forms.CharField(max_length=1000, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, seat: Attendance, **kwargs: Any) -> None:
        self.seat = seat
        super().__init__(*args, prefix=f"seat{seat.person_id}", **kwargs)
        self.fields["why"].label = called(seat.person)


class ReviewForm(Form):
    outcome = forms.ChoiceField(label=_("The decision"), choices=Review.choices, widget=forms.RadioSelect)
    text = BiFormField(label=pgettext_lazy("review of a decision", "In words"), rows=4, max_length=4000)
    next_on = DateField(label=_("Look at it again on"), future=True, required=False)
    seen = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": decision.review_on}, **kwargs)


class AskInterestForm(Form):
    until = DateField(label=_("Answers until"), future=True)


class StateInterestForm(Form):
    level = forms.ChoiceField(
        label=_("How far would your organisation go?"), choices=Interest.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("Comment"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    version = VersionField()

    @staticmethod
    def initial_of(said: InterestForm | None) -> dict[str, Any]:
        if said is None:
            return {"version": 0}
        return {"level": said.level, "comment": said.comment, "version": said.version}
