"""Time stamps of others (RFC 3161): what to send an authority for some bytes, and what its answer proves.

Bytes in, bytes out: whoever asks sends `StampRequest.body` as application/timestamp-query and hands back the answer.
An authority is trusted by its root's certificate alone, given by who trusts it; the certificates that an answer holds
only lead there.
"""

from datetime import datetime

import msgspec
from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerifierBuilder,
    decode_timestamp_response,
)

from safeguard.evidence.errors import NotATimestamp


class StampRequest(msgspec.Struct, frozen=True):
    """What to send. Who keeps `nonce` can tell the answer from an older one that somebody has played again."""

    body: bytes
    nonce: int


def stamp_request(stamped: bytes) -> StampRequest:
    """Ask for a stamp over SHA-256 of some bytes, which go nowhere, with the authority's certificate in the answer."""
    builder = TimestampRequestBuilder().data(stamped).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    assert request.nonce is not None, "a nonce was asked for"
    return StampRequest(request.as_bytes(), request.nonce)


def read_stamp(
    answer: bytes, stamped: bytes, *, authorities: bytes, nonce: int | None = None
) -> datetime:
    """Return when one of `authorities` (their roots' certificates, in PEM) has seen `stamped`, by its own clock.

    With `nonce` the answer must be the one to that request. Certificates must have been valid at that time; whether
    one was withdrawn is not looked up.

    Raises:
        NotATimestamp: the answer is none, says no, is about other bytes, or is by nobody among them.

    """
    verifier = VerifierBuilder(roots=_certificates(authorities), nonce=nonce).build()
    try:
        response = decode_timestamp_response(answer)
        verifier.verify_message(response, stamped)
        at = response.tst_info.gen_time
    except Exception as error:
        raise NotATimestamp(f"The answer was no time stamp: {error}") from error
    return at


def _certificates(authorities: bytes) -> list[Certificate]:
    try:
        return load_pem_x509_certificates(authorities)
    except ValueError as error:
        raise NotATimestamp("The authority's certificate could not be read.") from error
