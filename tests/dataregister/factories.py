"""A running project of a company, its lead and an institute, with an item of the register at any station."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from oneteam import walls
from oneteam.base.fields import Bi
from oneteam.dataregister import actions, flow, queries
from oneteam.dataregister.models import Item, Output
from oneteam.projects import actions as projects
from oneteam.projects.models import Partner
from tests.factories import seated, today
from tests.factories.remembered import remembered
from tests.projects.factories import House, act, propose


def answers(tier: int) -> list[str]:
    """The shortest way through the questions to a tier."""
    ways = [([], flow.FIRST.key)]
    while ways:
        steps, at = ways.pop(0)
        for choice in (flow.YES, flow.NO):
            after = flow.BY_KEY[at].after(choice)
            if after == tier:
                return [*steps, choice]
            if isinstance(after, str):
                ways.append(([*steps, choice], after))
    raise AssertionError(tier)


class Register(House):
    @remembered
    def __init__(self) -> None:
        super().__init__()
        self.approver = seated("staff", self.company, "approver")
        self.referee = seated("coordinator", self.institute, "referee")
        self.scientist = seated("expert", self.institute, "scientist")
        made = propose(self.officer, self.decision, self.lead, self.professor, self.company, self.institute)
        self.code = made.code
        for person in (self.owner, self.speaker, self.referee):
            with walls.acting_as(person):
                for partner in Partner.objects.select_related("project__disclosure", "project__problem"):
                    if f"org:{partner.organisation_id}" in walls.keys_of(person):
                        projects.agree(person=person, partner=partner)
        act(self.officer, projects.start, project=self.project(self.officer))
        for somebody in (self.approver, self.scientist):
            act(self.officer, projects.add_member, project=self.project(self.officer), somebody=somebody)

    @remembered
    def list_item(self, **values: Any) -> Item:
        given = {
            "name": Bi("진동 기록", "Vibration records"), "kind": "timeseries", "volume": "40 GB", "owner": self.company,
            "place": 2, "premises": None, "threshold": 5, "approver": self.approver, "referee": self.referee,
        } | values  # fmt: skip
        made = act(self.owner, actions.list_item, project=self.project(self.owner), **given)
        return self.item(made)

    def item(self, item: Item, person: Any = None) -> Item:
        """As somebody sees it now."""
        with walls.acting_as(person or self.owner):
            return queries.item(item.code).get()

    @remembered
    def answer(self, person: Any, item: Item, tier: int) -> None:
        for choice in answers(tier):
            item = self.item(item, person)
            with walls.acting_as(person):
                begun = queries.begun(person, item)
                question = flow.walk(begun.answers if begun else {}).question
            assert question
            act(person, actions.answer, item=item, question=question.key, choice=choice)
        act(person, actions.finish, item=self.item(item, person))

    @remembered
    def agreed(self, tier: int = 3, **values: Any) -> Item:
        item = self.list_item(**values)
        for person in (self.owner, self.professor, self.referee):
            self.answer(person, item, tier)
        return self.item(item)

    @remembered
    def provided(self, **values: Any) -> Item:
        item = self.agreed(**values)
        act(self.owner, actions.provide, item=item)
        return self.item(item)

    @remembered
    def in_use(self, **values: Any) -> Item:
        item = self.provided(**values)
        act(
            self.professor,
            actions.take_up,
            item=self.item(item, self.professor),
            responsible=self.professor,
            ends_on=today(30),
        )
        return self.item(item)

    def ask(self, person: Any, item: Item, upload: Any = None, **values: Any) -> Output:
        given = {
            "name": Bi("결함 수", "Faults"), "description": Bi("라인별 결함 수", "Faults by line"), "is_table": True,
            "upload": upload or table(),
        } | values  # fmt: skip
        made = act(person, actions.ask_output, item=self.item(item, person), **given)
        return self.output(person, made)

    def output(self, person: Any, output: Output) -> Output:
        with walls.acting_as(person):
            return queries.output(output.code).get()


TABLE = "라인,건수,비율\nA,2,2%\nB,30,33%\n=cmd|'/c calc'!A1,60,65%\n합계,92,100%\n"


def table(text: str = TABLE, name: str = "faults.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def file(name: str = "model.zip") -> SimpleUploadedFile:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("weights.txt", "1")
    return SimpleUploadedFile(name, held.getvalue())


def sheet(rows: list[list[Any]], name: str = "faults.xlsx") -> SimpleUploadedFile:
    """A workbook as spreadsheets write it: texts shared, figures as figures; ``("=A1", "4")`` is a formula with its
    last value."""
    words: list[str] = []
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for at, value in enumerate(row):
            place = f"{chr(65 + at)}{number}"
            if isinstance(value, tuple):
                cells.append(f'<c r="{place}"><f>{value[0]}</f><v>{value[1]}</v></c>')
            elif isinstance(value, str):
                words.append(value)
                cells.append(f'<c r="{place}" t="s"><v>{len(words) - 1}</v></c>')
            elif value is not None:
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(f"<si><t>{word}</t></si>" for word in words)}</sst>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, text in parts.items():
            packed.writestr(path, text)
    return SimpleUploadedFile(name, held.getvalue())
