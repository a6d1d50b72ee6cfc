"""Random mutations of small packages, and a judge that compares bytes, names and set: what `just fuzz-vault` runs.

The verifier is the library's, kept outside the packages, with a pinned key. It fails when it accepts what is not the
package that was made, or refuses what is.
"""

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from safeguard.evidence import Anchor, Finding, Kept, verify
from safeguard.evidence.note import Signer
from tests.safeguard.evidence.authority import Authority
from tests.safeguard.evidence.packages import (
    SIGNATURE,
    SIGNER,
    a_note,
    an_item,
    build,
    key,
    proofs,
)
from tests.safeguard.evidence.tampering import (
    TOP,
    Files,
    listed,
    opened,
    sealed,
    zipped,
)

OTHER = Signer(SIGNER.name, bytes(range(1, 33)))
REPORT, STAMP, CHECKPOINT = "data/report.pdf", "proofs/a.example.tsr", "proofs/checkpoint"
RECEIPTS = "proofs/receipts.txt"
UPDATE = b"\n5 0 obj\n<< /Type /Annot >>\nendobj\nxref\n5 1\ntrailer\n<< /Prev 9 >>\nstartxref\n99\n%%EOF\n"
NEW_NAMES = [
    "note.txt",
    ".DS_Store",
    "BAGIT.TXT",
    "fetch.txt",
    "manifest-md5.txt",
    "tagmanifest-sha512.txt",
    "data/second.pdf",
    "data/note",
    "data/0001/note.txt",
    "data/0001/Raw.json",
    "data/0001/media/2.jpg",
    "data/0009/record.json",
    "proofs/b.example.tsr",
    "proofs/key",
    "proofs/tagmanifest.sshsig.txt",
    "verify/__init__.py",
    "a b",
    "data/0001/\xe9",
    "x.",
]
WRONG_NAMES = [
    "../x",
    "/x",
    "package/../x",
    "package//x",
    "package/x/",
    "package\\x",
    "C:/x",
    "x\0y",
    "other/x",
]


Verifier = Callable[[Path, Kept], list[Finding]]


class Case(msgspec.Struct):
    """A package to check: a ZIP's bytes or a folder's files, links and empty folders; and what it was made from."""

    original: Files
    files: Files = {}
    links: dict[str, str] = {}
    folders: list[str] = []
    raw: bytes | None = None
    clean_raw: bytes | None = None
    with_stamps: bool = False

    def is_clean(self) -> bool:
        """Say whether nothing differs, by looking at the bytes and never by asking the verifier."""
        if self.raw is not None:
            return self.raw == self.clean_raw
        return self.files == self.original and not self.links and not self.folders


