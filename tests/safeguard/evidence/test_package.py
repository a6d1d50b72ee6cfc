"""A package is the same bytes for the same input, and other people's tools accept it."""

import ast
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from safeguard import evidence
from safeguard.evidence import (
    Anchor,
    BodyDidNotMatch,
    Item,
    NameWasNotPlain,
    NotARecord,
    PackageSummary,
    PackageWasEmpty,
    Receipt,
    WordsWereMissing,
    build_package,
    verify,
)
from safeguard.evidence.verify import zip_end, zip_entry, zip_head
from tests.safeguard.evidence.packages import (
    NOW,
    TOOL,
    WORDS,
    a_record,
    an_item,
    build,
    proofs,
    unpack,
)

NAMES = [
    "package/bagit.txt",
    "package/data/0001/record.json",
    "package/data/0001/raw.json",
    "package/data/0001/media/1.jpg",
    "package/data/0001/assessment.json",
    "package/data/0001/custody.json",
    "package/bag-info.txt",
    "package/HOW-TO-CHECK.txt",
    "package/proofs/receipts.txt",
    "package/verify/verify.py",
    "package/verify/verify.sh",
    "package/manifest-sha256.txt",
    "package/tagmanifest-sha256.txt",
]
BARE = msgspec.structs.replace(an_item(), assessment=None, custody=())


class Pipe(io.RawIOBase):
    """Takes bytes like a socket: no going back, no asking where."""

    def __init__(self) -> None:
        self.body = b""

    def writable(self) -> bool:
        return True

    def write(self, body: object) -> int:
        assert isinstance(body, bytes)
        self.body += body
        return len(body)


def test_a_package_holds_what_the_format_says_in_that_order() -> None:
    alone, _ = build(an_item())

    assert zipfile.ZipFile(io.BytesIO(alone)).namelist() == NAMES


def test_documents_and_proofs_lie_where_the_format_says(tmp_path: Path) -> None:
    anchors = (Anchor("a.example", b"one"), Anchor("b.example", b"two"))
    given = proofs(1, anchors=anchors)

    body, _ = build(an_item(), documents={"report.pdf": b"%PDF"}, proofs=given)

    bag = unpack(body, tmp_path)
    added = ["report.pdf", "checkpoint", "a.example.tsr", "b.example.tsr", "tagmanifest.sshsig"]
    names = [name for name in zipfile.ZipFile(io.BytesIO(body)).namelist() if name not in NAMES]
    assert [name.rpartition("/")[2] for name in names] == added
    assert (bag / "data/report.pdf").read_bytes() == b"%PDF"
    assert (bag / "proofs/checkpoint").read_text() == given.checkpoint
    assert (bag / "proofs/b.example.tsr").read_bytes() == b"two"
    assert "  data/report.pdf\n" in (bag / "manifest-sha256.txt").read_text()
    assert "tagmanifest.sshsig" not in (bag / "tagmanifest-sha256.txt").read_text()
    assert verify(bag) == []


@pytest.mark.parametrize(
    "name", ["", "report", "Report.pdf", "0003", "../r.pdf", "a/b.pdf", "é.pdf"]
)
def test_a_document_with_a_name_that_packages_have_not_is_refused(name: str) -> None:
    with pytest.raises(NameWasNotPlain):
        build(an_item(), documents={name: b""})


@pytest.mark.parametrize("names", [["../a"], ["A"], [""], ["a", "a"]])
def test_time_stamps_with_names_that_packages_have_not_are_refused(names: list[str]) -> None:
    given = proofs(1, anchors=tuple(Anchor(name, b"") for name in names))

    with pytest.raises(NameWasNotPlain):
        build(an_item(), proofs=given)


def test_the_same_input_gives_the_same_bytes() -> None:
    first, _ = build(an_item(1), an_item(2))
    second, _ = build(an_item(1), an_item(2))

    assert first == second


