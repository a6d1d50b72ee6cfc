"""Her case with two of three kept things in it, a pack begun, and a reviewer who has read every route."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from django.utils import timezone
from pytest_django import Settings

from fuerza.acts.choices import Category
from fuerza.cases import queries as cases
from fuerza.cases.queries import CaseAt
from fuerza.core.keyrings import Opened
from fuerza.packs import queries, services
from fuerza.packs.models import Pack
from fuerza.packs.queries import Filled, PackAt, routes
from fuerza.vault.models import Exhibit
from tests.fuerza.cases.conftest import (
    NOW,
    at,
    case,
    helper,
    helpers_key,
    hers,
    kept,
    let_into,
    locked,
    opened,
    person,
)

__all__ = [
    "NOW",
    "at",
    "case",
    "helper",
    "helpers_key",
    "hers",
    "kept",
    "let_into",
    "locked",
    "opened",
    "person",
]
Begun = Callable[..., PackAt]
ANSWERS = {
    "tick": "yes",
    "first_person": "me",
    "authorised": "me",
    "device_kind": "mobile",
    "device_held": "owned",
}


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test alone."""
    settings.ENV = msgspec.structs.replace(settings.ENV, data=tmp_path)
    return tmp_path


@pytest.fixture
def reviewed(data: Path) -> None:
    """Lay our own files into this installation as a local partner's, with her name in every entry."""
    folder = data / "routes"
    folder.mkdir()
    for path in routes.OURS.glob("*.yaml"):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in file["routes"]:
            entry["reviewed_by"] = dict.fromkeys(("en", "es", "ar"), "Ana of a partner")
        (folder / path.name).write_text(yaml.safe_dump(file), encoding="utf-8")


@pytest.fixture
def begun(at: CaseAt) -> Begun:
    """Begin a pack of the case's exhibits, or of its first."""

    def begin(
        route: str = "any.police",
        *,
        only_first: bool = False,
        exhibits_instead: Sequence[Exhibit] | None = None,
        **wanted: Any,
    ) -> PackAt:
        exhibits = [row.exhibit for row in cases.exhibits_in(at)]
        if exhibits_instead is not None:
            exhibits = list(exhibits_instead)
        given = {"language": "en", "category": Category.THREAT} | wanted
        pack = services.begin(
            at=at,
            wanted=services.Wanted(
                route=route, exhibits=exhibits[:1] if only_first else exhibits, **given
            ),
            now=NOW,
        )
        return found(at, pack)

    return begin


def found(at: CaseAt, pack: Pack) -> PackAt:
    again = queries.pack_at(at.actor, pack.pk, timezone.now())
    assert again is not None
    return again


def answered(begun: PackAt, opened: Opened, **more: str) -> Filled:
    """Answer whatever it asks."""
    stands = queries.filled(begun, opened, NOW)
    assert stands is not None
    answers = {
        field.code: ANSWERS.get(field.demand.how, ANSWERS.get(field.code, f"said {field.code}"))
        for field in stands.asks
    }
    after = services.answer(found=begun, answers=answers | more, opened=opened, now=NOW)
    assert after is not None
    begun.pack.refresh_from_db()
    return after
