"""A passkey in software, for tests without a browser: it registers and signs as a device would."""

import hashlib
import json
import secrets
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from fuerza.people.models import Person

HOST = "testserver"
ORIGIN = f"http://{HOST}"
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class SoftKey:
    """One passkey of one person, kept on the server as if she had added it."""

    def __init__(self, person: Person, *, counter: int = 1) -> None:
        self.person = person
        self.counter = counter
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.row: Authenticator = WebAuthn.add(person, "Telephone", self._registration()).instance

    def sign_in(self, client: Client) -> str:
        """Sign in by passkey; return where that led."""
        asked = client.get(
            reverse("mfa_login_webauthn"), headers={"accept": "application/json"}
        ).json()
        answer = self.answer(asked["request_options"]["publicKey"]["challenge"])
        form = {"credential": json.dumps(answer)}
        return str(client.post(reverse("mfa_login_webauthn"), form)["Location"])

    def answer(self, challenge: str) -> dict[str, Any]:
        """Sign a challenge, and count up."""
        self.counter += 1
        said = self._client_data("webauthn.get", challenge)
        data = bytes(AuthenticatorData.create(self._host_hash(), FLAGS, self.counter))
        signed = self.private.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(
            clientDataJSON=said,
            authenticatorData=data,
            signature=signed,
            userHandle=user_pk_to_url_str(self.person).encode(),
        )

    def _registration(self) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self.private.public_key())  # type: ignore[no-untyped-call]  # fido2's
        held = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(
            self._host_hash(), FLAGS | AuthenticatorData.FLAG.AT, self.counter, bytes(held)
        )
        return self._credential(
            clientDataJSON=self._client_data("webauthn.create", "AAAA"),
            attestationObject=bytes(AttestationObject.create("none", data, {})),
        )

    def _credential(self, **response: bytes) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": {name: websafe_encode(value) for name, value in response.items()},
            "clientExtensionResults": {"credProps": {"rk": True}},
        }

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN}).encode()

    def _host_hash(self) -> bytes:
        return hashlib.sha256(HOST.encode()).digest()
