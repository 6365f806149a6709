"""The components as tags, of the modules of ``base/tags``. Registered as builtins, no ``{% load %}``."""

from __future__ import annotations

from django import template

from ..tags import blocks, components, fields, parts, words

register = template.Library()
for room in (parts, blocks, components, fields, words):
    register.tags.update(room.register.tags)
    register.filters.update(room.register.filters)
