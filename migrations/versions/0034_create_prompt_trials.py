"""Create trials of asking authors first.

Revision: 0034
Follows: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prompt_trials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["members.id"],
            name=op.f("fk_prompt_trials_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_trials")),
        sa.UniqueConstraint("public_id", name=op.f("uq_prompt_trials_public_id")),
    )
    op.create_table(
        "prompt_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("arm", sa.String(length=10), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.Column("pointed", sa.Integer(), nullable=False),
        sa.CheckConstraint("arm IN ('asked','plain')", name=op.f("ck_prompt_counts_known_arm")),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["prompt_trials.id"],
            name=op.f("fk_prompt_counts_trial_id_prompt_trials"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_counts")),
        sa.UniqueConstraint("trial_id", "arm", name=op.f("uq_prompt_counts_trial_id_arm")),
    )


def downgrade() -> None:
    op.drop_table("prompt_counts")
    op.drop_table("prompt_trials")
