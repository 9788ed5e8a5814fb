"""Create the last look at each address that a source names.

Revision: 0035
Follows: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "source_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_checks")),
        sa.UniqueConstraint("url", name=op.f("uq_source_checks_url")),
    )
    with op.batch_alter_table("source_checks") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_source_checks_failing_since"), ["failing_since"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("source_checks") as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_checks_failing_since"))

    op.drop_table("source_checks")
