"""Check a package of kept items: one file, standard library only, Python 3.8 or later.

    python verify/verify.py                       the package this file lies in
    python verify.py PACKAGE [--receipt FILE]     a folder or a ZIP; better with a verify.py of your own

It shows that every file is there, that none was added, and that each is what the package's lists and records
say. It cannot tell who made the package, when, or whether what it says is true. Somebody able to rewrite the
package could rewrite the lists too, and this program in it: a receipt that was kept elsewhere shows that for
record.json, the raw bytes and the media; assessment.json and custody.json rest on the lists alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

WORDS = {
    "absent": "A receipt was kept for item {where}, but the package did not hold it.",
    "added": "{where} was added: no list names it.",
    "changed": "{where} was changed.",
    "commitment": "Item {where} did not match the receipt inside the package.",
    "empty_folder": "{where} was a folder without any file.",
    "leftover": "{where} was added, maybe by the computer itself: remove it and check again.",
    "link": "{where} was a link or something else that is not a plain file.",
    "list": "{where} was not a list of sums and names in order.",
    "missing": "{where} was missing.",
    "name": "{where} had a name that was not plain ASCII, or that led out of the package.",
    "no_items": "{where} held no items.",
    "not_a_package": "{where} was neither a folder nor a ZIP that holds one package.",
    "receipt": "Item {where} did not match the receipt that was kept.",
    "receipts": "{where} held no receipts, or two that contradict one another.",
    "record": "{where} was not a record in canonical form.",
    "record_differs": "{where} was not what the item's record describes.",
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
_MAX_ENTRIES = 500_000
_PIECE = 1 << 20
_LARGEST_WHOLE = 2**53 - 1  # what a JSON number holds exactly

_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAGMANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_RECEIPTS, _SIGNATURE = "proofs/receipts.txt", "proofs/tagmanifest.sshsig"
NAMESPACE = "package@fuerza"  # what the signature over the tag manifest is for
DOCUMENT = re.compile(r"[a-z][a-z0-9_-]{0,60}\.[a-z0-9]{1,8}")  # what may lie beside the items
STAMP = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}\.tsr")
_REQUIRED = {"bagit.txt", _MANIFEST, _TAGMANIFEST, _RECEIPTS}
_BESIDE_RECORD = {"record.json", "assessment.json", "custody.json"}
_LEFTOVERS = {".DS_Store", "Thumbs.db", "desktop.ini"}
_PLAIN = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_HEX = re.compile(r"[0-9a-f]{64}")

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
    items: int


def verify(
    path: str | os.PathLike[str], *, commitments: Mapping[str, str] | None = None
) -> list[Finding]:
    """Check a package, a folder or a ZIP; an empty list means that nothing was found.

    `commitments` maps item ids to commitments from receipts that were kept outside the package. When given,
    every item must match one, and every one an item. Never raises, whatever the package holds.
    """
    return _verdict(Path(path), commitments).findings


def read_receipts(text: str) -> dict[str, str]:
    """Read commitments by item id from one or more receipts, as printed, mailed or quoted.

    Raises ValueError when there is none, or when two contradict one another.
    """
    found: dict[str, str] = {}
    item = None
    for line in text.split("\n"):
        field, _, value = line.lstrip("> \t").rstrip().partition(": ")
        if field == "commitment" and item is not None:
            pinned = "".join(value.split()).lower()
            if found.setdefault(item, pinned) != pinned:
                raise ValueError("Two receipts contradicted one another.")
        item = value if field == "item" else None
    if not found:
        raise ValueError("The text held no receipt.")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Check from the command line: 0 and one line when nothing was found, else 1 and a line for each."""
    parser = argparse.ArgumentParser(description="Check a package of kept items.")
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("package", nargs="?", default=here, type=Path, help="a folder or a ZIP")
    parser.add_argument("--receipt", metavar="FILE", type=Path, help="receipts kept elsewhere")
    options = parser.parse_args(arguments)
    try:
        kept = _kept(options.receipt) if options.receipt else None
    except _Stopped as stopped:
        verdict = _Verdict([stopped.finding], 0)
    else:
        verdict = _verdict(options.package, kept)
    lines = [each.words for each in verdict.findings]
    sys.stdout.write("\n".join(lines or [_all_clear(verdict.items, options.receipt)]) + "\n")
    return 1 if lines else 0


def _all_clear(items: int, receipt: Path | None) -> str:
    checked = "1 item checked" if items == 1 else f"{items} items checked"
    unless = (
        "; records, raw bytes and media are those that the receipts were given for"
        if receipt
        else ", unless its lists were rewritten too (--receipt FILE would show that)"
    )
    return (
        f"{checked}: nothing was changed since the package was made{unless}. "
        "Not checked: who made it, when, and whether what it says is true."
    )


def _kept(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8", errors="replace") as handle:
            return read_receipts(handle.read(_MAX_LIST))
    except OSError:
        raise _Stopped("unreadable", str(path)) from None
    except ValueError:
        raise _Stopped("receipts", str(path)) from None


def _verdict(path: Path, commitments: Mapping[str, str] | None) -> _Verdict:
    try:
        if path.is_dir():
            return _Check(_Folder(path), commitments).run()
        with path.open("rb") as handle:
            return _Check(_Zip(handle, path.name), commitments).run()
    except _Stopped as stopped:
        return _Verdict([stopped.finding], 0)
    except OSError:
        return _Verdict([_finding("unreadable", str(path))], 0)


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
    def __init__(self, source: _Folder | _Zip, commitments: Mapping[str, str] | None) -> None:
        self._source = source
        self._commitments = commitments
        self._findings = list(source.findings)
        self._sums: dict[str, tuple[str, int]] = {}

    def run(self) -> _Verdict:
        self._check_names()
        self._check_lists()
        found = self._check_items()
        self._check_receipts_inside(found)
        if self._commitments is not None:
            self._check_receipts_kept(found, self._commitments)
        return _Verdict(list(dict.fromkeys(self._findings)), len(found))

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

    def _check_receipts_inside(self, found: dict[str, str]) -> None:
        try:
            inside = read_receipts(self._read(_RECEIPTS, _MAX_LIST).decode("utf-8", "replace"))
        except ValueError:
            self._note("receipts", _RECEIPTS)
        else:
            items = sorted({*found, *inside})
            self._note("commitment", *(i for i in items if found.get(i) != inside.get(i)))

    def _check_receipts_kept(self, found: dict[str, str], kept: Mapping[str, str]) -> None:
        self._note("absent", *sorted(set(kept) - set(found)))
        self._note("unvouched", *sorted(set(found) - set(kept)))
        both = sorted(set(found) & set(kept))
        self._note("receipt", *(each for each in both if found[each] != kept[each]))

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


if __name__ == "__main__":
    sys.exit(main())
