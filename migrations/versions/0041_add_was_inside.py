"""Add whether somebody was in the group that moderators took them out of, and drop the weight of
cases: their place in the queue says the same.

Revision: 0041
Follows: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("restrictions") as batch_op:
        batch_op.add_column(
            sa.Column("was_inside", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("restrictions") as batch_op:
        batch_op.alter_column("was_inside", server_default=None)

    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_column("weight")


def downgrade() -> None:
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("weight", sa.Float(), nullable=False, server_default="0"))
    with op.batch_alter_table("cases") as batch_op:
        batch_op.alter_column("weight", server_default=None)

    with op.batch_alter_table("restrictions") as batch_op:
        batch_op.drop_column("was_inside")