def test_a_package_goes_into_a_pipe_unchanged() -> None:
    pipe = Pipe()

    build_package(
        [an_item()],
        out=pipe,  # type: ignore[arg-type]  # reason: BinaryIO has no base class to derive from
        made_at=NOW,
        tool=TOOL,
        language="es",
        how_to_check=WORDS,
    )

    assert pipe.body == build(an_item())[0]


def test_the_summary_says_what_was_written(bag: Path) -> None:
    _, summary = build(an_item(1), an_item(2))

    sizes = [path.stat().st_size for path in bag.glob("data/**/*") if path.is_file()]
    tagmanifest = (bag / "tagmanifest-sha256.txt").read_bytes()
    receipts = [Receipt.of(an_item(n).record, made_at=NOW, tool=TOOL) for n in (1, 2)]
    assert summary == PackageSummary(
        items=2,
        files=len(sizes),
        size=sum(sizes),
        fingerprint=hashlib.sha256(tagmanifest).hexdigest(),
        receipts=tuple(receipts),
    )


def test_the_small_files_say_what_they_should(bag: Path) -> None:
    info = (bag / "bag-info.txt").read_text()

    size = sum(path.stat().st_size for path in bag.glob("data/**/*") if path.is_file())
    agent = "Bag-Software-Agent: fuerza 0.1"
    assert info == f"Bagging-Date: 2026-03-01\n{agent}\nPayload-Oxum: {size}.10\n"
    assert (bag / "HOW-TO-CHECK.txt").read_text() == "Cómo comprobar\n\n\nHow to check\n"
    assert json.loads((bag / "data/0001/assessment.json").read_text()) == {
        "model": "m 1",
        "point": "balanced",
        "heads": {"insult": 0.75, "hate": None},
        "labels": [],
        "severity": None,
        "decision": None,
        "decided_at": None,
        "human_label": None,
        "rule": None,
    }
    assert json.loads((bag / "data/0001/custody.json").read_text()) == [
        {"what": "captured", "at": "2026-03-01T12:30:00Z", "who": "her", "why": None}
    ]


@pytest.mark.parametrize("name", ["verify.py", "verify.sh"])
def test_the_verifiers_inside_are_the_librarys_own(bag: Path, name: str) -> None:
    ours = Path(evidence.__file__).with_name(name)

    assert (bag / "verify" / name).read_bytes() == ours.read_bytes()


def test_the_date_is_the_one_in_utc() -> None:
    out = io.BytesIO()
    late = NOW.replace(hour=23).astimezone(timezone(timedelta(hours=9)))

    build_package([BARE], out=out, made_at=late, tool=TOOL, language="en", how_to_check=WORDS)

    with zipfile.ZipFile(out) as archive:
        assert archive.read("package/bag-info.txt").startswith(b"Bagging-Date: 2026-03-01\n")
        assert archive.read("package/HOW-TO-CHECK.txt") == b"How to check\n"


