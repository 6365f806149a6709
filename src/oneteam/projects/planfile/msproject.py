"""The XML of MS Project: tasks that are no summaries, and links from the end of one to the beginning of another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

from django.utils import timezone
from django.utils.translation import gettext as _

from oneteam.base.errors import invalid
from oneteam.base.fields import Bi
from oneteam.base.forms import FIRST_YEAR, LAST_YEAR
from oneteam.base.text import file_size

from ..actions import MOST_MILESTONES, PlanRow
from ..models import Milestone, Project
from ..tables import Bad
from .csvfile import too_many, wrong_text

SPACE = "http://schemas.microsoft.com/project"
MOST_BYTES = 10_000_000
TEXT1 = "188743731"  # the field in which our code travels
FINISH_TO_START = "1"
STARTS, ENDS = "T09:00:00", "T18:00:00"


class _Builder(ElementTree.TreeBuilder):
    """Stops at a document type: nothing that it declares is read, and no program that writes plans needs one."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise invalid(
            "file",
            _(
                "This XML declares entities or a document type, which a plan does not need. Save it anew from MS Project."
            ),
        )


def looks_like(data: bytes) -> bool:
    head = data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0")
    return head.startswith(b"<")


def read(data: bytes, rows: list[PlanRow], bad: list[Bad], left_out: list[Bad]) -> None:
    if len(data) > MOST_BYTES:
        words = _("The plan is larger than %(limit)s. Please save it without resources and assignments.")
        raise invalid("file", words % {"limit": file_size(MOST_BYTES)})
    tasks = _tasks(data)
    for task in tasks:
        if _text(task, "Summary") == "1" or _text(task, "UID") == "0" or not _text(task, "Name"):
            continue
        _task(task, rows, bad, left_out)
        if len(rows) > MOST_MILESTONES:
            bad.append(Bad(0, "", too_many()))
            return
    if not bad and not rows and not left_out:
        raise invalid("file", _("There is no task in this plan that is not a summary of others."))
    known = {_text(task, "UID"): _code(task) for task in tasks} | {row.number: row.number for row in rows}
    rows[:] = [replace(row, after=tuple(_kept(row, known, left_out))) for row in rows]


def _kept(row: PlanRow, known: dict[str, str], left_out: list[Bad]) -> Iterable[str]:
    """What a task waits for: another row, or by its code a milestone of which no row was made."""
    for number in row.after:
        if known.get(number):
            yield known[number]
        else:
            words = _("A link to a task that is left out is left out, too.")
            left_out.append(Bad(row.line, "PredecessorLink", words))


def _tasks(data: bytes) -> list[ElementTree.Element]:
    parser = ElementTree.XMLParser(target=_Builder())
    try:
        parser.feed(data)
        root = parser.close()
    except (ElementTree.ParseError, LookupError, ValueError):
        raise invalid(
            "file", _("The XML cannot be read. Please save the plan anew from MS Project.")
        ) from None
    if root.tag != f"{{{SPACE}}}Project":
        raise invalid(
            "file", _("This is not the XML of MS Project. Choose “XML” where you save the plan there.")
        )
    return root.findall(f"{{{SPACE}}}Tasks/{{{SPACE}}}Task")


def _text(task: ElementTree.Element, name: str) -> str:
    return (task.findtext(f"{{{SPACE}}}{name}") or "").strip()


def _task(task: ElementTree.Element, rows: list[PlanRow], bad: list[Bad], left_out: list[Bad]) -> None:
    name, number = _text(task, "Name"), _text(task, "UID")
    done = _text(task, "PercentComplete") == "100"
    line = int(_text(task, "ID")) if _text(task, "ID").isdecimal() and len(_text(task, "ID")) < 9 else 0
    before = len(bad)
    if sentence := wrong_text(name):
        bad.append(Bad(line, "Name", sentence))
    starts_on, due_on = (_day(task, part, line, bad) for part in ("Start", "Finish"))
    if due_on is None and len(bad) == before:
        bad.append(Bad(line, "Finish", _("Please fill this in.")))
    if len(bad) == before and due_on is not None and (done or due_on < timezone.localdate()):
        words = _("A task that is done or past is left out. Here it is ticked as reached, not planned.")
        left_out.append(Bad(line, "Finish", words))
        return
    after = tuple(_before(task, line, left_out))
    if len(bad) == before and due_on is not None:
        starts_on = None if _text(task, "Milestone") == "1" else starts_on
        rows.append(PlanRow(line, number, _code(task), Bi(name, ""), starts_on, due_on, after))


