"""Numbers as people in Korea write them: ``1,234.5``, ``1만 2천``, ``３５``, ``3억 5,000만``, ``삼백이십``."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_PLAIN = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_DIGITS = {sign: number for number, sign in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6}
_SMALL = {"천": 1_000, "백": 100, "십": 10}
_LARGE = {"조": 10**12, "억": 10**8, "만": 10**4}
_PART = re.compile(r"(?P<number>[\d,.]*)(?P<word>[천백십]?)")
LONGEST = 40


def read_number(written: str) -> Decimal:
    """The number, or ValueError. Digits of full width and a comma before each three digits are read, too."""
    text = unicodedata.normalize("NFKC", written).replace("\u2212", "-").strip()
    if not text or len(text) > LONGEST:
        raise ValueError(written)
    if _PLAIN.fullmatch(text):
        return _decimal(text)
    sign, rest = (-1, text[1:]) if text[0] == "-" else (1, text)
    joined = "".join(rest.split())
    if not re.search("[가-힣]", joined):
        raise ValueError(written)  # such as "3,5" or "1 234": it could mean two things
    return sign * _korean(joined, written)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise ValueError(text) from None


def _korean(text: str, written: str) -> Decimal:
    total, rest, last = Decimal(0), text, None
    for word, size in _LARGE.items():
        head, found, tail = rest.partition(word)
        if not found:
            continue
        if last is not None and not head:
            raise ValueError(written)
        total += size * (_group(head, written) if head else 1)
        rest, last = tail, size
    small = _group(rest, written) if rest else Decimal(0)
    if last is not None and small >= last:
        raise ValueError(written)
    return total + small


def _group(text: str, written: str) -> Decimal:
    """What stands before 만 or at the end: ``2천``, ``5,000``, ``삼백이십``."""
    plain = "".join(str(_DIGITS[sign]) if sign in _DIGITS else sign for sign in text)
    total, at, below = Decimal(0), 0, Decimal(10_000)
    while at < len(plain):
        part = _PART.match(plain, at)
        assert part is not None
        number, word = part["number"], part["word"]
        if part.end() == at or (number and not _PLAIN.fullmatch(number)):
            raise ValueError(written)
        size = Decimal(_SMALL.get(word, 1))
        if size >= below:
            raise ValueError(written)  # "백천": the smaller stands before the larger
        total, at, below = total + size * (_decimal(number) if number else 1), part.end(), size
    return total
