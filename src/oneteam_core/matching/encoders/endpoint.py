"""Any server that speaks OpenAI's embeddings interface: ``POST BASE/embeddings``."""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from oneteam_core.matching.encoders.dense import DenseEncoder
from oneteam_core.matching.errors import MatchingError

MOST_BYTES = 64_000_000


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """``base_url`` such as ``https://models.example/v1``; the key is sent as a bearer word and never shown."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 30.0
    batch: int = 64


def load(endpoint: Endpoint) -> DenseEncoder:
    """An encoder that asks the endpoint. Its texts leave this machine. Nothing is asked before the first use."""
    where = hashlib.sha256(endpoint.base_url.encode()).hexdigest()[:6]
    return DenseEncoder("endpoint", f"{endpoint.model}@{where}", _Model(endpoint))


class _Model:
    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        step = self._endpoint.batch
        return [row for at in range(0, len(texts), step) for row in self._ask(list(texts[at : at + step]))]

    def _ask(self, texts: list[str]) -> list[list[float]]:
        request = self._request(json.dumps({"model": self._endpoint.model, "input": texts}).encode())
        try:
            with urllib.request.urlopen(request, timeout=self._endpoint.timeout) as answer:
                return _rows(json.loads(answer.read(MOST_BYTES)), len(texts))
        except urllib.error.HTTPError as error:
            raise self._failed(f"answered {error.code}; check address, model and key") from error
        except (OSError, http.client.HTTPException) as error:
            raise self._failed("cannot be reached; check its address and whether it runs") from error
        except (ValueError, TypeError, KeyError) as error:
            raise self._failed("gave an answer that is no list of embeddings; check the address") from error

    def _request(self, asked: bytes) -> urllib.request.Request:
        headers = {"Content-Type": "application/json"}
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        address = self._endpoint.base_url.rstrip("/") + "/embeddings"
        if not address.startswith(("http://", "https://")):
            raise self._failed("has an address that begins with neither http:// nor https://; correct it")
        return urllib.request.Request(address, data=asked, headers=headers, method="POST")

    def _failed(self, why: str) -> MatchingError:
        return MatchingError("encoder", f"the embeddings endpoint {why}")


def _rows(answer: Any, wanted: int) -> list[list[float]]:
    """In the order of the texts, which the answer's ``index`` gives."""
    found = sorted(answer["data"], key=lambda entry: int(entry["index"]))
    rows = [[float(number) for number in entry["embedding"]] for entry in found]
    if len(rows) != wanted or len({len(row) for row in rows}) != 1:
        raise ValueError("not one embedding a text")
    return rows
