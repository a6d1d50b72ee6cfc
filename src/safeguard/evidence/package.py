"""The package she hands over: a BagIt 1.0 bag (RFC 8493) in a ZIP, the same bytes for the same input.

    package/bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
    package/HOW-TO-CHECK.txt         in her language, then in English
    package/data/0001/               record.json  raw.*  media/*  assessment.json  custody.json
    package/data/report.pdf          and other documents about the items
    package/proofs/                  receipts.txt (one an item)  checkpoint  AUTHORITY.tsr  tagmanifest.sshsig
    package/verify/                  verify.py  verify.sh: `safeguard/evidence/`'s own

A receipt pins `record.json` and, through it, the raw bytes and media. Everything else is pinned by the manifests, and
those by the signature or by `PackageSummary.fingerprint`, for whoever has the key or the fingerprint from elsewhere:
HOW-TO-CHECK.txt must say so, and that a verifier from the package itself proves nothing to a doubter. Only proofs of
the items that it holds go along. The whole form: docs/develop/packages.md.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from safeguard.evidence.canonical import canonical
from safeguard.evidence.errors import (
    BodyDidNotMatch,
    NameWasNotPlain,
    PackageWasEmpty,
    WordsWereMissing,
)
from safeguard.evidence.note import Signer, read_signed
from safeguard.evidence.proofs import Proofs
from safeguard.evidence.receipt import Receipt, render_receipts
from safeguard.evidence.record import Assessment, CustodyEvent, FileFact, in_utc, read_record
from safeguard.evidence.sshsig import ssh_signature
from safeguard.evidence.verify import DOCUMENT, NAMESPACE, zip_end, zip_entry, zip_head

_FOLDER = "package"
_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST = "manifest-sha256.txt"
_TAGMANIFEST = "tagmanifest-sha256.txt"
_VERIFIERS = ("verify.py", "verify.sh")
_SIGNATURE = "proofs/tagmanifest.sshsig"
_STAMP = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}\.tsr")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item to hand over.

    `record` is the stored bytes of record.json; `bodies` gives the bytes of `record.integrity.files` in
    that order (raw first). It may be a generator, so that one file at a time is opened.
    """

    record: bytes
    bodies: Iterable[bytes]
    assessment: Assessment | None = None
    custody: tuple[CustodyEvent, ...] = ()


class PackageSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: `size` counts the bytes under data/.

    `fingerprint` is the SHA-256 of tagmanifest-sha256.txt and so pins every byte of every other file.
    """

    items: int
    files: int
    size: int
    fingerprint: str
    receipts: tuple[Receipt, ...]


def build_package(  # noqa: PLR0913 -- one call writes one package, and each argument is something else of it
    items: Iterable[Item],
    *,
    out: BinaryIO,
    made_at: datetime,
    tool: str,
    language: str,
    how_to_check: Mapping[str, str],
    documents: Mapping[str, bytes] = MappingProxyType({}),
    proofs: Proofs | None = None,
) -> PackageSummary:
    """Write the package to `out`, item by item, holding one file at a time; `out` need not be seekable.

    `how_to_check` maps languages to words; those in `language` and in English are written. `documents` are
    written beside the items (data/report.pdf), and pinned by the manifest as they are. `proofs` must be of these items.

    Raises:
        WordsWereMissing: `how_to_check` has no words in one of the two.
        NotANote, NotAReceipt: the checkpoint is none that `proofs.signer` signed, or does not prove a place.
        NameWasNotPlain: a document or an authority has a name that no file in a package may have.
        PackageWasEmpty: there were no items.
        NotARecord, BodyDidNotMatch: an item is not what was kept. `out` then holds half a package.

    """
    how_to = _how_to(language, how_to_check)
    stamps = _named(proofs)
    _refuse_names(DOCUMENT, documents)
    bag = _Bag(out)
    bag.add("bagit.txt", _BAGIT)
    receipts = []
    for number, item in enumerate(items, start=1):
        record = read_record(item.record)
        receipt = Receipt.of_record(record, item.record, made_at=made_at, tool=tool)
        receipts.append(proofs.receipt(receipt) if proofs else receipt)
        for name, body, digest in _files(item, record.integrity.files):
            bag.add(f"data/{number:04d}/{name}", body, digest)
    if not receipts:
        raise PackageWasEmpty("A package was to be made of no items.")
    for name, body in documents.items():
        bag.add(f"data/{name}", body)
    size, files = bag.payload_size, len(bag.payload)
    bag.add("bag-info.txt", _bag_info(made_at, tool, oxum=f"{size}.{files}"))
    bag.add("HOW-TO-CHECK.txt", how_to.encode())
    bag.add("proofs/receipts.txt", render_receipts(receipts).encode())
    for name, body in stamps.items():
        bag.add(f"proofs/{name}", body)
    for verifier in _VERIFIERS:
        bag.add(f"verify/{verifier}", Path(__file__).with_name(verifier).read_bytes())
    fingerprint = bag.close(proofs.signer if proofs else None)
    return PackageSummary(
        items=len(receipts),
        files=files,
        size=size,
        fingerprint=fingerprint,
        receipts=tuple(receipts),
    )


class _Bag:
    """A bag being written into a ZIP: keeps each file's sum for the manifests and the ZIP's directory.

    Written by hand, not by `zipfile`: the bytes depend on no version of Python, nothing is ever gone back
    to, and the verifier can demand this one form. Stored, because pictures don't shrink.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self._directory: list[bytes] = []
        self.payload: dict[str, str] = {}
        self.payload_size = 0
        self._tags: dict[str, str] = {}

    def add(self, name: str, body: bytes, digest: str | None = None) -> None:
        digest = digest or hashlib.sha256(body).hexdigest()
        if name.startswith("data/"):
            self.payload[name] = digest
            self.payload_size += len(body)
        else:
            self._tags[name] = digest
        self._write(name, body)

    def close(self, signer: Signer | None) -> str:
        """Write both manifests, a signature and the ZIP's directory; return the tag manifest's SHA-256."""
        self.add(_MANIFEST, _manifest(self.payload))
        pins_all = _manifest(self._tags)
        self._write(_TAGMANIFEST, pins_all)
        if signer:
            signature = ssh_signature(pins_all, signer, namespace=NAMESPACE)
            self._write(_SIGNATURE, signature.encode())
        directory = b"".join(self._directory)
        self._out.write(directory + zip_end(len(self._directory), len(directory), self._at))
        return hashlib.sha256(pins_all).hexdigest()

    def _write(self, name: str, body: bytes) -> None:
        path, crc = f"{_FOLDER}/{name}", zlib.crc32(body)
        head = zip_head(path, crc, len(body)) + path.encode("ascii")
        self._directory.append(zip_entry(path, crc, len(body), self._at))
        self._out.write(head)
        self._out.write(body)
        self._at += len(head) + len(body)


