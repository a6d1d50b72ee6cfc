"""Evidence that a stranger can check: records of kept items, receipts for them, packages, and the verifier.

Start at `make_record`, then `build_package`. A log over the commitments, time stamps and signatures are not
part of it: until they are, only a receipt kept outside the package shows that a whole package was rewritten.
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
from safeguard.evidence.proofs import Anchor, Place, Proofs
from safeguard.evidence.receipt import Receipt, parse_receipts, render_receipts
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
from safeguard.evidence.verify import WORDS, Finding, verify

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
    "make_record",
    "parse_receipts",
    "read_record",
    "record_bytes",
    "render_receipts",
    "verify",
]
