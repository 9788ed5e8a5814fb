"""Accounts as rows. Who may change them: services."""

from __future__ import annotations

from app.accounts.models.consents import Consent, ConsentState, ConsentText
from app.accounts.models.leaving import Closing, Erasure, Export
from app.accounts.models.members import Member, RoleGrant, SignedInSession, SignIn
from app.accounts.models.proofs import Ceremony, CodeGenerator, LetterToken, Passkey, RecoveryCode
from app.accounts.models.relations import Block, CarerLink, ClinicianClaim

__all__ = [
    "Block",
    "CarerLink",
    "Ceremony",
    "ClinicianClaim",
    "Closing",
    "CodeGenerator",
    "Consent",
    "ConsentState",
    "ConsentText",
    "Erasure",
    "Export",
    "LetterToken",
    "Member",
    "Passkey",
    "RecoveryCode",
    "RoleGrant",
    "SignIn",
    "SignedInSession",
]
