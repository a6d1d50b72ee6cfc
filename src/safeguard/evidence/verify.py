"""Check a package of kept items: one file, standard library only, Python 3.8 or later.

    python verify/verify.py                       the package this file lies in
    python verify.py PACKAGE [--key KEY] [...]    a folder or a ZIP; better with a verify.py of your own

By itself it shows that every file is there, that none was added, and that each is what the package's lists and
records say. Somebody able to rewrite the package could rewrite the lists too, and this program in it. What shows
that must come from elsewhere: the public key of whoever signed the package (--key), a receipt (--receipt) or a
checkpoint of the log (--checkpoint) that was kept, the certificates of authorities for time stamps (--tsa, and
openssl). It says what it could not check, and can't tell whether what the package says is true.
"""

from __future__ import annotations

import argparse
import base64
import calendar
import functools
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import textwrap
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

WORDS = {
    "absent": "A receipt was kept for item {where}, but the package did not hold it.",
    "added": "{where} was added: no list names it.",
    "changed": "{where} was changed.",
    "checkpoint": "{where} was not a checkpoint of a log.",
    "commitment": "Item {where} did not match the receipt inside the package.",
    "empty_folder": "{where} was a folder without any file.",
    "fork": "{where} and the package's checkpoint were of two logs, or of one that was rewritten.",
    "gap": "{where} was of another length than the package's checkpoint: only --consistency FILE can tell "
    "whether they are of one log.",
    "hashes": "{where} was not a proof: one hash in base64 a line.",
    "key": "{where} held no public key.",
    "kept": "The receipt that was kept for item {where} was not signed by the key that was given.",
    "leftover": "{where} was added, maybe by the computer itself: remove it and check again.",
    "link": "{where} was a link or something else that is not a plain file.",
    "list": "{where} was not a list of sums and names in order.",
    "log": "Item {where} was not shown to be in the log of the package's checkpoint.",
    "missing": "{where} was missing.",
    "name": "{where} had a name that was not plain ASCII, or that led out of the package.",
    "no_items": "{where} held no items.",
    "not_a_package": "{where} was neither a folder nor a ZIP that holds one package.",
    "receipt": "Item {where} did not match the receipt that was kept.",
    "receipts": "{where} held no receipts, or two that contradict one another.",
    "record": "{where} was not a record in canonical form.",
    "record_differs": "{where} was not what the item's record describes.",
    "signature": "{where} bore no good signature by the key that was given.",
    "stamp": "{where} was not a time stamp over the checkpoint by an authority that was given.",
    "stray": "{where} was neither in the folder of an item nor a document beside them.",
    "structure": "{where} was not stored plainly, as packages are: no compression, encryption, links or "
    "hidden bytes. It was not unpacked. If you packed it anew yourself, check the unpacked folder.",
    "too_large": "{where} was too large to be what its name says, and was not read.",
    "twins": "{where} was there twice, or differed from another name in capitals only.",
    "unnamed": "{where} was not named in the item's record.",
    "unreadable": "{where} could not be read.",
    "unvouched": "Item {where} had no receipt among those that were kept.",
    "version": "{where} did not say that this is a BagIt 1.0 package in UTF-8.",
}
MAX_RECORD = 8 << 20
_MAX_LIST = 64 << 20
_MAX_PROOF = 64 << 10
_MAX_WORD = 4 << 10  # the path in a log of 2^64 entries is shorter
_MAX_ENTRIES = 500_000
_PIECE = 1 << 20
_LARGEST_WHOLE = 2**53 - 1  # what a JSON number holds exactly

_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAGMANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_RECEIPTS, _CHECKPOINT = "proofs/receipts.txt", "proofs/checkpoint"
_SIGNATURE = "proofs/tagmanifest.sshsig"
NAMESPACE = "package@fuerza"  # what the signature over the tag manifest is for
DOCUMENT = re.compile(r"[a-z][a-z0-9_-]{0,60}\.[a-z0-9]{1,8}")  # what may lie beside the items
_STAMP = re.compile("proofs/.*[.]tsr")
_REQUIRED = {"bagit.txt", _MANIFEST, _TAGMANIFEST, _RECEIPTS}
_BESIDE_RECORD = {"record.json", "assessment.json", "custody.json"}
_LEFTOVERS = {".DS_Store", "Thumbs.db", "desktop.ini"}
_PLAIN = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_HEX = re.compile(r"[0-9a-f]{64}")
_COUNT = re.compile(r"0|[1-9][0-9]{0,17}")
_KEY = re.compile(r"(?<!\S)([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})(?!\S)")
_SIGNED_BY = re.compile("\u2014 ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})")
_TIME = re.compile(
    r"^Time stamp: (\w{3}) +(\d+) (\d\d):(\d\d):(\d\d)(?:\.\d+)? (\d{4}) GMT$", re.MULTILINE
)
_RECEIPT = {"commitment", "log", "leaf", "size", "path", "signature"}
_LONG = {"commitment", "path", "signature"}
_HASH, _SIGNED = 32, 64  # bytes of SHA-256, and of an Ed25519 signature
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

