"""Lists of works as they come: what is read, and what is said of broken ones. No database is asked."""

import json

import pytest
from django.utils import translation

from oneteam.base.errors import Invalid
from oneteam.base.fields import Bi
from oneteam.experts import importing
from oneteam.experts.importing.cleaning import from_tex, plain


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read(text):
    return importing.read(importing.format_of(text), text)


def told(text):
    return [(one.line, one.entry, one.field, one.reason) for one in read(text).bad]


BIBTEX = r"""
Kept by hand.
@string{conf = "Proc. of "}
@comment{ nothing { here }
@article{kim2024,
  title = {{Sch{\"o}n} welding \& {\v{S}}koda -- $\alpha$ \emph{tests}},
  journal = conf # { Welding},
  month = jan, year = 2024,
  doi = {10.1000/ABC_1},
  abstract = "Says {""}nothing{""} of 5\% <b>bold</b> &amp; more",
}
@inproceedings(lee, title={용접 비드의 결함}, date={2023-05-01}, url={https://people.example/a_b})
"""
RIS = "TY  - JOUR\nTI  - Learning from welding\n  sound\nAB  - First part\nPY  - 2022/03/01\nDO  - https://doi.org/10.1000/XYZ\nER  - \n\nTY  - CONF\nT1  - 용접\nY1  - 2021\nER  -\n"
CSV = 'Title;Year;Abstract;URL;Authors\n"Sound; and vision";2020;"two\nlines";www.people.example/x;Somebody\n용접;2019;;;\n'
ORCID = json.dumps(
    {
        "last-modified-date": None,
        "group": [
            {
                "work-summary": [
                    {"title": {"title": {"value": "Other"}}, "display-index": "0"},
                    {
                        "title": {
                            "title": {"value": "Deep <i>welding</i>"},
                            "translated-title": {"value": "깊은 용접", "language-code": "ko"},
                        },
                        "publication-date": {"year": {"value": "2018"}, "month": None},
                        "external-ids": {
                            "external-id": [{"external-id-type": "doi", "external-id-value": "10.1000/Deep"}]
                        },
                        "url": None,
                        "display-index": "1",
                    },
                ]
            },
            {"work-summary": [{"title": None, "publication-date": None, "external-ids": None}]},
        ],
    }
)
GOOD = {
    "bibtex": (
        BIBTEX,
        [
            ("kim2024", Bi("", "Schön welding & Škoda – alpha tests"), 2024, "https://doi.org/10.1000/abc_1"),
            ("lee", Bi("용접 비드의 결함", ""), 2023, "https://people.example/a_b"),
        ],
    ),
    "ris": (
        RIS,
        [
            ("1", Bi("", "Learning from welding sound"), 2022, "https://doi.org/10.1000/xyz"),
            ("2", Bi("용접", ""), 2021, ""),
        ],
    ),
    "csv": (
        CSV,
        [
            ("1", Bi("", "Sound; and vision"), 2020, "https://www.people.example/x"),
            ("2", Bi("용접", ""), 2019, ""),
        ],
    ),
    "orcid": (
        ORCID,
        [
            ("1", Bi("깊은 용접", "Deep welding"), 2018, "https://doi.org/10.1000/deep"),
            ("2", Bi(), None, ""),
        ],
    ),
}


@pytest.mark.parametrize("kind", GOOD)
def test_what_each_format_gives(kind):
    text, wanted = GOOD[kind]
    assert importing.format_of(text) == kind
    reading = read(text)
    assert reading.bad == []
    assert [(one.entry, one.title, one.year, one.link) for one in reading.works] == wanted


def test_abstracts_are_plain_text():
    assert read(BIBTEX).works[0].abstract.en == 'Says ""nothing"" of 5% bold & more'
    assert read(CSV).works[0].abstract.en == "two lines"