def test_an_item_without_assessment_and_custody_has_no_such_files(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    package, summary = build(BARE)
    path.write_bytes(package)

    assert summary.files == 3
    assert verify(path) == []


def test_bodies_are_opened_one_at_a_time() -> None:
    written: list[int] = []
    out = io.BytesIO()

    def bodies() -> Iterator[bytes]:
        for body in an_item().bodies:
            written.append(len(out.getvalue()))
            yield body

    item = msgspec.structs.replace(an_item(), bodies=bodies())
    build_package([item], out=out, made_at=NOW, tool=TOOL, language="en", how_to_check=WORDS)

    assert out.getvalue() == _in_english(an_item())
    assert written == sorted(set(written))


def _in_english(item: Item) -> bytes:
    out = io.BytesIO()
    build_package([item], out=out, made_at=NOW, tool=TOOL, language="en", how_to_check=WORDS)
    return out.getvalue()


@pytest.mark.parametrize(
    ("bodies", "sentence"),
    [
        ([b'{"n":1}'], "An item had fewer files than its record describes."),
        ([b'{"n":2}', b""], "A file's bytes were not those that its record describes."),
        ([b'{"n":11}', b""], "A file's bytes were not those that its record describes."),
        ([*an_item().bodies, b""], "An item had more files than its record describes."),
    ],
)
def test_files_that_are_not_those_of_the_record_are_refused(
    bodies: list[bytes], sentence: str
) -> None:
    item = msgspec.structs.replace(an_item(), bodies=bodies)

    with pytest.raises(BodyDidNotMatch) as refusal:
        build(item)

    assert str(refusal.value) == sentence


def test_bytes_that_are_no_record_are_refused() -> None:
    with pytest.raises(NotARecord):
        build(Item(record=b"{}", bodies=[]))


def test_a_package_of_nothing_is_refused() -> None:
    with pytest.raises(PackageWasEmpty):
        build()


@pytest.mark.parametrize("words", [{"es": "Cómo"}, {"en": "How"}, {"es": "", "en": "How"}])
def test_a_package_without_words_in_both_languages_is_refused(words: dict[str, str]) -> None:
    out = io.BytesIO()

    with pytest.raises(WordsWereMissing):
        build_package([BARE], out=out, made_at=NOW, tool=TOOL, language="es", how_to_check=words)

    assert out.getvalue() == b""


def test_sha256sum_accepts_the_unpacked_package(bag: Path) -> None:
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        run = subprocess.run(
            ["sha256sum", "-c", "--strict", "--quiet", manifest],
            cwd=bag,
            capture_output=True,
            text=True,
            check=False,
        )

        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.skipif(shutil.which("unzip") is None, reason="not run: unzip is not installed")
def test_unzip_finds_nothing_odd(package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(package)

    run = subprocess.run(["unzip", "-tqq", path], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_bagit_accepts_the_unpacked_package(bag: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="not run: bagit is not installed")

    read = bagit.Bag(str(bag))

    assert read.validate() is True
    assert (read.version_info, read.algorithms) == ((1, 0), ["sha256"])


@pytest.mark.parametrize("arguments", [[], ["."], ["../p.zip"]])
def test_the_verifier_inside_runs_by_itself(
    package: bytes, bag: Path, arguments: list[str]
) -> None:
    (bag.parent / "p.zip").write_bytes(package)

    run = subprocess.run(
        [sys.executable, "-I", "-S", "verify/verify.py", *arguments],
        cwd=bag,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (
        "2 items checked: nothing was changed since the package was made, unless its lists were rewritten too.\n"
        "Not checked: who made it (--key KEY would show that).\n"
        "Not checked: whether a log held it, because there is no checkpoint.\n"
        "Not checked: when it was made, because it holds no time stamp.\n"
        "Not checked: whether what it says is true.\n"
    )


def test_the_verifier_inside_speaks_the_python_of_2019() -> None:
    source = Path(evidence.__file__).with_name("verify.py").read_text()

    tree = ast.parse(source, feature_version=(3, 8))

    imported = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    assert imported <= sys.stdlib_module_names


def test_a_package_of_more_files_than_a_plain_zip_counts_is_whole(tmp_path: Path) -> None:
    count = 0x10000
    names = [f"p/{number:05d}" for number in range(count)]
    heads = [zip_head(name, 0, 0) + name.encode() for name in names]
    size = len(heads[0])
    directory = b"".join(zip_entry(name, 0, 0, at * size) for at, name in enumerate(names))
    path = tmp_path / "many.zip"
    path.write_bytes(b"".join(heads) + directory + zip_end(count, len(directory), count * size))

    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == names
        assert archive.read(names[-1]) == b""


def test_the_receipts_inside_are_those_of_the_records(bag: Path) -> None:
    text = (bag / "proofs/receipts.txt").read_text()

    bodies = [(bag / f"data/{item}/record.json").read_bytes() for item in ("0001", "0002")]
    receipts = [Receipt.of(body, made_at=NOW, tool=TOOL) for body in bodies]
    assert evidence.parse_receipts(text) == receipts
    assert receipts[0].item == a_record().identity.id
