"""From an address like postgresql://user:password@host:5432/name?sslmode=require to Django's setting."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from oneteam.config.env import WrongSetting


def from_url(url: str, *, test_name: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/"))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    if not name:
        raise WrongSetting("oneteam: DATABASE_URL must end with the name of a database, as in …/oneteam.")
    return {
        "ENGINE": "oneteam.config.database",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": _port(url),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # The walls' keys live as long as a transaction; the middleware opens it, knowing whose it is.
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"application_name": "oneteam", **options},
        "TEST": {"NAME": test_name},
    }


def _port(url: str) -> str:
    try:
        return str(urlsplit(url).port or "")
    except ValueError:
        raise WrongSetting("oneteam: DATABASE_URL has a port that is not a number.") from None
