"""The verifier's own Ed25519 gives the verdicts of RFC 8032 and of the library that signs."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard.evidence.verify import is_signed

# RFC 8032, 7.1: public key, message, signature
PUBLISHED = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493
PUBLIC, MESSAGE, SIGNATURE = (bytes.fromhex(each) for each in PUBLISHED[1])


@pytest.mark.parametrize(("public", "message", "signature"), PUBLISHED)
def test_the_standards_signatures_are_good(public: str, message: str, signature: str) -> None:
    assert is_signed(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))


@settings(max_examples=30, deadline=None)
@given(
    st.binary(min_size=32, max_size=32),
    st.binary(max_size=100),
    st.integers(0, 8 * 64 - 1),
    st.integers(0, 8 * 32 - 1),
)
def test_what_the_library_signs_is_good_and_every_changed_bit_is_not(
    private: bytes, message: bytes, at: int, key_at: int
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(private)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)

    def flipped(body: bytes, bit: int) -> bytes:
        return (int.from_bytes(body, "big") ^ 1 << bit).to_bytes(len(body), "big")

    assert is_signed(public, message, signature)
    assert not is_signed(public, message + b"\0", signature)
    assert not is_signed(public, message, flipped(signature, at))
    assert not is_signed(flipped(public, key_at), message, signature)


def test_a_signature_has_one_form_only() -> None:
    scalar = int.from_bytes(SIGNATURE[32:], "little") + ORDER
    other = SIGNATURE[:32] + scalar.to_bytes(32, "little")

    assert not is_signed(PUBLIC, MESSAGE, other)
    assert not is_signed(PUBLIC, MESSAGE, SIGNATURE + b"\0")
    assert not is_signed(PUBLIC, MESSAGE, SIGNATURE[:-1])
    assert not is_signed(PUBLIC, MESSAGE, b"")


@pytest.mark.parametrize(
    "public",
    [
        b"",
        PUBLIC + b"\0",
        bytes([2]) + bytes(31),  # no point has this y
        (2**255 - 18).to_bytes(32, "little"),  # 1, written above the prime
        bytes([1]) + bytes(30) + b"\x80",  # x is 0 and says it is negative
    ],
)
def test_bytes_that_are_no_point_are_no_key(public: bytes) -> None:
    assert not is_signed(public, MESSAGE, SIGNATURE)
