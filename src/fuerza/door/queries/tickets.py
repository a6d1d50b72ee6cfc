"""A ticket's code and its signature: written, read back from what was shown, and found by."""

import base64
import re
from functools import cache

import msgspec
import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from django.conf import settings
from django.urls import reverse

from fuerza.attendance.models import Registration
from fuerza.core import crypto
from fuerza.core.codes import LETTERS, code_from
from fuerza.door.choices import CODE_LETTERS, IN_FORCE
from fuerza.door.models import Ticket

_HALF = 32
_CODE = re.compile(rf"[{LETTERS}]{{{CODE_LETTERS}}}\Z")
_SHOWN = re.compile(rf"(?:.*/)?([{LETTERS}]{{{CODE_LETTERS}}})\.([A-Za-z0-9_-]{{86}})/?\Z")


class Shown(msgspec.Struct, frozen=True):
    """What was held out at the door: its code, and whether it had our signature (None: it had none at all)."""

    code: str
    is_ours: bool | None = None


def code_for(ticket_id: object) -> str:
    """Make the code of a ticket, always the same one: twelve letters, of 59 bits."""
    key = crypto.keyed(settings.ENV.master_key, "ticket code", str(ticket_id))
    return code_from(key, CODE_LETTERS)


def code_hash(code: str) -> bytes:
    return crypto.keyed(settings.ENV.master_key, "ticket", code)


def link_hash(code: str) -> bytes:
    """Hash the code that opens a door, or the cookie that keeps it open: neither is ever a ticket."""
    return crypto.keyed(settings.ENV.master_key, "door", code)


def bare(text: str) -> str:
    """Take a typed code without its gaps; nothing where it is none."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code if _CODE.match(code) else ""


def ticket_of(registration: Registration) -> Ticket | None:
    """Return her ticket that holds, or was used."""
    found = Ticket.objects.filter(registration=registration, state__in=IN_FORCE)
    return found.filter(number=registration.number).first()


def ticket_with(code: str) -> Ticket | None:
    """Find a ticket by its code, whatever has become of it."""
    found = Ticket.objects.filter(code_hash=code_hash(code))
    return found.select_related("registration__edition", "registration__person").first()


def token_of(ticket: Ticket) -> str:
    """Write a ticket's code with our signature, so that a phone without a connection knows a forged one."""
    code = code_for(ticket.pk)
    r, s = decode_dss_signature(_key().sign(_message(code), ec.ECDSA(hashes.SHA256())))
    signature = r.to_bytes(_HALF) + s.to_bytes(_HALF)
    return f"{code}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def drawn(text: str) -> str:
    """Draw an address as a QR code that a page may hold: an address of the picture itself (data:)."""
    made: str = segno.make(text, error="m", micro=False).svg_data_uri(light="white", border=4)
    return made


def address_of(ticket: Ticket) -> str:
    """Write what the picture of a ticket says: an address that shows nothing to whoever is at no door."""
    return f"{settings.ENV.origin}{reverse('door:ticket', args=[token_of(ticket)])}"


def read(text: str) -> Shown | None:
    """Read what was scanned or typed; None where it is neither a ticket nor a code."""
    met = _SHOWN.match(text.strip())
    if met is None:
        code = bare(text)
        return Shown(code) if code else None
    return Shown(met[1], is_ours=_is_ours(met[1], met[2]))


def public_key() -> str:
    """Return what the signature can be checked with, as phones take it."""
    encoded = (
        _key()
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return base64.b64encode(encoded).decode()


def _is_ours(code: str, signature: str) -> bool:
    plain = base64.urlsafe_b64decode(signature + "==")
    r, s = int.from_bytes(plain[:_HALF]), int.from_bytes(plain[_HALF:])
    try:
        _key().public_key().verify(
            encode_dss_signature(r, s), _message(code), ec.ECDSA(hashes.SHA256())
        )
    except InvalidSignature:
        return False
    return True


def _message(code: str) -> bytes:
    return f"fuerza ticket 1|{code}".encode()


def _key() -> ec.EllipticCurvePrivateKey:
    return _loaded(crypto.signing_key("door ticket"))


@cache
def _loaded(pem: str) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
