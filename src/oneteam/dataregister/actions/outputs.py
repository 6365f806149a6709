"""Nothing leaves unseen: somebody who works with an item asks, the approver looks and lets it go or does not."""

from __future__ import annotations

from pathlib import PurePath
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Refused, invalid, require
from oneteam.base.fields import Bi
from oneteam.files import storage
from oneteam.files.actions import keep, lay, rehang
from oneteam.files.models import Attachment
from oneteam.journal.actions import record
from oneteam.projects.queries import home_of

from .. import queries, rules, tables
from ..enums import OutputState
from ..models import Item, Output
from ..workflow import OUTPUT
from ._common import write
from .parties import circle_of_output

TABLES = (".csv", ".xlsx")


@transaction.atomic
def ask_output(
    *, person: Any, item: Item, name: Bi, description: Bi, upload: Any, is_table: bool, column: str = ""
) -> Output:
    require(rules.may_ask_output(person, item))
    _check(person, item, name, description, upload, is_table)
    if is_table:
        _screened(item, upload.name, upload, column, item.threshold)  # a bad one is told at once
    party = _party(person, item)
    narrow = circle_of_output(item.project, party, [person, item.approver])
    output = Output.objects.create(
        item=item, circle=narrow, narrow=narrow, name=name, description=description, is_table=is_table,
        column=column.strip(), threshold=item.threshold, by=person, party_id=party,
    )  # fmt: skip
    shown = item.project.disclosure
    keep(
        person=person, upload=upload, target=output.target, thread=shown.thread, circle=narrow,
        confidential=shown.is_confidential,
    )  # fmt: skip
    _tell(output, "asked", person)
    write("output_asked", [item.approver], person, output=output.code)
    return output


def _check(person: Any, item: Item, name: Bi, description: Bi, upload: Any, is_table: bool) -> None:
    if item.approver is None or item.approver_id == person.pk:
        raise Refused(
            _("Nobody lets out what they ask for themselves. Please have another approver named first.")
        )
    if not name:
        raise invalid("name", _("Please give it a name."))
    if not description:
        raise invalid("description", _("Please say what it is, and what it is for."))
    if item.premises_id is not None and not is_table:
        raise invalid("is_table", _only_tables())
    if is_table and PurePath(upload.name).suffix.lower() not in TABLES:
        raise invalid("file", _("A table of counts is a CSV or XLSX file."))


def _only_tables() -> str:
    return _("These data stay on the premises of a party: only tables of counts leave.")


def _screened(item: Item, name: str, content: IO[bytes], column: str, threshold: int) -> tables.Screened:
    table = tables.read(name, content, column)
    if item.premises_id is not None:
        tables.require_figures(table)
    return tables.screened(table, threshold)


def _party(person: Any, item: Item) -> int:
    """Within which party it stays until it may leave."""
    if item.premises_id is not None:
        return item.premises_id
    home = home_of(person)
    return rules.party_of(person, item.project) or (home.pk if home else item.owner_id)


@transaction.atomic
def let_go(*, person: Any, output: Output) -> None:
    """Into the project's circle: a table with its small counts hidden, any other file as it is. Where the register has
    become stricter since it was asked for, that holds."""
    now = queries.locked(output.item)
    output.item.threshold, output.item.premises_id = now.threshold, now.premises_id
    require(rules.may_answer_output(person, output), _not_yours(person, output))
    require(output.is_table or now.premises_id is None, _only_tables())
    project = output.item.project
    file = _file_of(output)
    if file is None:
        raise Refused(_("The file is not there any more. Please have it sent again."))
    found = looked_at(output, file) if output.is_table else None
    OUTPUT.advance(output, "let_go", by=person, hidden=found.hidden if found else None)
    with walls.system("an output leaves its party"):
        if found is None:
            rehang(attachment=file, target=output.left)
            lay(target=output.left, circle=project.circle)
        else:
            keep(
                person=person, upload=ContentFile(tables.as_csv(found), f"{PurePath(file.name).stem}.csv"),
                target=output.left, thread=file.thread, circle=project.circle, confidential=file.confidential,
            )  # fmt: skip
        Output.objects.filter(pk=output.pk).update(circle=project.circle)
    output.circle = project.circle
    _tell(output, "let_go", person)
    write("output_answered", [output.by], person, output=output.code)


def _file_of(output: Output) -> Attachment | None:
    """As it was brought; of whoever may look at it."""
    return next(iter(queries.files_of(output.target)[output.target]), None)


def looked_at(output: Output, file: Attachment) -> tables.Screened:
    with storage.opened(file.code) as content:
        return _screened(output.item, file.name, content, output.column, output.threshold_in_force)


@transaction.atomic
def refuse(*, person: Any, output: Output, reason: str) -> None:
    require(rules.may_answer_output(person, output), _not_yours(person, output))
    if not reason.strip():
        raise invalid("reason", _("Please say why it may not leave, so that it can be mended."))
    OUTPUT.advance(output, "refuse", by=person, reason=reason.strip())
    _tell(output, "refused", person, reason=reason.strip())
    write("output_answered", [output.by], person, output=output.code)


@transaction.atomic
def take_back(*, person: Any, output: Output) -> None:
    require(rules.may_take_back(person, output))
    OUTPUT.advance(output, "take_back", by=person)
    _tell(output, "taken_back", person)


def _not_yours(person: Any, output: Output) -> str:
    if output.state != OutputState.ASKED:
        return _("This was answered already. Read the page again to see how.")
    if output.by_id == person.pk:
        return _("Nobody lets out what they asked for themselves.")
    return _("Only the approver of the data lets something out.")


def _tell(output: Output, verb: str, actor: Any, **data: Any) -> None:
    record(
        verb=f"dataregister.output_{verb}", actor=actor, thread=output.item.project.disclosure.thread,
        target=output.code, circle=output.circle, data={"output": output.name.as_dict(), **data},
    )  # fmt: skip
