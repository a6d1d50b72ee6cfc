"""The discovery document: what Google's clients read before they ask, made from `messages` and nothing else.

The format is Google's API Discovery (restDescription, v1), a dialect of JSON Schema.
"""

from typing import Any

import msgspec
from msgspec import inspect

from fuerza.api.messages import MESSAGES, Message

NAME, VERSION = "commentanalyzer", "v1alpha1"
METHODS = {
    "analyze": (
        "Score a comment. Nothing of it is stored or logged.",
        "AnalyzeComment",
    ),
    "suggestscore": (
        "Not built, always answered with 501: Fuerza learns from nobody's comments, and stores none.",
        "SuggestCommentScore",
    ),
}
PARAMETERS = {
    "alt": {
        "type": "string",
        "location": "query",
        "default": "json",
        "enum": ["json"],
        "enumDescriptions": ["JSON, the only format there is."],
        "description": "What the answer is written in.",
    },
    "key": {
        "type": "string",
        "location": "query",
        "description": "An API key that the operator made with `fuerza key create`.",
    },
    "prettyPrint": {
        "type": "boolean",
        "location": "query",
        "default": "false",
        "description": "Accepted, and not read.",
    },
}


def document(root: str) -> dict[str, Any]:
    """Describe the API as it stands at an address, which ends in a slash."""
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": f"{NAME}:{VERSION}",
        "name": NAME,
        "version": VERSION,
        "canonicalName": "Comment Analyzer",
        "title": "Comment scoring, in the words of Perspective's API",
        "description": "Scores for abuse, by a local model. The numbers are not Perspective's.",
        "ownerName": "Fuerza",
        "ownerDomain": "localhost",
        "protocol": "rest",
        "rootUrl": root,
        "servicePath": "",
        "baseUrl": root,
        "basePath": "",
        "batchPath": "batch",
        "parameters": PARAMETERS,
        "schemas": {message.__name__: schema(message) for message in MESSAGES},
        "resources": {
            "comments": {"methods": {name: _method(name, *told) for name, told in METHODS.items()}}
        },
    }


def _method(name: str, description: str, message: str) -> dict[str, Any]:
    path = f"{VERSION}/comments:{name}"
    return {
        "id": f"{NAME}.comments.{name}",
        "path": path,
        "flatPath": path,
        "httpMethod": "POST",
        "description": description,
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": f"{message}Request"},
        "response": {"$ref": f"{message}Response"},
    }


def schema(message: type[Message]) -> dict[str, Any]:
    """Describe a message by its fields, under the names they have in JSON."""
    told = inspect.type_info(message)
    assert isinstance(told, inspect.StructType)
    return {
        "id": message.__name__,
        "type": "object",
        "description": message.__doc__,
        "properties": {field.encode_name: _shape(field.type) for field in told.fields},
    }


def _shape(told: inspect.Type) -> dict[str, Any]:
    """Describe a field; an optional one is described by what it is when it is there."""
    match told:
        case inspect.Metadata(type=inner, extra_json_schema=extra):
            shape = _shape(inner) | (extra or {})
        case inspect.UnionType(types=types):
            shape = _shape(next(one for one in types if not isinstance(one, inspect.NoneType)))
        case inspect.StructType(cls=cls):
            shape = {"$ref": cls.__name__}
        case inspect.ListType(item_type=item):
            shape = {"type": "array", "items": _shape(item)}
        case inspect.DictType(value_type=value):
            shape = {"type": "object", "additionalProperties": _shape(value)}
        case inspect.LiteralType(values=values):
            shape = {"type": "string", "enum": list(values)}
        case _:
            shape = dict(_PLAIN[type(told)])
    return shape


_PLAIN: dict[type[inspect.Type], dict[str, str]] = {
    inspect.StrType: {"type": "string"},
    inspect.BoolType: {"type": "boolean"},
    inspect.IntType: {"type": "integer", "format": "int32"},
    inspect.FloatType: {"type": "number", "format": "float"},
}


def encoded(root: str) -> bytes:
    return msgspec.json.encode(document(root))
