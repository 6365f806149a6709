"""Dates, numbers and Korean particles, as each language writes them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext

from .titles import title_in

Date = dt.date | dt.datetime

_KO_DAYS = "월화수목금토일"
_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def korean() -> bool:
    return not (get_language() or "ko").startswith("en")


def _date(value: Date) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: Date | None, *, weekday: bool = True, year: bool = True) -> str:
    """``2026. 11. 23.(월)`` or ``Mon 23 Nov 2026``; without leading zeros."""
    if value is None:
        return ""
    date = _date(value)
    if korean():
        head = f"{date.year}. " if year else ""
        tail = f"({_KO_DAYS[date.weekday()]})" if weekday else ""
        return f"{head}{date.month}. {date.day}.{tail}"
    head = f"{_EN_DAYS[date.weekday()]} " if weekday else ""
    tail = f" {date.year}" if year else ""
    return f"{head}{date.day} {_EN_MONTHS[date.month - 1]}{tail}"


def clock(value: dt.datetime | dt.time | None) -> str:
    """``14:00``, always by 24 hours."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02}:{value.minute:02}"


def when(value: dt.datetime | None, *, weekday: bool = True, year: bool = True) -> str:
    """A day and a time: ``2026. 11. 23.(월) 14:00`` or ``Mon 23 Nov 2026, 14:00``."""
    if value is None:
        return ""
    comma = "" if korean() else ","
    return f"{day(value, weekday=weekday, year=year)}{comma} {clock(value)}"


def month(value: Date | None) -> str:
    """``2024. 2.`` or ``Feb 2024``."""
    if value is None:
        return ""
    date = _date(value)
    return f"{date.year}. {date.month}." if korean() else f"{_EN_MONTHS[date.month - 1]} {date.year}"


def span(first: Date | None, last: Date | None) -> str:
    """A range, saying nothing twice: ``2026. 11. 24.–28.`` or ``24–28 Nov 2026``. Either end may be open."""
    if first is None or last is None:
        return f"{day(first, weekday=False)}–{day(last, weekday=False)}".strip() if first or last else ""
    a, b = _date(first), _date(last)
    if a == b:
        return day(a, weekday=False)
    if (a.year, a.month) == (b.year, b.month):
        if korean():
            return f"{day(a, weekday=False)}–{b.day}."
        return f"{a.day}–{day(b, weekday=False)}"
    if korean():
        return f"{day(a, weekday=False)}–{day(b, weekday=False, year=a.year != b.year)}"
    return f"{day(a, weekday=False, year=a.year != b.year)} – {day(b, weekday=False)}"


def recent(value: dt.datetime | None, today: dt.date | None = None) -> str:
    """For feeds: the time if it was today, the word if yesterday, otherwise the day."""
    if value is None:
        return ""
    now = today or timezone.localdate()
    date = _date(value)
    if date == now:
        return clock(value)
    if date == now - dt.timedelta(days=1):
        return gettext("Yesterday")
    return day(value, weekday=False, year=date.year != now.year)


def late_by(value: Date | None, today: dt.date | None = None) -> int:
    """Days after the due date; 0 if it is today or still to come."""
    return max(0, ((today or timezone.localdate()) - _date(value)).days) if value else 0


def due(value: Date | None, today: dt.date | None = None) -> str:
    """``2일 지남``, ``오늘`` or the day."""
    if value is None:
        return ""
    now = today or timezone.localdate()
    if days := late_by(value, now):
        sentence = gettext("1 day late") if days == 1 else gettext("%(days)d days late")
        return sentence % {"days": days} if "%(days)" in sentence else sentence
    if _date(value) == now:
        return gettext("Today")
    return day(value, weekday=False, year=_date(value).year != now.year)


def count(value: Any) -> str:
    """``1,240``; decimals only where there are any."""
    if value is None or value == "":
        return "–"
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4f}".rstrip("0")


def won(value: int | float | None) -> str:
    """Money, rounded to what a reader can hold: ``4.1억 원`` or ``KRW 410 million``."""
    if value is None:
        return "–"
    number, sign = abs(float(value)), "-" if value < 0 else ""
    steps = (
        ((1e12, "조 "), (1e8, "억 "), (1e4, "만 ")) if korean() else ((1e9, " billion"), (1e6, " million"))
    )
    amount, word = next(((number / size, name) for size, name in steps if number >= size), (number, ""))
    shown = f"{sign}{amount:,.1f}".removesuffix(".0") + word
    return f"{shown.strip()} 원" if korean() else f"KRW {shown}"


def file_size(size: int | None) -> str:
    """``82MB``, in the units people compare limits in."""
    if size is None:
        return ""
    for unit, bound in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= bound:
            return f"{size / bound:,.1f}".removesuffix(".0") + unit
    return f"{size}B"


# Korean particles ------------------------------------------------------------------------------------

