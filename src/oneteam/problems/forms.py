from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from oneteam.accounts.models import Person
from oneteam.alliance.enums import LEVELS, Level
from oneteam.alliance.models import Organisation
from oneteam.base.fields import Bi
from oneteam.base.forms import BiFormField, DateField, Form, VersionField

from . import queries
from .enums import MOST_METHODS, Access, Better, Recommendation, Route, State, Why
from .models import Brief, Problem

QUESTIONS = 3
DATA_ROWS = 3  # at least; as many as there are, and one more
MOST_DATA_ROWS = 30
DATA_PLACE = re.compile(r"data_(\d{1,3})(?:_ko|_en)?$")


class StartForm(Form):
    """The first save: who, what, where; everything else can wait."""

    owner = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    title = BiFormField(label=_("Title"), max_length=120, help_text=_("What is to be better? One sentence."))
    area = forms.ChoiceField(label=_("Business area"), help_text=_("Decides from whom it is walled off."))

    def __init__(self, *args: Any, organisations: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = queries.organisations(organisations)  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["owner"].initial = organisations[0]
        self.fields["area"].choices = [("", "–"), *queries.area_choices()]  # type: ignore[attr-defined]


class StepForm(Form):
    """One step of the guided form; ``version`` is that of the text the person saw."""

    version = VersionField()


class ProblemStep(StepForm):
    title = BiFormField(label=_("Title"), max_length=120)
    teaser = BiFormField(
        label=_("Teaser"), max_length=300, rows=2, required=False,
        help_text=_("What those may read who do not see the full text. No figures, no names."),
    )  # fmt: skip
    area = forms.ChoiceField(label=_("Business area"))
    background = BiFormField(
        label=_("How it is now"), rows=4, max_length=4000, required=False,
        help_text=_("What happens, how it is done today, what it costs."),
    )  # fmt: skip
    goal = BiFormField(label=_("What you want to reach"), rows=3, max_length=2000, required=False)
    questions_1 = BiFormField(label=_("Question 1"), max_length=300, required=False)
    questions_2 = BiFormField(label=_("Question 2"), max_length=300, required=False)
    questions_3 = BiFormField(label=_("Question 3"), max_length=300, required=False)
    tried = BiFormField(label=_("Tried before"), rows=2, max_length=2000, required=False)
    metric = BiFormField(label=_("Measure of success"), max_length=120, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    better = forms.ChoiceField(label=_("Direction"), choices=[("", "–"), *Better.choices], required=False)
    baseline = forms.DecimalField(label=_("At present"), max_digits=14, decimal_places=4, required=False)
    target = forms.DecimalField(label=_("Target"), max_digits=14, decimal_places=4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = queries.area_choices()  # type: ignore[attr-defined]

    def teaser_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "teaser", "area")}

    def brief_values(self) -> dict[str, Any]:
        names = ("background", "goal", "tried", "metric", "unit", "better", "baseline", "target")
        values = {name: self.cleaned_data[name] for name in names}
        asked = [self.cleaned_data[f"questions_{n}"] for n in range(1, QUESTIONS + 1)]
        return values | {"questions": [question for question in asked if question]}

    @staticmethod
    def initial_of(problem: Problem, brief: Brief) -> dict[str, Any]:
        values = {name: getattr(problem, name) for name in ("title", "teaser", "area", "version")}
        names = ("background", "goal", "tried", "metric", "unit", "better", "baseline", "target")
        values |= {name: getattr(brief, name) for name in names}
        values |= {"baseline": plain(brief.baseline), "target": plain(brief.target)}
        return values | {f"questions_{n}": q for n, q in enumerate(brief.questions, start=1)}


class FieldStep(StepForm):
    site = BiFormField(label=_("Site"), max_length=200, required=False)
    constraints_text = BiFormField(
        label=_("Constraints"), rows=3, max_length=2000, required=False, help_text=_("One a line.")
    )
    deadline = DateField(label=_("Needed by"), future=True, required=False)
    skills = forms.MultipleChoiceField(
        label=_("Methods that may help"), required=False, widget=forms.CheckboxSelectMultiple
    )
    least_value = BiFormField(label=_("What would already help"), max_length=300, required=False)
    best_value = BiFormField(label=_("What would be best"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = queries.method_choices()  # type: ignore[attr-defined]
        for n in self.numbers:
            self.fields[f"data_{n}"] = BiFormField(
                label=_("Data set %(n)s") % {"n": n}, max_length=200, required=False
            )
            self.fields[f"volume_{n}"] = forms.CharField(label=_("Volume"), max_length=60, required=False)
            self.fields[f"access_{n}"] = forms.ChoiceField(
                label=_("Access"), choices=Access.choices, required=False, initial=Access.AFTER_NDA
            )

    def clean_skills(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["skills"]
        if len(chosen) > MOST_METHODS:
            raise forms.ValidationError(
                _("Please keep the methods that matter most, at most %(most)s."),
                params={"most": MOST_METHODS},
            )
        return chosen

    @property
    def numbers(self) -> range:
        """Of the data sets: those kept, those sent, and room for another one."""
        places = [int(match[1]) for name in (*self.initial, *self.data) if (match := DATA_PLACE.match(name))]
        kept = [n for n in places if n <= MOST_DATA_ROWS]
        return range(1, max([DATA_ROWS, *(n + 1 for n in kept if f"data_{n}" in self.initial), *kept]) + 1)

    def data_fields(self) -> list[tuple[Any, Any, Any]]:
        """The three inputs of each data set, for the template."""
        return [(self[f"data_{n}"], self[f"volume_{n}"], self[f"access_{n}"]) for n in self.numbers]

    def teaser_values(self) -> dict[str, Any]:
        return {"skills": self.cleaned_data["skills"]}

    def brief_values(self) -> dict[str, Any]:
        names = ("site", "deadline", "least_value", "best_value")
        values = {name: self.cleaned_data[name] for name in names}
        return values | {"constraints": lines(self.cleaned_data["constraints_text"])}

    def data_rows(self) -> list[dict[str, Any]]:
        """One a place; without a name where a data set was emptied."""
        return [
            {
                "name": self.cleaned_data[f"data_{n}"],
                "volume": self.cleaned_data[f"volume_{n}"],
                "access": self.cleaned_data[f"access_{n}"] or Access.AFTER_NDA,
            }
            for n in self.numbers
        ]

    @staticmethod
    def initial_of(problem: Problem, brief: Brief) -> dict[str, Any]:
        names = ("site", "deadline", "least_value", "best_value")
        values: dict[str, Any] = {name: getattr(brief, name) for name in names}
        values |= {"version": problem.version, "skills": problem.skills}
        values["constraints_text"] = Bi(
            "\n".join(c.ko for c in brief.constraints), "\n".join(c.en for c in brief.constraints)
        )
        for n, item in enumerate(queries.data_items(problem), start=1):
            values |= {f"data_{n}": item.name, f"volume_{n}": item.volume, f"access_{n}": item.access}
        return values


def plain(number: Any) -> Any:
    """``33`` and not ``33.0000``; never ``1E+2``."""
    return f"{number.normalize():f}" if number is not None else None


def lines(text: Bi) -> list[Bi]:
    """One text per line, Korean and English side by side."""
    ko, en = text.ko.splitlines(), text.en.splitlines()
    size = max(len(ko), len(en))
    pairs = zip(ko + [""] * (size - len(ko)), en + [""] * (size - len(en)), strict=True)
    return [Bi(k.strip(), e.strip()) for k, e in pairs if k.strip() or e.strip()]


WHO_SEES = {
    Level.PUBLIC: _("Everybody reads it, visitors too: title, teaser, full text and files."),
    Level.ALLIANCE: _("Members read everything. Rivals in this business area read title and teaser only."),
    Level.NAMED: _(
        "Members read title and teaser. The full text and the files are for those whom you name, under an NDA. Rivals learn nothing."
    ),
    Level.SEALED: _("Only those whom you name know that it exists. Name an officer of the secretariat, too."),
}


def level_choices(levels: Iterable[str]) -> list[tuple[str, Any]]:
    """Each level with what it means, and the one that suits most problems marked."""
    return [(level, render_to_string("problems/_level.html", {
        "level": level, "words": WHO_SEES[Level(level)], "usual": level == Level.NAMED,
    })) for level in levels]  # fmt: skip


class LevelStep(StepForm):
    level = forms.ChoiceField(label=_("Who may see it?"), widget=forms.RadioSelect)
    hidden_from_rivals = forms.BooleanField(label=_("Rivals do not see the title either"), required=False)
    for_learners = forms.BooleanField(label=_("Learners may read the teaser"), required=False)
    for_startups = forms.BooleanField(label=_("Start-ups may read the teaser"), required=False)
    officer = forms.ModelChoiceField(
        label=_("Officer who may see a sealed problem"), queryset=Person.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = queries.officers()  # type: ignore[attr-defined]
        self.fields["level"].choices = level_choices(LEVELS)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        names = ("level", "hidden_from_rivals", "for_learners", "for_startups")
        return {name: self.cleaned_data[name] for name in names}

    @staticmethod
    def initial_of(problem: Problem, brief: Brief) -> dict[str, Any]:
        shown = problem.disclosure
        names = ("level", "hidden_from_rivals", "for_learners", "for_startups")
        return {name: getattr(shown, name) for name in names} | {"version": problem.version}


class LessonForm(Form):
    """Asked wherever something ends without a result; forms of apps above take it over."""

    why = forms.ChoiceField(label=_("Why does it end?"), choices=[("", "–"), *Why.choices])
    change = BiFormField(
        label=_("What would have to change?"), rows=2, max_length=1000,
        help_text=_("Before somebody takes it up again. It goes into the ledger, for those who may read the decision."),
    )  # fmt: skip


class MaybeLessonForm(LessonForm):
    """The same at the end of a form that does not always end something: the action knows when it is needed."""

    lesson_labels: tuple[Any, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lesson = ("why", "change")
        for name, label in zip(lesson, self.lesson_labels, strict=True):
            self.fields[name].label, self.fields[name].required = label, False
        self.order_fields([name for name in self.fields if name not in lesson])


class WithdrawForm(LessonForm):
    reason = forms.CharField(label=_("In your words"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="withdraw_%s", **kwargs)  # the page has another reason


class ScopingForm(MaybeLessonForm):
    lesson_labels = (_("If it is declined, why?"), _("If it is declined, what would have to change?"))
    recommendation = forms.ChoiceField(
        label=_("Recommendation"), choices=Recommendation.choices, widget=forms.RadioSelect
    )
    route = forms.ChoiceField(
        label=_("If it is rerouted, where to?"), choices=[("", "–"), *Route.choices], required=False
    )
    note = BiFormField(
        label=_("Note to the owner"), rows=4, max_length=3000, required=False,
        help_text=_("What you understood, and your questions or reasons."),
    )  # fmt: skip
    private_note = forms.CharField(
        label=_("Private note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=3000, required=False,
        help_text=_("For the secretariat alone: the owner never sees it."),
    )  # fmt: skip


class FilterForm(Form):
    q = forms.CharField(label=_("Words or number"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *State.choices], required=False)
    area = forms.ChoiceField(label=_("Business area"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("all")), *queries.area_choices()]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("all")), *queries.owners()]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "inp"


class RegisterForm(Form):
    """What the secretariat asks on the telephone: who, what, how it is now, who may see it."""

    contact: Any = forms.ModelChoiceField(
        label=_("Organisation and contact"),
        queryset=None,
        empty_label="–",
        help_text=_("They get a mail, check the text and submit it."),
    )
    title = BiFormField(label=_("Title"), max_length=120, help_text=_("What is to be better? One sentence."))
    background = BiFormField(label=_("How it is now"), rows=4, max_length=4000)
    level = forms.ChoiceField(label=_("Who may see it?"), initial=Level.NAMED, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = level_choices(LEVELS)  # type: ignore[attr-defined]
        field = self.fields["contact"]
        field.queryset = queries.contacts()  # type: ignore[attr-defined]
        field.label_from_instance = lambda seat: f"{seat.organisation} · {seat.person.name}"  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        seat = self.cleaned_data["contact"]
        names = ("title", "background", "level")
        return {"contact": seat.person, "owner": seat.organisation} | {n: self.cleaned_data[n] for n in names}


class ReasonForm(Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class RaiseForm(Form):
    """Only the stricter, or only the more open levels are on offer."""

    version = VersionField()
    level = forms.ChoiceField(label=_("New level"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, levels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = level_choices(levels)  # type: ignore[attr-defined]


class SharingForm(Form):
    """What of an open problem the owner shares with more readers. An effect is shared on its own page."""

    version = VersionField()
    hidden_from_rivals = forms.BooleanField(label=_("Rivals do not see the title either"), required=False)
    for_learners = forms.BooleanField(label=_("Learners may read the teaser"), required=False)
    for_startups = forms.BooleanField(label=_("Start-ups may read the teaser"), required=False)
    decision_shared = forms.BooleanField(label=_("Members may read the decision"), required=False)

    @staticmethod
    def initial_of(problem: Problem) -> dict[str, Any]:
        return vars(problem.disclosure) | {"version": problem.version}
