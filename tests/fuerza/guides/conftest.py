"""A made-up guide laid beside ours, in English and as a translation whose state each test chooses."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from pytest_django import Settings

from fuerza.guides.queries import books
from fuerza.guides.queries.books import Guide

TODAY = date(2026, 11, 30)
LATER = date(2027, 6, 1)
ABOUT = """
id: 0b7a8c1e-6a53-4b6e-9c56-1f3a4f0a9d11
kind: report
order: 9
facts:
  - code: rule
    source: A platform's rules
    dated: 2026-06-29
    checked_on: 2026-11-01
    expires_on: 2027-04-30
  - code: law
    guard: legal
    name: An office
    link: https://office.example
    numbers: ["12 34"]
    source: A law
    checked_on: 2026-11-01
    expires_on: 2027-04-30
"""
ENGLISH = """---
title: Made up
lead: A guide of the tests.
words: [zyzzyva]
{state}---
# minute
1. Breathe. [^rule]
2. See [another one](guide:keep-proof).

# more
## By place
- Hand the **blue** form in within nine days. [^law]

That is all.
"""
SPANISH = """---
title: Inventada
lead: Una guía de las pruebas.
made_from: "{digest}"
{state}---
# minute
1. Respira. [^rule]
2. Mira [otra](guide:keep-proof).

# more
## Por lugar
- Entrega el formulario azul en nueve días. [^law]

Eso es todo.
"""
REVIEWED = "state: reviewed\nreviewed_by: Ana Roa, Mesa\nreviewed_on: 2026-11-20\n"
Lay = Callable[..., Guide]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.ENV = msgspec.structs.replace(settings.ENV, data=tmp_path)
    made = tmp_path / "guides" / "made-up"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def lay(folder: Path) -> Lay:
    """Lay the guide down: `english` and `spanish` are states, `digest` what the translation says it was made from."""

    def laid(*, english: str = "", spanish: str | None = None, digest: str = "") -> Guide:
        (folder / "guide.yaml").write_text(ABOUT)
        (folder / "en.md").write_text(ENGLISH.format(state=english))
        if spanish is not None:
            now = made_up().source.digest
            (folder / "es.md").write_text(SPANISH.format(state=spanish, digest=digest or now))
        return made_up()

    return laid


def made_up() -> Guide:
    found = books.guide_named("made-up")
    assert found is not None
    return found
