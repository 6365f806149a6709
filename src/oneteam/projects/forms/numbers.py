"""A figure as people write it: with separators, decimals or Korean numerals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from oneteam.base.forms import SENTENCES
from oneteam.base.numerals import read_number


class NumberField(forms.Field):
    default_error_messages = {
        "invalid": gettext_lazy("Please write a number, such as 2.5 or 1,200."),
        "places": gettext_lazy("Please round it to %(limit_value)s decimals."),
    }

    def __init__(
        self, *, least: int | None = None, most: int = 9_999_999_999, places: int = 4, **kwargs: Any
    ) -> None:
        self.least, self.most, self.places = least, most, places
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return value
        if str(value or "").strip() in self.empty_values:
            return None
        try:
            found = read_number(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        self._check(found)
        return found

    def _check(self, found: Decimal) -> None:
        if self.least is not None and found < self.least:
            self._refuse("min_value", self.least)
        if abs(found) > self.most:  # before it is rounded, which so many digits cannot be
            self._refuse("max_value", self.most)
        if found != round(found, self.places):
            self._refuse("places", self.places)

    def _refuse(self, code: str, limit: int) -> None:
        words = self.error_messages.get(code) or SENTENCES[code]
        raise ValidationError(words, code=code, params={"limit_value": f"{limit:,}"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def cash(**more: Any) -> NumberField:
    return NumberField(label=gettext_lazy("Cash (won)"), least=0, most=99_999_999_999_999, places=0, **more)


def man_months(**more: Any) -> NumberField:
    words = {"invalid": gettext_lazy("Please write a number in figures, such as 6 or 2.5.")}
    return NumberField(
        label=gettext_lazy("Man-months"), least=0, most=10_000, places=1, error_messages=words, **more
    )
