"""Whatever is sent gets an answer or a refusal: requests made from the description, and JSON made from nothing."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerza.api import analyzing
from fuerza.api.attributes import ATTRIBUTES
from fuerza.api.refusals import Refused

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3)
    ),
    max_leaves=8,
)
TEXT = st.text(max_size=60) | st.sampled_from(
    ["I will kill you", "<b>k</b>ill", "te voy a matar", "😀"]
)
PARAMETERS = st.fixed_dictionaries(
    {},
    optional={
        "scoreType": st.sampled_from(["PROBABILITY", "SCORE_TYPE_UNSPECIFIED", None, "RAW"]),
        "scoreThreshold": st.floats(0, 1) | st.integers(-1, 2),
    },
)
DESCRIBED = st.fixed_dictionaries(
    {
        "comment": st.fixed_dictionaries(
            {"text": TEXT}, optional={"type": st.sampled_from(["PLAIN_TEXT", "HTML", None])}
        ),
        "requestedAttributes": st.dictionaries(
            st.sampled_from([*ATTRIBUTES, "SPAM"]), PARAMETERS, max_size=4
        ),
    },
    optional={
        "languages": st.lists(st.sampled_from(["en", "es-MX", "hi-Latn", "ar", "de"]), max_size=2),
        "spanAnnotations": st.booleans(),
        "clientToken": TEXT,
        "doNotStore": st.booleans(),
        "context": st.fixed_dictionaries(
            {"entries": st.lists(st.fixed_dictionaries({"text": TEXT}))}
        ),
    },
)
ODD = st.builds(
    lambda whole, name, value: whole | {name: value},
    DESCRIBED,
    st.sampled_from(["comment", "requestedAttributes", "languages", "context", "more"]),
    ANY,
)


def answered(body: Any) -> int:
    """Say how a request ends; whatever else than an answer or a refusal comes out fails the test."""
    try:
        answer = analyzing.analyze(analyzing.parse(json.dumps(body).encode()))
    except Refused as refused:
        return refused.code
    units = len(body["comment"]["text"].encode("utf-16-le")) // 2
    for name, scores in answer.attribute_scores.items():
        spans = [(span.begin, span.end) for span in scores.span_scores]
        assert all(0 <= begin < end <= units for begin, end in spans)
        assert scores.summary_score.value >= (
            (body["requestedAttributes"][name] or {}).get("scoreThreshold") or 0
        )
    return 200


@settings(max_examples=150, deadline=None, database=None)
@given(DESCRIBED)
def test_what_is_described_is_answered_or_refused(body: Any) -> None:
    assert answered(body) in {200, 400}


@settings(max_examples=150, deadline=None, database=None)
@given(ODD | ANY)
def test_what_is_not_described_is_refused_if_it_is_not_answered(body: Any) -> None:
    assert answered(body) in {200, 400}


@settings(max_examples=150, deadline=None, database=None)
@given(st.binary(max_size=200))
def test_bytes_are_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        analyzing.analyze(analyzing.parse(body))

    assert refused.value.code == 400
