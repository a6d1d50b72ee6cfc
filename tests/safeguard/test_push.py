"""Web Push to the letter: RFC 8291's own example, and a token that verifies (RFC 8292)."""

import base64
import json
import re
from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from safeguard.push import Subscription, authorization, is_sound, public_key, sealed

# RFC 8291, section 5 and appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
THEIRS = Subscription(
    "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
)
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unpadded(OURS)), ec.SECP256R1())


def pem(private: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> str:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def test_the_standards_own_message_comes_out_byte_by_byte() -> None:
    made = sealed(PLAIN, THEIRS, salt=unpadded(SALT), ephemeral=key())

    assert made == unpadded(BODY)


def test_a_message_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="4 kB"):
        sealed(b"x" * 4096, THEIRS, salt=unpadded(SALT), ephemeral=key())


def test_the_token_names_whom_it_is_for_until_when_and_verifies() -> None:
    until = datetime(2026, 11, 30, 12, tzinfo=UTC)

    header = authorization(THEIRS.endpoint, key=pem(key()), contact="mailto:a@b.test", until=until)

    found = re.fullmatch(r"vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)", header)
    assert found is not None
    head, claims, signature, public = found.groups()
    raw = unpadded(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key().public_key().verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(unpadded(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(unpadded(claims)) == {
        "aud": "https://push.example.net",
        "exp": int(until.timestamp()),
        "sub": "mailto:a@b.test",
    }
    assert (public, len(unpadded(public))) == (public_key(pem(key())), 65)


def test_a_key_of_another_kind_is_the_callers_mistake() -> None:
    with pytest.raises(TypeError):
        public_key(pem(ed25519.Ed25519PrivateKey.generate()))


@pytest.mark.parametrize(
    "odd",
    [
        {"endpoint": "http://push.example.net/x"},
        {"endpoint": "https:///x"},
        {"endpoint": "https://[x"},
        {"p256dh": "AAAA"},
        {"p256dh": "not base64!"},
        {"auth": "AAAA"},
        {"auth": "é"},
    ],
)
def test_what_no_browser_gives_is_not_used(odd: dict[str, str]) -> None:
    assert is_sound(THEIRS)
    assert not is_sound(msgspec.structs.replace(THEIRS, **odd))


def test_a_subscription_is_shown_in_no_log() -> None:
    assert repr(THEIRS) == "Subscription(...)"