_PAIRS = {
    "은/는": ("은", "는"), "이/가": ("이", "가"), "을/를": ("을", "를"), "과/와": ("과", "와"),
    "으로/로": ("으로", "로"), "아/야": ("아", "야"), "이랑/랑": ("이랑", "랑"), "이나/나": ("이나", "나"),
    "이에요/예요": ("이에요", "예요"), "이라/라": ("이라", "라"), "이고/고": ("이고", "고"),
    "이며/며": ("이며", "며"),
}  # fmt: skip
_DIGIT_FINALS = {
    "0": "ㅇ",
    "1": "ㄹ",
    "2": "",
    "3": "ㅁ",
    "4": "",
    "5": "",
    "6": "ㄱ",
    "7": "ㄹ",
    "8": "ㄹ",
    "9": "",
}
_SIGN_FINALS = {"%": "", "℃": "", "㎜": "", "㎏": "ㅁ", "원": "ㄴ"}
_MARKER = re.compile(r"\{([가-힣]+/[가-힣]+)\}")
_TAGS = re.compile(r"<[^>]*>")


def final_sound(word: str) -> str | None:
    """The final consonant that is heard: "" for none, None where the word tells nothing (such as "?")."""
    core = re.sub(r"[^0-9A-Za-z가-힣%℃㎜㎏]+$", "", word)
    if not core:
        return None
    last = core[-1]
    if "가" <= last <= "힣":
        code = (ord(last) - 0xAC00) % 28
        return "ㄹ" if code == 8 else ("ㅇ" if code else "")
    if last.isdigit():
        return _number_final(core)
    if last in _SIGN_FINALS:
        return _SIGN_FINALS[last]
    return _latin_final(core)


def _number_final(core: str) -> str:
    digits = re.search(r"[0-9.,]*[0-9]$", core)
    text = digits.group().replace(",", "") if digits else core[-1]
    zeros = len(text) - len(text.rstrip("0"))
    if zeros and "." not in text and zeros < len(text):
        return "" if zeros >= 12 else "ㅇ"  # 십 백 천 만 억 end in a consonant, 조 does not
    return _DIGIT_FINALS[text[-1]]


def _latin_final(core: str) -> str:
    tail = re.search(r"[A-Za-z]+$", core)
    word = tail.group() if tail else core[-1]
    if word.isupper():  # read letter by letter: 엘 엠 엔 알
        return {"L": "ㄹ", "R": "ㄹ", "M": "ㅁ", "N": "ㄴ"}.get(word[-1], "")
    lower = word.lower()
    if lower.endswith("ng") or lower[-1] in "mn":
        return "ㄴ"
    return "ㄹ" if lower[-1] == "l" or lower.endswith("le") else ""


def particle(word: str, pair: str) -> str:
    """The particle that fits after ``word``: ``particle("한빛텔레콤", "이/가") == "이"``."""
    with_final, without = _PAIRS[pair] if pair in _PAIRS else tuple(pair.split("/", 1))
    sound = final_sound(word)
    if sound is None:
        return f"{with_final}({without})"
    if pair == "으로/로" and sound == "ㄹ":
        return without
    return with_final if sound else without


def josa(word: Any, pair: str) -> str:
    """The word with its particle."""
    text = str(word)
    return text + particle(text, pair)


def particles(text: str) -> str:
    """Resolve every ``{이/가}`` by what stands before it, tags aside; text without markers stays as it is."""
    if "{" not in text:
        return text
    out, position = "", 0
    for marker in _MARKER.finditer(text):
        out += text[position : marker.start()]
        out += particle(_TAGS.sub("", out)[-24:], marker.group(1))
        position = marker.end()
    return out + text[position:]


def say(sentence: str, **values: Any) -> str:
    """Fill a translated sentence and set its particles: ``say(_("%(who)s accepted."), who=person.name)``."""
    return particles(sentence % values)


def called(person: Any) -> str:
    """How a person is addressed: name and title, 님 where there is no title."""
    title = titled(person)
    if korean():
        return f"{person.name} {title}" if title else f"{person.name} 님"
    return f"{named(person)}, {title}" if title else named(person)


def titled(person: Any) -> str:
    """Somebody's title in the reader's language, where it is a usual one."""
    return title_in(str(getattr(person, "title", "") or ""), korean=korean())


def named(person: Any) -> str:
    """The bare name in the reader's language: where the title stands elsewhere, or in a sentence of the journal."""
    return str(person.name if korean() else getattr(person, "name_en", "") or person.name)


def initial(name: Any) -> str:
    return str(name).strip()[:1].upper()


def kind_word(kind: str) -> str:
    words = {
        "industry": pgettext("kind of member", "Industry"),
        "academia": pgettext("kind of member", "Academia"),
        "research": pgettext("kind of member", "Research"),
        "startup": pgettext("kind of member", "Start-up"),
        "secretariat": pgettext("kind of member", "Secretariat"),
    }
    return words.get(str(kind), pgettext("kind of member", "Other"))


def kind_letter(kind: str) -> str:
    letters = {
        "industry": pgettext("letter for industry", "I"),
        "academia": pgettext("letter for academia", "A"),
        "research": pgettext("letter for research", "R"),
        "startup": pgettext("letter for start-up", "S"),
        "secretariat": pgettext("letter for the secretariat (office)", "O"),
    }
    return letters.get(str(kind), "–")
