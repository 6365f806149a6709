"""Tables as people bring them: what is taken, what is refused by row and column, and what may leave."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from oneteam.base.errors import Invalid
from oneteam.dataregister import tables
from oneteam_core.suppression import TOTAL
from tests.dataregister.factories import sheet, table


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read(text, **values):
    return tables.read("t.csv", io.BytesIO(text if isinstance(text, bytes) else text.encode()), **values)


def left(upload, threshold=5):
    found = tables.screened(tables.read(upload.name, upload), threshold)
    return tables.as_csv(found).decode("utf-8-sig").splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "line,count\nA,1234\ntotal,1234\n",
        "line;count\nA;1,234\nSubtotal;1 234\n",
        "\ufeffline\tcount\nA\t1,234건\n합계\t1234.0\n".encode(),
        "라인,건수\nA,１２３４\n계,1234\n".encode(),
        "라인,건수\nA,1234\n합계,1234\n".encode("cp949"),
        '\n"line",count\n\nA,"1,234"\n\nALL,1234\n',
    ],
)
def test_tables_of_all_kinds_are_understood(text):
    rows = read(text).rows
    assert [(row.key, row.count) for row in rows] == [(("A",), 1234), ((TOTAL,), 1234)]


@pytest.mark.parametrize(
    "word",
    [
        "합 계",
        "총 계",
        "소계(건)",
        "합계 (명)",
        "누계",
        "Grand total",
        "Totals",
        "Total:",
        "\u1112\u1161\u11b8\u1100\u1168",
    ],
)
def test_a_total_is_known_however_it_is_set(word):
    assert read(f"line,count\nA,2\nB,30\n{word},32\n").rows[-1].key == (TOTAL,)


def test_a_row_that_is_all_the_others_together_is_not_taken_as_one_more():
    with pytest.raises(Invalid, match="Row 4 looks like a total"):
        left(table("line,count\nA,2\nB,30\nTogether,32\n"))
    with pytest.raises(Invalid, match="Row 3 looks like a total"):
        left(table("year,line,count\n1,A,2\n1,all of them,32\n1,B,30\n2,A,9\n"))
    assert left(table("line,count\nA,2\nB,30\nC,32\ntotal,64\n"))[-1] == "total,64"


def test_a_column_of_another_name_is_found_when_it_is_named():
    assert read("라인,결함\nA,30\n", column="결함").rows[0].count == 30


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no row with results"),
        ("line,count\n", "no row with results"),
        ("line,sum of x\nA,3\n", "which column has the counts"),
        ("line,count,n\nA,3,3\n", "which column has the counts"),
        ("count,line\n3,A\n", "Left of the counts"),
        ("line,,count\nA,b,3\n", "Column 2 has no name"),
        ("line,count\nA,3\n,4\n", "Row 3, column “line” is empty"),
        ("line,count\nA,many\n", "Row 2, column “count”: “many” is no whole number"),
        ("line,count\nA,-3\n", "Row 2, column “count”: “-3”"),
        ("line,count\nA,2.5\n", "Row 2, column “count”: “2.5”"),
        ("line,count\nA,\n", "Row 2, column “count”"),
        ("line,count\nA,3,4\n", "Row 2 has more cells"),
        ('line,count\nA,3\n"B,4\n', "quotation mark"),
        ("line,count\nA,30\nA,40\n", "Rows 2 and 3 count the same"),
        ("line,count\nA,30\n\ntotal,31\n", "Row 4 is a total of 31, but the rows below it give 30"),
        ("line,count\nA,99999999999\n", "count in row 2 is too large"),
        ("a,b,c,d,e,f,g,count\n1,1,1,1,1,1,1,9\n", "six columns"),
        ("line,count\n" + "".join(f"A{n},9\n" for n in range(501)), "at most 500 rows"),
        (b"\xff\xfe\x00\x01\xff", "cannot be read"),
    ],
)
def test_bad_tables_are_refused_by_row_and_column(text, says):
    with pytest.raises(Invalid, match=says):
        tables.screened(read(text), 5)


def test_a_further_column_of_counts_has_a_table_of_its_own():
    with pytest.raises(Invalid, match="Column “men” has whole numbers too"):
        left(table("line,count,men,women\nA,30,2,28\n"))
    assert left(table("line,count,mean\nA,30,2\nB,40,2.5\n"))[1:] == ["A,30,2", "B,40,2.5"]


def test_a_workbook_leaves_with_values_in_place_of_formulas():
    upload = sheet(
        [
            ["line", "count", "share"],
            ["A", 2, "2%"],
            ["B", 30, 0.33],
            ["total", ("=B2+B3", 32), "100%"],
        ]
    )
    assert left(upload) == ["line,count,share", "A,*,*", "B,*,*", "total,32,100%"]


def test_a_formula_without_a_value_is_named():
    with pytest.raises(Invalid, match="Row 2, column “count”: “” is no whole number"):
        left(sheet([["line", "count"], ["A", ("=1+1", "")]]))


def test_texts_that_a_spreadsheet_would_run_are_defused():
    text = "line,count,note,change\n=1+1,9,@SUM(A1),-3.5\n＝2,9,+x,-x\n"
    assert left(table(text)) == ["line,count,note,change", "'=1+1,9,'@SUM(A1),-3.5", "'＝2,9,'+x,'-x"]


def test_why_something_is_hidden_is_said_by_the_rows_of_the_file():
    found = tables.screened(read("line,count\nA,2\n\nB,30\nC,40\ntotal,72\n"), 5)
    assert [(line.number, line.why) for line in found.lines if line.why] == [
        (2, "Fewer than 5."), (4, "It would let row 2 be computed from the totals."),
    ]  # fmt: skip


def test_a_share_beside_a_count_below_a_hidden_total_goes():
    text = "a,b,count,share\nx,p,2,100%\nx,total,2,4%\ny,p,25,50%\ny,q,25,50%\ny,total,50,96%\ntotal,total,52,100%\n"
    lines = left(table(text))
    hidden = [line for line in lines if line.split(",")[2] == "*"]
    bare = [line for line in lines if line.split(",")[2] != "*" and line.endswith("*")]
    assert "y,total,*,*" in hidden
    assert "total,total,52,100%" in lines
    assert all(line.startswith("y,") for line in bare)


def packed(parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("t.xlsx", held.getvalue())


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>'


@pytest.mark.parametrize(
    "parts",
    [
        {"other.txt": "x"},
        {"xl/workbook.xml": BOMB},
        {"xl/workbook.xml": "<workbook"},
        {"xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": "<Relationships/>"},
    ],
)
def test_a_broken_workbook_is_refused_in_words(parts):
    with pytest.raises(Invalid, match="cannot be read"):
        left(packed(parts))


def test_a_workbook_that_unpacks_to_more_than_a_table_is_refused():
    with pytest.raises(Invalid, match="too large"):
        left(packed({"xl/workbook.xml": " " * 25_000_000}))
