"""Forms that speak like the rest: sentences that say what to do, dates and texts as people type them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from . import text
from .fields import Bi

_CHOOSE = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple)


class OneTeamMixin:
    """Gives every field its words. ``novalidate`` and no ``required``: our sentences, not the browser's."""

    use_required_attribute = False
    conflict: Sequence[dict[str, str]] = ()  # both texts, where somebody else was quicker (``base.answers``)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            speak(field)


class Form(OneTeamMixin, forms.Form):
    pass


def speak(field: forms.Field) -> None:
    """Replace Django's own wording where the field has none of its own."""
    own = (
        type(field).default_error_messages if isinstance(field, BiFormField | DateField | PhoneField) else {}
    )
    for code, sentence in {**SENTENCES, "required": required_sentence(field)}.items():
        if code in own or _worded(field, code):
            continue
        field.error_messages[code] = sentence
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.FloatField | forms.DecimalField):
        field.error_messages["invalid"] = gettext_lazy("Please write a whole number in figures.")
    elif isinstance(field, forms.FloatField | forms.DecimalField):
        field.error_messages["invalid"] = gettext_lazy("Please write a number in figures, such as 96.4.")
    elif isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = gettext_lazy(
            "Please write an e-mail address such as name@example.com."
        )
    elif isinstance(field, forms.URLField):
        field.error_messages["invalid"] = gettext_lazy("Please write an address that begins with https://.")


def _worded(field: forms.Field, code: str) -> bool:
    """Whether somebody gave this field words of its own for this error."""
    default = None
    for cls in type(field).__mro__:
        default = default or getattr(cls, "default_error_messages", {}).get(code)
    given = field.error_messages.get(code)
    return given is not None and str(given) != str(default)


def required_sentence(field: forms.Field) -> Any:
    if isinstance(field, forms.FileField):
        return gettext_lazy("Please choose a file.")
    if isinstance(field.widget, _CHOOSE):
        return gettext_lazy("Please choose one.")
    if isinstance(field.widget, forms.CheckboxInput):
        return gettext_lazy("Please tick this to go on.")
    return gettext_lazy("Please fill this in.")


SENTENCES: dict[str, Any] = {
    "max_length": ngettext_lazy(
        "Please shorten this to %(limit_value)d character; it has %(show_value)d.",
        "Please shorten this to %(limit_value)d characters; it has %(show_value)d.",
        "limit_value",
    ),
    "min_length": ngettext_lazy(
        "Please write at least %(limit_value)d character; there are %(show_value)d.",
        "Please write at least %(limit_value)d characters; there are %(show_value)d.",
        "limit_value",
    ),
    "max_value": gettext_lazy("Please give a number of at most %(limit_value)s."),
    "min_value": gettext_lazy("Please give a number of at least %(limit_value)s."),
    "invalid_choice": gettext_lazy("This is no longer on the list. Please choose again."),
    "invalid_pk_value": gettext_lazy("This is no longer on the list. Please choose again."),
    "invalid_list": gettext_lazy("Please choose from the list."),
    "empty": gettext_lazy("The file is empty. Please choose another one."),
}


# Korean and English side by side ---------------------------------------------------------------------


class BiWidget(forms.MultiWidget):
    """Two inputs, each with a label of its own; several lines with ``rows``."""

    def __init__(self, rows: int = 0, attrs: dict[str, Any] | None = None) -> None:
        one = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        two = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        one.attrs["lang"], two.attrs["lang"] = "ko", "en"
        super().__init__({"ko": one, "en": two}, attrs)

    def decompress(self, value: Any) -> list[str]:
        value = Bi.of(value)
        return [value.ko, value.en]


class BiFormField(forms.MultiValueField):
    """Gives a ``Bi``. Where it is required, one language is enough."""

    default_error_messages = {
        "required": gettext_lazy("Please write this in Korean or in English; one is enough."),
        "too_long": gettext_lazy("Please shorten this to %(limit)d characters; it has %(length)d."),
    }

    def __init__(self, *, rows: int = 0, max_length: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("widget", BiWidget(rows=rows))
        parts = [forms.CharField(required=False), forms.CharField(required=False)]
        self.limit = max_length
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Bi:
        ko, en = ((value or "").strip() for value in (data_list or ["", ""]))
        for part in (ko, en):
            if self.limit and len(part) > self.limit:
                words = self.error_messages["too_long"]
                raise ValidationError(
                    words, code="too_long", params={"limit": self.limit, "length": len(part)}
                )
        return Bi(ko, en)

    def has_changed(self, initial: Any, data: Any) -> bool:
        ko, en = (str(value or "").strip() for value in (data or ["", ""]))
        return Bi.of(initial) != Bi(ko, en)


# Dates, telephones ------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(\d{4})\s*[.\-/년]\s*(\d{1,2})\s*[.\-/월]\s*(\d{1,2})\s*[.일]?\s*(?:\(?[월화수목금토일]\)?)?"
)
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")


