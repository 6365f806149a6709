"""What an operator may set: environment variables, or one TOML file named by ONETEAM_CONFIG.

Every reader registers its setting in `REGISTRY`, so the documentation and `oneteam check` list
exactly what the program reads. A wrong value ends the start with one sentence.
"""

import difflib
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
PREFIX = "ONETEAM_"
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


@dataclass(frozen=True)
class Setting:
    name: str
    kind: str
    default: str
    help: str


class WrongSetting(SystemExit):
    """Ends the program with its sentence on standard error and status 1, without a traceback."""


REGISTRY: dict[str, Setting] = {}
_file: dict[str, Any] | None = None


def text(name: str, default: str, help: str) -> str:
    return _read(name, "text", default, help, lambda raw: raw)


def integer(name: str, default: int, help: str, *, low: int = 0, high: int = 2**31) -> int:
    def parse(raw: str) -> int:
        number = int(raw) if raw.strip().lstrip("-").isdigit() else None
        if number is None or not low <= number <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return number

    return _read(name, "number", default, help, parse)


def flag(name: str, default: bool, help: str) -> bool:
    def parse(raw: str) -> bool:
        if raw.lower() not in YES | NO:
            raise ValueError("on or off")
        return raw.lower() in YES

    return _read(name, "on/off", default, help, parse)


def choice(name: str, default: str, help: str, *, of: tuple[str, ...]) -> str:
    def parse(raw: str) -> str:
        if raw not in of:
            raise ValueError("one of " + ", ".join(of))
        return raw

    return _read(name, "one of " + ", ".join(of), default, help, parse)


def path(name: str, default: Path, help: str) -> Path:
    return _read(name, "folder", default, help, lambda raw: Path(raw).expanduser().resolve())


def words(name: str, default: str, help: str) -> list[str]:
    return _read(name, "list, by commas", default, help, _split)


def url(name: str, default: str, help: str, *, schemes: tuple[str, ...]) -> str:
    def parse(raw: str) -> str:
        if raw and (urlsplit(raw).scheme not in schemes or not (urlsplit(raw).netloc or urlsplit(raw).path)):
            raise ValueError("an address that begins with " + " or ".join(f"{s}://" for s in schemes))
        return raw

    return _read(name, "address", default, help, parse)


def refuse_unknown() -> None:
    """A misspelt setting would silently do nothing, so it stops the start as a wrong one does."""
    known = set(REGISTRY)
    given = {name for name in os.environ if name.startswith(PREFIX)} | set(_from_file())
    for name in sorted(given - known):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise WrongSetting(f"oneteam: there is no setting {name}.{hint}")


def _split(raw: str) -> list[str]:
    return [word.strip() for word in raw.split(",") if word.strip()]


def _read(name: str, kind: str, default: Any, help: str, parse: Callable[[str], T]) -> T:
    shown = "on" if default is True else "off" if default is False else str(default)
    REGISTRY[name] = Setting(name, kind, shown, help)
    raw = os.environ.get(name, _from_file().get(name))
    try:
        # A default goes through the same reader, so that it has the same type and is as valid.
        return parse(shown if raw is None else raw)
    except ValueError as problem:
        secret = "the value given" if "SECRET" in name or "URL" in name else f"“{raw}”"
        raise WrongSetting(f"oneteam: {name} must be {problem}, but {secret} is not.") from None


def _from_file() -> dict[str, str]:
    """The file's names are those of the variables in small letters, without the prefix: `port = 8000`."""
    global _file
    if _file is None:
        _file = _load(os.environ.get("ONETEAM_CONFIG", ""))
    return _file


def _load(place: str) -> dict[str, str]:
    if not place:
        return {}
    try:
        raw = tomllib.loads(Path(place).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(f"oneteam: the file {place} named by ONETEAM_CONFIG cannot be read.") from None
    except tomllib.TOMLDecodeError as problem:
        raise WrongSetting(f"oneteam: the file {place} is not valid TOML: {problem}.") from None
    return {_variable(key): _plain(key, value) for key, value in raw.items()}


def _variable(key: str) -> str:
    return "DATABASE_URL" if key == "database_url" else PREFIX + key.upper()


def _plain(key: str, value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str | int):
        return str(value)
    raise WrongSetting(
        f"oneteam: {key} in the file of settings must be a text, a number, true, false or a list of texts."
    )


REGISTRY["ONETEAM_CONFIG"] = Setting(
    "ONETEAM_CONFIG", "file", "", "A TOML file with settings; a variable of the environment wins over it."
)
