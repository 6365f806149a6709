"""Plain text from what libraries write: TeX accents and braces, HTML tags and entities, stray white space."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import groupby, islice

# TeX's accents, as the marks that Unicode sets after a letter.
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
}  # fmt: skip
LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "ldots": "…", "textendash": "–", "textemdash": "—", "textquoteright": "’",
}  # fmt: skip
SETTING = ("text", "emph", "it", "bf", "rm", "em", "math", "url", "tt", "sc")
SIGNS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
_SIGN = re.compile(r"\\([`'^~=.\"])\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\?[A-Za-z]))")
_NAMED = re.compile(r"\\([uvHrdck])(?:\s*\{\s*(\\?[A-Za-z])\s*\}|\s+(\\?[A-Za-z]))")
_WORD = re.compile(r"\\([A-Za-z]+)(?:\s*\{\}|\s+|(?![A-Za-z]))")
_ESCAPED = re.compile(r"\\([&%$#_{} ])")
# Tags that registers write into titles and abstracts; what else stands between < and > is the author's own.
TAGS = (
    "a|abbr|abstract|b|bold|big|blockquote|br|center|cite|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|inf|italic|li|"
    "list|list-item|mark|math|m(?:frac|i|n|o|over|row|space|sub|subsup|sup|text|under)|ol|p|pre|q|s|sc|scp|sec|"
    "small|span|strike|strong|sub|sup|table|tbody|td|th|title|tr|tt|u|ul"
)
_TAG = re.compile(
    rf"""</?((?:jats|mml):[a-z-]+|{TAGS})(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?>""",
    re.IGNORECASE,
)
MOST_MARKS = 30  # on one letter, as Unicode's stream-safe text; more are costly to bring in order
_KEPT = str.maketrans({"{": "\ue000", "}": "\ue001", "$": "\ue002", "~": "\ue003"})
_BACK = str.maketrans({"\ue000": "{", "\ue001": "}", "\ue002": "$", "\ue003": "~"})


def plain(written: str) -> str:
    """One paragraph without markup. Signs that no text holds, such as NUL, are left out."""
    text = _without_tags(html.unescape(_without_tags(written)))
    shown = "".join(" " if sign.isspace() else sign for sign in text if unicodedata.category(sign) not in ("Cs", "Co")
                    and (sign.isspace() or unicodedata.category(sign) != "Cc"))  # fmt: skip
    return unicodedata.normalize("NFC", _with_few_marks(" ".join(shown.split())))


def _without_tags(text: str) -> str:
    """One letter between < and > may be the author's own, as in a<b>c: it is a tag where the text closes it, too."""
    closed = {found.group(1).lower() for found in _TAG.finditer(text) if found.group().startswith("</")}

    def left(found: re.Match[str]) -> str:
        name = found.group(1).lower()
        return found.group() if len(name) == 1 and name not in closed else ""

    return _TAG.sub(left, text)


def _with_few_marks(text: str) -> str:
    runs = groupby(text, lambda sign: unicodedata.category(sign).startswith("M"))
    return "".join("".join(islice(run, MOST_MARKS) if are_marks else run) for are_marks, run in runs)


def from_tex(written: str) -> str:
    """What TeX would print, without its commands."""
    text = _ESCAPED.sub(lambda found: found.group(1).translate(_KEPT), written)
    text = _NAMED.sub(_accented, _SIGN.sub(_accented, text))
    text = _WORD.sub(_said, text)
    for sign, shown in SIGNS:
        text = text.replace(sign, shown)
    text = text.replace("~", " ").replace("{", "").replace("}", "").replace("$", "").replace("\\", "")
    return text.translate(_BACK)


def _said(found: re.Match[str]) -> str:
    """A letter of TeX's; nothing for a command that only sets the type; any other name, such as ``alpha``."""
    name = found.group(1)
    if name in LETTERS or name.startswith(SETTING):
        return LETTERS.get(name, "")
    return name + (" " if found.group().endswith((" ", "\n")) else "")


def _accented(found: re.Match[str]) -> str:
    letter = (found.group(2) or found.group(3)).replace("\\", "")
    return unicodedata.normalize("NFC", letter + ACCENTS[found.group(1)])
