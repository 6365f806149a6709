"""Minutes of a table of three hours as HWPX, PDF and DOCX: seconds from the record to the file.

    .venv/bin/python benchmarks/minutes.py [--json FILE]

25 people, 12 items of the agenda, 40 notes, 15 things to do. The first file of a process also loads the library
behind it, as the first reader after a start would wait for it; the slowest of all runs counts. Ends with 1 where a
form takes longer than its bound.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneteam.config.settings")

import django  # noqa: E402

django.setup()

from django.utils.translation import override  # noqa: E402

from oneteam.base.documents import TYPES, press  # noqa: E402
from oneteam.base.fields import Bi  # noqa: E402
from oneteam.roundtables.sheet import Decided, Present, Sheet, Task, document_of  # noqa: E402
from oneteam.roundtables.texts import Texts  # noqa: E402

BOUND = 2.0
REPEATS = 5
PEOPLE, ITEMS, NOTES, TASKS = 25, 12, 40, 15
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WORDS = [
    "용접", "소리", "학습", "데이터", "현장", "시험", "결함", "검출", "센서", "배치", "정확도", "작업자", "안전", "기준",
    "일정", "비용", "검토", "제안", "확인", "필요", "자료", "공유", "협의", "실증", "개선", "방안", "담당", "기관", "결과",
]  # fmt: skip


def sheet(chance: random.Random) -> Sheet:
    def text(length: int) -> Bi:
        return Bi(" ".join(chance.choices(WORDS, k=length)) + ".", "")

    people = [SimpleNamespace(name=f"사람{number}", name_en="", title="") for number in range(PEOPLE)]
    notes: list[list[str]] = [[] for _item in range(ITEMS)]
    for number in range(NOTES):
        notes[number % ITEMS].append(text(60).ko)
    seats = [
        Present(
            person=one, organisation=Bi("한빛중공업", ""), expert=number > 5, reason="출장",
            chairs=number == 0, wrote=number == 0, agreed_at=AT,
        )
        for number, one in enumerate(people)
    ]  # fmt: skip
    return Sheet(
        code="RT-2222222", title=text(6), place=text(3), starts_at=AT, ends_at=AT + timedelta(hours=3),
        agenda=[text(4) for _item in range(ITEMS)],
        texts=Texts(text(80), tuple((text(4), Bi("\n".join(rows), "")) for rows in notes), text(6)),
        present=seats[:22], absent=seats[22:],
        decision=Decided("공동 과제", text(40), people[1], AT.date(), AT.date()),
        actions=[Task(text(8), chance.choice(people), AT.date()) for _task in range(TASKS)],
        writer=people[0], drafted_at=AT, version=3, agreed_at=AT, by_silence=True, digest="0" * 64,
    )  # fmt: skip


def measure() -> dict[str, list[float]]:
    record, seconds = sheet(random.Random(20261127)), {kind: list[float]() for kind in TYPES}
    with override("ko"):
        for kind, found in seconds.items():
            for _run in range(REPEATS):
                begun = time.perf_counter()
                size = len(press(document_of(record, AT), kind))
                found.append(time.perf_counter() - begun)
            print(f"{kind:5} {size / 1024:7.0f} KB   first {found[0]:.2f} s   then {min(found[1:]):.2f} s")
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="write the figures into this file")
    options = parser.parse_args()
    print(f"{PEOPLE} people, {ITEMS} items, {NOTES} notes, {TASKS} things to do; bound {BOUND} s a form")
    figures: dict[str, Any] = {f"minutes_{kind}_s": round(max(found), 3) for kind, found in measure().items()}
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")
    missed = [name for name, worst in figures.items() if worst > BOUND]
    print(f"MISSED: {', '.join(missed)}" if missed else "All within the bound.")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
