from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from oneteam.base.forms import BiFormField, DateField, Form, VersionField, speak
from oneteam.base.text import called

from . import queries, rules
from .enums import ContributionKind, OutcomeKind, PublicationKind, ResultKind
from .models import Outcome, Publication, Result


class Chosen(forms.ChoiceField):
    """One of the things that the form was given, by code; ``None`` where nothing was chosen."""

    def offer(self, things: Iterable[Any], empty: str = "", label: Callable[[Any], str] = str) -> None:
        self.things = {str(one.code): one for one in things}
        options = [(code, label(one)) for code, one in self.things.items()]
        self.choices = [("", empty), *options] if empty else options

    def clean(self, value: Any) -> Any:
        return self.things.get(super().clean(value))


class ChosenMany(forms.MultipleChoiceField):
    """Some of the things that the form was given, by code."""

    def offer(self, things: Iterable[Any]) -> None:
        self.things = {str(one.code): one for one in things}
        self.choices = [(code, str(one)) for code, one in self.things.items()]

    def clean(self, value: Any) -> Any:
        return [self.things[code] for code in super().clean(value)]


class PartnerForm(Form):
    """In whose name: one of the partners for which the person acts; not asked where there is only one."""

    organisation = Chosen(label=gettext_lazy("For which partner?"))

    def __init__(self, *args: Any, project: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = rules.acts_for(person, project)
        self.partners = [one for one in rules.there(project) if one.pk in mine]
        if len(self.partners) == 1:
            del self.fields["organisation"]
        elif isinstance(field := self.fields["organisation"], Chosen):
            field.offer(self.partners, _("Choose…"))

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.setdefault("organisation", self.partners[0])
        return self.cleaned_data


class OutcomeForm(PartnerForm):
    version = VersionField()
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=OutcomeKind.choices, widget=forms.RadioSelect
    )
    title = BiFormField(label=gettext_lazy("What came out?"), max_length=200)
    on = DateField(label=pgettext_lazy("of an outcome", "On which day?"), past=True)
    identifier = forms.CharField(
        label=gettext_lazy("Identifier"), max_length=120, required=False,
        help_text=gettext_lazy("Where there is one: DOI or ISBN, number of the application, of the standard or of the registration."),
    )  # fmt: skip
    result = Chosen(label=gettext_lazy("Of a patent: which result does it protect?"), required=False)
    effect = Chosen(label=gettext_lazy("Of a saving: which verified effect saves it?"), required=False)
    link = forms.URLField(
        label=gettext_lazy("Link to the evidence"), max_length=300, required=False, assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url"}),
    )  # fmt: skip
    upload = forms.FileField(
        label=gettext_lazy("Or a file"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("No evidence, no count: it counts once there is a file or a link."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, project: Any, changed: Outcome | None = None, patent: bool = False, **kwargs: Any
    ) -> None:
        """``changed``: the outcome that is changed; ``patent``: one is filed for a result."""
        super().__init__(*args, project=project, **kwargs)
        self.changes = changed is not None
        unasked = ["organisation", "kind", "effect"] if self.changes else ["version"]
        unasked += ["kind", "result", "effect"] if patent else []
        for name in unasked:
            self.fields.pop(name, None)
        self._offer(
            "result",
            queries.results(project) if changed is None or changed.kind == OutcomeKind.PATENT else (),
        )
        self._offer("effect", queries.savings(project))
        if patent:
            self.fields["on"].label, self.fields["identifier"].required = _("Filed on"), True
            self.fields["identifier"].label = _("Number of the application")
            self.fields["identifier"].help_text = ""

    def _offer(self, name: str, things: Iterable[Any]) -> None:
        """Not asked where there is nothing to choose."""
        field, some = self.fields.get(name), list(things)
        if some and isinstance(field, Chosen):
            field.offer(some, _("Choose…"))
        else:
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data if self.changes else super().clean()

    @staticmethod
    def initial_of(outcome: Outcome) -> dict[str, Any]:
        names = ("version", "title", "on", "identifier", "link")
        return {name: getattr(outcome, name) for name in names} | {
            "result": outcome.result and outcome.result.code
        }


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


class GrantForm(Form):
    number = forms.CharField(label=gettext_lazy("Number of the registration"), max_length=30)
    on = DateField(label=gettext_lazy("Granted on"), past=True)
    upload = forms.FileField(label=gettext_lazy("Evidence"), required=False, allow_empty_file=True)


class ResultForm(Form):
    version = VersionField()
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ResultKind.choices, widget=forms.RadioSelect)
    title = BiFormField(label=gettext_lazy("Name of the result"), max_length=150)
    what = BiFormField(label=gettext_lazy("What is new about it?"), rows=3, max_length=2000)
    on = DateField(label=gettext_lazy("Disclosed on"), past=True)

    def __init__(self, *args: Any, changes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changes:
            del self.fields["version"]

    @staticmethod
    def initial_of(result: Result) -> dict[str, Any]:
        return {name: getattr(result, name) for name in ("version", "kind", "title", "what", "on")}


class ContributionForm(PartnerForm):
    contributor = Chosen(label=gettext_lazy("Who contributed?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of contribution?"), widget=forms.RadioSelect,
        choices=ContributionKind.choices,
    )  # fmt: skip
    what = BiFormField(label=gettext_lazy("What did they do?"), rows=2, max_length=600)

    def __init__(self, *args: Any, project: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, project=project, person=person, **kwargs)
        field = self.fields["contributor"]
        assert isinstance(field, Chosen)
        found = queries.workers(person, project, [one.pk for one in self.partners])
        field.offer(found, _("Choose…"), called)


class SharesForm(Form):
    """A figure for each partner, also for one that has left: what it contributed stays."""

    reason = BiFormField(label=gettext_lazy("Why these shares?"), rows=2, max_length=600)

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = organisations
        rows = {f"share_{one.pk}": _share_field(one) for one in organisations}
        self.fields = {**rows, **self.fields}

    def shares(self) -> dict[int, Decimal]:
        return {one.pk: self.cleaned_data[f"share_{one.pk}"] or Decimal(0) for one in self.organisations}


def _share_field(organisation: Any) -> forms.Field:
    field = forms.DecimalField(
        label=_("%(who)s, per cent") % {"who": organisation}, min_value=0, max_value=100, max_digits=5, decimal_places=2,
        required=False,
    )  # fmt: skip
    speak(field)
    return field


class DraftForm(PartnerForm):
    version = VersionField()
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=PublicationKind.choices, widget=forms.RadioSelect
    )
    title = BiFormField(label=gettext_lazy("Title"), max_length=200)
    where = forms.CharField(
        label=gettext_lazy("Where is it to appear?"), max_length=150, required=False,
        help_text=gettext_lazy("The journal, conference or site."),
    )  # fmt: skip
    results = ChosenMany(
        label=gettext_lazy("Which results does it tell of?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where no patent has been filed for an invention, you are warned before it is sent."),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Any, changes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        for name in ("organisation", "kind") if changes else ("version",):
            self.fields.pop(name, None)
        self.changes = changes
        found, field = list(queries.results(project)), self.fields["results"]
        assert isinstance(field, ChosenMany)
        field.offer(found)
        if not found:
            del self.fields["results"]

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data if self.changes else super().clean()

    @staticmethod
    def initial_of(publication: Publication) -> dict[str, Any]:
        results = [one.result.code for one in publication.concerns.all()]
        return {name: getattr(publication, name) for name in ("version", "title", "where")} | {
            "results": results
        }


class SendForm(Form):
    knows = forms.BooleanField(
        label=gettext_lazy("We know that no patent has been filed yet"), required=False
    )

    def __init__(self, *args: Any, unfiled: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unfiled:
            del self.fields["knows"]


class DelayForm(Form):
    days = forms.IntegerField(label=gettext_lazy("By how many days?"), min_value=1, max_value=60)
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300, widget=forms.Textarea({"rows": 2}))


class PublishForm(Form):
    on = DateField(label=gettext_lazy("Published on"), past=True)
    identifier = forms.CharField(
        label=gettext_lazy("DOI or ISBN"), max_length=120, required=False,
        help_text=gettext_lazy("Of a paper, which then stands among the outcomes, too."),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Link to it"), max_length=300, required=False, assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url"}),
    )  # fmt: skip

    def __init__(self, *args: Any, paper: bool, **kwargs: Any) -> None:
        """``paper``: it then stands among the outcomes with these; of anything else they are not asked."""
        super().__init__(*args, **kwargs)
        if not paper:
            del self.fields["identifier"], self.fields["link"]