def _day(task: ElementTree.Element, part: str, line: int, bad: list[Bad]) -> date | None:
    written = _text(task, part)
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written).date()
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        bad.append(Bad(line, part, _("“%(cell)s” is not a date.") % {"cell": written[:40]}))
        return None
    return found


def _before(task: ElementTree.Element, line: int, left_out: list[Bad]) -> Iterable[str]:
    for one in task.findall(f"{{{SPACE}}}PredecessorLink"):
        if (_text(one, "Type") or FINISH_TO_START) == FINISH_TO_START:
            yield _text(one, "PredecessorUID")
        else:
            words = _("A link that is not from the end of one to the beginning of the other is left out.")
            left_out.append(Bad(line, "PredecessorLink", words))


def _code(task: ElementTree.Element) -> str:
    for one in task.findall(f"{{{SPACE}}}ExtendedAttribute"):
        if _text(one, "FieldID") == TEXT1 and _text(one, "Value").startswith("MS-"):
            return _text(one, "Value")
    return ""


def as_xml(project: Project, milestones: Sequence[Milestone], links: Iterable[tuple[int, int]]) -> bytes:
    ElementTree.register_namespace("", SPACE)
    root = _add(None, "Project")
    _add(root, "Name", str(project.title))
    _add(root, "StartDate", f"{project.starts_on}{STARTS}")
    _add(root, "FinishDate", f"{project.ends_on}{ENDS}")
    attribute = _add(_add(root, "ExtendedAttributes"), "ExtendedAttribute")
    _add(attribute, "FieldID", TEXT1)
    _add(attribute, "FieldName", "Text1")
    _add(attribute, "Alias", "OneTeam")
    tasks = _add(root, "Tasks")
    number = {row.pk: at for at, row in enumerate(milestones, start=1)}
    before: dict[int, list[int]] = {}
    for one, other in links:
        before.setdefault(other, []).append(number[one])
    for row in milestones:
        _add_task(tasks, row, number[row.pk], before.get(row.pk, []))
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _add(parent: ElementTree.Element | None, name: str, text: Any = None) -> ElementTree.Element:
    tag = f"{{{SPACE}}}{name}"
    found = ElementTree.Element(tag) if parent is None else ElementTree.SubElement(parent, tag)
    if text is not None:
        found.text = "".join(sign for sign in str(text) if sign in "\t\n" or sign >= " ")
    return found


def _add_task(tasks: ElementTree.Element, row: Milestone, number: int, before: list[int]) -> None:
    """In the order of the schema."""
    task = _add(tasks, "Task")
    values = {
        "UID": number, "ID": number, "Name": row.name, "OutlineNumber": number, "OutlineLevel": 1,
        "Start": f"{row.starts_on}{STARTS}" if row.starts_on else f"{row.due_on}{ENDS}",
        "Finish": f"{row.due_on}{ENDS}",
        "Milestone": 0 if row.starts_on else 1, "Summary": 0, "PercentComplete": 100 if row.reached_on else 0,
    }  # fmt: skip
    if row.reached_on:
        values["ActualFinish"] = f"{row.reached_on}{ENDS}"
    for name, value in values.items():
        _add(task, name, value)
    for one in before:
        link = _add(task, "PredecessorLink")
        _add(link, "PredecessorUID", one)
        _add(link, "Type", FINISH_TO_START)
    code = _add(task, "ExtendedAttribute")
    _add(code, "FieldID", TEXT1)
    _add(code, "Value", row.code)
    if row.planned_on:
        baseline = _add(task, "Baseline")
        _add(baseline, "Number", 0)
        _add(baseline, "Finish", f"{row.planned_on}{ENDS}")
