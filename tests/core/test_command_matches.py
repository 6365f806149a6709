import json
import subprocess
import sys
from pathlib import Path

import pytest

from oneteam_core.__main__ import main
from tests.core.cases import ROOT

FILES = [
    "match",
    "--problems",
    str(ROOT / "examples/problems.json"),
    "--experts",
    str(ROOT / "examples/experts.json"),
]


def test_the_table_names_people_reasons_and_those_kept_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FILES, "--problem", "P06"]) == 0
    printed = capsys.readouterr().out
    for wanted in ("topic:", "field:", "schedule:", "conflicts:", "kept out", "until 2026-11-30", "gap 0"):
        assert wanted in printed


def test_what_each_covers_the_panel_without_them_and_common_slots_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*FILES, "--problem", "P06", "--json"]) == 0
    (panel,) = json.loads(capsys.readouterr().out)
    experts = json.loads(Path(FILES[-1]).read_text(encoding="utf-8"))
    roles = {one["id"]: one["role"]["en"] for one in experts["experts"]}
    days = [f"2026-12-{day:02}T14:00" for day in range(1, 8)]
    for one in experts["experts"]:
        one["free"] = days
    path = tmp_path / "experts.json"
    path.write_text(json.dumps(experts), encoding="utf-8")
    assert main([*FILES, "--problem", "P06"]) == 0
    printed = capsys.readouterr().out
    assert "common slots: not known" in printed
    persons = [seat["person"] for seat in panel["chosen"]]
    assert printed.count("covers alone: ") == sum(bool(seat["covers"]) for seat in panel["chosen"]) > 0
    for seat in panel["chosen"]:
        new = [roles[one] for one in seat["without"]["persons"] if one not in persons]
        assert f"best panel without: the others with {', '.join(new)}" in printed
    assert main([*FILES[:-1], str(path), "--problem", "P06"]) == 0
    assert f"common slots: {', '.join(days[:5])} and 2 more" in capsys.readouterr().out


def test_korean_names_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FILES, "--problem", "P06", "--language", "ko"]) == 0
    assert "음성" in capsys.readouterr().out


