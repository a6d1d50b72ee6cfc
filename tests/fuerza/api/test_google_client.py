"""Google's own client library, told another address and nothing else, works unchanged."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.fuerza.api.conftest import KIND, THREAT

WITHOUT_IT = (
    "not run: google-api-python-client is not installed"
    " (uv run --with google-api-python-client python -m pytest tests/fuerza/api)"
)
discovery = pytest.importorskip("googleapiclient.discovery", reason=WITHOUT_IT)
errors = pytest.importorskip("googleapiclient.errors", reason=WITHOUT_IT)
httplib2 = pytest.importorskip("httplib2", reason=WITHOUT_IT)
ADDRESS = "http://testserver/$discovery/rest?version=v1alpha1"


class Bridge:
    """What Google's library takes for an httplib2.Http: it asks the site itself."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: dict[str, str] | None = None,
        **_more: Any,
    ) -> Any:
        parts = urlsplit(uri)
        self.asked.append((method, parts.path))
        said = {name.lower(): value for name, value in (headers or {}).items()}
        reply = Client().generic(
            method,
            f"{parts.path}?{parts.query}",
            body or "",
            content_type=said.get("content-type", ""),
            headers={name: value for name, value in said.items() if name.startswith("x-")},
        )
        answered = {"status": str(reply.status_code), "reason": reply.reason_phrase}
        return httplib2.Response(answered | dict(reply.items())), reply.content

    def close(self) -> None:
        """Nothing is open."""


def built(key: str, bridge: Bridge) -> Any:
    return discovery.build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=key,
        discoveryServiceUrl=ADDRESS,
        static_discovery=False,
        http=bridge,
    )


def test_the_documented_example_works_with_another_address(key: str) -> None:
    bridge = Bridge()
    client = built(key, bridge)
    body = {
        "comment": {"text": THREAT},
        "requestedAttributes": {"TOXICITY": {}, "THREAT": {"scoreThreshold": 0.5}},
        "languages": ["en"],
        "clientToken": "a token",
        "doNotStore": True,
        "spanAnnotations": True,
    }

    response = client.comments().analyze(body=body).execute()

    scores = response["attributeScores"]
    assert bridge.asked == [("GET", "/$discovery/rest"), ("POST", "/v1alpha1/comments:analyze")]
    assert {name: scores[name]["summaryScore"]["value"] >= 0.95 for name in scores} == {
        "TOXICITY": True,
        "THREAT": True,
    }
    assert (response["languages"], response["clientToken"]) == (["en"], "a token")


def test_its_errors_are_the_ones_its_users_know(key: str) -> None:
    client = built(key, Bridge())
    wrong = built("no such key", Bridge())
    body = {"comment": {"text": ""}, "requestedAttributes": {"TOXICITY": {}}}

    with pytest.raises(errors.HttpError) as empty:
        client.comments().analyze(body=body).execute()
    with pytest.raises(errors.HttpError) as unknown:
        wrong.comments().analyze(body=body).execute()
    with pytest.raises(errors.HttpError) as suggested:
        client.comments().suggestscore(body={"comment": {"text": KIND}}).execute()

    assert [error.value.resp.status for error in (empty, unknown, suggested)] == [400, 401, 501]
    assert "COMMENT_EMPTY" in str(empty.value)
    assert json.loads(suggested.value.content)["error"]["status"] == "UNIMPLEMENTED"
