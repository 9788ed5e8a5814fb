"""A passkey made of numbers: it answers as a phone would, and lies wherever a test wants it to."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def unb64(words: str) -> bytes:
    return urlsafe_b64decode(words + "=" * (-len(words) % 4))


@dataclass
class Authenticator:
    """Holds one key pair. `count` is what it will say next; 0 stays 0, as phones do."""

    host: str = "localhost"
    origin: str = "http://localhost"
    count: int = 0
    verifies: bool = True
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    handle: bytes | None = None

    def create(self, options: dict[str, Any], **lies: Any) -> str:
        """The answer to `navigator.credentials.create`."""
        self.handle = unb64(options["user"]["id"])
        said = self._client_data("webauthn.create", options, lies)
        data = self._authenticator_data(HAS_KEY, lies) + bytes(16)
        data += struct.pack(">H", len(self.credential_id)) + self.credential_id + self._cose()
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer({"clientDataJSON": b64(said), "attestationObject": b64(made)})

    def get(self, options: dict[str, Any], **lies: Any) -> str:
        """The answer to `navigator.credentials.get`. Lies: host, origin, challenge, kind,
        count, verifies, handle, key."""
        said = self._client_data("webauthn.get", options, lies)
        data = self._authenticator_data(0, lies)
        signer = lies.get("key", self.key)
        signature = signer.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        handle = lies.get("handle", self.handle)
        response = {
            "clientDataJSON": b64(said),
            "authenticatorData": b64(data),
            "signature": b64(signature),
        }
        return self._answer(response | ({"userHandle": b64(handle)} if handle else {}))

    def _client_data(self, kind: str, options: dict[str, Any], lies: dict[str, Any]) -> bytes:
        said = {
            "type": lies.get("kind", kind),
            "challenge": lies.get("challenge", options["challenge"]),
            "origin": lies.get("origin", self.origin),
            "crossOrigin": False,
        }
        return json.dumps(said).encode()

    def _authenticator_data(self, flags: int, lies: dict[str, Any]) -> bytes:
        host = hashlib.sha256(lies.get("host", self.host).encode()).digest()
        flags |= PRESENT if lies.get("present", True) else 0
        flags |= VERIFIED if lies.get("verifies", self.verifies) else 0
        return host + struct.pack(">BI", flags, lies.get("count", self.count))

    def _cose(self) -> bytes:
        public = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (public.x, public.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _answer(self, response: dict[str, str]) -> str:
        identity = b64(self.credential_id)
        return json.dumps(
            {"id": identity, "rawId": identity, "type": "public-key", "response": response}
        )
