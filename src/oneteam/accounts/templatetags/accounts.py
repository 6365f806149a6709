from typing import Any

from django import template

from oneteam.accounts import queries

register = template.Library()


@register.filter
def device_code(session: Any) -> str:
    return queries.device_code(session)
