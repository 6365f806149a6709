"""Libraries that every process would load and few ever use."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module, which is loaded when something of it is first asked for.

    Beside the true import under ``TYPE_CHECKING``, so that types and import contracts see what it stands for.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, wanted: str) -> Any:
        return getattr(import_module(self._name), wanted)
