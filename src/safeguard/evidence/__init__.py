"""Evidence that a stranger can check: records of kept items, receipts for them, packages, and the verifier.

Start at `make_record`, then `build_package`, then `verify`. `log` and `note` make the log whose checkpoints, signed and
stamped by `timestamp`'s authorities, a package carries as `Proofs`. Who checks brings the key along, or a receipt.
"""

from safeguard.evidence.canonical import canonical
from safeguard.evidence.errors import (
    BodyDidNotMatch,
    EvidenceError,
    InstantHadNoZone,
    NameWasNotPlain,
    NotAReceipt,
    NotARecord,
    NotCanonical,
    PackageWasEmpty,
    RecordWasTooLarge,
    SaltHadWrongSize,
    WordsWereMissing,
)
from safeguard.evidence.package import Item, PackageSummary, build_package
from safeguard.evidence.proofs import Anchor, Place, Proofs, consistency_file, key_file
from safeguard.evidence.receipt import LogProof, Receipt, parse_receipts, render_receipts
from safeguard.evidence.record import (
    Assessment,
    Capture,
    CustodyEvent,
    Identity,
    Medium,
    Record,
    Translation,
    commitment,
    make_record,
    read_record,
    record_bytes,
)
from safeguard.evidence.verify import WORDS, Finding, Kept, verify

__all__ = [
    "WORDS",
    "Anchor",
    "Assessment",
    "BodyDidNotMatch",
    "Capture",
    "CustodyEvent",
    "EvidenceError",
    "Finding",
    "Identity",
    "InstantHadNoZone",
    "Item",
    "Kept",
    "LogProof",
    "Medium",
    "NameWasNotPlain",
    "NotAReceipt",
    "NotARecord",
    "NotCanonical",
    "PackageSummary",
    "PackageWasEmpty",
    "Place",
    "Proofs",
    "Receipt",
    "Record",
    "RecordWasTooLarge",
    "SaltHadWrongSize",
    "Translation",
    "WordsWereMissing",
    "build_package",
    "canonical",
    "commitment",
    "consistency_file",
    "key_file",
    "make_record",
    "parse_receipts",
    "read_record",
    "record_bytes",
    "render_receipts",
    "verify",
]