def _named(proofs: Proofs | None) -> dict[str, bytes]:
    """Give the checkpoint and the time stamps over it by the names that their files get."""
    if proofs is None:
        return {}
    read_signed(proofs.checkpoint, {proofs.signer.name: proofs.signer.public})
    stamps = {f"{each.name}.tsr": each.answer for each in proofs.anchors}
    _refuse_names(_STAMP, stamps)
    if len(stamps) != len(proofs.anchors):
        raise NameWasNotPlain("Two time stamps of a package had the same name.")
    return {"checkpoint": proofs.checkpoint.encode(), **stamps}


def _refuse_names(form: re.Pattern[str], names: Iterable[str]) -> None:
    for name in names:
        if not form.fullmatch(name):
            raise NameWasNotPlain(f"A file of a package could not be called {name!r}.")


def _files(item: Item, facts: Iterable[FileFact]) -> Iterator[tuple[str, bytes, str | None]]:
    yield "record.json", item.record, None
    bodies = iter(item.bodies)
    for fact in facts:
        yield fact.path, _checked(fact, next(bodies, None)), fact.sha256
    if next(bodies, None) is not None:
        raise BodyDidNotMatch("An item had more files than its record describes.")
    if item.assessment is not None:
        yield "assessment.json", canonical(msgspec.to_builtins(item.assessment)), None
    if item.custody:
        yield "custody.json", canonical(msgspec.to_builtins(item.custody)), None


def _checked(fact: FileFact, body: bytes | None) -> bytes:
    if body is None:
        raise BodyDidNotMatch("An item had fewer files than its record describes.")
    if len(body) != fact.size or hashlib.sha256(body).hexdigest() != fact.sha256:
        raise BodyDidNotMatch("A file's bytes were not those that its record describes.")
    return body


def _how_to(language: str, words: Mapping[str, str]) -> str:
    parts = []
    for each in dict.fromkeys((language, "en")):
        if not words.get(each):
            raise WordsWereMissing(f"There were no words on how to check in the language {each!r}.")
        parts.append(words[each].strip() + "\n")
    return "\n\n".join(parts)


def _bag_info(made_at: datetime, tool: str, *, oxum: str) -> bytes:
    day = in_utc(made_at).date().isoformat()
    return f"Bagging-Date: {day}\nBag-Software-Agent: {tool}\nPayload-Oxum: {oxum}\n".encode()


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode("ascii")
