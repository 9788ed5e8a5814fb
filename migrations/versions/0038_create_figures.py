"""Create the figures of boards.

Revision: 0038
Follows: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("panel", sa.String(length=30), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_figures_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
    )
    with op.batch_alter_table("figures") as batch_op:
        batch_op.create_index(
            "ix_figures_newest",
            ["group_id", "panel", "window_days", "definition", "day"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("figures") as batch_op:
        batch_op.drop_index("ix_figures_newest")

    op.drop_table("figures")
