"""Encryption of fields and keys: AES-256-GCM for values, X25519 for handing keys on.

Two ways to keep something. *Personal* (seal_personal): under the person's data key, which the server can
unwrap, for what must work while she is away. *Sealed* (new_content_key, encrypt): under a content key that is
sealed to her keyring, so that taking in works while she is locked and reading needs her. Every value is
bound to its place by additional data "table|row|field": moved elsewhere, it does not open. Keys are written
before the rows that need them; a sweep drops keys whose row never came (seams.md).
"""

import hmac
import secrets
import uuid
from collections.abc import Iterable, Mapping

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.conf import settings

from fuerza.core.models import DataKey, SealedKey

_VERSION = b"\x01"
_NONCE = 12
_PUBLIC = 32
_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # how many points it has


class Unopened(ValueError):
    """A sealed value could not be opened: wrong key, wrong place, or changed since."""


class KeyGone(LookupError):
    """The key that this value needs does not exist (any more), or is not held by this reader."""


class ContentKey(msgspec.Struct, frozen=True):
    """A symmetric key and the id under which its sealed copies are kept."""

    id: uuid.UUID
    secret: bytes


def place(table: str, row: object, field: str) -> bytes:
    """Name where a value lives, as the additional data that binds it there."""
    return f"{table}|{row}|{field}".encode()


def encrypt(secret: bytes, plain: bytes, where: bytes) -> bytes:
    """Encrypt with AES-256-GCM: version (1 byte), nonce (12), ciphertext and tag."""
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + AESGCM(secret).encrypt(nonce, plain, where)


def decrypt(secret: bytes, value: bytes, where: bytes) -> bytes:
    """Undo `encrypt`.

    Raises:
        Unopened: the value is not one of ours, was made for another place, or was changed.

    """
    value = bytes(value)
    if value[:1] != _VERSION or len(value) <= _NONCE:
        raise Unopened("unknown version, or cut short")
    try:
        return AESGCM(secret).decrypt(value[1 : 1 + _NONCE], value[1 + _NONCE :], where)
    except InvalidTag as error:
        raise Unopened("wrong key or place, or changed since") from error


def new_pair() -> tuple[bytes, bytes]:
    """Make an X25519 pair; return (private, public), 32 bytes each."""
    private = X25519PrivateKey.generate()
    return (
        private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()),
        _public_bytes(private),
    )


def seal_to(public: bytes, plain: bytes, where: bytes) -> bytes:
    """Seal `plain` so that only the holder of the private half opens it (ephemeral X25519, HKDF-SHA256, AES-GCM)."""
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(bytes(public)))
    head = _public_bytes(ephemeral)
    return head + encrypt(_derived(shared, head + bytes(public)), plain, where)


def open_sealed(private: bytes, sealed: bytes, where: bytes) -> bytes:
    """Undo `seal_to`.

    Raises:
        Unopened: sealed to somebody else, for another place, or changed.

    """
    sealed = bytes(sealed)
    mine = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(sealed[:_PUBLIC]))
    except ValueError as error:
        raise Unopened("not a sealed value") from error
    secret = _derived(shared, sealed[:_PUBLIC] + _public_bytes(mine))
    return decrypt(secret, sealed[_PUBLIC:], where)


def new_content_key(*, owner_id: uuid.UUID, readers: Mapping[uuid.UUID, bytes]) -> ContentKey:
    """Make a content key of `owner_id` and seal it to each reader (holder id -> public key)."""
    key = ContentKey(uuid.uuid4(), secrets.token_bytes(32))
    hand_on(key, owner_id=owner_id, readers=readers)
    return key


def hand_on(key: ContentKey, *, owner_id: uuid.UUID, readers: Mapping[uuid.UUID, bytes]) -> None:
    """Seal an existing key to more readers; a reader who holds it already keeps what she has."""
    hand_on_all([key], owner_id=owner_id, readers=readers)


def hand_on_all(
    keys: Iterable[ContentKey], *, owner_id: uuid.UUID, readers: Mapping[uuid.UUID, bytes]
) -> None:
    """Seal many keys to each reader at once."""
    SealedKey.objects.bulk_create(
        [
            SealedKey(
                owner_id=owner_id,
                key_id=key.id,
                holder_id=holder,
                sealed=seal_to(public, key.secret, _key_place(key.id, holder)),
            )
            for key in keys
            for holder, public in readers.items()
        ],
        ignore_conflicts=True,
    )


def content_keys(
    key_ids: Iterable[uuid.UUID], *, holder_id: uuid.UUID, private: bytes
) -> dict[uuid.UUID, bytes]:
    """Open all of `key_ids` that this holder has; one query, whatever their number."""
    rows = SealedKey.objects.filter(holder_id=holder_id, key_id__in=set(key_ids))
    return {
        row.key_id: open_sealed(private, bytes(row.sealed), _key_place(row.key_id, holder_id))
        for row in rows
    }


def data_key(person_id: uuid.UUID) -> bytes:
    """Return the person's data key, made on first use.

    Raises:
        Unopened: the master key is not the one that wrapped it.

    """
    row = DataKey.objects.filter(pk=person_id).first()
    if row is None:
        wrapped = encrypt(
            settings.ENV.master_key, secrets.token_bytes(32), _data_key_place(person_id)
        )
        row, _made = DataKey.objects.get_or_create(pk=person_id, defaults={"wrapped": wrapped})
    return decrypt(settings.ENV.master_key, bytes(row.wrapped), _data_key_place(person_id))


def seal_personal(person_id: uuid.UUID, plain: str, where: bytes) -> bytes:
    return encrypt(data_key(person_id), plain.encode(), where)


def open_personal(person_id: uuid.UUID, value: bytes, where: bytes) -> str:
    """Open what seal_personal sealed.

    Raises:
        KeyGone: the person was erased.
        Unopened: the value was moved or changed.

    """
    row = DataKey.objects.filter(pk=person_id).first()
    if row is None:
        raise KeyGone(str(person_id))
    secret = decrypt(settings.ENV.master_key, bytes(row.wrapped), _data_key_place(person_id))
    return decrypt(secret, value, where).decode()


def keyed(secret: bytes, purpose: str, value: str) -> bytes:
    """HMAC-SHA256 of `value` for one purpose, to compare without reading. Whoever has the key can test a guess."""
    return hmac.digest(secret, f"{purpose}|{value}".encode("utf-8", "surrogatepass"), "sha256")


def signing_key(purpose: str) -> str:
    """Make this installation's own key for ES256, as PEM: always the same one for a purpose, from the master key."""
    seed = HKDF(hashes.SHA256(), 48, salt=None, info=b"fuerza signing 1|" + purpose.encode())
    number = int.from_bytes(seed.derive(settings.ENV.master_key)) % (_P256 - 1) + 1
    key = ec.derive_private_key(number, ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _derived(shared: bytes, context: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"fuerza seal 1|" + context).derive(shared)


def _public_bytes(private: X25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key_place(key_id: uuid.UUID, holder_id: uuid.UUID) -> bytes:
    return place("core_sealedkey", key_id, str(holder_id))


def _data_key_place(person_id: uuid.UUID) -> bytes:
    return place("core_datakey", person_id, "wrapped")
