"""Plain text from what libraries write: TeX accents and braces, HTML tags and entities, stray white space."""

from __future__ import annotations

import html
import re
import unicodedata

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
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_KEPT = str.maketrans({"{": "\ue000", "}": "\ue001", "$": "\ue002", "~": "\ue003"})
_BACK = str.maketrans({"\ue000": "{", "\ue001": "}", "\ue002": "$", "\ue003": "~"})


def plain(written: str) -> str:
    """One paragraph without markup. Signs that no text holds, such as NUL, are left out."""
    text = _TAG.sub("", html.unescape(_TAG.sub("", written)))
    shown = "".join(" " if sign.isspace() else sign for sign in text if unicodedata.category(sign) not in ("Cs", "Co")
                    and (sign.isspace() or unicodedata.category(sign) != "Cc"))  # fmt: skip
    return unicodedata.normalize("NFC", " ".join(shown.split()))


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
