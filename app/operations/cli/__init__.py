"""`flask backup`, `flask database`, `flask doctor`."""

from __future__ import annotations

from app.operations.cli.backup import commands as backup
from app.operations.cli.database import commands as database
from app.operations.cli.doctor import doctor

COMMANDS = (backup, database, doctor)
