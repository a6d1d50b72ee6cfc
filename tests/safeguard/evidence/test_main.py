"""`python -m safeguard.evidence` is the verifier: it ends with 0 on a whole package and with 1 on a changed one."""

import runpy
from pathlib import Path

import pytest


def ended_with(monkeypatch: pytest.MonkeyPatch, bag: Path) -> object:
    monkeypatch.setattr("sys.argv", ["evidence", str(bag)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("safeguard.evidence", run_name="__main__")
    return ended.value.code


def test_the_packages_name_runs_the_verifier(monkeypatch: pytest.MonkeyPatch, bag: Path) -> None:
    assert ended_with(monkeypatch, bag) == 0

    (bag / "data/0001/record.json").write_bytes(b"{}")

    assert ended_with(monkeypatch, bag) == 1


def test_importing_it_runs_nothing() -> None:
    namespace = runpy.run_module("safeguard.evidence.__main__", run_name="imported")

    assert callable(namespace["main"])