BROKEN = [
    # BibTeX
    (
        "@article{a,\n title = {Not closed,\n year = 2020\n}\n\n@article{b, title={Good}}",
        2,
        "a",
        "title",
        "brace",
    ),
    ("@article{a,\n title = {Fine}\n year = 2020\n}", 3, "a", "title", "comma is missing"),
    ("@article{a,\n title {Fine}\n}", 2, "a", "title", "“=” is missing"),
    ("@article{a,\n title = {One},\n Title = {Two}\n}", 3, "a", "title", "twice"),
    ("@article{a,\n title = ,\n year = 2020}", 2, "a", "title", "no value"),
    ("@article{a,\n title = someword\n}", 2, "a", "title", "@string"),
    ('@article{a,\n title = "no end\n}', 2, "a", "title", "quote"),
    ("@article{a,\n title = {Fine},\n", 1, "a", "", "not closed"),
    ("@article{\n {Fine}}", 2, "@article{", "", "no key"),
    ("@article{a title = {Fine}}", 1, "a", "", "comma is missing"),
    ("@article{a,\n title = {Fine},\n = 3}", 3, "a", "", "name is expected"),
    ("@article{a, title={Fine},\n url={javascript:alert(1)}}", 2, "a", "url", "https://"),
    ("@article{a, title={Fine},\n abstract={" + "long " * 1200 + "}}", 2, "a", "abstract", "5000 characters"),
    ("@article{a,\n title={" + "long " * 100 + "}}", 2, "a", "title", "300 characters"),
    # RIS
    ("TY  - JOUR\nTI  - Open\n\nTY  - JOUR\nTI  - Next\nER  - ", 1, "1", "TY", "not closed"),
    ("TI  - Without a beginning\nTY  - JOUR\nER  - ", 1, "", "TI", "“TY  - ”"),
    ("TY  - JOUR\nTI  - x\nUR  - ftp://a\nER  - ", 3, "1", "UR", "https://"),
    # CSV
    ("name,year\nx,2020\n", 1, "", "title", "no column “title”"),
    ("title,title\nx,y\n", 1, "", "title", "twice"),
    ('title,year\n"x,2020\n', 2, "", "", "quotation mark"),
    ("title,year\nx,2020,more\n", 2, "1", "", "more cells"),
    ('title,abstract\nx,"' + "a" * 200_000 + '"\n', 2, "", "", "too long"),
    # ORCID
    ('{"group": [', 1, "", "", "breaks off at character 12"),
    ('{"works": 3}', 0, "", "group", "no list of works"),
    ('{"group": [{"work-summary": []}]}', 0, "1", "work-summary", "holds no work"),
    ("[" * 100_000, 0, "", "", "cannot be read"),
    ('{"group": []}', 0, "", "", "no work in this list"),
    # nothing
    ("", 1, "", "title", "no column"),
]


@pytest.mark.parametrize(("text", "line", "entry", "name", "words"), BROKEN)
def test_what_is_wrong_is_named_by_line_entry_and_field(text, line, entry, name, words):
    found = told(text)
    assert found, "nothing was said"
    assert any(one[:3] == (line, entry, name) and words in one[3] for one in found), found


def test_one_slip_stays_in_its_entry():
    reading = read(
        "@article{a,\n title = {Open,\n year = 2020}\n@article{b, title={Good}}\n@article{c title={x}}\n"
    )
    assert [one.entry for one in reading.works] == ["b"]
    assert [(one.line, one.entry) for one in reading.bad] == [(2, "a"), (5, "c")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"{\'E}cole \'{e}t\'e \c{c}a", "École été ça"),
        (r"Stra{\ss}e, na{\"\i}ve, \O re, \r{a}", "Straße, naïve, Øre, å"),
        (r"100\% \& more \$5 a\_b \{x\}", "100% & more $5 a_b {x}"),
        (r"``quoted'' -- and --- so~on", "“quoted” – and — so on"),
        (r"\textbf{bold} {\it set} \unknown word", "bold set unknown word"),
    ],
)
def test_tex_is_read_as_it_would_print(written, shown):
    assert plain(from_tex(written)) == shown


def test_signs_that_no_text_holds_are_left_out():
    assert plain("a\x00b\ud800c &lt;i&gt;x&lt;/i&gt; p < 0.05 e\u0301") == "abc x p < 0.05 é"


@pytest.mark.parametrize(
    ("data", "words"), [(b"a\x00\xff", "not a text file"), (b"x" * (2 * 1024 * 1024 + 1), "at most 2")]
)
def test_what_is_no_text_or_too_large_is_refused(data, words):
    with pytest.raises(Invalid, match=words):
        importing.decode(data)


def test_spreadsheets_in_the_korean_encoding_are_read():
    assert importing.decode("title\r\n용접".encode("cp949")) == "title\n용접"


def test_entries_on_one_line_are_all_read():
    reading = read(
        "@string{x={용접}} @comment{nothing} @article{a, title=x} @article(b, title={B}) and @article{c, title={C}}\n"
        "@preamble{not closed \n@article{d, title={D}}"
    )
    assert [(one.entry, one.title) for one in reading.works] == [
        ("a", Bi("용접", "")), ("b", Bi("", "B")), ("c", Bi("", "C")), ("d", Bi("", "D")),
    ]  # fmt: skip
    assert reading.bad == []


def test_explained_words_that_double_are_told_by_line_and_field():
    found = told("@string{a = {x}}\n" + "@string{a = a # a}\n" * 25 + "@article{b,\n title = {Fine}\n}")
    assert found[0][:3] == (20, "@string{", "a") and "@string" in found[0][3]
    with translation.override("ko"):
        assert "@string" in read("@string{a={x}}\n" + "@string{a=a#a}\n" * 25).bad[0].reason


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"On $\alpha<b$ and a<b, c>d", "On alpha<b and a<b, c>d"),
        ("a<b>c and i<i and j>k", "a<b>c and i<i and j>k"),
        ("A <b>bold</b> H<SUB>2</SUB>O<br/> of &lt;i&gt;x&lt;/i&gt;", "A bold H2O of x"),
        ('<jats:p>Cut <span class="a b">off', "Cut off"),
        ("List<String> at p<0.05 and q>3", "List<String> at p<0.05 and q>3"),
    ],
)
def test_tags_are_left_out_and_signs_of_order_stay(written, shown):
    assert plain(from_tex(written)) == shown


# --- beside the works that are there ---