class Bench:
    """What mutations are made from: a few packages by one signer, stamps by two authorities, and a place to write."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- to be repeated, not to be secret
        self.folder = folder
        self.authority = Authority(folder / "a.example")
        self.stranger = Authority(folder / "s.example")
        self.kept = key()
        note = a_note(5).encode()
        stamp = (Anchor("a.example", self.authority.stamp(note)),)
        documents = {"report.pdf": b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"}
        self.stamps = [
            self.stranger.stamp(note),
            self.authority.stamp(b"else"),
            self.stranger.stamp(b"else"),
        ]
        self.bases = [
            self._whole(build(an_item(1), documents=documents, proofs=proofs(1, anchors=stamp))[0]),
            self._whole(build(an_item(1), an_item(2), documents=documents, proofs=proofs(1, 2))[0]),
            self._whole(build(an_item(3), documents={}, proofs=proofs(3, of=4))[0]),
        ]

    @staticmethod
    def _whole(package: bytes) -> Files:
        return sealed(listed(opened(package)))

    def pick(self) -> Files:
        return dict(self.random.choice(self.bases))

    def name_in(self, files: Files) -> str:
        return self.random.choice(sorted(files))


# Edits of files in hand. Each gives other files, now and then the same: the judge looks.


def change_bytes(bench: Bench, files: Files) -> Files:
    name = bench.name_in(files)
    return {**files, name: _spoiled(bench.random, files[name])}


def change_another_twice(bench: Bench, files: Files) -> Files:
    return change_bytes(bench, change_bytes(bench, files))


def add_file(bench: Bench, files: Files) -> Files:
    body = bench.random.choice([b"", b"x", files[bench.name_in(files)]])
    return {**files, bench.random.choice(NEW_NAMES): body}


def remove_file(bench: Bench, files: Files) -> Files:
    return _but(files, bench.name_in(files))


def rename_file(bench: Bench, files: Files) -> Files:
    name = bench.name_in(files)
    new = bench.random.choice([name.upper(), name + ".txt", name + "2", *NEW_NAMES])
    return {new: files[name], **_but(files, name)} if new not in files else files


def swap_files(bench: Bench, files: Files) -> Files:
    first, second = bench.name_in(files), bench.name_in(files)
    return {**files, first: files[second], second: files[first]}


def take_from_another_package(bench: Bench, files: Files) -> Files:
    other = bench.pick()
    name = bench.name_in(other)
    return {**files, name: other[name]}


def remove_item(bench: Bench, files: Files) -> Files:
    item = bench.random.choice(sorted({name[:10] for name in files if name.startswith("data/0")}))
    return {name: body for name, body in files.items() if not name.startswith(item)}


def copy_item(_bench: Bench, files: Files) -> Files:
    copies = {
        name.replace("/0001/", "/0007/"): body for name, body in files.items() if "/0001/" in name
    }
    return {**files, **copies}


def rewrite_record(bench: Bench, files: Files) -> Files:
    name = "data/0001/record.json"
    old = bench.random.choice([b"Nobody", b"someone.example", b"2026-03-01", b"reply"])
    return {**files, name: files[name].replace(old, old[::-1])}


def update_report(bench: Bench, files: Files) -> Files:
    body = files.get(REPORT, b"%PDF-1.7\n")
    return {**files, REPORT: body + bench.random.choice([UPDATE, b" ", b"\n"])}


def exchange_checkpoint(bench: Bench, files: Files) -> Files:
    size = bench.random.randrange(1, 9)
    signer = bench.random.choice([SIGNER, OTHER])
    return {**files, CHECKPOINT: a_note(size, signer=signer).encode()}


def edit_receipts(bench: Bench, files: Files) -> Files:
    text = files[RECEIPTS]
    old, new = bench.random.choice(
        [
            (b"leaf: ", b"leaf: 1"),
            (b"size: ", b"size: 1"),
            (b"receipt: 2", b"receipt: 1"),
            (b"log: ", b"lag: "),
        ]
    )
    return {**files, RECEIPTS: text.replace(old, new, bench.random.choice([1, -1]))}


def exchange_stamp(bench: Bench, files: Files) -> Files:
    return {**files, STAMP: bench.random.choice(bench.stamps)}


EDITS: tuple[Callable[[Bench, Files], Files], ...] = (
    change_bytes,
    change_another_twice,
    add_file,
    remove_file,
    rename_file,
    swap_files,
    take_from_another_package,
    remove_item,
    copy_item,
    rewrite_record,
    update_report,
    exchange_checkpoint,
    edit_receipts,
    exchange_stamp,
)


# What else is made to fit after an edit.


def as_it_is(_bench: Bench, files: Files) -> Files:
    return files


def with_lists(_bench: Bench, files: Files) -> Files:
    return listed(files)


def with_another_key(_bench: Bench, files: Files) -> Files:
    return sealed(listed(files), OTHER)


def for_another_purpose(bench: Bench, files: Files) -> Files:
    return sealed(listed(files), namespace=bench.random.choice(["file", "git", "Package@fuerza"]))


def with_another_packages_signature(bench: Bench, files: Files) -> Files:
    return {**listed(files), SIGNATURE: bench.pick()[SIGNATURE]}


def without_signature(_bench: Bench, files: Files) -> Files:
    return _but(listed(files), SIGNATURE)


FITS: tuple[Callable[[Bench, Files], Files], ...] = (
    as_it_is,
    with_lists,
    with_another_key,
    for_another_purpose,
    with_another_packages_signature,
    without_signature,
)


# What is neither: packages left alone, links and folders, tricks with ZIPs, stamps that the signer let pass.


def left_alone(bench: Bench) -> Case:
    files = bench.pick()
    return Case(files, files)


def left_alone_in_a_zip(bench: Bench) -> Case:
    files = bench.pick()
    items = list(files.items())
    bench.random.shuffle(items)
    top = bench.random.choice([TOP, "p/", "her-package_2.zip/"])
    raw = zipped(*((top + name, body) for name, body in items))
    return Case(files, raw=raw, clean_raw=raw)


def stamped_and_left_alone(bench: Bench) -> Case:
    return Case(bench.bases[0], bench.bases[0], with_stamps=True)


def foreign_stamp_signed(bench: Bench) -> Case:
    """Whoever holds the key lets a stamp pass that is nobody's: only the authorities' certificates tell."""
    files = sealed(listed(exchange_stamp(bench, bench.bases[0])))
    return Case(bench.bases[0], files, with_stamps=True)


def link(bench: Bench) -> Case:
    files = bench.pick()
    name = bench.name_in(files)
    target = bench.random.choice(
        ["/", ".", "nothing", str(bench.folder / "elsewhere"), "../package/" + name]
    )
    (bench.folder / "elsewhere").write_bytes(files[name])
    return Case(files, _but(files, name), {name: target})


def link_added(bench: Bench) -> Case:
    files = bench.pick()
    return Case(files, files, {bench.random.choice(NEW_NAMES): "bagit.txt"})


def folder_added(bench: Bench) -> Case:
    files = bench.pick()
    return Case(
        files,
        files,
        folders=[bench.random.choice(["empty", "data/0009", "data/0001/x/y", "verify"])],
    )


def zip_bytes(bench: Bench) -> Case:
    whole = _zip(bench.pick())
    return Case({}, raw=_spoiled(bench.random, whole), clean_raw=whole)


def zip_tricks(bench: Bench) -> Case:
    files = bench.pick()
    entries = [(TOP + name, body) for name, body in files.items()]
    whole, pick = zipped(*entries), bench.random.choice
    directory, end = whole.index(b"PK\1\2"), whole.rindex(b"PK\5\6")
    name, body = pick(entries)
    tricks: list[Callable[[], bytes]] = [
        lambda: zipped(
            *entries, (pick([name, name.upper(), pick(WRONG_NAMES)]), pick([body, b"x"]))
        ),
        lambda: zipped((pick([name, pick(WRONG_NAMES)]), b"x"), *entries),
        lambda: zipped(*entries, links={name}),
        lambda: zipped(*entries, (TOP + "x", b"/etc/passwd"), links={TOP + "x"}),
        lambda: zipped(*entries, (name + "/x", b"")),
        lambda: whole + pick([b"\0", b"more", whole]),
        lambda: pick([b"\0", b"#!/bin/sh\n", whole]) + whole,
        lambda: whole[:directory] + b"hidden" + whole[directory:],
        lambda: whole[:-2] + b"\4\0note",
        lambda: whole[:directory] + whole[directory + 46 + len(entries[0][0]) :],
        lambda: whole[:directory] + whole[end:],
        lambda: whole[: bench.random.randrange(len(whole))],
        lambda: whole.replace(
            b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0" + pick([b"\1", b"\x08", b"\0\x08"]) + b"\0", 1
        ),
        lambda: whole.replace(name.encode(), name.swapcase().encode(), pick([1, -1])),
        lambda: whole.replace(b"\x21\0", b"\x22\0", pick([1, -1])),
    ]
    return Case({}, raw=pick(tricks)(), clean_raw=whole)


def edited(
    bench: Bench, edit: Callable[[Bench, Files], Files], fit: Callable[[Bench, Files], Files]
) -> Case:
    """Edit a package, make something fit, and write it as a folder or as a ZIP."""
    original = bench.pick()
    files = fit(bench, edit(bench, original))
    if bench.random.random() < 0.5:
        return Case(original, files)
    raw = _zip(files)
    return Case(original, raw=raw, clean_raw=raw if files == original else None)


OTHERS: tuple[Callable[[Bench], Case], ...] = (
    left_alone,
    left_alone_in_a_zip,
    link,
    link_added,
    folder_added,
    zip_bytes,
    zip_tricks,
)
STAMPED: tuple[Callable[[Bench], Case], ...] = (stamped_and_left_alone, foreign_stamp_signed)


class Result(msgspec.Struct):
    """How many of each kind were judged, how many were clean, and what failed."""

    kinds: Counter[str]
    clean: int = 0
    wrongly_accepted: list[str] = []
    wrongly_refused: list[str] = []


def fuzz(count: int, *, seed: int, verifier: Verifier = verify) -> Result:
    """Make and judge `count` mutations; one in fifty has its stamps looked at too, for which openssl is run."""
    result = Result(Counter())
    with tempfile.TemporaryDirectory(dir=_fast()) as name:
        bench = Bench(Path(name), seed)
        for number in range(count):
            kind, case = _case(bench, number)
            result.kinds[kind] += 1
            accepted = _accepted(bench, case, verifier)
            result.clean += case.is_clean()
            if accepted != case.is_clean():
                wrong = result.wrongly_accepted if accepted else result.wrongly_refused
                wrong.append(f"{kind}: seed {seed}, number {number}")
    return result


def _case(bench: Bench, number: int) -> tuple[str, Case]:
    if number % 50 == 0:
        make = STAMPED[number // 50 % len(STAMPED)]
        return make.__name__, make(bench)
    if number % 4 == 0:
        other = OTHERS[number // 4 % len(OTHERS)]
        return other.__name__, other(bench)
    edit, fit = bench.random.choice(EDITS), bench.random.choice(FITS)
    return f"{edit.__name__} {fit.__name__}", edited(bench, edit, fit)


def _accepted(bench: Bench, case: Case, verifier: Verifier) -> bool:
    path = bench.folder / "package"
    kept = bench.kept
    if case.with_stamps:
        kept = kept._replace(authorities=bench.authority.certificates)
    try:
        if case.raw is not None:
            path.write_bytes(case.raw)
        else:
            _write(path, case)
        return verifier(path, kept) == []
    finally:
        path.unlink() if path.is_file() else shutil.rmtree(path)


def _write(path: Path, case: Case) -> None:
    folders = {(path / name).parent for name in (*case.files, *case.links)}
    for folder in (*sorted(folders), *(path / each for each in case.folders)):
        folder.mkdir(parents=True, exist_ok=True)
    for name, body in case.files.items():
        (path / name).write_bytes(body)
    for name, target in case.links.items():
        (path / name).symlink_to(target)


def _spoiled(source: random.Random, body: bytes) -> bytes:
    at = source.randrange(len(body) + 1)
    some = source.randrange(1, 20)
    return source.choice(
        [
            body[:at] + bytes([body[at] ^ 1 << source.randrange(8)]) + body[at + 1 :]
            if at < len(body)
            else body,
            body[:at] + body[at + some :],
            body[:at] + source.randbytes(some) + body[at:],
            body[:at] + body[at : at + some] + body[at:],
            body + source.choice([b"\n", b"\0", b" "]),
            body.replace(b"\n", b"\r\n"),
            b"",
        ]
    )


def _zip(files: Files) -> bytes:
    return zipped(*((TOP + name, body) for name, body in files.items()))


def _but(files: Files, name: str) -> Files:
    return {each: body for each, body in files.items() if each != name}


def _fast() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 -- a folder of our own is made in it
