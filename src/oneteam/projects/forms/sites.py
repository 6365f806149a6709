"""Sites, what runs there, and whether it still does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.alliance.models import Organisation
from oneteam.base.forms import BiFormField, DateField, Form, VersionField

from ..models import Site
from .people import FIND, OrganisationField, PeopleForm, PersonField


class SiteForm(Form):
    organisation = OrganisationField(label=gettext_lazy("Whose site is it?"))
    at = forms.ChoiceField(
        label=gettext_lazy("Which of its sites?"), required=False,
        help_text=gettext_lazy("Those that you may read. Otherwise write below how you call it."),
    )  # fmt: skip
    site = BiFormField(label=gettext_lazy("Site"), max_length=150, required=False)
    since = DateField(label=gettext_lazy("In use since"))
    version_there = forms.CharField(label=gettext_lazy("Version in use"), max_length=60, required=False)

    def __init__(
        self, *args: Any, organisations: list[Organisation], places: list[Site], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        numbers = [one.pk for one in organisations]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=numbers)  # type: ignore[attr-defined]
        self.places = choose_place(self.fields, places, _("another one"))

    def clean_at(self) -> Site | None:
        return self.places.get(self.cleaned_data["at"])


def choose_place(fields: dict[str, Any], places: list[Site], otherwise: str) -> dict[str, Site]:
    """Offer the sites in the field ``at``; without any there is nothing to choose."""
    found = {one.code: one for one in places}
    fields["at"].choices = [
        ("", otherwise),
        *((code, f"{one} · {one.organisation}") for code, one in found.items()),
    ]
    if not found:
        fields["at"].widget = forms.HiddenInput()
    return found


class ConfirmSiteForm(Form):
    """Which of their sites it is, as its organisation says."""

    at = forms.ChoiceField(label=gettext_lazy("Which of your sites is it?"), required=False)
    name = BiFormField(label=gettext_lazy("Name of the site"), max_length=150, required=False)
    place = BiFormField(label=gettext_lazy("Place"), max_length=200, required=False)
    shown = forms.BooleanField(
        label=gettext_lazy("All members may read the name and the place of this site."), required=False
    )

    def __init__(self, *args: Any, places: list[Site], sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = choose_place(self.fields, places, _("a new one, named below"))
        if sealed:
            del self.fields["shown"]

    def clean_at(self) -> Site | None:
        return self.places.get(self.cleaned_data["at"])


class PlaceForm(PeopleForm):
    version = VersionField(required=True)
    name = BiFormField(label=gettext_lazy("Name of the site"), max_length=150)
    place = BiFormField(label=gettext_lazy("Place"), max_length=200, required=False)
    shown = forms.BooleanField(
        label=gettext_lazy("All members may read the name and the place of this site."), required=False
    )
    find_keeper = forms.CharField(
        label=gettext_lazy("Find the site's own person by name"), required=False, help_text=FIND,
        widget=forms.SearchInput,
    )  # fmt: skip
    keeper = PersonField(
        label=gettext_lazy("The site's own person"), required=False,
        help_text=gettext_lazy("Confirms what runs there, and is asked after 6 and 12 months whether it is still in use."),
    )  # fmt: skip

    @staticmethod
    def initial_of(site: Site) -> dict[str, Any]:
        keeper = site.person.code if site.person else None
        return {name: getattr(site, name) for name in ("version", "name", "place", "shown")} | {
            "keeper": keeper
        }


class SiteVersionForm(Form):
    name = forms.CharField(label=gettext_lazy("Version in use"), max_length=60)
    since = DateField(label=gettext_lazy("Since when does it run there?"))


class SiteCheckForm(Form):
    in_use = forms.ChoiceField(
        label=gettext_lazy("Is the result still in use there?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes, it is in use")), ("no", gettext_lazy("No, not any more"))],
    )  # fmt: skip
    words = BiFormField(
        label=gettext_lazy("How is it used, or why not any more?"), rows=3, max_length=500, required=False
    )

    def clean_in_use(self) -> bool:
        return str(self.cleaned_data["in_use"]) == "yes"


class EndSiteForm(Form):
    reason = BiFormField(label=gettext_lazy("Why is it not in use any more?"), rows=3, max_length=500)
