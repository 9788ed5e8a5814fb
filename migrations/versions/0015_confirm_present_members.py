"""Let addresses count as confirmed of accounts that were made before there were letters.

Revision: 0015
Follows: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE members SET email_confirmed_at = created_at "
        "WHERE email IS NOT NULL AND email_confirmed_at IS NULL"
    )


def downgrade() -> None:
    """Nobody answers a letter in the very moment of signing up: these are the ones from above."""
    op.execute("UPDATE members SET email_confirmed_at = NULL WHERE email_confirmed_at = created_at")
