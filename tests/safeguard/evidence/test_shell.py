"""The shell verifier says what it has not checked, and what it lacks; its verdicts are in tests/vectors."""

import shutil
import subprocess
from pathlib import Path

import pytest

from safeguard import evidence
from safeguard.evidence import Anchor, key_file
from tests.safeguard.evidence.authority import Authority
from tests.safeguard.evidence.packages import SIGNER, an_item, build, proofs, unpack

SOURCE = Path(evidence.__file__).with_name("verify.sh")
TOOLS = "basename cat cmp cut dirname find grep head ls mktemp rm sed sh sort tail tr uniq wc sha256sum".split()
ALONE = (
    "Nothing was changed since the package was made, unless its lists were rewritten too.\n"
    "Not checked: who made it (--key FILE), when it was made (--tsa FILE, where it holds time stamps), "
    "the records, the receipts and the log, and whether what it says is true.\n"
)
TRUSTED = (
    "Nothing was changed since the package was made.\n"
    "Not checked: the records, the receipts and the log, and whether what it says is true.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    missing = [
        each for each in (*TOOLS, "unzip", "ssh-keygen", "openssl") if not shutil.which(each)
    ]
    if missing:
        pytest.skip(f"not run: {missing[0]} is not installed")
    authority = Authority(tmp_path / "a.example")
    stamp = (Anchor("a.example", authority.stamp(proofs(1).checkpoint.encode())),)
    package, _ = build(an_item(), proofs=proofs(1, anchors=stamp))
    (tmp_path / "p.zip").write_bytes(package)
    unpack(package, tmp_path)
    (tmp_path / "key").write_text(key_file(SIGNER.name, SIGNER.public))
    shutil.copy(authority.certificates, tmp_path / "tsa")
    return tmp_path


def checked(folder: Path, *arguments: str, path: str | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [shutil.which("sh") or "sh", str(SOURCE), *arguments],
        cwd=folder,
        env={"PATH": path} if path else None,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("package", ["p.zip", "package", "./package/"])
def test_it_says_what_was_not_checked(folder: Path, package: str) -> None:
    trusting = ["--key", "key", "--tsa", "./tsa"]

    assert checked(folder, package) == (0, ALONE, "")
    assert checked(folder, package, *trusting) == (0, TRUSTED, "")


def test_it_leaves_nothing_behind(folder: Path) -> None:
    scratch = folder / "scratch"
    scratch.mkdir()
    before = sorted(folder.rglob("*"))

    subprocess.run(["sh", SOURCE, "p.zip"], cwd=folder, env={"TMPDIR": str(scratch)}, check=True)

    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["p.zip", "--key"],
        ["p.zip", "--key", "nothing"],
        ["p.zip", "--other", "key"],
        ["p.zip", "x"],
    ],
)
def test_it_says_how_it_is_used(folder: Path, arguments: list[str]) -> None:
    usage = "usage: sh verify.sh PACKAGE [--key FILE] [--tsa FILE]\n"

    assert checked(folder, *arguments) == (2, "", usage)


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (["p.zip"], "unzip"),
        (["package", "--key", "key"], "ssh-keygen"),
        (["package", "--tsa", "tsa"], "openssl"),
    ],
)
def test_a_tool_that_is_missing_is_no_verdict(
    folder: Path, arguments: list[str], missing: str
) -> None:
    few = folder / "few"
    few.mkdir()
    for tool in TOOLS:
        (few / tool).symlink_to(str(shutil.which(tool)))

    assert checked(folder, "package", path=str(few)) == (0, ALONE, "")
    assert checked(folder, *arguments, path=str(few)) == (2, "", f"{missing} is not installed.\n")


def test_what_is_not_there_is_refused(folder: Path) -> None:
    assert checked(folder, "nothing") == (1, "It was neither a folder nor a ZIP.\n", "")
    assert checked(folder, "key") == (1, "It was neither a folder nor a ZIP.\n", "")


@pytest.mark.parametrize("name", ["a b", "a\nb", "\xe9", "a."])
def test_an_odd_name_is_refused(folder: Path, name: str) -> None:
    (folder / "package" / name).write_text("x")

    assert checked(folder, "package") == (1, "A name was not plain.\n", "")


def test_an_empty_folder_is_refused(folder: Path) -> None:
    (folder / "package/data/0001/x/y").mkdir(parents=True)

    assert checked(folder, "package") == (1, "A folder was empty.\n", "")
