"""Create first posts and their answers.

Revision: 0037
Follows: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "first_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_first_posts_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_first_posts_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_first_posts_post_id_posts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topics.id"],
            name=op.f("fk_first_posts_topic_id_topics"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_posts")),
        sa.UniqueConstraint(
            "group_id", "member_id", name=op.f("uq_first_posts_group_id_member_id")
        ),
    )
    with op.batch_alter_table("first_posts") as batch_op:
        batch_op.create_index(batch_op.f("ix_first_posts_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_first_posts_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_first_posts_topic_id"), ["topic_id"], unique=False)
        batch_op.create_index(
            "ix_first_posts_waiting", ["group_id", "answered_at", "posted_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("first_posts") as batch_op:
        batch_op.drop_index("ix_first_posts_waiting")
        batch_op.drop_index(batch_op.f("ix_first_posts_topic_id"))
        batch_op.drop_index(batch_op.f("ix_first_posts_post_id"))
        batch_op.drop_index(batch_op.f("ix_first_posts_member_id"))

    op.drop_table("first_posts")
