"""What the letters say; each is written at delivery, with what its recipient may see at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oneteam.base.text import day, say
from oneteam.journal.letters import Letter, letter

from . import queries, rules
from .enums import ItemState, OutputState
from .models import Item

Data = Mapping[str, Any]


def _item(data: Data) -> Item | None:
    return queries.item(data["item"]).first()


def _letter(item: Item, subject: str, sentences: list[str], button: str, why: str, **more: Any) -> Letter:
    """With the name of the data; or with the number alone where even that is confidential."""
    closed = item.project.disclosure.is_confidential
    words = [] if closed else [f"{item} ({item.code})"]
    path = more.get("path") or item.get_absolute_url()
    return Letter(
        subject=f"{subject} {item.code}", paragraphs=[*sentences, *words], button=button, path=path, why=why
    )


@letter("dataregister.tier_asked")
def tier_asked(recipient: Any, data: Data) -> Letter | None:
    item = _item(data)
    if item is None or not rules.roles(recipient, item):
        return None
    sentences = [
        _(
            "How sensitive are these data? Owner, lead and referee answer the same questions, each on their own."
        ),
        _("Until all three agree, the strictest tier holds and nothing can be provided."),
    ]
    path = reverse("dataregister:tier", args=[item.code])
    return _letter(
        item, _("Please answer about data:"), sentences, _("Answer the questions"), _why_tier(), path=path
    )


@letter("dataregister.tier_differed")
def tier_differed(recipient: Any, data: Data) -> Letter | None:
    item = _item(data)
    if item is None or not rules.roles(recipient, item):
        return None
    sentences = [
        _(
            "The three answers led to different tiers. The page shows where they part; please answer once more."
        )
    ]
    return _letter(item, _("Answers differ:"), sentences, _("See where they part"), _why_tier())


@letter("dataregister.tier_agreed")
def tier_agreed(recipient: Any, data: Data) -> Letter | None:
    item = _item(data)
    if item is None or item.tier is None:
        return None
    sentences = [_("Owner, lead and referee agree: tier %(tier)s holds.") % {"tier": item.tier}]
    return _letter(item, _("Tier agreed:"), sentences, _("See the data item"), _why_tier())


def _why_tier() -> str:
    return _("You get this because you answer about the tier as owner, lead or referee.")


@letter("dataregister.provided")
def provided(recipient: Any, data: Data) -> Letter | None:
    item = _item(data)
    if item is None or item.state != ItemState.PROVIDED:
        return None
    sentences = [
        _(
            "Data of your project are provided. Please note who answers for them, and until when they are used."
        )
    ]
    why = _("You get this because you are responsible for this project.")
    return _letter(item, _("Data provided:"), sentences, _("See the data item"), why)


@letter("dataregister.ended")
def ended(recipient: Any, data: Data) -> Letter | None:
    item = _item(data)
    if item is None or item.state not in rules.OVER:
        return None
    sentences = [_("Data were returned or destroyed. The certificate stands on their page.")]
    why = _("You get this because you approve their use, or are responsible for the project.")
    return _letter(item, _("Certificate:"), sentences, _("See the certificate"), why)


@letter("dataregister.overdue")
def overdue(recipient: Any, data: Data) -> Letter | None:
    item = _item(data)
    if (
        item is None
        or item.state != ItemState.IN_USE
        or item.responsible_id != recipient.pk
        or item.ends_on is None
    ):
        return None
    sentence = _("The agreed use of data ended on %(day)s, and they are still noted as in use.")
    sentences = [
        say(sentence, day=day(item.ends_on)),
        _("Please return or destroy them, or ask whose data they are for more time."),
    ]
    why = _("You get this because you answer for these data.")
    return _letter(item, _("Data past their end:"), sentences, _("See the data item"), why)


@letter("dataregister.output_asked")
def output_asked(recipient: Any, data: Data) -> Letter | None:
    output = queries.output(data["output"]).filter(state=OutputState.ASKED).first()
    if output is None or output.item.approver_id != recipient.pk:
        return None
    sentences = [
        _("Somebody wants to take a result out. It leaves only when you have looked at it and let it go.")
    ]
    why = _("You get this because you approve what leaves of these data.")
    return _letter(
        output.item,
        _("Please look at a result:"),
        sentences,
        _("Look at it"),
        why,
        path=output.get_absolute_url(),
    )


@letter("dataregister.output_answered")
def output_answered(recipient: Any, data: Data) -> Letter | None:
    output = queries.output(data["output"]).first()
    if output is None or output.state not in (OutputState.LET_GO, OutputState.REFUSED):
        return None
    let_go = output.state == OutputState.LET_GO
    sentence = (
        _("Your result may leave.")
        if let_go
        else _("Your result may not leave as it is. The reason stands on its page.")
    )
    why = _("You get this because you asked for it.")
    return _letter(
        output.item,
        _("Answer to your result:"),
        [sentence],
        _("See the answer"),
        why,
        path=output.get_absolute_url(),
    )
