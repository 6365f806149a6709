from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form, VersionField
from oneteam.base.text import called

from . import flow, queries
from .enums import ItemState, Place
from .models import Item


class Chosen(forms.ChoiceField):
    """One of the things that the form was given, by code; ``None`` where nothing was chosen."""

    def offer(self, things: dict[str, Any], labels: list[tuple[str, str]], empty: str) -> None:
        self.things = things
        self.choices = [("", empty), *labels]

    def clean(self, value: Any) -> Any:
        return self.things.get(super().clean(value))


class PeopleForm(Form):
    """Its fields of people offer who sees the project."""

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        things = {one.code: one for one in people}
        labels = [(one.code, _person_label(one)) for one in people]
        for name in ("approver", "referee", "responsible"):
            if isinstance(field := self.fields.get(name), Chosen):
                field.offer(things, labels, _("Choose…") if field.required else _("nobody yet"))


def _person_label(person: Any) -> str:
    held = getattr(person, "held", [])
    return f"{called(person)} · {held[0].organisation}" if held else called(person)


class ItemForm(PeopleForm):
    version = VersionField()
    name = BiFormField(label=gettext_lazy("What data are they?"), max_length=150)
    kind = forms.CharField(label=gettext_lazy("Kind"), max_length=40, required=False)
    volume = forms.CharField(label=gettext_lazy("Volume"), max_length=60, required=False)
    faults = BiFormField(
        label=gettext_lazy("Known faults of quality"), rows=2, max_length=1000, required=False,
        help_text=gettext_lazy("Gaps, wrong labels, sensors that drift: whoever works with the data reads it here."),
    )  # fmt: skip
    owner = Chosen(label=gettext_lazy("Whose data are they?"))
    place = forms.TypedChoiceField(
        label=gettext_lazy("Where may they be processed?"), choices=Place.choices, coerce=int, initial=Place.PREMISES,
        widget=forms.RadioSelect,
    )  # fmt: skip
    premises = Chosen(
        label=gettext_lazy("Do they stay on the premises of one party?"), required=False,
        help_text=gettext_lazy("Then nobody of another party opens their files, and only tables of counts leave."),
    )  # fmt: skip
    threshold = forms.IntegerField(
        label=gettext_lazy("Smallest count that may leave"), min_value=2, max_value=1000, initial=5,
        help_text=gettext_lazy("In tables of results smaller counts are hidden, and others that would give them away."),
    )  # fmt: skip
    approver = Chosen(
        label=gettext_lazy("Approver"), required=False,
        help_text=gettext_lazy("Looks at every result before it leaves. Works for whose data they are, or who keeps them."),
    )  # fmt: skip
    referee = Chosen(
        label=gettext_lazy("Referee of the tier"), required=False,
        help_text=gettext_lazy("Works neither for whose data they are nor for the lead."),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Any, **kwargs: Any) -> None:
        super().__init__(*args, people=queries.people(project), **kwargs)
        parties = {str(one.code): one for one in queries.parties(project)}
        labels = [(code, str(one)) for code, one in parties.items()]
        owner, premises = self.fields["owner"], self.fields["premises"]
        assert isinstance(owner, Chosen) and isinstance(premises, Chosen)
        owner.offer(parties, labels, _("Choose…"))
        premises.offer(parties, labels, _("no, the project shares them"))

    @staticmethod
    def initial_of(item: Item) -> dict[str, Any]:
        plain = ("version", "name", "kind", "volume", "faults", "place", "threshold")
        chosen = ("owner", "premises", "approver", "referee")
        codes = {name: str(getattr(getattr(item, name), "code", "")) for name in chosen}
        return {name: getattr(item, name) for name in plain} | codes


class AnswerForm(Form):
    question = forms.CharField(widget=forms.HiddenInput, max_length=20)
    choice = forms.ChoiceField(label="", choices=[*flow.WORDS.items()], widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: flow.Question, **kwargs: Any) -> None:
        super().__init__(*args, initial={"question": question.key}, **kwargs)
        self.fields["choice"].label, self.fields["choice"].help_text = question.text, question.help


class UseForm(PeopleForm):
    responsible = Chosen(
        label=gettext_lazy("Who answers for the data?"),
        help_text=gettext_lazy("They are told when the agreed end has passed."),
    )  # fmt: skip
    ends_on = DateField(label=gettext_lazy("In use until"))


class ProlongForm(Form):
    ends_on = DateField(label=gettext_lazy("In use until"))
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300)


class ReasonForm(Form):
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300)


class EndForm(Form):
    how_ended = forms.ChoiceField(
        label=gettext_lazy("What was done with the data?"), widget=forms.RadioSelect,
        choices=[(state.value, state.label) for state in (ItemState.RETURNED, ItemState.DESTROYED)],
    )  # fmt: skip
    on = DateField(label=gettext_lazy("On which day?"), past=True)
    how = BiFormField(
        label=gettext_lazy("How?"), rows=2, max_length=600,
        help_text=gettext_lazy("Which copies there were, and what was done with each: also of backups."),
    )  # fmt: skip


class OutputForm(Form):
    name = BiFormField(label=gettext_lazy("What is to leave?"), max_length=150)
    description = BiFormField(
        label=gettext_lazy("What does it show, and what is it for?"), rows=3, max_length=1000
    )
    is_table = forms.TypedChoiceField(
        label=gettext_lazy("What kind of file is it?"), widget=forms.RadioSelect, coerce=lambda value: value == "table",
        choices=[("table", gettext_lazy("a table of counts (CSV or XLSX)")), ("file", gettext_lazy("another file"))],
        initial="table",
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True,
        help_text=gettext_lazy("The first row names the columns; left of the counts stands what is counted. "
            "Of a workbook the first sheet leaves."),
    )  # fmt: skip
    column = forms.CharField(
        label=gettext_lazy("Name of the column with the counts"), max_length=60, required=False,
        help_text=gettext_lazy("Only where it is not called “count”."),
    )  # fmt: skip

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.premises_id is not None:
            field = self.fields["is_table"]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("table", _("a table of counts (CSV or XLSX)"))]


class RefuseForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why may it not leave?"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Say what has to be different, so that it can be mended."),
    )  # fmt: skip
