"""Every name in the registry leads to a class that keeps its promise."""

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code
from tests.safeguard.platforms.tables import ROW, ndjson, table


@pytest.mark.parametrize("name", registry.CONNECTORS)
def test_each_connector_is_found_and_says_what_it_can_do(name: str) -> None:
    found = registry.connector(name)

    assert all(isinstance(it, str) for it in found.capabilities)
    assert "read.mentions" in found.capabilities
    assert callable(found.pull)
    assert callable(found.act)


@pytest.mark.parametrize("name", registry.AUTHORIZERS)
def test_each_way_in_leads_to_a_connector_and_says_what_it_asks_for(name: str) -> None:
    found = registry.authorizer(name)

    assert name in registry.CONNECTORS
    assert found.scopes.keys() == {"watch", "act"}
    assert callable(found.start)


@pytest.mark.parametrize("name", registry.IMPORTERS)
def test_each_importer_is_found_and_sniffs_under_its_own_name(name: str) -> None:
    assert registry.importer(name).sniff(b"").importer == name


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(KeyError):
        registry.connector("nowhere")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (ndjson(ROW), "ndjson"),
        (table(ROW), "csv"),
        (table(ROW, delimiter=";"), "csv"),
        (b"\xef\xbb\xbf" + ndjson(ROW), "ndjson"),
        (table(ROW).decode().encode("utf-16"), "csv"),
    ],
)
def test_the_surest_importer_answers(head: bytes, name: str) -> None:
    assert registry.sniff(head).importer == name


def test_what_no_importer_can_read_comes_back_with_the_reason() -> None:
    sniffed = registry.sniff(b"PK\x03\x04" + b"\0" * 100)

    assert (sniffed.confidence, sniffed.problem) == (0, Problem(0, Code.NOT_TEXT, detail="zip"))
