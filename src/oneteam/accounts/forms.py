from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oneteam.base.forms import Form, PhoneField, VersionField

from .models import Language, Person


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's, with labels instead of placeholders; the way to a new password stands under the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class TitleInput(forms.TextInput):
    """Free text with suggestions, which the page puts into a list with this name."""

    def __init__(self) -> None:
        super().__init__({"list": "titles", "autocomplete": "organization-title"})


class PasswordMixin:
    """A new password, twice, checked against what is known of the person."""

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}  # type: ignore[misc]
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ. Please write the same one twice."))  # type: ignore[attr-defined]
        if password:
            self._strong(password, data)
        return data

    def _strong(self, password: str, data: dict[str, Any]) -> None:
        try:
            validate_password(password, Person(email=self.email, name=data.get("name", "")))
        except ValidationError as problem:
            self.add_error("password", problem)  # type: ignore[attr-defined]


class ProfileForm(Form):
    version = VersionField()
    name = forms.CharField(label=_("Name"), max_length=100)
    title = forms.CharField(
        label=pgettext_lazy("person", "Title"), max_length=60, required=False, widget=TitleInput()
    )
    position = forms.CharField(label=_("Position"), max_length=60, required=False)
    phone = PhoneField(label=_("Mobile phone"), required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    language = forms.ChoiceField(
        label=_("Language of pages and mails"), choices=Language.choices, widget=forms.RadioSelect
    )
    shortcuts = forms.BooleanField(
        label=_("Single-key shortcuts"), required=False,
        help_text=_("Such as “n” for a new problem. Switch them off if you use speech input."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in cls.base_fields}