def test_json_holds_every_problem_and_is_the_same_in_another_process(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*FILES, "--json"]) == 0
    printed = capsys.readouterr().out
    assert len(json.loads(printed)) == 15
    command = [sys.executable, "-m", "oneteam_core", *FILES, "--json"]
    environment = {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"}
    again = subprocess.run(command, capture_output=True, env=environment, check=True, encoding="utf-8")
    assert again.stdout == printed


def test_a_day_shows_tables_loads_and_the_proof_as_the_documentation_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = (ROOT / "docs/matching-plans.md").read_text(encoding="utf-8")
    command, *shown = told.split("```\n.venv/bin/python -m oneteam_core ")[1].split("```")[0].splitlines()
    named = [str(ROOT / word) if word.startswith("examples/") else word for word in command.split()]
    assert main(named) == 0
    printed = capsys.readouterr().out.splitlines()
    for line in shown:
        assert line == "…" or line.rstrip() in printed


def test_a_day_as_json_is_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FILES, "--day", "--json", "--size", "3"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert len(plan["pairs"]) == 45 and plan["clash"] == [] and plan["floor_certificate"]["gap"] == 0


def test_json_says_what_compared_the_texts_and_what_it_stands_in_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [*FILES, "--encoder", "english", "--json", "--size", "3"]
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # the extra is not installed
    assert main(asked) == 0 and main([*asked, "--day"]) == 0
    panels, day = (json.loads(one) for one in capsys.readouterr().out.replace("]\n{", "]\0{").split("\0"))
    for one in (*panels, day):
        assert one["encoder"].startswith("lexical ") and one["instead_of"] == "english"
    monkeypatch.undo()
    assert main([*FILES, "--encoder", "lexical", "--day", "--json", "--size", "3"]) == 0
    assert json.loads(capsys.readouterr().out)["instead_of"] == ""


def test_a_day_whose_rules_cannot_hold_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    experts = json.loads(Path(FILES[-1]).read_text(encoding="utf-8"))
    for expert in experts["experts"]:
        expert["quota_left"] = 1
    path = tmp_path / "experts.json"
    path.write_text(json.dumps(experts), encoding="utf-8")
    assert main([*FILES[:-1], str(path), "--day"]) == 0
    printed = capsys.readouterr().out
    assert "No plan: these rules cannot hold together:" in printed and "take at most" in printed


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "problems.json:1: is no valid JSON"),
        ("[]", "must be one JSON object"),
        ('{"problems": 3}', "problems: must be a list"),
        (
            '{"on": "2026-11-23", "problems": [{"id": "P", "owners": "x"}]}',
            "problems[0].owners: must be a list of names",
        ),
        ('{"on": "tomorrow"}', "on: is 'tomorrow'; write a date as 2026-11-23"),
        ('{"problems": []}', "--on: is missing"),
        ('{"on": "2026-11-23", "problems": []}', "problems: there are none"),
        ('{"on": ' + "9" * 5000 + "}", "on: is inf; write a date"),
        ('{"problems": ' + "[" * 100_000, "problems.json: has too many brackets inside each other"),
        ('{"labels": []}', "labels: is list; it must map"),
        ('{"labels": {"a": "b"}}', "labels.a: is 'b'; it must map languages to text"),
        ('{"rivalrys": []}', "rivalrys: is not known; it can be affiliations, labels, laboratories, on, problems"),
        ('{"waivers": [{"problem": "P", "person": "x", "code": "typo"}]}', "waivers[0].code: is 'typo'; it must be one of"),
        ('{"waivers": [{"problem": "P", "person": "x", "untill": "2026-12-01"}]}', "waivers[0].untill: is not known"),
        ('{"problems": [{"id": "P", "parts": {"title": {"en": "half \\ud800"}}}]}', "problems[0].parts[title].en: has half a"),
        (f'{{"problems": [{{"needs": [{{"skill": "asr", "weight": {10**400}}}]}}]}}', "problems[0].needs[0].weight: is inf"),
        ('{"on": "2026-11-23", "rivalries": [{"a": "x"}]}', "rivalries[0].b: is missing"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_place(
    content: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "problems.json"
    path.write_text(content, encoding="utf-8")
    assert main(["match", "--problems", str(path), "--experts", FILES[-1]]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"role": "professor"}, "experts[0].role: is 'professor'; it must map languages to text"),
        ({"works": [{"id": "1", "title": {"en": "\ud800"}}]}, "experts[0].works[0].title.en: has half a character"),
        ({"declared": [{"problm": "P01"}]}, "experts[0].declared[0].problm: is not known; it can be note, org, problem"),
        ({"declared": [{"problem": 3}]}, "experts[0].declared[0].problem: is 3; it must be text"),
        ({"declared": [{}]}, "candidates[0].declared[0]: is about nothing"),
        ({"engagements": [{"org": "o", "kind": "zzz"}]}, "experts[0].engagements[0].kind: is 'zzz'; it must be one of"),
        ({"engagments": []}, "experts[0].engagments: is not known"),
        ({"quota_left": 1.5}, "experts[0].quota_left: is 1.5; it must be a whole number"),
    ],
)  # fmt: skip
def test_a_slip_in_an_expert_is_named_with_its_place(
    changes: dict[str, object], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    experts = json.loads(Path(FILES[-1]).read_text(encoding="utf-8"))
    experts["experts"][0] |= changes
    path = tmp_path / "experts.json"
    path.write_text(json.dumps(experts), encoding="utf-8")
    for more in ([], ["--day"]):
        assert main([*FILES[:-1], str(path), *more]) == 2
        assert words in capsys.readouterr().err


def test_experts_that_are_no_list_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "experts.json"
    path.write_text('{"experts": null}', encoding="utf-8")
    assert main([*FILES[:-1], str(path)]) == 2
    assert "experts: must be a list, not None" in capsys.readouterr().err


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--problems", "nowhere.json", "--experts", FILES[-1]]) == 2
    assert "nowhere.json: cannot be read" in capsys.readouterr().err


def test_a_laboratory_is_read_and_its_tie_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problems, experts = (json.loads(Path(name).read_text(encoding="utf-8")) for name in (FILES[2], FILES[4]))
    owner = problems["problems"][0]["owners"][0]
    problems["rivalries"] = [{"a": owner, "b": "foe", "areas": ["*"]}]
    problems["laboratories"] = [
        {"laboratory": "deep-lab", "org": "foe", "kind": "joint", "until": "2027-01-31"}
    ]
    experts["experts"][0]["laboratory"] = "deep-lab"
    paths = tmp_path / "problems.json", tmp_path / "experts.json"
    for path, content in zip(paths, (problems, experts), strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    wanted = ["--problem", problems["problems"][0]["id"]]
    assert main(["match", "--problems", str(paths[0]), "--experts", str(paths[1]), *wanted]) == 0
    assert "the laboratory deep-lab is tied to the rival foe until 2027-01-31" in capsys.readouterr().out


def test_the_examples_name_the_aliases_only() -> None:
    for name in ("problems.json", "experts.json"):
        text = (ROOT / "examples" / name).read_text(encoding="utf-8")
        for real in (
            "KAIST",
            "ETRI",
            "LG",
            "현대",
            "한양대",
            "Hanyang",
            "동원",
            "Dongwon",
            "한국투자",
            "Korea Investment",
        ):
            assert real not in text
