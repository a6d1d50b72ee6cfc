"""A package as its files in hand: to change them, to make the lists and the signature fit again, to zip them anew.

What a dishonest person could do with our own library open before them. Nothing here asks the verifier.
"""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from safeguard.evidence.note import Signer
from safeguard.evidence.sshsig import ssh_signature
from safeguard.evidence.verify import NAMESPACE, zip_end, zip_entry, zip_head
from tests.safeguard.evidence.packages import SIGNATURE, SIGNER

TOP = "package/"
MANIFEST, TAGMANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
Files = dict[str, bytes]


def opened(package: bytes) -> Files:
    """Read the files of a package, without what is the same in all: the verifiers."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = [name.removeprefix(TOP) for name in archive.namelist()]
        return {name: archive.read(TOP + name) for name in names if not name.startswith("verify/")}


def listed(files: Mapping[str, bytes]) -> Files:
    """Make the lists fit, as anybody can."""
    bare = {name: body for name, body in files.items() if name not in {MANIFEST, TAGMANIFEST}}
    payload = [name for name in bare if name.startswith("data/")]
    size = sum(len(bare[name]) for name in payload)
    told = re.sub(
        rb"Oxum: .*", b"Oxum: %d.%d" % (size, len(payload)), bare.get("bag-info.txt", b"")
    )
    bare |= {name: told for name in bare if name == "bag-info.txt"}
    bare[MANIFEST] = _sums(bare, payload)
    bare[TAGMANIFEST] = _sums(bare, set(bare) - {*payload, SIGNATURE})
    return bare


def sealed(
    files: Mapping[str, bytes], signer: Signer = SIGNER, *, namespace: str = NAMESPACE
) -> Files:
    """Sign the lists as they are, which only somebody with a key can."""
    signature = ssh_signature(files[TAGMANIFEST], signer, namespace=namespace).encode()
    return {**files, SIGNATURE: signature}


def zipped(*files: tuple[str, bytes], links: Iterable[str] = ()) -> bytes:
    """Write a ZIP in the packages' form, whatever its names are; a link's bytes say where it leads."""
    out, directory = b"", b""
    for name, body in files:
        plain, crc = name.encode("latin-1"), zlib.crc32(body)
        stand_in = "x" * len(plain)
        entry = zip_entry(stand_in, crc, len(body), len(out)).replace(stand_in.encode(), plain)
        directory += entry.replace(_FILE, _LINK, 1) if name in links else entry
        out += zip_head(stand_in, crc, len(body)) + plain + body
    return out + directory + zip_end(len(files), len(directory), len(out))


_FILE, _LINK = ((mode << 16).to_bytes(4, "little") for mode in (0o100644, 0o120777))


def _sums(files: Mapping[str, bytes], names: Iterable[str]) -> bytes:
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(names))
    return "".join(lines).encode("utf-8", "surrogateescape")
