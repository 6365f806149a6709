import math
from typing import Any

import numpy as np
import pytest

from oneteam_core.matching import (
    AffinityScorer,
    Endpoint,
    LexicalEncoder,
    MatchingError,
    Work,
    choose_encoder,
    from_bytes,
    index_works,
    match,
    title_of,
    to_bytes,
)
from oneteam_core.matching.encoders import endpoint, english, multilingual
from oneteam_core.matching.encoders.dense import DenseEncoder
from oneteam_core.matching.model import Relations
from tests.core.cases import ON, person, problem
from tests.letters import serving

LEXICAL = LexicalEncoder.fit(["speech recognition", "crane scheduling"])
PAIRS = [
    ("잡음이 심한 통화의 음성 인식", "Speech recognition in noisy calls"),
    ("항만 크레인 작업 일정", "Scheduling of quay cranes in ports"),
    ("베어링 진동으로 고장 예측", "Predicting bearing faults from vibration"),
]


def test_the_multilingual_encoder_puts_translations_together() -> None:
    encoder = multilingual.load()
    korean = encoder.encode([ko for ko, _ in PAIRS], "ko")
    english_ones = encoder.encode([en for _, en in PAIRS], "en")
    for at, one in enumerate(korean):
        assert one is not None
        near = encoder.nearness(one, encoder.stack([other for other in english_ones if other is not None]))
        assert max(range(3), key=near.__getitem__) == at


def test_the_english_encoder_sees_meaning_without_shared_words() -> None:
    pytest.importorskip("onnxruntime", reason="the extra 'english' is not installed")
    encoder = english.load()
    one, near, far = encoder.encode(["vehicle collision", "car crash", "tomato soup"], "en")
    assert one is not None and near is not None and far is not None
    shares = encoder.nearness(one, encoder.stack([near, far]))
    assert shares[0] > 0.2 > shares[1]
    assert encoder.encode(["음성 인식"], "ko") == [None] and encoder.facing({"ko": "음성"}, "en") == {}


def test_texts_without_content_and_very_long_ones() -> None:
    encoder = multilingual.load()
    blank, vast, start = encoder.encode(
        [" \n", "speech recognition " * 110_000, "speech recognition " * 300], "en"
    )
    assert blank is None and vast is not None and start is not None
    assert encoder.nearness(vast, encoder.stack([start]))[0] == pytest.approx(1, abs=0.01)
    value = AffinityScorer(problem(), choose_encoder(lexical=LEXICAL).encoder).affinity(
        [Work(id="1", title={"en": "speech"}, abstract={"en": "noise " * 350_000})]
    )
    assert value.value and 0 < value.value < 1


def test_vectors_come_back_from_bytes_as_they_were() -> None:
    encoder = choose_encoder(lexical=LEXICAL).encoder
    vectors: dict[str, Any] = {}
    added = next(index_works([{"en": "Speech", "ko": "음성"}, {"en": "of the"}], encoder, vectors))
    assert added == vectors and len(added) == 6
    kept = {key: to_bytes(encoder, key, vector) for key, vector in added.items()}
    back = {key: from_bytes(encoder, key, data) for key, data in kept.items()}
    assert any(vector is None for vector in back.values())
    for key, vector in vectors.items():
        assert np.array_equal(back[key], vector) if isinstance(vector, np.ndarray) else back[key] == vector
    assert {len(data) for key, data in kept.items() if key.startswith("use")} == {1024}
    works = [Work(id="1", title={"en": "Speech", "ko": "음성"})]
    assert AffinityScorer(problem(), encoder, back).affinity(works) == AffinityScorer(
        problem(), encoder
    ).affinity(works)


@pytest.mark.parametrize("rows", [[[math.nan, 1.0]], [[math.inf, 1.0]], [1.0], [[1.0, 2.0], [1.0, 2.0]]])
def test_a_model_that_gives_no_vector_a_text_is_refused(rows: Any) -> None:
    with pytest.raises(MatchingError, match="encoder: odd gave no finite vector"):
        DenseEncoder("odd", "1", lambda texts: rows).encode(["speech"], "en")


# --- an endpoint ---------------------------------------------------------------------------------------


def test_an_endpoint_is_asked_in_batches_with_model_and_key() -> None:
    with serving() as (server, where):
        encoder = endpoint.load(where)
        vectors = encoder.encode([f"speech {at}" for at in range(20)] + ["zzzzzzzzzzzzzzzz"], "en")
        assert [len(asked["input"]) for asked in server.asked] == [8, 8, 5]
        assert {(asked["path"], asked["model"]) for asked in server.asked} == {("/v1/embeddings", "letters")}
        assert set(server.keys) == {"Bearer secret"}
        one, *others = (vector for vector in vectors if vector is not None)
        near = encoder.nearness(one, encoder.stack(others))
        assert near[0] == pytest.approx(1, abs=0.001) and near[-1] < 0.5
        assert "secret" not in f"{where}{title_of(encoder)}"


def test_an_endpoint_is_blended_like_any_encoder() -> None:
    with serving() as (_, where):
        choice = choose_encoder("endpoint", lexical=LEXICAL, endpoint=where)
        assert not choice.fallback
        found = AffinityScorer(problem(), choice.encoder).affinity([Work(id="1", title={"en": "speech"})])
        assert found.value and found.encoder.startswith("blend 1x1 endpoint letters@")


@pytest.mark.parametrize(
    ("status", "broken", "words"),
    [
        (401, b"", "answered 401; check address, model and key"),
        (500, b"", "answered 500"),
        (200, b"<html>", "no list of embeddings"),
        (200, b'{"data": []}', "no list of embeddings"),
        (200, b'{"data": [{"index": 0, "embedding": ["x"]}]}', "no list of embeddings"),
    ],
)
def test_an_endpoint_that_answers_wrongly_is_named(status: int, broken: bytes, words: str) -> None:
    with serving(status, broken) as (_, where), pytest.raises(MatchingError, match=words):
        endpoint.load(where).encode(["speech"], "en")


@pytest.mark.parametrize(
    ("address", "words"),
    [("http://127.0.0.1:1/v1", "cannot be reached"), ("file:///etc", "begins with neither http"), ("", "begins with neither")],
)  # fmt: skip
def test_an_endpoint_that_is_not_there_falls_back_to_words_and_says_so(address: str, words: str) -> None:
    where = Endpoint(base_url=address, model="m", timeout=2)
    choice = choose_encoder("endpoint", lexical=LEXICAL, endpoint=where)
    assert words in choice.fallback and "words alone were compared" in choice.fallback
    panel = match(
        problem=problem(), candidates=[person("ann")], relations=Relations(), on=ON, encoder=choice.encoder
    )
    assert panel.encoder == f"lexical {LEXICAL.version}, in place of endpoint"


def test_an_endpoint_without_address_falls_back_too() -> None:
    assert "has no address" in choose_encoder("endpoint", lexical=LEXICAL).fallback
