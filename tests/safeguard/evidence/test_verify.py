"""The verifier accepts a whole package, names whatever was changed, and says what it can't know."""

import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard import evidence
from safeguard.evidence import WORDS, Finding, canonical, verify
from safeguard.evidence.verify import MAX_RECORD, main
from tests.safeguard.evidence.packages import (
    an_item,
    build,
    kept,
    rewrite_lists,
    rewrite_manifests,
)

PAYLOAD = ["record.json", "raw.json", "media/1.jpg", "assessment.json", "custody.json"]
SOURCE = Path(evidence.__file__).with_name("verify.py")
KEPT = kept(build(an_item(1), an_item(2))[1])


def test_a_whole_package_has_no_findings(package: bytes, bag: Path) -> None:
    path = bag.parent / "p.zip"
    path.write_bytes(package)

    assert verify(bag) == []
    assert verify(path) == []
    assert verify(str(path), KEPT) == []


@pytest.mark.parametrize("name", PAYLOAD)
def test_every_changed_byte_of_an_item_is_found(bag: Path, name: str) -> None:
    path = bag / "data/0001" / name
    body = path.read_bytes()

    for at in range(len(body)):
        path.write_bytes(body[:at] + bytes([body[at] ^ 1 << at % 8]) + body[at + 1 :])

        assert Finding("changed", f"data/0001/{name}") in verify(bag), at


@pytest.mark.parametrize("name", PAYLOAD)
def test_every_changed_byte_of_an_item_is_found_by_sha256sum(bag: Path, name: str) -> None:
    path = bag / "data/0001" / name
    body = path.read_bytes()
    check = ["sha256sum", "-c", "--strict", "--status", "manifest-sha256.txt"]

    for at in range(len(body)):
        path.write_bytes(body[:at] + bytes([body[at] ^ 1 << at % 8]) + body[at + 1 :])

        assert subprocess.run(check, cwd=bag, check=False).returncode == 1, at


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("bagit.txt", 1),
        ("bag-info.txt", 1),
        ("HOW-TO-CHECK.txt", 1),
        ("proofs/receipts.txt", 1),
        ("manifest-sha256.txt", 1),
        ("tagmanifest-sha256.txt", 1),
        ("verify/verify.py", 97),
    ],
)
def test_every_changed_byte_of_the_rest_is_found(bag: Path, name: str, step: int) -> None:
    path = bag / name
    body = path.read_bytes()

    for at in range(0, len(body), step):
        path.write_bytes(body[:at] + bytes([body[at] ^ 1 << at % 8]) + body[at + 1 :])

        assert verify(bag) != [], at


def test_a_removed_file_is_found(bag: Path) -> None:
    (bag / "data/0001/raw.json").unlink()

    assert verify(bag) == [Finding("missing", "data/0001/raw.json")]


