"""What can be wrong with evidence while it is being made: one error each, with a fact as its sentence."""


class EvidenceError(Exception):
    """The root of this package's errors; `verify` never raises, it returns findings."""


class NotCanonical(EvidenceError):
    """A value had no RFC 8785 form."""


class NotARecord(EvidenceError):
    """Bytes that were handed in as a record were not one of ours."""


class NotAReceipt(EvidenceError):
    """A text that was handed in as a receipt was not one."""


class SaltHadWrongSize(EvidenceError):
    """A salt was not 32 bytes long."""


class InstantHadNoZone(EvidenceError):
    """A time without a zone was handed in: it names no instant."""


class BodyDidNotMatch(EvidenceError):
    """A file's bytes, or the number of files, were not those that the record describes."""


class WordsWereMissing(EvidenceError):
    """HOW-TO-CHECK.txt was to be written in a language that had no words."""


class NameWasNotPlain(EvidenceError):
    """A document or a time stamp was to get a name that no file in a package has."""


class PackageWasEmpty(EvidenceError):
    """A package was to be made of no items."""


class RecordWasTooLarge(EvidenceError):
    """A record was larger than a verifier reads."""


class NotANote(EvidenceError):
    """A signed note, a checkpoint or a key had another form, or a signature did not fit."""


class NotATimestamp(EvidenceError):
    """An authority's answer did not show that it had seen those bytes."""
