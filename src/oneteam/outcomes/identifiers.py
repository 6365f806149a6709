"""Identifiers of outcomes, checked for form and written one way: whoever types full-width digits means the same number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.errors import invalid

from .enums import OutcomeKind

MOST = 120
DASHES = re.compile("[‐‑‒–—―−]")
DOI_HEAD = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:)", re.IGNORECASE)


@dataclass(frozen=True)
class Scheme:
    """``read`` gives the one way in which it is written, or nothing where the text is something else."""

    name: str
    read: Callable[[str], str]


def plain(text: str) -> str:
    """Full-width signs and other dashes as everybody writes them, one space between words."""
    return " ".join(DASHES.sub("-", unicodedata.normalize("NFKC", text)).split())


def _doi(text: str) -> str:
    bare = DOI_HEAD.sub("", text.replace(" ", "")).rstrip(".,;").lower()
    return bare if re.fullmatch(r"10\.\d{4,9}/[!-~]+", bare) else ""


def _isbn(text: str) -> str:
    """Ten digits or thirteen, the last of which checks the others; kept as thirteen."""
    bare = re.sub(r"^ISBN(-1[03])?:?", "", text.upper().replace(" ", "")).replace("-", "")
    if re.fullmatch(r"\d{9}[\dX]", bare) and _sum(bare, range(10, 0, -1)) % 11 == 0:
        bare = f"978{bare[:9]}"
        return bare + str(-_sum(bare, (1, 3) * 6) % 10)
    is_sound = re.fullmatch(r"97[89]\d{10}", bare) and _sum(bare, (*(1, 3) * 6, 1)) % 10 == 0
    return bare if is_sound else ""


def _sum(digits: str, weights: Any) -> int:
    return sum(
        (10 if digit == "X" else int(digit)) * weight for digit, weight in zip(digits, weights, strict=True)
    )


def _by(pattern: str, written: str) -> Callable[[str], str]:
    """What fits the pattern without its spaces, in the way it is written."""

    def read(text: str) -> str:
        match = re.fullmatch(pattern, text.upper().replace(" ", ""))
        return written.format(*match.groups()) if match else ""

    return read


BODIES = r"(ISO|IEC|IEEE|EN|DIN|BS|ASTM|ETSI|GB|JIS|KS|SAE|UL|CEN|CENELEC)"
STANDARD = re.compile(
    rf"{BODIES}(/[A-Z]{{1,8}})*( (TR|TS|PAS|STD|{BODIES}(/[A-Z]{{1,8}})*|[A-Z]))*"
    r" ?[A-Z]?\d{1,6}([.-][A-Z0-9]{1,5})*[A-Z]{0,3}([:-]\d{4})?"
    r"|(RFC|STD|BCP) ?\d{1,5}"
    r"|3GPP (TS|TR) \d{2}\.\d{3}"
    r"|ITU-[TR] [A-Z]\.\d{1,5}(\.\d{1,4})*"
    r"|TTA[A-Z]\.[A-Z0-9.]{2,8}-[A-Z0-9.]{2,20}(-PART ?\d{1,3})?(/R\d)?"
)


def _standard(text: str) -> str:
    given = text.upper()
    return given if STANDARD.fullmatch(given) else ""


DOI, ISBN, STANDARDS = Scheme("doi", _doi), Scheme("isbn", _isbn), Scheme("standard", _standard)
KIPO = Scheme("kipo", _by(r"([12]0)-?(\d{4})-?(\d{7})", "{}-{}-{}"))
PCT = Scheme("pct", _by(r"PCT/?([A-Z]{2}\d{4})/?(\d{6})", "PCT/{}/{}"))
PROGRAM = Scheme("program", _by(r"C-?(\d{4})-?(\d{6})", "C-{}-{}"))
US = Scheme("us", _by(r"(?:US)?(\d{2})/(\d{3}),?(\d{3})", "US {}/{},{}"))
EP = Scheme("ep", _by(r"(?:EP)?(\d{8})\.(\d)", "EP {}.{}"))
GRANT = Scheme("grant", _by(r"([12]0)-?(\d{7})(?:-?0000)?", "{}-{}"))
ABROAD = Scheme("grant", _by(r"(US|EP|JP|CN|DE)-?([\d,]{6,14}[A-Z]?\d?)", "{} {}"))

SCHEMES: dict[str, tuple[Scheme, ...]] = {
    OutcomeKind.PAPER: (DOI, ISBN), OutcomeKind.PATENT: (KIPO, PCT, US, EP), OutcomeKind.STANDARD: (STANDARDS,),
    OutcomeKind.SOFTWARE: (PROGRAM, DOI), OutcomeKind.DATA: (DOI,),
}  # fmt: skip
FORMS = {
    OutcomeKind.PAPER: gettext_lazy("Please write a DOI such as 10.1016/j.rcim.2025.102345, or an ISBN with all its digits."),
    OutcomeKind.PATENT: gettext_lazy(
        "Please write the number of the application such as 10-2025-1234567, PCT/KR2025/012345, US 18/123,456 or EP 25123456.7."
    ),
    OutcomeKind.STANDARD: gettext_lazy("Please write the number of the standard such as ISO/IEC 22989:2022, KS X 1001 or TTAK.KO-10.1234."),
    OutcomeKind.SOFTWARE: gettext_lazy("Please write the registration such as C-2025-012345, or a DOI such as 10.5281/zenodo.123456."),
    OutcomeKind.DATA: gettext_lazy("Please write a DOI such as 10.5281/zenodo.123456."),
}  # fmt: skip


def read(kind: str, text: str) -> tuple[str, str]:
    """The scheme and the identifier as it is kept; both empty where none was given."""
    given = plain(text)
    if not given:
        return "", ""
    if len(given) > MOST:  # also where it was shorter before full-width signs were written out
        raise invalid("identifier", _("Please keep it within %(most)s characters.") % {"most": MOST})
    if kind not in SCHEMES:
        raise invalid("identifier", _("This kind of outcome has no identifier. Please leave it empty."))
    for scheme in SCHEMES[kind]:
        if found := scheme.read(given):
            return scheme.name, found
    raise invalid("identifier", str(FORMS[OutcomeKind(kind)]))


def read_grant(text: str) -> str:
    """The number under which a patent was registered."""
    given = plain(text)
    if found := GRANT.read(given) or ABROAD.read(given):
        return found
    raise invalid(
        "number",
        _("Please write the number of the registration such as 10-1234567, US 12,345,678 or EP 1234567."),
    )


def link_of(scheme: str, identifier: str) -> str:
    """Where everybody finds what has a DOI."""
    return f"https://doi.org/{identifier}" if scheme == DOI.name else ""