# The one form of ZIP that packages have: stored, no flags, no extras, dated 1980-01-01, mode 0644.
_HEAD = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_DATE, _MODE = 0x21, 0o100644 << 16
_FULL, _MANY = 0xFFFFFFFF, 0xFFFF  # from here on, ZIP64 tells


class Finding(NamedTuple):
    """Something that was not as it should be: a key of WORDS, and where (escaped, so safe to print)."""

    code: str
    where: str

    @property
    def words(self) -> str:
        return WORDS[self.code].format(where=self.where)


class _Stopped(Exception):
    def __init__(self, code: str, where: str) -> None:
        super().__init__(code)
        self.finding = _finding(code, where)


class _Verdict(NamedTuple):
    findings: list[Finding]
    items: int = 0
    signer: str = ""
    shown: tuple[str, ...] = ()  # in words: what was shown beyond the sums
    unseen: tuple[str, ...] = ()  # in words: what could not be checked, and what would


class Key(NamedTuple):
    """An Ed25519 key that may sign, told by a name and four bytes (C2SP signed-note)."""

    name: str
    public: bytes
    told: bytes


class Receipt(NamedTuple):
    """What a receipt says, in its words. One of version 1 names no log."""

    item: str
    commitment: str
    log: str = ""
    leaf: str = ""
    size: str = ""
    path: str = ""
    signature: str = ""

    def checkpoint(self) -> str:
        """Rebuild the text that the log signed, from the path to its root; empty when the path leads nowhere."""
        if not (_COUNT.fullmatch(self.leaf) and _COUNT.fullmatch(self.size)):
            return ""
        index, size = int(self.leaf), int(self.size)
        steps = len(_sides(index, size - 1)) if index < size else 0
        try:
            path = base64.b64decode(self.path[: (32 * steps + 2) // 3 * 4])
            entry = bytes.fromhex(self.commitment)
        except ValueError:
            return ""
        proof = [path[at : at + 32] for at in range(0, len(path), 32)]
        root = root_by(hashlib.sha256(b"\0" + entry).digest(), index=index, size=size, proof=proof)
        return f"{self.log}\n{size}\n{base64.b64encode(root).decode()}\n" if root else ""


class Kept(NamedTuple):
    """What the checker has from elsewhere than the package; what is not there is not checked."""

    keys: Sequence[Key] = ()
    receipts: Sequence[Receipt] | None = None
    checkpoint: str | None = None  # the signed note
    consistency: Sequence[bytes] | None = None
    authorities: Path | None = None  # certificates in PEM


NOTHING = Kept()


def verify(path: str | os.PathLike[str], kept: Kept = NOTHING) -> list[Finding]:
    """Check a package, a folder or a ZIP; an empty list means that nothing was found.

    With `kept.keys` the package must be signed by one of them; with `kept.receipts` every item must match one,
    and every one an item. Never raises, whatever the package holds.
    """
    return _verdict(Path(path), kept).findings


def read_keys(text: str) -> list[Key]:
    """Read public keys (`name+hash+key`) out of a text; raise ValueError when there is none."""
    keys = []
    for name, told, coded in _KEY.findall(text):
        public = base64.b64decode(coded)
        first = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
        if public[:1] == b"\1" and first.hex() == told:
            keys.append(Key(name, public[1:], first))
    if not keys:
        raise ValueError("The text held no public key.")
    return keys


def read_receipts(text: str) -> list[Receipt]:
    """Read one or more receipts, as printed, mailed or quoted, each field in one word.

    Raises ValueError when there is none, or when two contradict one another.
    """
    blocks: list[dict[str, str]] = []
    last = ""
    for line in text.split("\n"):
        field, colon, value = line.lstrip("> \t").rstrip().partition(": ")
        if colon and field == "item":
            blocks.append({field: value})
        elif colon and field in _RECEIPT and blocks:
            blocks[-1].setdefault(field, value)
        elif not colon and last in _LONG:  # a long word, wherever it was broken
            blocks[-1][last] = (blocks[-1][last] + field)[:_MAX_WORD]
            continue
        last = field if blocks else ""
    found = [_receipt(each) for each in blocks if "commitment" in each]
    if not found:
        raise ValueError("The text held no receipt.")
    if len({each[:2] for each in found}) != len({each.item for each in found}):
        raise ValueError("Two receipts contradicted one another.")
    return found


def _receipt(fields: Mapping[str, str]) -> Receipt:
    words = {field: "".join(value.split()) for field, value in fields.items()}
    words["commitment"] = words["commitment"].lower()[:64]
    words["signature"] = words.get("signature", "")[:92]  # what follows it is no more of it
    return Receipt(**{**words, "item": fields["item"], "log": fields.get("log", "")})


def main(arguments: list[str] | None = None) -> int:
    """Check from the command line: 0 when nothing was found and what that shows, else 1 and a line for each."""
    parser = argparse.ArgumentParser(description="Check a package of kept items.")
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("package", nargs="?", default=here, type=Path, help="a folder or a ZIP")
    parser.add_argument("--key", help="the public key of whoever signed: a file, or name+hash+key")
    parser.add_argument("--receipt", metavar="FILE", help="receipts kept elsewhere")
    parser.add_argument(
        "--checkpoint", metavar="FILE", help="a checkpoint of the log, kept elsewhere"
    )
    parser.add_argument(
        "--consistency", metavar="FILE", help="proof that both checkpoints are of one log"
    )
    parser.add_argument(
        "--tsa", metavar="FILE", help="certificates of time stamp authorities, in PEM"
    )
    options = parser.parse_args(arguments)
    try:
        verdict = _verdict(options.package, _kept(options))
    except _Stopped as stopped:
        verdict = _Verdict([stopped.finding])
    lines = [each.words for each in verdict.findings]
    sys.stdout.write("\n".join(lines or _all_clear(verdict)) + "\n")
    return 1 if lines else 0


def _all_clear(verdict: _Verdict) -> list[str]:
    checked = "1 item" if verdict.items == 1 else f"{verdict.items} items"
    unless = "" if verdict.signer else ", unless its lists were rewritten too"
    return [
        f"{checked} checked: nothing was changed since the package was made{unless}.",
        *verdict.shown,
        *(f"Not checked: {each}." for each in verdict.unseen),
        "Not checked: whether what it says is true.",
    ]


def _kept(options: argparse.Namespace) -> Kept:
    return Kept(
        keys=_read(read_keys, "key", options.key) or (),
        receipts=_read(read_receipts, "receipts", options.receipt),
        checkpoint=_text(options.checkpoint) if options.checkpoint else None,
        consistency=_read(read_hashes, "hashes", options.consistency),
        authorities=options.tsa if options.tsa and _text(options.tsa) else None,
    )


def _read(reader: Any, code: str, told: str | None) -> Any:
    if told is None:
        return None
    try:
        is_text = code == "key" and not os.path.isfile(told)  # noqa: PTH113 -- Path's raises for what is no name
        return reader(told if is_text else _text(told))
    except ValueError:
        raise _Stopped(code, told) from None


def _text(path: str) -> str:
    try:
        with Path(path).open(encoding="utf-8", errors="replace", newline="\n") as handle:
            return handle.read(_MAX_LIST)
    except OSError:
        raise _Stopped("unreadable", path) from None


def read_hashes(text: str) -> list[bytes]:
    hashes = [base64.b64decode(line, validate=True) for line in text.split()]
    if any(len(each) != _HASH for each in hashes):
        raise ValueError("A hash was not 32 bytes long.")
    return hashes


def _verdict(path: Path, kept: Kept) -> _Verdict:
    try:
        if path.is_dir():
            return _Check(_Folder(path), kept).run()
        with path.open("rb") as handle:
            return _Check(_Zip(handle, path.name), kept).run()
    except _Stopped as stopped:
        return _Verdict([stopped.finding])
    except OSError:
        return _Verdict([_finding("unreadable", str(path))])


def _finding(code: str, where: str) -> Finding:
    return Finding(code, ascii(where)[1:-1][:200])  # names come from outside


class _Folder:
    """A package as it lies unpacked; links are never followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.names: set[str] = set()
        self.folders: set[str] = set()
        self.findings: list[Finding] = []
        waiting = [""]
        while waiting:
            waiting.extend(self._scan(waiting.pop()))

    def _scan(self, within: str) -> Iterator[str]:
        try:
            entries = list(os.scandir(self._root / within))
        except OSError:
            self.findings.append(_finding("unreadable", within))
            return
        for entry in entries:
            name = within + entry.name
            if entry.is_dir(follow_symlinks=False):
                self.folders.add(name)
                yield name + "/"
            elif entry.is_file(follow_symlinks=False):
                self.names.add(name)
            else:
                self.findings.append(_finding("link", name))

    def pieces(self, name: str) -> Iterator[bytes]:
        with (self._root / name).open("rb") as handle:
            yield from iter(lambda: handle.read(_PIECE), b"")


class _Zip:
    """A package in a ZIP: file after file from the first byte on, then the directory that these make up.

    Any other byte stops the check, so no two unzippers can see two packages in it, and nothing is
    ever unpacked that could grow.
    """

    def __init__(self, handle: IO[bytes], where: str) -> None:
        self._handle = handle
        self._entries: dict[str, tuple[int, int, int]] = {}
        self.findings: list[Finding] = []
        directory: list[bytes] = []
        at = 0
        for name, crc, size in self._heads():
            directory.append(zip_entry(name, crc, size, at))
            self._entries[name] = (crc, size, handle.tell())
            at = handle.seek(size, os.SEEK_CUR)
        if not directory:
            raise _Stopped("not_a_package", where)
        end = b"".join(directory)
        end += zip_end(len(directory), len(end), at)
        handle.seek(at)
        if handle.read(len(end) + 1) != end:
            raise _Stopped("structure", where)
        self._top = next(iter(self._entries)).split("/")[0] + "/"
        if not all(name.startswith(self._top) for name in self._entries):
            raise _Stopped("not_a_package", where)
        self.names = {name[len(self._top) :] for name in self._entries}
        self.folders: set[str] = set()

    def _heads(self) -> Iterator[tuple[str, int, int]]:
        """Read the head of one file after another; whoever reads moves on past its bytes."""
        seen: set[str] = set()
        while True:
            head = self._handle.read(_HEAD.size)
            if head[:4] != b"PK\3\4" or len(head) < _HEAD.size:
                return
            crc, size, length = struct.unpack_from("<LL4xH", head, 14)
            name = self._handle.read(length).decode("latin-1")
            if head != zip_head(name, crc, size) or len(seen) == _MAX_ENTRIES:
                raise _Stopped("structure", name)
            if not _is_plain(name):
                raise _Stopped("name", name)
            if name.lower() in seen:
                raise _Stopped("twins", name)
            seen.add(name.lower())
            yield name, crc, size

    def pieces(self, name: str) -> Iterator[bytes]:
        crc, size, start = self._entries[self._top + name]
        found = 0
        for at in range(0, size, _PIECE):
            self._handle.seek(start + at)
            piece = self._handle.read(min(_PIECE, size - at))
            found = zlib.crc32(piece, found)
            yield piece
        if found != crc:
            raise _Stopped("structure", name)


def zip_head(name: str, crc: int, size: int) -> bytes:
    """Write what stands before a file's bytes (`package.py` writes by these three functions too)."""
    return _HEAD.pack(b"PK\3\4", 20, 0, 0, 0, _DATE, crc, size, size, len(name), 0)


def zip_entry(name: str, crc: int, size: int, at: int) -> bytes:
    """Write the directory's line on a file whose head begins at `at`."""
    far = struct.pack("<2HQ", 1, 8, at) if at >= _FULL else b""
    needed = 45 if far else 20
    sizes = (crc, size, size, len(name), len(far), 0, 0, 0, _MODE, min(at, _FULL))
    entry = _ENTRY.pack(b"PK\1\2", 3 << 8 | needed, needed, 0, 0, 0, _DATE, *sizes)
    return entry + name.encode("ascii") + far


def zip_end(count: int, length: int, at: int) -> bytes:
    """Write what follows a directory of `count` files and `length` bytes that begins at `at`."""
    far = b""
    if count >= _MANY or at + length >= _FULL:
        told = (44, 3 << 8 | 45, 45, 0, 0, count, count, length, at)
        far = struct.pack("<4sQ2H2L4Q", b"PK\6\6", *told)
        far += struct.pack("<4sLQL", b"PK\6\7", 0, at + length, 1)
    many, told_at = min(count, _MANY), min(at, _FULL)
    return far + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, many, many, length, told_at, 0)


def _is_plain(name: str) -> bool:
    return bool(_PLAIN.fullmatch(name)) and "./" not in name + "/"


class _Check:
    def __init__(self, source: _Folder | _Zip, kept: Kept) -> None:
        self._source = source
        self._kept = kept
        self._findings = list(source.findings)
        self._sums: dict[str, tuple[str, int]] = {}
        self._signer = ""
        self._shown: list[str] = []
        self._unseen: list[str] = []

    def run(self) -> _Verdict:
        self._check_names()
        self._check_lists()
        found = self._check_items()
        inside = self._check_receipts_inside(found)
        self._check_signature()
        checkpoint = self._check_log(inside)
        self._check_receipts_kept(found, checkpoint)
        self._check_checkpoint_kept(checkpoint)
        self._check_stamps()
        findings = list(dict.fromkeys(self._findings))
        shown, unseen = tuple(self._shown), tuple(self._unseen)
        return _Verdict(findings, len(found), self._signer, shown, unseen)

    def _note(self, code: str, *where: str) -> None:
        self._findings.extend(_finding(code, each) for each in where)

    def _check_names(self) -> None:
        names, folders = sorted(self._source.names), self._source.folders
        self._note("name", *(name for name in [*names, *folders] if not _is_plain(name)))
        parents = {name[: at.start()] for name in names for at in re.finditer("/", name)}
        seen: set[str] = set()
        for path in sorted([*names, *parents]):  # a file that is a folder too stands there twice
            self._note("twins", *({path} if path.lower() in seen else ()))
            seen.add(path.lower())
        self._note("empty_folder", *sorted(folders - parents))

    def _check_lists(self) -> None:
        names = self._source.names
        listed = {**self._listed(_MANIFEST), **self._listed(_TAGMANIFEST)}
        self._note("missing", *sorted((set(listed) | _REQUIRED) - names))
        for name in sorted(names - {_TAGMANIFEST, _SIGNATURE}):
            if name not in listed:
                is_leftover = name.split("/")[-1] in _LEFTOVERS
                self._note("leftover" if is_leftover else "added", name)
            elif self._sum(name)[0] != listed[name]:
                self._note("changed", name)
        if self._read("bagit.txt", len(_BAGIT)) != _BAGIT:
            self._note("version", "bagit.txt")

    def _listed(self, manifest: str) -> dict[str, str]:
        text = self._read(manifest, _MAX_LIST).decode("ascii", "replace")
        matches = map(_LINE.fullmatch, text.split("\n"))
        listed = {match[2]: match[1] for match in matches if match}
        written = "".join(f"{listed[name]}  {name}\n" for name in sorted(listed))
        is_payload = manifest == _MANIFEST
        belong = all(name.startswith("data/") == is_payload for name in listed)
        if written != text or not belong or "fetch.txt" in listed:
            self._note("list", manifest)
        return listed

    def _check_items(self) -> dict[str, str]:
        """Check each item against its record; give the commitments by item id."""
        items: dict[str, set[str]] = {}
        for name in sorted(self._source.names):
            top, item, path = (*name.split("/", 2), "", "")[:3]
            if top == "data" and path:
                items.setdefault(item, set()).add(path)
            elif top == "data" and not DOCUMENT.fullmatch(item):
                self._note("stray", name)
        if not items:
            self._note("no_items", "data")
        found: dict[str, str] = {}
        for item, paths in items.items():
            for identity, pinned in self._check_item(f"data/{item}/", paths):
                if identity in found:
                    self._note("twins", identity)
                found[identity] = pinned
        return found

    def _check_item(self, folder: str, paths: set[str]) -> Iterator[tuple[str, str]]:
        body = self._read(folder + "record.json", MAX_RECORD)
        try:
            identity, salt, files = _facts(body)
        except (ValueError, TypeError, KeyError, RecursionError):
            self._note("record", folder + "record.json")
            return
        self._note("missing", *(folder + path for path in sorted(set(files) - paths)))
        self._note(
            "unnamed", *(folder + path for path in sorted(paths - set(files) - _BESIDE_RECORD))
        )
        for path in sorted(paths & set(files)):
            if self._sum(folder + path) != files[path]:
                self._note("record_differs", folder + path)
        yield identity, hashlib.sha256(b"\0" + salt + body).hexdigest()

    def _check_receipts_inside(self, found: dict[str, str]) -> list[Receipt]:
        try:
            inside = read_receipts(self._read(_RECEIPTS, _MAX_LIST).decode("utf-8", "replace"))
        except ValueError:
            self._note("receipts", _RECEIPTS)
            return []
        told = {each.item: each.commitment for each in inside}
        items = sorted({*found, *told})
        self._note("commitment", *(item for item in items if found.get(item) != told.get(item)))
        return inside

    def _check_signature(self) -> None:
        """Check who signed the tag manifest and, through it, every other byte."""
        if not self._kept.keys:
            self._unseen.append("who made it (--key KEY would show that)")
            return
        signature = self._read(_SIGNATURE, _MAX_PROOF).decode("latin-1")
        signer = _ssh_signer(self._read(_TAGMANIFEST, _MAX_LIST), signature, self._kept.keys)
        if _SIGNATURE not in self._source.names:
            self._note("missing", _SIGNATURE)
        elif signer is None:
            self._note("signature", _SIGNATURE)
        else:
            self._signer = signer
            self._shown.append(f"It was signed by {signer}, with the key that was given.")

    def _check_log(self, inside: list[Receipt]) -> _Checkpoint | None:
        """Check that each receipt inside proves its item to be in the log of the one checkpoint."""
        proven = [each for each in inside if each.log]
        note = self._read(_CHECKPOINT, _MAX_PROOF).decode("utf-8", "replace")
        checkpoint = _Checkpoint.read(note)
        if checkpoint is None:
            self._note("checkpoint", *(self._source.names & {_CHECKPOINT}))
            self._note("log", *(each.item for each in proven))
            self._unseen.append("whether a log held it, because there is no checkpoint")
            return None
        words = note.split()
        for each in proven:
            if each.checkpoint() != checkpoint.text or each.signature not in words:
                self._note("log", each.item)
        if self._kept.keys and not _note_signer(note, self._kept.keys):
            self._note("signature", _CHECKPOINT)
        elif self._kept.keys:
            known = f"{len({each.item for each in proven})} of the items were in its log"
            told = (
                f"when that had {checkpoint.size} entries, says a checkpoint with a good signature."
            )
            self._shown.append(f"{known} {told}")
        return checkpoint

    def _check_receipts_kept(self, found: dict[str, str], ours: _Checkpoint | None) -> None:
        if self._kept.receipts is None:
            return
        told = {each.item: each.commitment for each in self._kept.receipts}
        self._note("absent", *sorted(set(told) - set(found)))
        self._note("unvouched", *sorted(set(found) - set(told)))
        both = sorted(set(found) & set(told))
        self._note("receipt", *(item for item in both if found[item] != told[item]))
        for each in self._kept.receipts if self._kept.keys else ():
            text = each.checkpoint()
            if each.log and not _signer(text, each.signature, self._kept.keys):
                self._note("kept", each.item)
            elif ours and text.split("\n")[:2] == ours.text.split("\n")[:2] and text != ours.text:
                self._note("fork", f"The receipt for item {each.item}")
        self._shown.append(
            "Records, raw bytes and media are those that the receipts were given for."
        )

    def _check_checkpoint_kept(self, ours: _Checkpoint | None) -> None:
        if self._kept.checkpoint is None:
            return
        theirs, where = _Checkpoint.read(self._kept.checkpoint), "The checkpoint that was kept"
        if theirs is None:
            self._note("checkpoint", where)
        elif self._kept.keys and not _note_signer(self._kept.checkpoint, self._kept.keys):
            self._note("signature", where)
        elif ours is None:
            self._note("missing", _CHECKPOINT)
        else:
            for code in _compared(ours, theirs, self._kept.consistency):
                self._note(code, where)
            self._shown.append("The log is the one of the checkpoint that was kept.")

    def _check_stamps(self) -> None:
        names = sorted(name for name in self._source.names if _STAMP.fullmatch(name))
        if not names:
            self._unseen.append("when it was made, because it holds no time stamp")
        elif self._kept.authorities is None:
            self._unseen.append("when it was made (--tsa CERTIFICATES would show that)")
        elif not re.match("OpenSSL [1-9]", _openssl("version")):
            self._unseen.append("when it was made, because OpenSSL is not installed here")
        else:
            self._check_each_stamp(names, self._kept.authorities)

    def _check_each_stamp(self, names: list[str], authorities: Path) -> None:
        checkpoint = self._read(_CHECKPOINT, _MAX_PROOF)
        for name in names:
            at = stamped_at(self._read(name, _MAX_PROOF), checkpoint, authorities)
            if at:
                self._shown.append(f"{name}: the checkpoint existed at {at}, says the authority.")
            else:
                self._note("stamp", name)

    def _sum(self, name: str) -> tuple[str, int]:
        if name not in self._sums:
            digest, size = hashlib.sha256(), 0
            for piece in self._pieces(name):
                digest.update(piece)
                size += len(piece)
            self._sums[name] = digest.hexdigest(), size
        return self._sums[name]

    def _read(self, name: str, limit: int) -> bytes:
        """Read a small file whole; one that is missing, unreadable or too large reads as empty."""
        if name not in self._source.names:
            return b""
        body = b""
        for piece in self._pieces(name):
            body += piece
            if len(body) > limit:
                self._note("too_large", name)
                return b""
        return body

    def _pieces(self, name: str) -> Iterator[bytes]:
        try:
            yield from self._source.pieces(name)
        except OSError:
            self._note("unreadable", name)
        except _Stopped as stopped:
            self._findings.append(stopped.finding)


def _facts(body: bytes) -> tuple[str, bytes, dict[str, tuple[str, int]]]:
    """Read a record's id, its salt, and the sum and size of each file; raise on any other shape."""
    record = json.loads(
        body.decode(),
        parse_float=_refused,
        parse_constant=_refused,
        parse_int=_whole,
        object_pairs_hook=_members,
    )
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    identity, integrity = record["identity"]["id"], record["integrity"]
    files = {each["path"]: (each["sha256"], each["size"]) for each in integrity["files"]}
    if text.encode() != body or not all(isinstance(each, str) for each in [identity, *files]):
        raise ValueError("The record was not canonical.")
    if not _HEX.fullmatch(integrity["salt"]):
        raise ValueError("The salt was not 32 bytes in hex.")
    return identity, bytes.fromhex(integrity["salt"]), files


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if not all(key.isascii() for key, _ in pairs):  # so sorting by code point is RFC 8785's order
        raise ValueError("A key was not ASCII.")
    return dict(pairs)


def _whole(digits: str) -> int:
    if len(digits) > len(str(_LARGEST_WHOLE)) or abs(int(digits)) > _LARGEST_WHOLE:
        raise ValueError("A number was too large.")
    return int(digits)


def _refused(number: str) -> float:
    raise ValueError(f"The number {number[:20]} was not a whole one.")


# The log: a Merkle tree (RFC 6962). `log.py` grows it and takes its checks from here.


def root_by(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Climb from leaf `index` of `size` to the root (RFC 9162, 2.1.3.2); None when the path is of another length."""
    sides = _sides(index, size - 1) if 0 <= index < size else []
    if not 0 <= index < size or len(sides) != len(proof):
        return None
    for at, is_left in enumerate(sides):
        leaf = node(proof[at], leaf) if is_left else node(leaf, proof[at])
    return leaf


def proves_consistency(
    *, old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether the log of size `old` is proven to be the beginning of the one of `size` (RFC 9162, 2.1.4.2)."""
    if not 0 < old < size:
        return 0 < old == size and not proof and old_root == root
    place, last = old - 1, size - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    steps = list(proof) if place else [old_root, *proof]  # a complete subtree is its own first step
    sides = _sides(place, last)
    if len(sides) + 1 != len(steps):
        return False
    before = after = steps[0]
    for at, is_left in enumerate(sides, start=1):
        before = node(steps[at], before) if is_left else before
        after = node(steps[at], after) if is_left else node(after, steps[at])
    return (before, after) == (old_root, root)


def _sides(place: int, last: int) -> list[bool]:
    """Climb from a node to the root of a tree whose last node is `last`; say which siblings stand on the left."""
    sides: list[bool] = []
    while last:
        is_left = bool(place % 2) or place == last
        sides.append(is_left)
        while is_left and place % 2 == 0 and place:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    return sides


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


class _Checkpoint(NamedTuple):
    """How long a log was, and its root then (C2SP tlog-checkpoint), without lines of anybody else's."""

    text: str
    origin: str
    size: int
    root: bytes

    @classmethod
    def read(cls, note: str) -> _Checkpoint | None:
        body = note.rpartition("\n\n")[0]
        origin, size, coded = [*body.split("\n"), "", ""][:3]
        try:
            root = base64.b64decode(coded, validate=True)
        except ValueError:
            return None
        text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
        is_one = origin and _COUNT.fullmatch(size) and len(root) == _HASH and text == body + "\n"
        return cls(text, origin, int(size), root) if is_one else None


def _compared(ours: _Checkpoint, theirs: _Checkpoint, proof: Sequence[bytes] | None) -> list[str]:
    """Give the code of what speaks against both being of one log, if anything does."""
    old, new = sorted([ours, theirs], key=lambda each: each.size)
    if old.origin != new.origin or (old.size == new.size and old.root != new.root):
        return ["fork"]
    if old.size in {0, new.size}:
        return []
    if proof is None:
        return ["gap"]
    is_proven = proves_consistency(
        old=old.size, size=new.size, old_root=old.root, root=new.root, proof=proof
    )
    return [] if is_proven else ["fork"]


# Signatures: Ed25519, under notes and in OpenSSH's form. `sshsig.py` takes the form from here.


def _note_signer(note: str, keys: Sequence[Key]) -> str | None:
    """Name whose good signature a note bears (C2SP signed-note)."""
    text, _, lines = note.rpartition("\n\n")
    told = [match[2] for match in map(_SIGNED_BY.fullmatch, lines.split("\n")) if match]
    return next(filter(None, (_signer(text + "\n", each, keys) for each in told)), None)


def _signer(text: str, coded: str, keys: Sequence[Key]) -> str | None:
    try:
        told = base64.b64decode(coded, validate=True)
    except ValueError:
        return None
    for key in keys:
        if told[:4] == key.told and is_signed(key.public, text.encode(), told[4:]):
            return key.name
    return None


def _ssh_signer(message: bytes, told: str, keys: Sequence[Key]) -> str | None:
    """Name who signed in OpenSSH's form; a signature written in any other way is none."""
    try:
        signature = base64.b64decode("".join(told.split("\n")[1:-2]), validate=True)[-64:]
    except ValueError:
        return None
    for key in keys:
        if told == ssh_armor(key.public, NAMESPACE, signature) and is_signed(
            key.public, ssh_signed(message, NAMESPACE), signature
        ):
            return key.name
    return None


def ssh_signed(message: bytes, namespace: str) -> bytes:
    """Give the bytes that are signed in a message's stead (OpenSSH, PROTOCOL.sshsig)."""
    digest = hashlib.sha512(message).digest()
    return b"SSHSIG" + ssh_strings(namespace.encode(), b"", b"sha512", digest)


def ssh_armor(public: bytes, namespace: str, signature: bytes) -> str:
    """Write an Ed25519 signature as OpenSSH does."""
    kind = b"ssh-ed25519"
    parts = (
        ssh_strings(kind, public),
        namespace.encode(),
        b"",
        b"sha512",
        ssh_strings(kind, signature),
    )
    told = base64.b64encode(b"SSHSIG\0\0\0\1" + ssh_strings(*parts)).decode()
    lines = textwrap.wrap(told, 70)
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])


