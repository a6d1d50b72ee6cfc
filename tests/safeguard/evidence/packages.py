"""Small records and packages, and the two ways to tamper with them: with and without rewriting the lists."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from safeguard.evidence import (
    Anchor,
    Assessment,
    Capture,
    CustodyEvent,
    Identity,
    Item,
    Kept,
    Medium,
    PackageSummary,
    Place,
    Proofs,
    Receipt,
    Record,
    build_package,
    commitment,
    key_file,
    make_record,
    record_bytes,
    render_receipts,
)
from safeguard.evidence.log import Tree, leaf_hash
from safeguard.evidence.note import Checkpoint, Signer, sign
from safeguard.evidence.sshsig import ssh_signature
from safeguard.evidence.verify import NAMESPACE, read_keys, read_receipts
from safeguard.records import Author, Post

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
TOOL = "fuerza 0.1"
PICTURE = Medium(name="she saw this.jpg", media_type="image/jpeg", body=b"\xff\xd8\xffpicture")
SIGNER = Signer("fuerza.example", bytes(range(32)))
SIGNATURE = "proofs/tagmanifest.sshsig"
WORDS = {"es": "Cómo comprobar", "en": "How to check", "fr": "Comment vérifier"}


def a_post(number: int = 1) -> Post:
    author = Author(handle="someone.example", id="did:plc:abc", name="Someone")
    return Post(
        platform="bluesky",
        id=f"at://did:plc:abc/app.bsky.feed.post/{number}",
        kind="reply",
        author=author,
        text=f"Nobody asked you, number {number} – 😀",
        written_at=NOW,
        raw=f'{{"n":{number}}}'.encode(),
    )


def a_capture() -> Capture:
    return Capture(started_at=NOW, ended_at=NOW, method="api", tool="fuerza", version="0.1")


def a_record(number: int = 1) -> Record:
    return make_record(
        identity=Identity(id=f"id-{number}", case=None, type="reply", sequence=None),
        post=a_post(number),
        capture=a_capture(),
        salt=bytes([number]) * 32,
        media=[PICTURE],
    )


def an_item(number: int = 1) -> Item:
    return Item(
        record=record_bytes(a_record(number)),
        bodies=[a_post(number).raw, PICTURE.body],
        assessment=Assessment(model="m 1", point="balanced", heads={"insult": 0.75, "hate": None}),
        custody=(CustodyEvent(what="captured", at=NOW, who="her"),),
    )


def a_commitment(number: int = 1) -> bytes:
    return bytes.fromhex(commitment(record_bytes(a_record(number)), bytes([number]) * 32))


def a_tree(size: int) -> Tree:
    """A log in which each item stands at its number."""
    return Tree(leaf_hash(a_commitment(number)) for number in range(size))


def a_note(
    size: int, *, tree: Tree | None = None, signer: Signer = SIGNER, log: str = SIGNER.name
) -> str:
    """Give the signed checkpoint of a log of `size` entries, or of a tree's beginning."""
    root = (tree or a_tree(size)).root(size)
    return sign(Checkpoint(origin=log, size=size, root=root).render(), [signer])


def proofs(
    *numbers: int,
    of: int = 5,
    tree: Tree | None = None,
    anchors: tuple[Anchor, ...] = (),
    signer: Signer = SIGNER,
) -> Proofs:
    """Give the proofs of some items of a log of `of` entries."""
    tree = tree or a_tree(of)
    places = {f"id-{each}": Place(each, tuple(tree.inclusion(each, of))) for each in numbers}
    return Proofs(a_note(of, tree=tree, signer=signer), places, anchors, signer)


def build(
    *items: Item, documents: Mapping[str, bytes] = {}, proofs: Proofs | None = None
) -> tuple[bytes, PackageSummary]:
    out = io.BytesIO()
    summary = build_package(
        items,
        out=out,
        made_at=NOW,
        tool=TOOL,
        language="es",
        how_to_check=WORDS,
        documents=documents,
        proofs=proofs,
    )
    return out.getvalue(), summary


def unpack(package: bytes, into: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(into)
    return into / "package"


def contents(bag: Path) -> dict[str, bytes]:
    files = [path for path in bag.rglob("*") if path.is_file()]
    return {str(path.relative_to(bag)): path.read_bytes() for path in files}


def key(signer: Signer = SIGNER) -> Kept:
    """What a checker has who was given the public key."""
    return Kept(keys=read_keys(key_file(signer.name, signer.public)))


def kept(summary: PackageSummary) -> Kept:
    """What she has who kept the receipts."""
    return Kept(receipts=read_receipts(render_receipts(summary.receipts)))


def rewrite_lists(bag: Path) -> None:
    """Do what somebody who knows the format would do after changing a package: make everything fit again."""
    records = [path.read_bytes() for path in sorted(bag.glob("data/*/record.json"))]
    receipts = [Receipt.of(record, made_at=NOW, tool=TOOL) for record in records]
    (bag / "proofs/receipts.txt").write_text(render_receipts(receipts))
    rewrite_manifests(bag)


def rewrite_manifests(bag: Path) -> None:
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        (bag / manifest).unlink(missing_ok=True)
    names = sorted(str(path.relative_to(bag)) for path in bag.rglob("*") if path.is_file())
    payload = [name for name in names if name.startswith("data/")]
    (bag / "manifest-sha256.txt").write_text(_sums(bag, payload))
    tags = sorted({*names, "manifest-sha256.txt"} - {*payload, SIGNATURE})
    (bag / "tagmanifest-sha256.txt").write_text(_sums(bag, tags))


def seal_anew(bag: Path, signer: Signer = SIGNER) -> None:
    """Do what only somebody with a key can do: make everything fit and sign it."""
    rewrite_manifests(bag)
    message = (bag / "tagmanifest-sha256.txt").read_bytes()
    (bag / SIGNATURE).write_text(ssh_signature(message, signer, namespace=NAMESPACE))


def _sums(bag: Path, names: list[str]) -> str:
    sums = [hashlib.sha256((bag / name).read_bytes()).hexdigest() for name in names]
    return "".join(f"{digest}  {name}\n" for digest, name in zip(sums, names, strict=True))
