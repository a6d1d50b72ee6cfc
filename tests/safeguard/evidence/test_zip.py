"""A ZIP has one right form: every other byte in it, and every trick on unzippers, is found and not unpacked."""

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard.evidence import Finding, verify
from safeguard.evidence.verify import zip_end, zip_entry, zip_head
from tests.safeguard.evidence.packages import an_item, build, contents, kept, unpack
from tests.safeguard.evidence.tampering import zipped

WHOLE, SUMMARY = build(an_item(1), an_item(2))
KEPT = kept(SUMMARY)
DIRECTORY = WHOLE.index(b"PK\1\2")
END = WHOLE.index(b"PK\5\6")


def with_python(package: bytes, compression: int = zipfile.ZIP_STORED) -> bytes:
    """Pack a package anew, as any program would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", compression) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def checked(package: bytes, folder: Path) -> list[Finding]:
    path = folder / "p.zip"
    path.write_bytes(package)
    return verify(path)


def test_the_form_is_written_the_same_by_hand() -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]

    assert zipped(*files) == WHOLE


@pytest.mark.parametrize(
    "name",
    [
        "/etc/cron",
        "../x",
        "package/../x",
        "package//x",
        "package/x/",
        "C:\\x",
        "\xe9",
        "a\0b",
        "x.",
        "",
    ],
)
def test_a_name_that_leads_out_or_is_odd_is_found(tmp_path: Path, name: str) -> None:
    package = zipped(("package/bagit.txt", b""), (name, b"x"))

    assert checked(package, tmp_path) == [Finding("name", ascii(name)[1:-1])]


@pytest.mark.parametrize("name", ["package/bagit.txt", "package/BAGIT.txt"])
def test_a_name_that_is_there_twice_is_found(tmp_path: Path, name: str) -> None:
    package = zipped(("package/bagit.txt", b""), (name, b"x"))

    assert checked(package, tmp_path) == [Finding("twins", name)]


def test_a_file_that_is_a_folder_too_is_found(tmp_path: Path) -> None:
    package = zipped(("package/data/r.pdf", b""), ("package/data/r.pdf/x", b""))

    assert Finding("twins", "data/r.pdf") in checked(package, tmp_path)


@pytest.mark.parametrize("files", [["a", "b"], ["package/a", "other/b"], ["bagit.txt"]])
def test_a_zip_without_its_one_folder_is_no_package(tmp_path: Path, files: list[str]) -> None:
    package = zipped(*((name, b"") for name in files))

    assert checked(package, tmp_path) == [Finding("not_a_package", "p.zip")]


@pytest.mark.parametrize("package", [b"", b"hello", zipped(), b"PK\3\4", b"\0" * 100])
def test_what_is_no_zip_is_no_package(tmp_path: Path, package: bytes) -> None:
    assert checked(package, tmp_path) == [Finding("not_a_package", "p.zip")]


FIRST = "package/bagit.txt"


def _other_sum(whole: bytes) -> bytes:
    good = struct.pack(
        "<L", zlib.crc32(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    )
    return whole.replace(good, b"\1\2\3\4")


def _overlapping(_: bytes) -> bytes:
    body = b"x" * 1000
    inner = zip_head("package/b", zlib.crc32(body), len(body)) + b"package/b" + body
    outer = zip_head("package/a", zlib.crc32(inner), len(inner)) + b"package/a"
    directory = zip_entry("package/a", zlib.crc32(inner), len(inner), 0)
    directory += zip_entry("package/b", zlib.crc32(body), len(body), len(outer))
    return outer + inner + directory + zip_end(2, len(directory), len(outer + inner))


def _left_out(whole: bytes) -> bytes:
    first = len(FIRST) + 46
    directory = whole[DIRECTORY + first : END]
    return (
        whole[:DIRECTORY]
        + directory
        + zip_end(WHOLE.count(b"PK\1\2") - 1, len(directory), DIRECTORY)
    )


TRICKS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "compressed": (lambda whole: with_python(whole, zipfile.ZIP_DEFLATED), FIRST),
    "packed anew": (with_python, FIRST),
    "encrypted": (lambda whole: whole[:6] + b"\1" + whole[7:], FIRST),
    "declares more than there is": (lambda whole: whole[:18] + b"\xff" * 8 + whole[26:], "p.zip"),
    "declares two sizes": (lambda whole: whole[:18] + b"\xff" * 4 + whole[22:], FIRST),
    "a sum that is wrong in both places": (_other_sum, "bagit.txt"),
    "a link": (
        lambda whole: (
            whole[: DIRECTORY + 38] + struct.pack("<L", 0o120777 << 16) + whole[DIRECTORY + 42 :]
        ),
        "p.zip",
    ),
    "two entries over one another": (_overlapping, "p.zip"),
    "bytes between": (lambda whole: whole[:DIRECTORY] + b"hidden" + whole[DIRECTORY:], "p.zip"),
    "bytes after": (lambda whole: whole + b"hidden", "p.zip"),
    "a comment": (lambda whole: whole[:-2] + b"\6\0hidden", "p.zip"),
    "an entry that the directory leaves out": (_left_out, "p.zip"),
    "another package behind": (lambda whole: whole + whole, "p.zip"),
    "cut off": (lambda whole: whole[: len(whole) // 2], "p.zip"),
    "cut off in a head": (lambda whole: whole[: whole.index(b"PK\3\4", 4) + 10], "p.zip"),
}


@pytest.mark.parametrize(("trick", "where"), TRICKS.values(), ids=list(TRICKS))
def test_a_trick_on_unzippers_is_found(
    tmp_path: Path, trick: Callable[[bytes], bytes], where: str
) -> None:
    package = trick(WHOLE)

    assert checked(package, tmp_path) == [Finding("structure", where)]


def test_bytes_before_the_first_file_make_it_no_package(tmp_path: Path) -> None:
    assert checked(b"#!/bin/sh\n" + WHOLE, tmp_path) == [Finding("not_a_package", "p.zip")]


def test_a_bomb_is_found_without_being_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("package/bagit.txt", bytes(50_000_000))
    path = tmp_path / "bomb.zip"
    path.write_bytes(out.getvalue())

    tracemalloc.start()
    began = time.process_time()
    findings = verify(path)
    spent = time.process_time() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert findings == [Finding("structure", "package/bagit.txt")]
    assert (peak < 1_000_000, spent < 0.5) == (True, True)


def test_more_files_than_a_verifier_counts_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(verify.__globals__, "_MAX_ENTRIES", 3)

    assert checked(WHOLE, tmp_path) == [Finding("structure", "package/data/0001/media/1.jpg")]


def test_a_package_of_many_gibibytes_is_read_as_other_programs_read_it(tmp_path: Path) -> None:
    size, names = (1 << 32) - 1000, ["p/a", "p/b", "p/c"]
    path = tmp_path / "far.zip"
    at, directory = 0, b""
    with path.open("wb") as out:
        for name in names:
            out.write(zip_head(name, 0, size) + name.encode())
            directory += zip_entry(name, 0, size, at)
            at = out.seek(size, io.SEEK_CUR)  # a hole: no disk is used
        out.write(directory + zip_end(len(names), len(directory), at))

    findings = verify(path)

    with zipfile.ZipFile(path) as archive:
        offsets = [info.header_offset for info in archive.infolist()]
    assert offsets == [0, size + 33, 2 * size + 66]
    assert [each for each in findings if each.code == "added"] == [
        Finding("added", "a"),
        Finding("added", "b"),
        Finding("added", "c"),
    ]
    assert Finding("structure", "far.zip") not in findings


positions = st.integers(0, len(WHOLE) - 1)
mutations = st.one_of(
    st.tuples(st.just("flip"), positions, st.integers(1, 255)),
    st.tuples(st.just("cut"), positions, st.integers(1, 300)),
    st.tuples(st.just("insert"), positions, st.integers(1, 300)),
    st.tuples(st.just("copy"), positions, st.integers(1, 300)),
)


def mutated(package: bytes, kind: str, at: int, amount: int) -> bytes:
    if kind == "flip":
        return package[:at] + bytes([package[at] ^ amount]) + package[at + 1 :]
    if kind == "cut":
        return package[:at] + package[at + amount :]
    if kind == "insert":
        return package[:at] + bytes(amount) + package[at:]
    return package[:at] + package[at : at + amount] + package[at:]


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(mutations, min_size=1, max_size=3))
def test_no_mutated_zip_is_accepted(tmp_path: Path, steps: list[tuple[str, int, int]]) -> None:
    package = WHOLE
    for kind, at, amount in steps:
        package = (
            mutated(package, kind, min(at, max(len(package) - 1, 0)), amount) if package else b""
        )

    assert (checked(package, tmp_path) == []) == (package == WHOLE)


@pytest.mark.parametrize(
    "places", [range(0, DIRECTORY, 11), range(DIRECTORY, len(WHOLE))], ids=["files", "directory"]
)
def test_every_changed_byte_of_a_zip_is_found(tmp_path: Path, places: range) -> None:
    for at in places:
        assert checked(mutated(WHOLE, "flip", at, 1 << at % 8), tmp_path) != [], at


names = st.sampled_from(
    ["data/0001/raw.json", "data/0002/record.json", "bag-info.txt", "proofs/receipts.txt"]
)
changes = st.one_of(
    st.tuples(st.just("write"), names, st.binary(max_size=40)),
    st.tuples(
        st.just("add"),
        st.from_regex(r"(data/0001/|proofs/|)[a-z]{1,8}", fullmatch=True),
        st.just(b""),
    ),
    st.tuples(st.just("remove"), names, st.just(b"")),
    st.tuples(st.just("rename"), names, st.just(b"")),
)


def change(bag: Path, kind: str, name: str, body: bytes) -> None:
    path = bag / name
    if kind in {"write", "add"}:
        path.write_bytes(body)
    elif kind == "remove":
        path.unlink(missing_ok=True)
    elif path.exists():
        path.rename(path.with_suffix(".moved"))


@settings(max_examples=60, deadline=None)
@given(st.lists(changes, min_size=1, max_size=4))
def test_no_changed_folder_is_accepted(steps: list[tuple[str, str, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        bag = unpack(WHOLE, Path(folder))
        before = contents(bag)
        for kind, name, body in steps:
            change(bag, kind, name, body)

        findings = verify(bag, KEPT)

        assert (findings == []) == (contents(bag) == before)
