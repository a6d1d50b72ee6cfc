"""Our endpoint as OpenAPI 3.0, made from our discovery document: what a fuzzer reads.

`uv run python -m tests.fuerza.api.openapi > docs/operate/scoring.openapi.json` writes it anew.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from fuerza.api.attributes import ATTRIBUTES
from fuerza.api.discovery import document
from fuerza.api.refusals import STATUS

ANSWERED = {"analyze": "200", "suggestscore": "501"}
"""What a request that is as described gets; everything else is a refusal."""
HEADER = "X-Goog-Api-Key"  # `callers` has it too, but can't be imported without a site
Shape = dict[str, Any]


def openapi(told: Mapping[str, Any]) -> Shape:
    """Say in OpenAPI what the discovery document says; what it has no words for stands here."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": told["title"],
            "version": told["version"],
            "description": told["description"],
        },
        "servers": [{"url": told["rootUrl"].rstrip("/") or "/"}],
        "security": [{"header": []}, {"parameter": []}],
        "paths": {
            f"/{method['path']}": {"post": _operation(name, method)}
            for name, method in told["resources"]["comments"]["methods"].items()
        },
        "components": {
            "securitySchemes": {
                "header": {"type": "apiKey", "in": "header", "name": HEADER},
                "parameter": {"type": "apiKey", "in": "query", "name": "key"},
            },
            "schemas": {name: _message(name, one) for name, one in told["schemas"].items()}
            | {"Refusal": REFUSAL},
        },
    }


def _operation(name: str, method: Mapping[str, Any]) -> Shape:
    answer = {"description": "The scores.", "content": _json(method["response"])}
    refused = {"description": "Refused; the message says why.", "content": _json(_to("Refusal"))}
    answers = {str(code): refused for code in STATUS if code not in {404, 501}}
    return {
        "operationId": method["id"],
        "description": method["description"],
        "requestBody": {"required": True, "content": _json(method["request"])},
        "responses": answers | {ANSWERED[name]: answer if name == "analyze" else refused},
    }


def _json(shape: Mapping[str, Any]) -> Shape:
    return {"application/json": {"schema": _shape(shape)}}


def _message(name: str, told: Mapping[str, Any]) -> Shape:
    """Describe a message: null is the same as not being there, and no field is taken that is not described."""
    fields = {field: _or_null(_shape(one)) for field, one in told["properties"].items()}
    if name == "AnalyzeCommentRequest":
        parameters = fields["requestedAttributes"].pop("additionalProperties")
        fields["requestedAttributes"] |= {
            "properties": {attribute: _or_null(parameters) for attribute in sorted(ATTRIBUTES)},
            "additionalProperties": False,
            "nullable": False,
        }
    shape = {"type": "object", "description": told["description"], "properties": fields}
    if name == "AnalyzeCommentRequest":
        shape["required"] = ["comment", "requestedAttributes"]
    return shape | {"additionalProperties": False}


def _or_null(shape: Shape) -> Shape:
    return {"allOf": [shape], "nullable": True} if "$ref" in shape else shape | {"nullable": True}


def _shape(told: Mapping[str, Any]) -> Shape:
    shape = dict(told)
    for part in ("items", "additionalProperties"):
        if part in shape:
            shape[part] = _shape(shape[part])
    return _to(shape["$ref"]) if "$ref" in shape else shape


def _to(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


REFUSAL: Shape = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "status"],
            "properties": {
                "code": {"type": "integer"},
                "message": {"type": "string"},
                "status": {"type": "string", "enum": sorted(set(STATUS.values()))},
                "details": {"type": "array", "items": {"type": "object"}},
            },
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}


def written() -> str:
    return json.dumps(openapi(document("/")), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written())