@pytest.mark.parametrize("name", ["bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_a_removed_list_is_found(bag: Path, name: str) -> None:
    (bag / name).unlink()

    assert Finding("missing", name) in verify(bag)


@pytest.mark.parametrize(
    "name", ["note.txt", "data/0001/note.txt", "proofs/x", "verify/__init__.py", "data/0003/a.txt"]
)
def test_an_added_file_is_found(bag: Path, name: str) -> None:
    (bag / name).parent.mkdir(exist_ok=True)
    (bag / name).write_text("x")

    assert Finding("added", name) in verify(bag)


def test_a_renamed_file_is_found(bag: Path) -> None:
    (bag / "data/0002/raw.json").rename(bag / "data/0002/raw.txt")

    assert verify(bag) == [
        Finding("missing", "data/0002/raw.json"),
        Finding("added", "data/0002/raw.txt"),
        Finding("unnamed", "data/0002/raw.txt"),
    ]


def test_a_file_that_the_computer_made_is_told_apart(bag: Path) -> None:
    (bag / "verify/.DS_Store").write_bytes(b"")

    assert verify(bag) == [Finding("leftover", "verify/.DS_Store")]


def test_an_empty_folder_is_found(bag: Path) -> None:
    (bag / "data/0001/empty/inner").mkdir(parents=True)

    assert verify(bag) == [
        Finding("empty_folder", "data/0001/empty"),
        Finding("empty_folder", "data/0001/empty/inner"),
    ]


def test_a_link_is_found_and_not_followed(bag: Path) -> None:
    raw = bag / "data/0001/raw.json"
    raw.rename(bag.parent / "elsewhere")
    raw.symlink_to(bag.parent / "elsewhere")
    (bag / "proofs/all").symlink_to("/")

    assert set(verify(bag)) == {
        Finding("link", "data/0001/raw.json"),
        Finding("link", "proofs/all"),
        Finding("missing", "data/0001/raw.json"),
    }


def test_a_pipe_is_found_and_not_read(bag: Path) -> None:
    os.mkfifo(bag / "proofs/pipe")

    assert verify(bag) == [Finding("link", "proofs/pipe")]


@pytest.mark.parametrize("name", ["é", "a b", "a.", "tab\there", "\x1b[2J"])
def test_an_odd_name_is_found_and_safe_to_print(bag: Path, name: str) -> None:
    (bag / name).write_text("x")

    findings = verify(bag)

    assert [finding.code for finding in findings] == ["name", "added"]
    assert all(finding.words.isascii() and finding.words.isprintable() for finding in findings)


def test_names_that_differ_in_capitals_only_are_found(bag: Path) -> None:
    (bag / "BAGIT.TXT").write_text("x")

    assert verify(bag) == [Finding("twins", "bagit.txt"), Finding("added", "BAGIT.TXT")]


def test_a_file_that_cannot_be_read_is_found(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intact = Path.open

    def failing(path: Path, mode: str = "r") -> object:
        if path.name == "raw.json":
            raise PermissionError
        return intact(path, mode)

    monkeypatch.setattr(Path, "open", failing)

    assert Finding("unreadable", "data/0001/raw.json") in verify(bag)


def test_a_folder_that_cannot_be_read_is_found(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intact = os.scandir

    def failing(path: Path) -> object:
        if path.name == "proofs":
            raise PermissionError
        return intact(path)

    monkeypatch.setattr(os, "scandir", failing)

    assert Finding("unreadable", "proofs/") in verify(bag)


def test_what_is_not_there_is_found(tmp_path: Path) -> None:
    assert verify(tmp_path / "nothing") == [Finding("unreadable", f"{tmp_path}/nothing")]


def test_an_empty_folder_is_no_package(tmp_path: Path) -> None:
    codes = [finding.code for finding in verify(tmp_path)]

    assert codes == ["missing"] * 4 + ["version", "no_items", "receipts"]


# Somebody who rewrites the lists as well: only a receipt kept elsewhere shows it.


def change_text(bag: Path) -> None:
    path = bag / "data/0001/record.json"
    path.write_bytes(path.read_bytes().replace(b"Nobody", b"No one"))


def take_item_away(bag: Path) -> None:
    for path in (bag / "data/0002").rglob("*.*"):
        path.unlink()
    (bag / "data/0002/media").rmdir()
    (bag / "data/0002").rmdir()


def add_item(bag: Path) -> None:
    body = (bag / "data/0001/record.json").read_bytes().replace(b"id-1", b"id-3")
    folder = bag / "data/0003"
    (folder / "media").mkdir(parents=True)
    (folder / "record.json").write_bytes(body)
    for name in ("raw.json", "media/1.jpg"):
        (folder / name).write_bytes((bag / "data/0001" / name).read_bytes())


@pytest.mark.parametrize(
    ("tamper", "finding"),
    [
        (change_text, Finding("receipt", "id-1")),
        (take_item_away, Finding("absent", "id-2")),
        (add_item, Finding("unvouched", "id-3")),
    ],
)
def test_a_package_rewritten_with_its_lists_is_found_by_a_kept_receipt_alone(
    bag: Path, tamper: Callable[[Path], None], finding: Finding
) -> None:
    tamper(bag)
    rewrite_lists(bag)

    assert verify(bag) == []
    assert verify(bag, KEPT) == [finding]


@pytest.mark.parametrize("name", ["raw.json", "media/1.jpg"])
def test_a_changed_body_is_found_by_its_record_though_the_lists_were_rewritten(
    bag: Path, name: str
) -> None:
    (bag / "data/0001" / name).write_bytes(b"other")
    rewrite_manifests(bag)

    assert verify(bag) == [Finding("record_differs", f"data/0001/{name}")]


def test_a_changed_record_is_found_by_the_receipt_inside(bag: Path) -> None:
    change_text(bag)
    rewrite_manifests(bag)

    assert verify(bag) == [Finding("commitment", "id-1")]


def test_a_copied_item_is_found_though_the_lists_were_rewritten(bag: Path) -> None:
    add_item(bag)
    original = (bag / "data/0001/record.json").read_bytes()
    (bag / "data/0003/record.json").write_bytes(original)
    rewrite_manifests(bag)

    assert verify(bag) == [Finding("twins", "id-1")]


def test_files_that_no_record_names_are_found_though_the_lists_were_rewritten(bag: Path) -> None:
    (bag / "data/0001/note.txt").write_text("x")
    (bag / "data/note").write_text("x")
    (bag / "data/0002/raw.json").unlink()
    rewrite_manifests(bag)

    assert verify(bag) == [
        Finding("stray", "data/note"),
        Finding("unnamed", "data/0001/note.txt"),
        Finding("missing", "data/0002/raw.json"),
    ]


@pytest.mark.parametrize("name", ["0003", "0003.pdf", "Report.pdf", "report", "a.b.c", "r.pdf "])
def test_a_file_beside_the_items_must_be_called_like_a_document(bag: Path, name: str) -> None:
    (bag / "data" / name).write_text("x")
    rewrite_manifests(bag)

    assert Finding("stray", f"data/{name}") in verify(bag)


def test_a_document_is_pinned_by_the_manifest(bag: Path) -> None:
    (bag / "data/report.pdf").write_text("x")

    unlisted = verify(bag)
    rewrite_manifests(bag)
    listed = verify(bag)
    (bag / "data/report.pdf").write_text("y")

    assert unlisted == [Finding("added", "data/report.pdf")]
    assert listed == []
    assert verify(bag) == [Finding("changed", "data/report.pdf")]


def test_receipts_that_are_gone_or_unreadable_are_found(bag: Path) -> None:
    (bag / "proofs/receipts.txt").write_bytes(b"\xffnothing")
    rewrite_manifests(bag)

    assert verify(bag) == [Finding("receipts", "proofs/receipts.txt")]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: "".join(sorted(text.splitlines(keepends=True), reverse=True)),
        lambda text: text + text,
        lambda text: text.replace("  ", " *"),
        lambda text: text.upper(),
        lambda text: "\ufeff" + text,
        lambda text: text + "\n",
        lambda text: text + "0" * 64 + "  bagit.txt\n",
    ],
)
def test_a_manifest_in_any_other_form_is_found(bag: Path, edit: Callable[[str], str]) -> None:
    path = bag / "manifest-sha256.txt"
    path.write_text(edit(path.read_text()), newline="")

    assert Finding("list", "manifest-sha256.txt") in verify(bag)


def test_a_list_of_files_to_fetch_is_found(bag: Path) -> None:
    (bag / "fetch.txt").write_text("https://example.org/raw.json 7 data/0001/raw.json\n")
    rewrite_manifests(bag)

    assert verify(bag) == [Finding("list", "tagmanifest-sha256.txt")]


def test_another_version_of_the_format_is_found(bag: Path) -> None:
    (bag / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    rewrite_manifests(bag)

    assert verify(bag) == [
        Finding("too_large", "bagit.txt"),
        Finding("version", "bagit.txt"),
    ]


HOSTILE_RECORDS = [
    b"",
    b"\xff",
    b"null",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"9" * 100_000,
    b"9007199254740993",
    b"1.5",
    b"NaN",
    b'{"identity":{"id":1},"integrity":{"files":[],"salt":""}}',
    b'{"identity":{"id":"x"},"integrity":{"files":1,"salt":""}}',
    b'{"identity":{"id":"x"},"integrity":{"files":[{"path":[],"sha256":"","size":1}],"salt":""}}',
    b'{"identity":{"id":"x"},"integrity":{"files":[{"path":1,"sha256":"","size":1}],"salt":""}}',
    b'{"identity":{"id":"x"},"integrity":{"files":[],"salt":1}}',
    b'{"identity":{"id":"x"},"integrity":{"files":[],"salt":"00"}}',
    b'{"identity":{"id":"x"}, "integrity":{"files":[],"salt":"' + b"00" * 32 + b'"}}',
    b'{"identity":{"id":"x"},"integrity":{"files":[],"salt":"' + b"00" * 32 + b'"},"\xc3\xa9":1}',
    b'{"identity":{"id":"\\ud800"},"integrity":{"files":[],"salt":"' + b"00" * 32 + b'"}}',
]


@pytest.mark.parametrize("body", HOSTILE_RECORDS)
def test_a_record_of_any_other_shape_is_found(bag: Path, body: bytes) -> None:
    (bag / "data/0001/record.json").write_bytes(body)

    assert Finding("record", "data/0001/record.json") in verify(bag)


def test_a_record_that_is_too_large_is_not_read(bag: Path) -> None:
    (bag / "data/0001/record.json").write_bytes(b" " * (MAX_RECORD + 1))

    assert Finding("too_large", "data/0001/record.json") in verify(bag)


def test_a_canonical_record_of_the_library_is_canonical_to_the_verifier(bag: Path) -> None:
    path = bag / "data/0001/record.json"
    plain = path.read_text(encoding="utf-8")

    assert canonical(json.loads(plain)) == plain.encode()
    assert verify(bag) == []


# The command.


def test_the_command_says_that_receipts_were_compared(
    bag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipts = bag.parent / "mine.txt"
    receipts.write_text((bag / "proofs/receipts.txt").read_text())

    code = main([str(bag), "--receipt", str(receipts)])

    assert code == 0
    assert capsys.readouterr().out == (
        "2 items checked: nothing was changed since the package was made, unless its lists were rewritten too.\n"
        "Records, raw bytes and media are those that the receipts were given for.\n"
        "Not checked: who made it (--key KEY would show that).\n"
        "Not checked: whether a log held it, because there is no checkpoint.\n"
        "Not checked: when it was made, because it holds no time stamp.\n"
        "Not checked: whether what it says is true.\n"
    )


def test_the_command_names_each_finding_in_words(
    bag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bag / "data/0001/raw.json").write_text("x")
    receipts = bag.parent / "mine.txt"
    receipts.write_text(f"item: id-1\ncommitment: {'0' * 64}\n")

    code = main([str(bag), "--receipt", str(receipts)])

    assert code == 1
    assert capsys.readouterr().out == (
        "data/0001/raw.json was changed.\n"
        "data/0001/raw.json was not what the item's record describes.\n"
        "Item id-2 had no receipt among those that were kept.\n"
        "Item id-1 did not match the receipt that was kept.\n"
    )


def test_the_command_says_one_item_of_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(build(an_item())[0])

    code = main([str(path)])

    assert code == 0
    assert capsys.readouterr().out.startswith("1 item checked: nothing was changed")


def test_the_command_checks_the_package_it_lies_in(capsys: pytest.CaptureFixture[str]) -> None:
    code = main([])  # here it lies in the library, which is no package

    assert code == 1
    assert "bagit.txt was missing.\n" in capsys.readouterr().out


def test_the_command_ends_with_its_verdict(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bag / "note").write_text("x")
    monkeypatch.setattr(sys, "argv", ["verify.py", str(bag)])

    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(SOURCE), run_name="__main__")

    assert end.value.code == 1


def test_the_command_says_that_a_receipt_was_not_there_or_none(
    bag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = bag / "bagit.txt"

    codes = [main([str(bag), "--receipt", "nothing"]), main([str(bag), "--receipt", str(empty)])]

    assert codes == [1, 1]
    assert capsys.readouterr().out == (
        "nothing could not be read.\n"
        f"{empty} held no receipts, or two that contradict one another.\n"
    )


def test_every_finding_has_its_words_and_every_word_its_finding() -> None:
    source = SOURCE.read_text()

    codes = re.findall(r'(?:_Stopped|_finding|_note)\(\s*"(\w+)"', source)
    chosen = re.findall(r'"(\w+)" if is_leftover else "(\w+)"', source)
    compared = re.findall(r'\["(fork|gap)"\]', source)
    brought = re.findall(r'_read\(read_\w+, "(\w+)"', source)

    pairs = (code for pair in chosen for code in pair)
    assert {*codes, *compared, *brought, *pairs} == set(WORDS)


@pytest.mark.parametrize("arguments", [["--help"], ["nowhere"]])
def test_the_command_by_its_packages_name_warns_of_nothing(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "safeguard.evidence", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (int(arguments != ["--help"]), "")
