"""Create looks at cases of distress, kept apart from the log.

Revision: 0030
Follows: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "care_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["members.id"], name=op.f("fk_care_looks_by_id_members"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_care_looks_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_looks")),
    )
    with op.batch_alter_table("care_looks") as batch_op:
        batch_op.create_index(batch_op.f("ix_care_looks_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_looks_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("care_looks") as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_looks_case_id"))
        batch_op.drop_index(batch_op.f("ix_care_looks_by_id"))

    op.drop_table("care_looks")
