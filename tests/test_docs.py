"""Docs and code say the same: settings, commands, platforms, detectors, every field, every link."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.core.management import get_commands

from safeguard.platforms import registry

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "training").rglob("*.md")],
    key=str,
)
CLASSES = {"public", "internal", "personal", "sealed"}
_LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def headings(path: Path) -> list[str]:
    return [text for _hashes, text in _HEADING.findall(text_of(path))]


def rows(text: str) -> Iterator[list[str]]:
    """Give the cells of each row of the tables, their heads left out."""
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("|--"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            yield cells


def test_every_setting_has_a_heading_and_every_heading_is_a_setting() -> None:
    source = text_of(ROOT / "src/fuerza/env.py")
    read = set(re.findall(r'environ(?:\.get\(|, )\s*"([A-Z_]+)"', source))

    named = {
        name
        for heading in headings(DOCS / "operate" / "settings.md")
        for name in re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", heading)
        if not name.endswith("_FILE")
    }

    assert named == read


def test_every_command_is_listed_and_every_listed_one_is_there() -> None:
    ours = {name for name, app in get_commands().items() if app.startswith("fuerza.")}

    listed = re.findall(
        r"^\| `fuerza ([a-z ]+?)(?: [A-Z]+)?`",
        text_of(DOCS / "operate/commands.md"),
        re.MULTILINE,
    )

    assert sorted(name.replace(" ", "_") for name in listed) == sorted(ours)


@pytest.mark.parametrize("name", [*registry.CONNECTORS, *registry.IMPORTERS])
def test_every_platform_and_format_has_a_page(name: str) -> None:
    pages = [
        page
        for first, *_middle, last in rows(text_of(DOCS / "platforms/index.md"))
        for page in re.findall(r"\]\(([^)]+)\)", last)
        if f"`{name}`" in first
    ]

    assert [(DOCS / "platforms" / page).exists() for page in pages] == [True]


def test_every_detector_has_a_section_and_every_section_a_detector() -> None:
    files = {path.stem for path in (ROOT / "src/safeguard/detect").glob("[a-z]*.py")}

    sections = re.findall(r"^## (\w+)$", text_of(DOCS / "develop/detectors.md"), re.MULTILINE)

    assert sorted(sections) == sorted(files)


def test_every_test_that_the_invariants_name_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", text_of(DOCS / "develop/invariants.md")))
    written = "\n".join(text_of(path) for path in (ROOT / "tests").rglob("test_*.py"))

    assert {name for name in named if f"def {name}(" not in written} == set()
    assert len(named) > 20


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    dead = []
    for target in _LINK.findall(text_of(path)):
        if re.match(r"(https?|mailto):", target):
            continue
        where, _hash, anchor = unquote(target).partition("#")
        file = (path.parent / where).resolve() if where else path
        anchors = (
            {slug(heading) for heading in headings(file)}
            if file.suffix == ".md" and file.exists()
            else set()
        )
        if not file.exists() or (anchor and anchor not in anchors):
            dead.append(target)

    assert dead == []


def slug(heading: str) -> str:
    """Name a heading the way a forge does."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def inventory() -> dict[str, tuple[str, dict[str, str]]]:
    """Read docs/operate/data.md: for each table its section, and each field's class."""
    parts = re.split(r"^## ", text_of(DOCS / "operate/data.md"), flags=re.MULTILINE)[1:]
    found = {}
    for part in parts:
        label, _newline, body = part.partition("\n")
        fields: dict[str, str] = {}
        for names, privacy, *_note in rows(body):
            for name in names.split(", ") if names != "fields" else ():
                assert name not in fields, f"{label}.{name} is there twice"
                fields[name] = privacy
        found[label] = (body, fields)
    return found


def test_every_field_of_every_table_is_classified_and_no_row_is_stale() -> None:
    there = {
        model._meta.label: {field.name for field in model._meta.concrete_fields}
        for model in apps.get_models(include_auto_created=True)
    }

    listed = {label: set(fields) for label, (_body, fields) in inventory().items()}

    assert listed == there


def test_every_table_says_how_long_how_copied_and_how_erased() -> None:
    silent = [
        (label, word)
        for label, (body, _fields) in inventory().items()
        for word in ("Kept", "Her copy", "Erasing")
        if not re.search(rf"^- {word}: \S.*\.$", body, re.MULTILINE)
    ]
    unknown = {
        privacy for _body, fields in inventory().values() for privacy in fields.values()
    } - CLASSES

    assert (silent, unknown) == ([], set())


def test_what_is_called_sealed_is_no_text_in_clear() -> None:
    """A field that is sealed, or named so, is bytes; and bytes that are named so are never called internal."""
    kinds = {
        f"{model._meta.label}.{field.name}": field.get_internal_type()
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }
    privacy = {
        f"{label}.{name}": kind
        for label, (_body, fields) in inventory().items()
        for name, kind in fields.items()
    }
    wrapped = {"core.Keyring.wraps": "JSONField"}  # locks, in base64

    odd = {
        field: kinds[field]
        for field, kind in privacy.items()
        if kind == "sealed" and kinds.get(field) != "BinaryField"
    }
    told = [
        field
        for field in kinds
        if ".sealed" in field and privacy[field] not in {"sealed", "personal"}
    ]

    assert (odd, told) == (wrapped, [])


def test_the_files_of_her_copy_that_are_promised_are_those_that_the_code_writes() -> None:
    promised = {
        name
        for body, _fields in inventory().values()
        for line in re.findall(r"^- Her copy: (.*)$", body, re.MULTILINE)
        for name in re.findall(r"[a-z]+(?:-[a-z]+)*(?:-\*)?\.(?:ndjson|json)", line)
    }
    written = {
        re.sub(r"\{[^}]+\}", "*", name)
        for path in (ROOT / "src/fuerza").glob("*/privacy.py")
        for name in re.findall(r'Part\(\s*f?"([^"/]+\.(?:ndjson|json))"', text_of(path))
    }

    assert promised == written