def ssh_strings(*parts: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


# Ed25519 (RFC 8032, 5.1.7): points in extended coordinates on -x^2 + y^2 = 1 + d x^2 y^2 modulo 2^255 - 19.
_PRIME, _ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _PRIME - 2, _PRIME) % _PRIME
_ROOT_OF_MINUS_1 = pow(2, (_PRIME - 1) // 4, _PRIME)


@functools.lru_cache(maxsize=256)  # many receipts bear one checkpoint's signature
def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether an Ed25519 signature is good. Its time depends on its input: there is no secret here."""
    scalar = int.from_bytes(signature[32:], "little")
    try:
        x, y, _, product = _point(public)
    except ValueError:
        return False
    if len(signature) != _SIGNED or scalar >= _ORDER:
        return False
    told = hashlib.sha512(signature[:32] + public + message).digest()
    factor = int.from_bytes(told, "little") % _ORDER
    base, minus = (
        _point((4 * pow(5, _PRIME - 2, _PRIME) % _PRIME).to_bytes(32, "little")),
        (-x, y, 1, -product),
    )
    summands = [None, base, minus, _plus(base, minus)]
    found = (0, 1, 1, 0)
    for at in reversed(range(253)):
        found = _plus(found, found)
        summand = summands[scalar >> at & 1 | (factor >> at & 1) << 1]
        found = _plus(found, summand) if summand else found
    inverse = pow(found[2], _PRIME - 2, _PRIME)
    x, y = found[0] * inverse % _PRIME, found[1] * inverse % _PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def _point(told: bytes) -> tuple[int, int, int, int]:
    """Read a point (5.1.3); raise ValueError when it is none."""
    y = int.from_bytes(told, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    u, v = (y * y - 1) % _PRIME, (_D * y * y + 1) % _PRIME
    x = u * pow(v, 3, _PRIME) * pow(u * pow(v, 7, _PRIME), (_PRIME - 5) // 8, _PRIME) % _PRIME
    if v * x * x % _PRIME != u:
        x = x * _ROOT_OF_MINUS_1 % _PRIME
    if v * x * x % _PRIME != u or y >= _PRIME or sign > 1 or sign > x:
        raise ValueError("The bytes were no point of the curve.")
    x = x if x & 1 == sign else _PRIME - x
    return x, y, 1, x * y % _PRIME


def _plus(p: tuple[int, int, int, int], q: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _PRIME, (p[1] + p[0]) * (q[1] + q[0]) % _PRIME
    c, d = 2 * p[3] * q[3] * _D % _PRIME, 2 * p[2] * q[2] % _PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _PRIME, g * h % _PRIME, f * g % _PRIME, e * h % _PRIME


# Time stamps (RFC 3161): OpenSSL looks at them, at the certificates as they were at the time that is told.


def stamped_at(answer: bytes, body: bytes, authorities: Path) -> str | None:
    """Say when an authority has seen `body`, as it tells; None when none of `authorities` has."""
    with tempfile.TemporaryDirectory() as folder:
        told, stamped = Path(folder, "told"), Path(folder, "stamped")
        told.write_bytes(answer)
        stamped.write_bytes(body)
        at = _TIME.search(_openssl("ts", "-reply", "-in", told, "-token_out", "-text"))
        if at is None or at[1] not in _MONTHS:
            return None
        when = (int(at[6]), _MONTHS.index(at[1]) + 1, *map(int, at.groups()[1:5]))
        check: list[str | Path] = [
            "-in",
            told,
            "-data",
            stamped,
            "-CAfile",
            authorities,
        ]
        said = _openssl("ts", "-verify", *check, "-attime", str(calendar.timegm(when)))
    return "{}-{:02}-{:02} {:02}:{:02}:{:02} UTC".format(*when) if said else None


def _openssl(*arguments: str | Path) -> str:
    """Run OpenSSL; give what it said, which is nothing where it failed or is not here."""
    try:
        done = subprocess.run(  # noqa: S603 -- on files that this program has named
            ["openssl", *arguments],  # noqa: S607 -- wherever the checker has it
            env={
                **os.environ,
                "OPENSSL_CONF": os.devnull,
            },  # whatever the machine's own settings are
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return ""
    return "" if done.returncode else (done.stdout + done.stderr).decode("latin-1")


if __name__ == "__main__":
    sys.exit(main())
