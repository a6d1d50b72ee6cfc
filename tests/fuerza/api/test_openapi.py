"""The endpoint keeps to its OpenAPI document, whatever a fuzzer makes from it (schemathesis)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
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
def described(key: str) -> Iterator[Any]:
    """Our document as the fuzzer reads it, the site behind it, and a key that is not soon spent.

    A request's end must not close the test's own connection: Django's test client sees to that, this one doesn't.
    """
    assert key
    ApiKey.objects.update(per_minute=100_000, per_day=100_000)
    schema = schemathesis.openapi.from_dict(ours.openapi(document("http://testserver/")))
    schema.app = get_wsgi_application()
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield schema
    for end in ends:
        end.connect(close_old_connections)


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
