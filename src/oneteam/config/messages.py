"""Gather translatable texts into each app's Korean catalogue: `python make.py messages [APP…]`.

Message ids are English, so English needs no catalogue. An entry that the source no longer has is kept as
obsolete (`#~`) and comes back with its translation when the source has it again. An entry that no source
shows, for example a text of a library, stays when its translator's comment begins with `keep`.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "ko"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
HEADER = {
    "Project-Id-Version": "OneTeam",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdfi]|(?<![%\w])%([sd])|\{(\w*)\}")
Key = tuple[str | None, str]


def main(arguments: list[str]) -> int:
    # The command line is English and colours are off: what it prints is read by scripts as well.
    if not settings.configured:
        settings.configure()
    if "--check" in arguments:
        found = problems()
        print("\n".join(found) or "Translations are complete.")
        return 1 if found else 0
    for app in arguments or apps():
        update(app)
    for app in apps():
        for line in _unfinished(app):
            print(line)
    return 0


def apps() -> list[str]:
    return sorted(place.parent.name for place in ROOT.glob("*/apps.py"))


def catalogue(app: str) -> Path:
    return ROOT / app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def update(app: str) -> None:
    wanted = extracted(app)
    place = catalogue(app)
    if not wanted and not place.exists():
        return
    old = {_key(entry): entry for entry in (polib.pofile(str(place)) if place.exists() else [])}
    po = polib.POFile(wrapwidth=100)
    po.metadata = HEADER
    for key in sorted(wanted.keys() | old.keys(), key=lambda key: (key[1].lower(), key[1], key[0] or "")):
        po.append(_merged(key, wanted.get(key), old.get(key)))
    place.parent.mkdir(parents=True, exist_ok=True)
    _write(place, str(po).rstrip() + "\n")
    place.with_suffix(".mo").write_bytes(compiled(po))


def compiled(po: polib.POFile) -> bytes:
    return bytes(po.to_binary())


def extracted(app: str) -> dict[Key, polib.POEntry]:
    """Every text of the app's source, by context and text."""
    found: dict[Key, polib.POEntry] = {}
    for place, source in _sources(app):
        for _, message, comments, context in extract(
            "python", io.BytesIO(source.encode()), KEYWORDS, ("Translators:",), {"encoding": "utf-8"}
        ):
            texts = (message,) if isinstance(message, str) else tuple(message)
            entry = found.setdefault((context, texts[0]), polib.POEntry(msgid=texts[0], msgctxt=context))
            if len(texts) > 1:
                entry.msgid_plural = texts[1]
            name = str(place.relative_to(ROOT))
            if (name, "") not in entry.occurrences:
                entry.occurrences.append((name, ""))
            entry.comment = entry.comment or "\n".join(comments)
    return found


def problems() -> list[str]:
    """Every reason why a reader would meet a text in the wrong language."""
    found, said = list[str](), dict[Key, tuple[str, str]]()
    for app in apps():
        found += _unfinished(app)
        for entry in _live(app):
            first = said.setdefault(_key(entry), (app, _text(entry)))
            if first[1] != _text(entry):
                found.append(
                    f"{app}: “{entry.msgid}” is translated in another way in {first[0]}; give one a context"
                )
    return found


def _unfinished(app: str) -> Iterator[str]:
    place = catalogue(app)
    live = {_key(entry): entry for entry in _live(app)}
    for key in extracted(app).keys() - live.keys():
        yield f"{app}: “{key[1]}” is missing from the catalogue; run: python make.py messages {app}"
    for entry in live.values():
        if entry.fuzzy or not _text(entry).strip():
            yield f"{app}: “{entry.msgid}” is {'fuzzy' if entry.fuzzy else 'not translated'}"
        elif _placeholders(entry.msgid, entry.msgid_plural) != _placeholders(_text(entry)):
            yield f"{app}: “{entry.msgid}” and its translation name different placeholders"
    mo = place.with_suffix(".mo")
    if place.exists() and (not mo.exists() or mo.read_bytes() != compiled(polib.pofile(str(place)))):
        yield f"{app}: django.mo is not that of django.po; run: python make.py messages {app}"


def _sources(app: str) -> Iterator[tuple[Path, str]]:
    for place in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in place.parts:
            yield place, place.read_text(encoding="utf-8")
    for place in sorted((ROOT / app).rglob("templates/**/*")):
        if place.suffix in (".html", ".txt"):
            text = templatize(place.read_text(encoding="utf-8"), origin=str(place))
            # What templatize leaves is read as Python, where indentation would have a meaning.
            yield place, "\n".join(line.strip() for line in text.splitlines())


def _live(app: str) -> list[polib.POEntry]:
    place = catalogue(app)
    return [entry for entry in polib.pofile(str(place)) if not entry.obsolete] if place.exists() else []


def _merged(key: Key, wanted: polib.POEntry | None, old: polib.POEntry | None) -> polib.POEntry:
    if wanted is None:
        assert old is not None
        old.obsolete, old.occurrences = not old.tcomment.startswith("keep"), []
        return old
    if old is not None:
        wanted.tcomment, wanted.flags = old.tcomment, [flag for flag in old.flags if flag == "fuzzy"]
        if wanted.msgid_plural:
            wanted.msgstr_plural = old.msgstr_plural or {0: old.msgstr}
        else:
            wanted.msgstr = old.msgstr or old.msgstr_plural.get(0, "")
    elif wanted.msgid_plural:
        wanted.msgstr_plural = {0: ""}
    return wanted


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid)


def _text(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "")) if entry.msgid_plural else str(entry.msgstr)


def _placeholders(*texts: str) -> set[str]:
    return {"".join(groups) for text in texts for groups in PLACEHOLDER.findall(text)}


def _write(place: Path, text: str) -> None:
    if not place.exists() or place.read_text(encoding="utf-8") != text:
        place.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
