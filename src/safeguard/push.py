"""Web Push: a message sealed to one browser (RFC 8291), and who sends it (VAPID, RFC 8292).

Nothing is sent from here. Keys and times are handed in; a subscription is what a browser gave, and is checked before it
is used.
"""

import base64
import binascii
from datetime import datetime
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SALT = 16  # bytes
_POINT, _AUTH = 65, 16
_RECORD = 4096  # the most that a push service must take (RFC 8030)
_LARGEST = _RECORD - 16 - 1
_LAST = b"\x02"  # this record is the last one (RFC 8188)


class Subscription(msgspec.Struct, frozen=True):
    """Where a browser's push service takes messages for it, and what they are sealed with."""

    endpoint: str
    p256dh: str
    auth: str

    def __repr__(self) -> str:
        return "Subscription(...)"


def is_sound(subscription: Subscription) -> bool:
    """Say whether it is one that can be used: an https address, a point on the curve, a secret of its length."""
    try:
        parts = urlsplit(subscription.endpoint)
        _public(subscription.p256dh)
        secret = _bytes(subscription.auth)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and len(secret) == _AUTH


def sealed(
    plain: bytes, subscription: Subscription, *, salt: bytes, ephemeral: ec.EllipticCurvePrivateKey
) -> bytes:
    """Seal a message to a browser; `salt` (16 bytes) and `ephemeral` are fresh for every message.

    Raises:
        ValueError: it is too long, or the subscription is no sound one.
    """
    if len(plain) >= _LARGEST:
        raise ValueError("a push message holds less than 4 kB")
    theirs = _public(subscription.p256dh)
    ours = _point(ephemeral.public_key())
    shared = ephemeral.exchange(ec.ECDH(), theirs)
    context = b"WebPush: info\x00" + _point(theirs) + ours
    secret = _derived(shared, _bytes(subscription.auth), context, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    head = salt + _RECORD.to_bytes(4) + bytes([_POINT]) + ours
    return head + AESGCM(key).encrypt(nonce, plain + _LAST, None)


def authorization(endpoint: str, *, key: str, contact: str, until: datetime) -> str:
    """Write the header by which a push service knows who sends: a token signed by our key (PEM, P-256).

    `until` is at most a day ahead; `contact` a mailto: or https: address.
    """
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(until.timestamp()),
        "sub": contact,
    }
    head = _text(msgspec.json.encode({"typ": "JWT", "alg": "ES256"}))
    signed = f"{head}.{_text(msgspec.json.encode(claims))}"
    r, s = decode_dss_signature(_private(key).sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = _text(r.to_bytes(32) + s.to_bytes(32))
    return f"vapid t={signed}.{signature}, k={public_key(key)}"


def public_key(key: str) -> str:
    """Give the public half of our key as a browser takes it (`applicationServerKey`)."""
    return _text(_point(_private(key).public_key()))


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=salt, info=info).derive(secret)


def _private(key: str) -> ec.EllipticCurvePrivateKey:
    loaded = serialization.load_pem_private_key(key.encode(), password=None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise TypeError("push takes a key on P-256")
    return loaded


def _public(text: str) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(text))


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(
            text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), b"-_", validate=True
        )
    except binascii.Error as error:
        raise ValueError("not base64url") from error
