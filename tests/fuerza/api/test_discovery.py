"""The discovery document describes what is really asked and answered: both fit it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.api.messages import MESSAGES
from tests.fuerza.api.conftest import DISCOVERY, PLAIN_DISCOVERY, THREAT, Ask

# By Google's own document (v1alpha1): message -> field -> kind.
SHAPES = {
    "AnalyzeCommentRequest": {
        "clientToken": "string",
        "comment": "TextEntry",
        "communityId": "string",
        "context": "Context",
        "doNotStore": "boolean",
        "languages": "[string]",
        "requestedAttributes": "{AttributeParameters}",
        "sessionId": "string",
        "spanAnnotations": "boolean",
    },
    "AnalyzeCommentResponse": {
        "attributeScores": "{AttributeScores}",
        "clientToken": "string",
        "detectedLanguages": "[string]",
        "languages": "[string]",
    },
    "ArticleAndParentComment": {"article": "TextEntry", "parentComment": "TextEntry"},
    "AttributeParameters": {"scoreThreshold": "number", "scoreType": "string"},
    "AttributeScores": {"spanScores": "[SpanScore]", "summaryScore": "Score"},
    "Context": {
        "articleAndParentComment": "ArticleAndParentComment",
        "entries": "[TextEntry]",
    },
    "Score": {"type": "string", "value": "number"},
    "SpanScore": {"begin": "integer", "end": "integer", "score": "Score"},
    "SuggestCommentScoreRequest": {
        "attributeScores": "{AttributeScores}",
        "clientToken": "string",
        "comment": "TextEntry",
        "communityId": "string",
        "context": "Context",
        "languages": "[string]",
        "sessionId": "string",
    },
    "SuggestCommentScoreResponse": {
        "clientToken": "string",
        "detectedLanguages": "[string]",
        "requestedLanguages": "[string]",
    },
    "TextEntry": {"text": "string", "type": "string"},
}


@pytest.fixture
def document(key: str) -> dict[str, Any]:
    assert key
    reply = Client().get(DISCOVERY, {"version": "v1alpha1"})
    assert (reply.status_code, reply["Content-Type"]) == (200, "application/json")
    found: dict[str, Any] = reply.json()
    return found


def kind(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        return str(shape["$ref"])
    if shape["type"] == "array":
        return f"[{kind(shape['items'])}]"
    if shape["type"] == "object":
        return f"{{{kind(shape['additionalProperties'])}}}"
    return str(shape["type"])


def test_messages_and_fields_are_those_of_the_api_it_stands_in_for(
    document: dict[str, Any],
) -> None:
    described = {
        name: {field: kind(shape) for field, shape in schema["properties"].items()}
        for name, schema in document["schemas"].items()
    }

    assert described == SHAPES
    assert {message.__name__ for message in MESSAGES} == SHAPES.keys()


def test_methods_lead_to_addresses_that_are_there(document: dict[str, Any]) -> None:
    methods = document["resources"]["comments"]["methods"]

    assert {name: (one["httpMethod"], f"/{one['path']}") for name, one in methods.items()} == {
        "analyze": ("POST", reverse("api:analyze")),
        "suggestscore": ("POST", reverse("api:suggest_score")),
    }
    assert document["rootUrl"] == document["baseUrl"] == "http://testserver/"
    assert (document["id"], document["kind"]) == (
        "commentanalyzer:v1alpha1",
        "discovery#restDescription",
    )


def test_both_addresses_give_the_same_and_other_versions_nothing(key: str) -> None:
    assert key
    replies = [Client().get(path).json() for path in (DISCOVERY, PLAIN_DISCOVERY)]
    other = Client().get(DISCOVERY, {"version": "v1"})

    assert replies[0] == replies[1]
    assert (other.status_code, other.json()["error"]["status"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_it_is_only_for_reading(key: str, method: str) -> None:
    assert key
    reply = getattr(Client(), method)(DISCOVERY)

    assert (reply.status_code, reply["Allow"]) == (405, "GET")


def fits(value: Any, shape: dict[str, Any], document: dict[str, Any]) -> bool:
    """Say whether a value is what the document says of it: nothing undescribed, nothing of another kind."""
    if "$ref" in shape:
        shape = document["schemas"][shape["$ref"]]
    if shape["type"] == "object":
        of = shape.get("properties", {})
        rest = shape.get("additionalProperties")
        return isinstance(value, dict) and all(
            (name in of or rest is not None) and fits(one, of.get(name, rest), document)
            for name, one in value.items()
        )
    if shape["type"] == "array":
        return isinstance(value, list) and all(fits(one, shape["items"], document) for one in value)
    kinds: dict[str, tuple[type, ...]] = {
        "string": (str,),
        "number": (float, int),
        "integer": (int,),
        "boolean": (bool,),
    }
    return isinstance(value, kinds[shape["type"]]) and value in shape.get("enum", [value])


def test_an_answer_is_what_the_document_says(document: dict[str, Any], ask: Ask) -> None:
    answer = ask(THREAT, "TOXICITY", "THREAT", spanAnnotations=True, clientToken="t").json()
    shape = {"$ref": "AnalyzeCommentResponse"}

    assert fits(answer, shape, document)
    assert not fits(answer | {"more": 1}, shape, document)
    assert not fits(answer | {"languages": "en"}, shape, document)


def filled(shape: dict[str, Any], document: dict[str, Any]) -> Any:
    """Fill a described thing with the least that fits."""
    if "$ref" in shape:
        shape = document["schemas"][shape["$ref"]]
    if shape["type"] == "object":
        if "additionalProperties" in shape:
            return {"TOXICITY": filled(shape["additionalProperties"], document)}
        return {name: filled(one, document) for name, one in shape["properties"].items()}
    if shape["type"] == "array":
        return [filled(shape["items"], document)]
    plain = {"string": "en", "number": 0, "integer": 0, "boolean": True}
    chosen = {"PROBABILITY", "PLAIN_TEXT"}.intersection(shape.get("enum", []))
    return next(iter(chosen), plain[shape["type"]])


def test_a_request_with_every_described_field_is_understood(
    document: dict[str, Any], ask: Ask
) -> None:
    body = filled({"$ref": "AnalyzeCommentRequest"}, document)
    body["comment"]["text"] = THREAT

    reply = ask(**body)

    assert (reply.status_code, reply.json().get("clientToken")) == (200, "en"), reply.text
    assert body.keys() == SHAPES["AnalyzeCommentRequest"].keys()
