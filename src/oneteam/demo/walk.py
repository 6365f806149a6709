"""``make demo-check``: the whole way over HTTP, as each persona, against a demo that is running."""

from __future__ import annotations

import sys
import time

from .walking.browser import WentWrong
from .walking.way import Way


def main(base_url: str) -> int:
    """Print each station; 0 when the way leads to its end."""
    began = time.perf_counter()
    say(f"Walking the whole way at {base_url}")
    try:
        Way(base_url, say=say).walk()
    except WentWrong as reason:
        say(f"STOPPED at {reason}")
        return 1
    say(f"The way leads from the draft to the verified effect ({time.perf_counter() - began:.0f} s).")
    return 0


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
