"""Makes the vectors, the same bytes each time: `uv run python -m tests.vectors.make`.

Only the authorities' certificates and stamps in given/ are not made anew: they hold a time and a random number.
`--stamp` makes those too, with an authority on this machine; that is needed when the packages' own bytes change.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path

import msgspec

from safeguard.evidence import Anchor, Proofs, consistency_file, key_file
from safeguard.evidence.log import Tree, leaf_hash
from safeguard.evidence.note import Signer
from tests.safeguard.evidence.authority import Authority
from tests.safeguard.evidence.packages import (
    SIGNATURE,
    SIGNER,
    a_commitment,
    a_note,
    a_tree,
    an_item,
    build,
    proofs,
)
from tests.safeguard.evidence.tampering import (
    MANIFEST,
    TAGMANIFEST,
    TOP,
    Files,
    listed,
    opened,
    sealed,
    zipped,
)

HERE = Path(__file__).parent
GIVEN, PACKAGES, TABLE = HERE / "given", HERE / "packages", HERE / "vectors.json"
STRANGER = Signer("stranger.example", bytes(range(1, 33)))
STAMPED_ELSE = b"something else that the authority was asked to stamp\n"
REPORT = {"report.pdf": b"%PDF-1.7 a report\n"}
STAMP, RAW = "proofs/a.example.tsr", "data/0001/raw.json"

# What each tool is asked, in a folder that holds the package and the files of given/.
PY, SH = "python3 verify.py PACKAGE", "sh verify.sh PACKAGE"
TOOLS = {
    "sha256sum": f"cd PACKAGE && sha256sum -c --strict {MANIFEST} && sha256sum -c --strict {TAGMANIFEST}",
    "bagit": "bagit.py --validate PACKAGE",
    "bdbag": "bdbag --validate full PACKAGE",
    "ssh-keygen": f"ssh-keygen -Y verify -f key -I {SIGNER.name} -n package@fuerza"
    f" -s PACKAGE/{SIGNATURE} < PACKAGE/{TAGMANIFEST}",
    "openssl": f"openssl ts -verify -in PACKAGE/{STAMP} -data PACKAGE/proofs/checkpoint -CAfile authority.pem",
    "verify.py": f"{PY} --key key --tsa authority.pem --checkpoint checkpoint --consistency consistency",
    "verify.sh": f"{SH} --key key --tsa authority.pem",
    "verify.py alone": PY,
    "verify.sh alone": SH,
}
OURS, ALONE = {"verify.py", "verify.sh"}, {"verify.py alone", "verify.sh alone"}
SUMS, BAGS = {"sha256sum"}, {"bagit", "bdbag"}
ON_ZIP = OURS | ALONE


class Vector(msgspec.Struct, frozen=True):
    """One package, whether it is the ZIP that is checked or what unpacks from it, and who refuses it."""

    name: str
    says: str
    package: bytes
    refused_by: set[str]
    form: str = "folder"

    def row(self) -> dict[str, object]:
        asked = TOOLS if self.form == "folder" else ON_ZIP
        verdicts = {
            tool: "refuses" if tool in self.refused_by else "accepts"
            for tool in TOOLS
            if tool in asked
        }
        return {
            "name": self.name,
            "package": f"packages/{self.name}.zip",
            "form": self.form,
            "says": self.says,
            "verdicts": verdicts,
        }


def vectors() -> Iterator[Vector]:
    yield from _whole()
    yield from _changed()
    yield from _rewritten()
    yield from _by_its_signer()
    yield from _zips()


def base(*numbers: int, given: Proofs | None = None) -> Files:
    stamp = Anchor("a.example", (GIVEN / "a.example.tsr").read_bytes())
    given = given or proofs(*numbers, anchors=(stamp,))
    package, _ = build(*map(an_item, numbers), documents=REPORT, proofs=given)
    return sealed(listed(opened(package)))


def as_zip(files: Files) -> bytes:
    return zipped(*((TOP + name, body) for name, body in files.items()))


def _folder(name: str, says: str, files: Files, *refused_by: set[str]) -> Vector:
    return Vector(name, says, as_zip(files), set().union(*refused_by))


def _whole() -> Iterator[Vector]:
    whole = base(1, 2)
    yield _folder("whole", "Two items, a report, a log, a stamp, a signature.", whole)
    yield Vector("whole-zip", "The same, as it is handed over.", as_zip(whole), set(), "zip")
    yield _folder("one-of-two", "One of the two items: nothing tells of the other.", base(1))
    stamp = (Anchor("a.example", (GIVEN / "a.example.tsr").read_bytes()),)
    later = base(1, 2, given=proofs(1, anchors=stamp))
    yield _folder("not-in-the-log-yet", "The second item was kept after the checkpoint.", later)
    package, _ = build(an_item(1), an_item(2))
    bare = listed(opened(package))
    yield _folder(
        "without-proofs",
        "No log, no stamp, no signature: whole, but by nobody.",
        bare,
        OURS,
        {"ssh-keygen", "openssl"},
    )


def _changed() -> Iterator[Vector]:
    """Changed without making anything fit."""
    whole = base(1, 2)
    for name, file in (
        ("raw-changed", RAW),
        ("report-changed", "data/report.pdf"),
        ("opinion-changed", "data/0001/assessment.json"),
    ):
        changed = {**whole, file: whole[file] + b" "}
        yield _folder(name, f"A byte was added to {file}.", changed, SUMS, BAGS, OURS, ALONE)
    changed = {**whole, "bag-info.txt": whole["bag-info.txt"].replace(b"fuerza", b"Fuerza")}
    yield _folder(
        "information-changed",
        "A letter of bag-info.txt was changed.",
        changed,
        SUMS,
        BAGS,
        OURS,
        ALONE,
    )
    without = {name: body for name, body in whole.items() if name != RAW}
    yield _folder("file-removed", f"{RAW} is not there.", without, SUMS, BAGS, OURS, ALONE)
    renamed = {**without, "data/0001/raw.txt": whole[RAW]}
    yield _folder("file-renamed", f"{RAW} has another name.", renamed, SUMS, BAGS, OURS, ALONE)
    for name, file, seen in (
        ("file-added-to-an-item", "data/0001/note.txt", BAGS),
        ("document-added", "data/second.pdf", BAGS),
        ("file-added-at-the-top", "note.txt", set()),
        ("file-added-to-proofs", "proofs/b.example.tsr", set()),
    ):
        added = {**whole, file: b"more\n"}
        yield _folder(
            name, f"{file} is in no list: sha256sum does not see that.", added, seen, OURS, ALONE
        )
    link = "data/0002/media/1.jpg"
    files = [
        (TOP + n, b"../../0001/media/1.jpg" if n == link else body) for n, body in whole.items()
    ]
    linked = zipped(*files, links={TOP + link})
    yield Vector("link", f"{link} is a link to a file with the same bytes.", linked, OURS | ALONE)
    fewer = {name: body for name, body in whole.items() if name != SIGNATURE}
    yield _folder("signature-removed", "The signature is not there.", fewer, OURS, {"ssh-keygen"})


def _rewritten() -> Iterator[Vector]:
    """Changed, and everything made to fit that does not need the key."""
    whole = base(1, 2)
    signed = OURS | {"ssh-keygen"}
    yield _folder(
        "raw-rewritten",
        "raw.json was changed and the lists made anew: the record tells.",
        listed({**whole, RAW: b'{"n":9}'}),
        signed,
        {"verify.py alone"},
    )
    for name, says, files in (
        (
            "report-rewritten",
            "The report was changed and the lists made anew.",
            {**whole, "data/report.pdf": b"%PDF-2"},
        ),
        (
            "document-removed",
            "The report was taken out, and of the lists too.",
            _but(whole, "data/report.pdf"),
        ),
        ("stamp-removed", "The stamp was taken out, and of the lists too.", _but(whole, STAMP)),
    ):
        lost = {"openssl"} if STAMP not in files else set()
        yield _folder(name, says, listed(files), signed, lost)
    item = _but(whole, *(name for name in whole if name.startswith("data/0002/")))
    yield _folder(
        "item-removed",
        "The second item was taken out, and of the lists too: its receipt tells.",
        listed(item),
        signed,
        {"verify.py alone"},
    )
    package, _ = build(an_item(1), an_item(3), proofs=proofs(1, 3, signer=STRANGER))
    other = sealed(listed(opened(package)), STRANGER)
    yield _folder(
        "signed-by-a-stranger",
        "Whole, but all of it made by somebody else.",
        other,
        signed,
        {"openssl"},
    )
    yield _folder(
        "signed-by-a-stranger-in-her-name",
        "The whole package signed by another key.",
        sealed(whole, Signer(SIGNER.name, STRANGER.private)),
        signed,
    )
    yield _folder(
        "signed-for-another-purpose",
        "A signature by the right key that was made for something else.",
        sealed(whole, namespace="file"),
        signed,
    )


def _by_its_signer() -> Iterator[Vector]:
    """Signed by the right key: only what is inside tells."""
    whole = base(1, 2)
    note = a_note(5, tree=Tree(leaf_hash(bytes([each])) for each in range(5)))
    makes: tuple[tuple[str, str, Files, set[str]], ...] = (
        (
            "checkpoint-of-another-log",
            "The receipts prove nothing of this checkpoint, which nobody stamped.",
            {**whole, "proofs/checkpoint": note.encode()},
            {"verify.py", "verify.sh", "verify.py alone", "openssl"},
        ),
        (
            "proof-of-another-place",
            "A receipt names another leaf than its path proves.",
            {
                **whole,
                "proofs/receipts.txt": whole["proofs/receipts.txt"].replace(b"leaf: 2", b"leaf: 3"),
            },
            {"verify.py", "verify.py alone"},
        ),
        (
            "receipt-missing",
            "An item has no receipt.",
            {
                **whole,
                "proofs/receipts.txt": whole["proofs/receipts.txt"].partition(b"\n\n")[0] + b"\n",
            },
            {"verify.py", "verify.py alone"},
        ),
        (
            "stamp-by-a-stranger",
            "The stamp is by an authority that was not given.",
            {**whole, STAMP: (GIVEN / "stranger.tsr").read_bytes()},
            OURS | {"openssl"},
        ),
        (
            "stamp-of-something-else",
            "The stamp is by the authority, over other bytes.",
            {**whole, STAMP: (GIVEN / "else.tsr").read_bytes()},
            OURS | {"openssl"},
        ),
        (
            "record-in-another-form",
            "A record is not canonical JSON.",
            {**whole, "data/0001/record.json": whole["data/0001/record.json"] + b"\n"},
            {"verify.py", "verify.py alone"},
        ),
        (
            "file-that-no-record-names",
            "A file lies in an item's folder and in the lists, but in no record.",
            {**whole, "data/0001/note.txt": b"more\n"},
            {"verify.py", "verify.py alone"},
        ),
        (
            "file-beside-the-items",
            "A file lies under data/ that is neither an item's nor called like a document.",
            {**whole, "data/note": b"more\n"},
            OURS | ALONE,
        ),
        (
            "files-to-fetch",
            "fetch.txt names a file that is to be fetched from elsewhere.",
            {**whole, "fetch.txt": b"https://a.example/raw 7 data/0001/raw.json\n"},
            OURS | ALONE,
        ),
        (
            "older-version",
            "bagit.txt says 0.97.",
            {**whole, "bagit.txt": whole["bagit.txt"].replace(b"1.0", b"0.97")},
            OURS | ALONE,
        ),
        (
            "odd-name",
            "A file has a space in its name.",
            {**whole, "a note.txt": b"more\n"},
            OURS | ALONE,
        ),
        (
            "capitals",
            "Two names differ in capitals only: on many disks one would hide the other.",
            {**whole, "BAG-INFO.TXT": b"more\n"},
            OURS | ALONE,
        ),
    )
    for name, says, files, refused_by in makes:
        yield _folder(name, says, sealed(listed(files)), refused_by)
    for name, says, edit in (
        (
            "list-in-another-form",
            "The manifest has a star before each name, as sha256sum writes for binary files.",
            lambda text: text.replace(b"  ", b" *"),
        ),
        (
            "list-out-of-order",
            "The manifest's lines are in another order.",
            lambda text: b"\n".join(text.split(b"\n")[-2::-1]) + b"\n",
        ),
    ):
        yield _folder(name, says, _relisted(whole, edit), OURS, ALONE)
    rewritten = Tree(leaf_hash(b"x" if each == 0 else a_commitment(each)) for each in range(5))
    given = proofs(1, 2, tree=rewritten)
    yield _folder(
        "log-rewritten",
        "The log was made anew with another first entry: a checkpoint that was kept tells.",
        base(1, 2, given=given),
        {"verify.py", "openssl"},
    )


def _zips() -> Iterator[Vector]:
    whole = base(1, 2)
    good = as_zip(whole)
    directory, end = good.index(b"PK\1\2"), good.index(b"PK\5\6")
    first = len(TOP + "bagit.txt") + 46
    shorter = good[directory + first : end]
    hidden = good[:directory] + shorter + good[end : end + 8]
    count = len(whole) - 1
    hidden += (
        count.to_bytes(2, "little") * 2 + len(shorter).to_bytes(4, "little") + good[end + 16 :]
    )
    files = [(TOP + name, body) for name, body in whole.items()]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in files:
            archive.writestr(zipfile.ZipInfo(name), body)
    both, strict = OURS | ALONE, {"verify.py", "verify.py alone"}
    for name, says, package, refused_by in (
        ("zip-hidden-file", "A file lies in the ZIP that its directory leaves out.", hidden, both),
        ("zip-name-twice", "A name is in the ZIP twice.", zipped(*files, files[-1]), both),
        (
            "zip-leads-out",
            "A name leads out of the folder.",
            zipped(*files, (TOP + "../x", b"x")),
            both,
        ),
        ("zip-two-folders", "The ZIP holds two folders.", zipped(*files, ("other/x", b"x")), both),
        (
            "zip-link",
            "A file in the ZIP is a link.",
            zipped(*files, (TOP + "x", b"/etc"), links={TOP + "x"}),
            both,
        ),
        ("zip-more-behind", "Bytes follow the ZIP's end.", good + b"more", strict),
        ("zip-more-before", "Bytes stand before the ZIP's beginning.", b"#!/bin/sh\n" + good, both),
        ("zip-packed-anew", "The right files, but packed anew.", packed.getvalue(), strict),
        ("zip-cut-off", "The ZIP's end is missing.", good[: len(good) // 2], both),
    ):
        yield Vector(name, says, package, refused_by, "zip")


def _but(files: Files, *names: str) -> Files:
    return {name: body for name, body in files.items() if name not in names}


def _relisted(files: Files, edit: Callable[[bytes], bytes]) -> Files:
    """Write the manifest in another form, and make the rest fit and sign it."""
    before, after = files[MANIFEST], edit(files[MANIFEST])
    old, new = (hashlib.sha256(each).hexdigest().encode() for each in (before, after))
    return sealed({**files, MANIFEST: after, TAGMANIFEST: files[TAGMANIFEST].replace(old, new)})


def make(*, stamp: bool) -> None:
    """Write everything: the given files, the packages, the table."""
    shutil.rmtree(PACKAGES, ignore_errors=True)
    for folder in (GIVEN, PACKAGES):
        folder.mkdir(exist_ok=True)
    if stamp:
        _stamp()
    (GIVEN / "key").write_text(key_file(SIGNER.name, SIGNER.public))
    (GIVEN / "checkpoint").write_text(a_note(9))
    (GIVEN / "consistency").write_text(consistency_file(a_tree(9).consistency(5)))
    made = list(vectors())
    for each in made:
        (PACKAGES / f"{each.name}.zip").write_bytes(each.package)
    TABLE.write_text(table(made))


def table(made: Iterable[Vector]) -> str:
    rows = [each.row() for each in made]
    return json.dumps({"tools": TOOLS, "vectors": rows}, indent=2) + "\n"


def _stamp() -> None:
    note = a_note(5).encode()
    with tempfile.TemporaryDirectory() as folder:
        authority, stranger = (
            Authority(Path(folder, f"{name}.example")) for name in ("a", "stranger")
        )
        (GIVEN / "authority.pem").write_bytes(authority.certificates.read_bytes())
        (GIVEN / "a.example.tsr").write_bytes(authority.stamp(note))
        (GIVEN / "else.tsr").write_bytes(authority.stamp(STAMPED_ELSE))
        (GIVEN / "stranger.tsr").write_bytes(stranger.stamp(note))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--stamp", action="store_true", help="make certificates and stamps anew too"
    )
    make(stamp=parser.parse_args().stamp)
