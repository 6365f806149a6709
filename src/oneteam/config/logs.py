"""Log lines as JSON with the request's id and without content: no title, name or address of a person."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
EXTRA = ("method", "route", "status", "ms", "sql", "job", "task", "error")


class Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": record.getMessage(),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= {
            name: getattr(record, name)
            for name in EXTRA
            if isinstance(getattr(record, name, None), str | int)
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= _trace(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _trace(error: BaseException) -> dict[str, Any]:
    """Where it happened, not what it said: the text of a database error quotes the row."""
    places, step = [], error.__traceback__
    while step is not None:
        places.append(f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno}")
        step = step.tb_next
    return {"error": type(error).__qualname__, "at_code": places[-8:]}


class NoContent(logging.Filter):
    """Django's request logger names the path, which may hold a code; the route is logged instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.request"):
            record.msg, record.args = (
                "request failed" if record.levelno >= logging.ERROR else "request refused",
                (),
            )
        return True


def configuration(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_content": {"()": "oneteam.config.logs.NoContent"}},
        "formatters": {"json": {"()": "oneteam.config.logs.Json"}},
        "handlers": {
            "out": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["no_content"]},
        },
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
            # A refused request has its line already, from the outermost middleware.
            "django.request": {"handlers": ["out"], "level": "ERROR", "propagate": False},
            "oneteam": {"handlers": ["out"], "level": level, "propagate": False},
            "procrastinate": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        },
    }
