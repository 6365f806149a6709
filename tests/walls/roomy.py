"""Room on the interpreter's stack, in which requests run about a third faster.

CPython keeps the frames of Python functions in chunks of 16 kB. A loop that calls across the end of a chunk has the
system give and take that memory at each call; deep inside a test there is always such a loop. A function with very
many local names gets a chunk of its own, of the next power of two, and what it calls lies in the rest of that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

NAMES = 70_000  # of 8 bytes each: a little more than half of 1 MB


def _made() -> Callable[[Callable[[], Any]], Any]:
    names = "=".join(f"n{number}" for number in range(NAMES))
    made: dict[str, Any] = {}
    exec(f"def roomy(act):\n    if act is None:\n        {names} = None\n    return act()\n", made)
    return made["roomy"]  # type: ignore[no-any-return]


roomy = _made()
