"""Commands of this package, one module per subject."""

from __future__ import annotations

from app.accounts.cli.people import consents_cli, members_cli, roles_cli
from app.accounts.cli.privacy import breach_cli, privacy_cli, retention_cli

ALL = (members_cli, roles_cli, consents_cli, retention_cli, privacy_cli, breach_cli)
