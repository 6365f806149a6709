"""Result tables as files: read, with what of them has to stay, and written as they may leave."""

from __future__ import annotations

from .reading import Table, read, require_figures
from .screening import Line, Screened, as_csv, screened

__all__ = ["Line", "Screened", "Table", "as_csv", "read", "require_figures", "screened"]
