"""Content in Korean and English: one column, one value, either language may be missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language, override


@dataclass(frozen=True)
class Bi:
    """A text in Korean and English. ``str()`` gives the current language, or the other where it is missing."""

    ko: str = ""
    en: str = ""

    @classmethod
    def of(cls, value: Any) -> Bi:
        if isinstance(value, Bi):
            return value
        if isinstance(value, dict):
            return cls(str(value.get("ko") or ""), str(value.get("en") or ""))
        return cls(str(value)) if value else cls()

    @property
    def language(self) -> str:
        """The language that ``str()`` shows now."""
        wanted = "en" if (get_language() or "ko").startswith("en") else "ko"
        other = "ko" if wanted == "en" else "en"
        return wanted if getattr(self, wanted) or not getattr(self, other) else other

    def __str__(self) -> str:
        return str(getattr(self, self.language))

    def __bool__(self) -> bool:
        return bool(self.ko or self.en)

    def __len__(self) -> int:
        return max(len(self.ko), len(self.en))

    def as_dict(self) -> dict[str, str]:
        return {"ko": self.ko, "en": self.en}


def both(words: Any) -> Bi:
    """A text of ours in both languages, for what is kept: a lazy one, or a function that gives it."""
    found = {}
    for language in ("ko", "en"):
        with override(language):
            found[language] = str(words() if callable(words) else words)
    return Bi.of(found)


class BiField(models.JSONField):
    """A ``Bi`` in one jsonb column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Bi)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Bi:
        return Bi.of(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Bi:
        return Bi.of(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = value.as_dict() if isinstance(value, Bi) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def validate(self, value: Any, model_instance: Any) -> None:
        return None

    def value_to_string(self, obj: Any) -> Any:
        return Bi.of(self.value_from_object(obj)).as_dict()


class BiListField(models.JSONField):
    """A short list of ``Bi`` in one jsonb column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[Bi]:
        return bis(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> list[Bi]:
        return bis(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = [Bi.of(item).as_dict() for item in value] if isinstance(value, list) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def validate(self, value: Any, model_instance: Any) -> None:
        return None

    def value_to_string(self, obj: Any) -> Any:
        return [Bi.of(item).as_dict() for item in self.value_from_object(obj)]


def bis(values: Iterable[Any] | None) -> list[Bi]:
    return [Bi.of(value) for value in values or []]
