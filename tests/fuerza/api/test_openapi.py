"""The endpoint keeps to its OpenAPI document, whatever a fuzzer makes from it (schemathesis)."""

from pathlib import Path
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuerza.api.callers import HEADER
from fuerza.api.discovery import document
from fuerza.people.models import ApiKey
from tests.fuerza.api import openapi as ours

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "operate" / "scoring.openapi.json"
schemathesis = pytest.importorskip("schemathesis", reason="not run: schemathesis is not installed")
from schemathesis import checks  # noqa: E402 -- only where it is installed
from schemathesis.generation import GenerationMode  # noqa: E402 -- as above

HELD = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]
"""Not "positive data is accepted": that a comment's language can't be told is no matter of its shape."""
ANALYZE, SUGGEST = "/v1alpha1/comments:analyze", "/v1alpha1/comments:suggestscore"
FEW = settings(
    max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def described(key: str) -> Any:
    """Our document as the fuzzer reads it, the site behind it, and a key that is not soon spent."""
    ApiKey.objects.update(per_minute=100_000, per_day=100_000)
    schema = schemathesis.openapi.from_dict(ours.openapi(document("http://testserver/")))
    schema.app = get_wsgi_application()
    assert key
    return schema


def test_the_document_says_what_the_discovery_document_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == ours.written()
    assert ours.HEADER == HEADER


@FEW
@given(data=st.data())
def test_what_fits_the_document_is_answered_as_it_says(
    described: Any, key: str, data: st.DataObject
) -> None:
    case = data.draw(described[ANALYZE]["POST"].as_strategy(GenerationMode.POSITIVE))

    case.call_and_validate(headers={HEADER: key}, checks=[*HELD, checks.not_a_server_error])


@FEW
@given(data=st.data())
def test_what_does_not_fit_the_document_is_refused(
    described: Any, key: str, data: st.DataObject
) -> None:
    case = data.draw(described[ANALYZE]["POST"].as_strategy(GenerationMode.NEGATIVE))

    case.call_and_validate(
        headers={HEADER: key},
        checks=[*HELD, checks.not_a_server_error, checks.negative_data_rejection],
    )


@FEW
@given(data=st.data())
def test_a_suggestion_is_never_taken(described: Any, key: str, data: st.DataObject) -> None:
    case = data.draw(described[SUGGEST]["POST"].as_strategy(GenerationMode.POSITIVE))

    reply = case.call_and_validate(headers={HEADER: key}, checks=HELD)

    assert reply.status_code == 501
