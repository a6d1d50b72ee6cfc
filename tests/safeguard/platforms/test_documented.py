"""The pages on platforms name every platform, every column and every code there is."""

import re
from pathlib import Path

from safeguard.platforms import registry
from safeguard.platforms.codes import Code
from safeguard.platforms.table.columns import COLUMNS

PAGES = Path(__file__).parents[3] / "docs" / "platforms"


def _first_cells(page: str) -> set[str]:
    """Give the names in the first cell of each table row."""
    cells = re.findall(r"^\| ([^|]*) \|", (PAGES / page).read_text(), re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_platform_is_on_the_index_page() -> None:
    assert {*registry.CONNECTORS, *registry.IMPORTERS} <= _first_cells("index.md")


def test_every_column_and_every_code_is_on_one_page_on_files_and_no_other() -> None:
    file, chats = _first_cells("file.md"), _first_cells("chats.md")

    assert file | chats - {*registry.IMPORTERS} == {*COLUMNS, *Code}
    assert not file & chats