FIRST_YEAR, LAST_YEAR = 1900, 2199  # further away it is a slip, or stands for "never"


def read_date(written: str) -> dt.date:
    """``2027. 6. 30.``, ``2027-06-30``, ``2027년 6월 30일``, ``20270630``; else ValueError."""
    match = _DATE.fullmatch(written.strip()) or _PLAIN.fullmatch(written.strip())
    if not match:
        raise ValueError(written)
    found = dt.date(*(int(part) for part in match.groups()))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(written)
    return found


class DateInput(forms.DateInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "data-date": "", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        if isinstance(value, dt.date | dt.datetime):
            return f"{value.year}. {value.month}. {value.day}."
        return str(value or "")


class DateField(forms.Field):
    """A day as people write it. ``future=True``: after today; ``past=True``: today or before."""

    widget = DateInput
    default_error_messages = {"required": gettext_lazy("Please give a date, such as 2027. 6. 30.")}

    def __init__(self, *, future: bool = False, past: bool = False, **kwargs: Any) -> None:
        self.future, self.past = future, past
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return read_date(str(value))
        except ValueError:
            sentence = _("Please give a date that exists, such as %(example)s")
            raise ValidationError(sentence % {"example": _example()}, code="invalid") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        today = timezone.localdate()
        words = {"today": text.day(today, weekday=False), "example": _example()}
        if value and self.future and value <= today:
            raise ValidationError(
                _("Please give a date after today (%(today)s). For example: %(example)s") % words, code="past"
            )
        if value and self.past and value > today:
            raise ValidationError(
                _("Please give today (%(today)s) or a date before it.") % words, code="future"
            )


def _example() -> str:
    later = timezone.localdate() + dt.timedelta(days=200)
    return f"{later.year}. {later.month}. {later.day}."


class DateTimeField(forms.MultiValueField):
    """A day and a time of day in two inputs; gives an aware datetime."""

    default_error_messages = {
        "required": gettext_lazy("Please give a day and a time, such as 2027. 6. 30. and 14:00."),
        "incomplete": gettext_lazy("Please give both the day and the time."),
    }

    def __init__(self, *, future: bool = False, **kwargs: Any) -> None:
        half = {"incomplete": self.default_error_messages["incomplete"]}
        clock = {**half, "invalid": gettext_lazy("Please give a time such as 14:00.")}
        parts = [DateField(future=future, error_messages=half), forms.TimeField(error_messages=clock)]
        kwargs.setdefault("widget", DayTimeWidget())
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> dt.datetime | None:
        if not data_list or None in data_list:
            return None
        return timezone.make_aware(dt.datetime.combine(data_list[0], data_list[1]))


class DayTimeWidget(forms.MultiWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        clock = forms.TimeInput(
            {"inputmode": "numeric", "placeholder": "14:00", "autocomplete": "off"}, format="%H:%M"
        )
        super().__init__({"day": DateInput(), "time": clock}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if not value:
            return [None, None]
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [local.date(), local.time()]


class PhoneField(forms.CharField):
    """Digits in any spelling; kept as ``010-0000-0000``. Numbers from abroad begin with ``+``."""

    default_error_messages = {
        "invalid": gettext_lazy("Please write the number with its digits, such as 010-0000-0000.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 30, **kwargs})
        self.widget.attrs |= {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "data-phone": ""}
        self.widget.input_type = "tel"

    def clean(self, value: Any) -> str:
        return self._written(str(super().clean(value) or ""))

    def _written(self, value: str) -> str:
        if not value:
            return ""
        digits = re.sub(r"[\s().\-]", "", value)
        if re.fullmatch(r"\+\d{7,15}", digits):
            return digits
        match = re.fullmatch(r"(02|0\d{2})(\d{3,4})(\d{4})", digits)
        if not match:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return "-".join(match.groups())


class VersionField(forms.IntegerField):
    """The version that the person saw, carried along hidden, for "somebody has just changed this"."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "min_value": 0, **kwargs})

    def clean(self, value: Any) -> int:
        """None carried along: a version that nothing has, so that both texts are shown."""
        return super().clean(value) or 0
