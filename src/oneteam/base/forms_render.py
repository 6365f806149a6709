"""How a bound field is drawn: which shape, which attributes, what its control is described by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import mark_safe

from .forms import BiWidget, DateInput, DayTimeWidget


def field_context(bound: BoundField, hint: Any = "", css: str = "") -> dict[str, Any]:
    widget = bound.field.widget
    shape = shape_of(widget)
    hint = hint or bound.help_text
    context: dict[str, Any] = {
        "bound": bound, "shape": shape, "hint": hint, "css": css, "id": bound.id_for_label or bound.auto_id,
        "optional": not bound.field.required and not isinstance(widget, forms.SearchInput), "errors": bound.errors, "name": bound.html_name,
    }  # fmt: skip
    described = described_by(bound, hint)
    context["described"] = described
    if shape in ("bi", "daytime"):
        context["parts"] = several(bound, described)
    elif shape not in ("radio", "checks"):
        context["control"] = bound.as_widget(attrs=attributes(bound, described))
    return context


def shape_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, BiWidget):
        return "bi"
    return "daytime" if isinstance(widget, DayTimeWidget) else "text"


def described_by(bound: BoundField, hint: Any) -> str:
    parts = [f"{bound.auto_id}_hint"] if hint else []
    parts += [f"{bound.auto_id}_error"] if bound.errors else []
    return " ".join(parts)


def attributes(bound: BoundField, described: str) -> dict[str, str | bool]:
    widget = bound.field.widget
    attrs: dict[str, str | bool] = {}
    if not isinstance(widget, forms.CheckboxInput):
        size = "inp-s" if isinstance(widget, DateInput) else ""
        attrs["class"] = " ".join(filter(None, ["inp", size, widget.attrs.get("class", "")]))
    if described:
        attrs["aria-describedby"] = described
    if bound.field.required:
        attrs["aria-required"] = "true"
    return attrs


def several(bound: BoundField, described: str) -> list[dict[str, Any]]:
    """The inputs of a field that has two, each with its own id for its own label."""
    base = {"class": "inp", **({"aria-describedby": described} if described else {})}
    base |= {"aria-invalid": "true"} if bound.errors else {}
    attrs = bound.build_widget_attrs({"id": bound.auto_id, **base}, bound.field.widget)
    context = bound.field.widget.get_context(bound.html_name, bound.value(), attrs)
    return [_one(bound, part) for part in context["widget"]["subwidgets"]]


def _one(bound: BoundField, part: dict[str, Any]) -> dict[str, Any]:
    drawn = mark_safe(bound.form.renderer.render(part["template_name"], {"widget": part}))
    return {"name": part["name"].rsplit("_", 1)[-1], "id": part["attrs"]["id"], "control": drawn}
