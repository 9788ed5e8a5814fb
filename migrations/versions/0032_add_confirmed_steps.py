"""Add when the second person agreed to a step of care.

Revision: 0032
Follows: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("care_steps") as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))

    # Both names were written down at once until now.
    op.execute("UPDATE care_steps SET confirmed_at = at WHERE second_id IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("care_steps") as batch_op:
        batch_op.drop_column("confirmed_at")
