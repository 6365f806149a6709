"""The certificate that data were returned or destroyed, as a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from oneteam.base.documents import Document, Facts, Heading, Paragraph, Table, press
from oneteam.base.fields import Bi
from oneteam.base.text import called, day, file_size, when

from .enums import ItemState
from .models import Certificate, Item

LANGUAGES = ("ko", "en")
NOTHING = "–"


def pressed(item: Item, certificate: Certificate, language: str) -> bytes:
    """The same bytes each time: all that stands in it is kept."""
    with override(language):
        return press(_document(item, certificate, language), "pdf")


def title(state: str) -> str:
    if state == ItemState.DESTROYED:
        return _("Certificate of the destruction of data")
    return _("Certificate of the return of data")


def _document(item: Item, certificate: Certificate, language: str) -> Document:
    facts = certificate.facts
    return Document(
        title=title(facts["state"]), language=language, author=called(certificate.by), at=certificate.at,
        blocks=(
            Facts(tuple(_facts(item, certificate))), Heading(_("Files that the register held")), _files(item, facts),
            Heading(_("Check sum of this certificate")),
            Paragraph(_("SHA-256 of the facts above, as the register keeps them:")), Paragraph(certificate.digest),
        ),
        footer=certificate.code,
    )  # fmt: skip


def _facts(item: Item, certificate: Certificate) -> list[tuple[str, tuple[str, ...]]]:
    facts = certificate.facts
    what = " · ".join(word for word in (str(Bi.of(facts["name"])), facts["kind"], facts["volume"]) if word)
    rows = [
        (_("Certificate"), certificate.code),
        (_("Project"), facts["project"]),
        (_("Data"), f"{what} ({facts['item']})"),
        (_("Whose data"), str(item.owner)),
        (_("Tier"), str(facts["tier"])),
        (_("What was done"), str(ItemState(facts["state"]).label)),
        (_("On"), day(date.fromisoformat(facts["on"]))),
        (_("How"), str(Bi.of(facts["how"]))),
        (_("By whom"), called(certificate.by)),
        (_("Certified on"), when(certificate.at)),
    ]
    return [(str(label), (value or NOTHING,)) for label, value in rows]


def _files(item: Item, facts: dict[str, Any]) -> Table | Paragraph:
    """Of those that stayed with a party only the number."""
    if "premises" in facts:
        sentence = _("On the premises of %(who)s. Number of files: %(n)s")
        return Paragraph(sentence % {"who": item.premises, "n": facts["number_of_files"]})
    files = facts["files"]
    if not files:
        return Paragraph(_("None: the data were never in this system."))
    rows = tuple((file["name"], file_size(file["size"]), file["sha256"]) for file in files)
    return Table((_("Name"), _("Size"), "SHA-256"), rows, (3, 1, 5))
