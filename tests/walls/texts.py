"""Which text fields of the secret thread carry no canary: a leak of theirs would go unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from oneteam import walls
from oneteam.base.fields import BiField
from oneteam.walls.models import Circle, Walled

from .world import leaks

TEXTS = (models.CharField, models.TextField, models.JSONField, BiField)


def circles() -> set[int]:
    with walls.system("which walls a test's thread has"):
        return set(Circle.objects.values_list("pk", flat=True))


def bare(inside: set[int]) -> set[str]:
    """The text fields of everything in these circles that hold no canary in any row."""
    with walls.system("a test looks for its own words"):
        return {f"{model.__name__}.{name}" for model in _walled() for name in _bare(model, inside)}


def _walled() -> Iterator[Any]:
    yield from (model for model in apps.get_models() if issubclass(model, Walled) and not model._meta.proxy)


def _bare(model: Any, inside: set[int]) -> Iterator[str]:
    rows = list(model.objects.filter(circle__in=inside))
    for field in model._meta.concrete_fields if rows else ():
        if isinstance(field, TEXTS) and not field.choices and not field.unique:
            words = " ".join(str(field.value_from_object(row)) for row in rows)
            if not leaks(words):
                yield field.name
