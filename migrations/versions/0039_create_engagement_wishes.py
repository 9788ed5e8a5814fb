"""Create what members want to be counted in and asked for.

Revision: 0039
Follows: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "engagement_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("counts_reading", sa.Boolean(), nullable=False),
        sa.Column("prefers_to_read", sa.Boolean(), nullable=False),
        sa.Column("shows_thanks", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_engagement_wishes_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_wishes")),
        sa.UniqueConstraint("member_id", name=op.f("uq_engagement_wishes_member_id")),
    )


def downgrade() -> None:
    op.drop_table("engagement_wishes")
