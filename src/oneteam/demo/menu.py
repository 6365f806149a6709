"""The way back to the personas, on every page of the demonstration and nowhere else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from oneteam.desk.context import menu_item


def links() -> list[dict[str, Any]]:
    if not settings.DEMO:
        return []
    group = _("Demonstration")
    return [
        menu_item(_("Change the person"), "users", "demo:personas", group=group),
        menu_item(_("Delivered mail"), "mail", "demo:mail", group=group),
    ]
