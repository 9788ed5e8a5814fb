"""Add when a dry run of the rules was done.

Revision: 0033
Follows: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("screening_runs") as batch_op:
        batch_op.add_column(sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))

    op.execute("UPDATE screening_runs SET finished_at = ran_at")


def downgrade() -> None:
    with op.batch_alter_table("screening_runs") as batch_op:
        batch_op.drop_column("finished_at")
