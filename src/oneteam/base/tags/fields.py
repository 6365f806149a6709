"""Forms: a field with label, hint and error, all fields, the summary of errors."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from ..forms_render import field_context
from .parts import part

register = template.Library()


@register.simple_tag
def field(bound: Any, hint: Any = "", css: str = "") -> SafeString:
    """``{% field form.title %}``: label, hint, error, control; the control's kind decides the drawing."""
    return part("field", **field_context(bound, hint=hint, css=css))


@register.simple_tag
def fields(form: Any) -> SafeString:
    """Every field of a form, with what concerns the whole form above."""
    hidden = [str(bound) for bound in form.hidden_fields()]
    shown = [field(bound) for bound in form.visible_fields()]
    return mark_safe("".join([errors(form), *hidden, *shown]))


@register.simple_tag
def errors(form: Any) -> SafeString:
    """The summary above a form: each error leads to its field. Nothing where there are none."""
    if not form.is_bound or not form.errors:
        return mark_safe("")
    rows = [
        (bound.id_for_label or bound.auto_id, bound.label, message)
        for bound in form
        for message in bound.errors
    ]
    return part("errors", rows=rows, whole=form.non_field_errors())


@register.simple_tag
def save_bar(button: Any, later: Any = "", saved: Any = "", later_name: str = "later") -> SafeString:
    """The bar that stays in sight: main button, "later" button, when it was saved."""
    return part("save_bar", button=button, later=later, saved=saved, later_name=later_name)
