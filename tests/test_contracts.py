"""A planted violation of each contract is caught: a check that can't fail would be worse than none."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DOCSTRING = '"""Planted."""\n\n'

PLANTED_IMPORTS = {
    "The library knows neither Django nor the site": (
        "safeguard/planted.py",
        "import django",
    ),
    "Packages import downwards only": (
        "fuerza/people/services/planted.py",
        "import fuerza.desk.models",
    ),
    "and peers never import each other": (
        "fuerza/desk/services/planted.py",
        "import fuerza.voice",
    ),
    "Inside a domain one file vocabulary and one order": (
        "fuerza/desk/utils.py",
        "",
    ),
    "People keeps the same order": (
        "fuerza/people/models_planted.py",
        "",
    ),
    "Views reach rows through queries": (
        "fuerza/vault/views/planted.py",
        "import fuerza.vault.models",
    ),
    "Platforms never import one another": (
        "safeguard/platforms/sample/planted.py",
        "import safeguard.platforms.table",
    ),
    "Only the safe fetcher speaks to the web": (
        "fuerza/desk/services/planted.py",
        "import httpx2",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the checks read, so that nothing is planted in the tree itself."""
    folder = tmp_path_factory.mktemp("house")
    ignore = shutil.ignore_patterns("__pycache__", "locale", "static", "*.npz")
    shutil.copytree(ROOT / "src", folder / "src", ignore=ignore)
    for name in (".importlinter", "pyproject.toml", "manage.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": "src", "COLUMNS": "300", "FUERZA_DATA": str(folder / "var")},
    )


@pytest.mark.parametrize("contract", PLANTED_IMPORTS)
def test_a_planted_import_is_caught(copy: Path, contract: str) -> None:
    name, line = PLANTED_IMPORTS[contract]
    planted = copy / "src" / name
    if not planted.parent.exists():
        planted = planted.parent.with_suffix(".py")
        before = planted.read_text()
        planted.write_text(f"{before}\n{line}\n")
    else:
        before = None
        planted.write_text(f"{DOCSTRING}{line}\n")

    done = run(copy, str(BIN / "lint-imports"), "--no-logo", "--no-cache")

    planted.unlink() if before is None else planted.write_text(before)
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row and contract in row]
    assert (done.returncode, len(broken)) == (1, 1)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("F401", "import os"),
        (
            "C901",
            "def f(a: int) -> int:\n"
            + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(12))
            + "    return 0",
        ),
        ("S608", 'def f(name: str) -> str:\n    return f"DELETE FROM {name}"'),
        ("D100", None),
    ],
)
def test_a_planted_fault_of_style_is_caught(copy: Path, code: str, text: str | None) -> None:
    planted = copy / "src" / "fuerza" / "desk" / "services" / "planted.py"
    planted.write_text("x = 1\n" if text is None else f"{DOCSTRING}{text}\n")

    done = run(
        copy, str(BIN / "ruff"), "check", "--no-cache", "--output-format=concise", str(planted)
    )

    planted.unlink()
    assert (done.returncode, code in done.stdout) == (1, True)


def test_a_planted_wrong_type_is_caught(copy: Path) -> None:
    planted = copy / "src" / "safeguard" / "planted.py"
    planted.write_text(f'{DOCSTRING}count: int = "three"\n')

    done = run(
        copy,
        str(BIN / "mypy"),
        "src/safeguard/planted.py",
        "--config-file=pyproject.toml",
        f"--cache-dir={copy / 'cache'}",
    )

    planted.unlink()
    assert (done.returncode, "[assignment]" in done.stdout) == (1, True)


def test_a_changed_model_without_its_migration_is_caught(copy: Path) -> None:
    models = copy / "src" / "fuerza" / "packs" / "models.py"
    before = models.read_text()
    models.write_text(before.replace("max_length=80", "max_length=81"))

    done = run(copy, sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")

    models.write_text(before)
    assert (done.returncode, "packs" in done.stdout) == (1, True)


def test_a_template_that_breaks_the_form_is_caught(copy: Path) -> None:
    planted = copy / "src" / "fuerza" / "templates" / "planted.html"
    planted.write_text('<img src="x">\n<div style="color:red">\n')

    done = run(copy, str(BIN / "djlint"), str(planted), "--lint", "--quiet")

    planted.unlink()
    assert done.returncode == 1
