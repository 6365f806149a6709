"""The shell around every page: the menu, and whose alliance this is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oneteam.walls import keys_of

Links = Callable[[], list[dict[str, Any]]]
_more: list[Links] = []


def add_to_menu(links: Links) -> None:
    """An app above adds to everybody's menu, a visitor's as well; asked with every page."""
    _more.append(links)


def _added() -> list[dict[str, Any]]:
    return [link for links in _more for link in links()]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Asks the database nothing. Once a request: a page's panels are rendered with it, too."""
    kept: dict[str, Any] | None = vars(request).get("_shell")
    if kept is None:
        kept = vars(request)["_shell"] = _shell(request)
    return kept


def _shell(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"pubnav": _public()}
    keys = keys_of(person)
    items = [*_menu(keys), *_added()]
    for item in items:
        item["current"] = item["url"] == request.path or (
            item["url"] != "/" and request.path.startswith(item["url"])
        )
    return {
        "nav": items,
        "find_url": reverse("desk:find"),
        "profile_url": reverse("accounts:profile"),
        "pubnav": _public(),
    }


def _public() -> list[dict[str, Any]]:
    home = reverse("desk:public")
    return [
        {"label": _("Results in the field"), "url": f"{home}#cases"},
        {"label": _("Members"), "url": f"{home}#members"},
        *_added(),
    ]


def _menu(keys: frozenset[str]) -> list[dict[str, Any]]:
    rows = [
        menu_item(_("To do"), "todo", "desk:home", key="t"),
        menu_item(_("Problems"), "problem", "problems:list", key="p"),
        menu_item(
            _("Round tables"), "users", "roundtables:list", key="r", short=pgettext("phone tab", "Tables")
        ),
        menu_item(_("Projects"), "project", "projects:list", key="j"),
        menu_item(_("Outcomes"), "target", "outcomes:list"),
        menu_item(_("Ledger"), "history", "cases:ledger"),
    ]
    people = _("People and organisations")
    if keys & {"member", "secretariat"}:
        rows += [
            menu_item(_("Experts"), "learn", "experts:list", group=people),
            menu_item(_("Organisations"), "org", "alliance:organisations", group=people),
        ]
    if "auditor" in keys:
        rows += [menu_item(_("Audit"), "shield", "journal:audit")]
    if "secretariat" in keys:
        group = _("Keeping the alliance")
        rows += [
            menu_item(_("People"), "user", "alliance:people", group=group),
            menu_item(_("Rivals"), "wall", "alliance:rivalries", group=group),
            menu_item(_("Agreements"), "agree", "alliance:agreements", group=group),
            menu_item(_("Skills"), "target", "alliance:skills", group=group),
            menu_item(_("Invitations"), "send", "alliance:invitations", group=group),
            menu_item(_("Import"), "up", "alliance:import", group=group),
        ]
    return rows


def menu_item(
    label: str, icon: str, page: str, *, key: str = "", short: str = "", group: str = ""
) -> dict[str, Any]:
    return {"label": label, "icon": icon, "url": reverse(page), "key": key, "short": short, "group": group}
