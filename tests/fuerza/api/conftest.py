"""Scoring turned on, a key, and a way to ask that is like a program's: JSON, no cookies."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from fuerza.people import services

ANALYZE = "/v1alpha1/comments:analyze"
SUGGEST = "/v1alpha1/comments:suggestscore"
DISCOVERY = "/$discovery/rest"
PLAIN_DISCOVERY = "/v1alpha1/discovery"
THREAT = "I know where you live and I will kill you"
KIND = "Thank you all for coming to the walk today"
JSON = "application/json"

Switch = Callable[..., None]
Ask = Callable[..., Any]


@pytest.fixture
def switch(settings: Settings) -> Switch:
    """Turn scoring to a mode, as FUERZA_SCORING would; other settings of env go along."""

    def to(scoring: str, **others: object) -> None:
        settings.ENV = msgspec.structs.replace(settings.ENV, scoring=scoring, **others)

    return to


@pytest.fixture
def key(switch: Switch) -> str:
    """Have keys asked for, and make one."""
    switch("keys")
    return services.key_create(name="a program", now=timezone.now())[1]


@pytest.fixture
def ask(key: str) -> Ask:
    """Ask with the key: the body's fields by name; TOXICITY of a text unless said."""

    def asked(text: str = THREAT, *attributes: str, **body: Any) -> Any:
        asked_for: dict[str, Any] = {name: {} for name in attributes or ("TOXICITY",)}
        whole: dict[str, Any] = {"comment": {"text": text}, "requestedAttributes": asked_for} | body
        return Client().post(f"{ANALYZE}?key={key}", whole, JSON)

    return asked