def held(code, en="", link="", year=2020, abstract=""):
    return importing.Held(code, Bi("", en), Bi("", abstract), year, link)


def sorted_(text, *there):
    rows = importing.sort(read(text).works, there, 2026)
    return [(str(row.state), row.doubts, row.changes) for row in rows]


def test_rows_are_new_changed_the_same_twice_or_doubtful():
    text = (
        "title,year,doi,abstract\n"
        "A wholly new work,2024,,\n"
        "learning from WELDING sound!,2021,,\n"  # the same title: another year
        "Renamed since,2020,10.1000/a,\n"  # the same DOI: another title
        "Nothing has changed,2020,,\n"
        "A wholly new  work.,2024,,\n"
        "No year at all,,,\n"
        "Forthcoming thing,in print,,\n"
        "From the future,2031,,\n"
        ",2020,,an abstract\n"
        "Detecting the rare defects from the sound of welding seams,2024,,\n"
    )
    there = [
        held("W-1", "Learning from welding sound"),
        held("W-2", "Named before", "https://doi.org/10.1000/A"),
        held("W-3", "Nothing has changed"),
        held("W-4", "Detecting rare defects from the sound of welding seams"),
    ]
    assert sorted_(text, *there) == [
        ("new", (), ()),
        ("changed", (), ("year",)),
        ("changed", (), ("title",)),
        ("same", (), ()),
        ("twice", (), ()),
        ("doubtful", ("no_year",), ()),
        ("doubtful", ("odd_year",), ()),
        ("doubtful", ("future",), ()),
        ("doubtful", ("no_title",), ()),
        ("doubtful", ("like",), ()),
    ]


def test_the_same_title_under_another_doi_is_asked_about():
    found = sorted_(
        "title,year,doi\nSame words,2020,10.1000/b\n", held("W-1", "Same words", "https://doi.org/10.1000/a")
    )
    assert found == [("doubtful", ("like",), ())]


def test_what_the_list_leaves_out_stays():
    row = importing.sort(
        read("title,doi\nNamed,10.1000/a\n").works, [held("W-1", "Named", abstract="Kept")], 2026
    )[0]
    assert row.changes == ("link",)
    assert row.values == {
        "title": Bi("", "Named"), "abstract": Bi("", "Kept"), "year": 2020, "link": "https://doi.org/10.1000/a",
    }  # fmt: skip


LONG = 512 * 1024  # a quarter of what may be sent: what counts its length twice shows itself as well
HUGE = {
    "white space": "\n" * LONG,
    "many tables rows": "title\n" + "x\n" * (LONG // 2),
    "many entries": "@a{b,title={x}}\n" * (LONG // 16),
    "many broken entries": "@a{b,title={x\n" * (LONG // 15),
    "open braces": "@a{b,title=" + "{" * LONG,
    "signs": "@" * LONG,
    "tags": "title\n" + "<a" * (LONG // 2),
    "a long RIS": "TY  - A\nER  -\n" * (LONG // 14),
    "many groups": '{"group": [' + "{}," * (LONG // 3) + "{}]}",
    "empty lines in an open field": "@article{a, title={" + "\n" * (LONG - 30) + "x}",
    "a RIS title of many lines": "TY  - A\nTI  - x\n" + "y\n" * (LONG // 2 - 20) + "ER  -\n",
    "empty lines in a RIS title": "TY  - A\nTI  -\n"
    + "\n" * (LONG // 2)
    + "x\n"
    + "TI  - y\n" * (LONG // 20),
    "many entries on one line": "@a{b,title={x}}" * (LONG // 15),
    "many open comments": "@comment{ " * (LONG // 10),
    "explained words that double": "@string{a = {x}}\n" + "@string{a = a # a}\n" * 60 + "@a{b, title = a}",
    "many long explained words": "@string{m={"
    + "x" * 5000
    + "}}\n"
    + "".join(f"@string{{m{n} = m # m}}\n" for n in range(20_000)),
    "many fields of explained words": "@string{m={"
    + "x" * 5000
    + "}}\n@a{b,"
    + ",".join(f"f{n}=m#m" for n in range(38_000)),
    "many columns of one name": "title," * (LONG // 6),
    "many marks on one letter": "TY  - A\nTI  - a" + "\u0301\u0316" * (LONG // 4) + "\nER  -\n",
    "an open tag": "TY  - A\nTI  - <a" + " b=c" * (LONG // 4 - 20) + "\nER  -\n",
    "alike titles": "title,year\n"
    + "".join(f"Learning about the thing number {n} of it,2020\n" for n in range(900)),
}


@pytest.mark.parametrize("what", HUGE)
def test_the_longest_lists_come_through(what):
    """Each would run for minutes or need a gigabyte if its length counted more than once."""
    reading = read(HUGE[what][:LONG])
    importing.sort(reading.works, [], 2026)
    assert reading.bad or what in ("alike titles", "many marks on one letter")


def test_more_works_than_a_form_can_send_are_told():
    found = told("title,year\n" + "".join(f"Work {n},2020\n" for n in range(901)))
    assert [one[3] for one in found] == ["There are 901 works. Please split them into lists of at most 900."]
