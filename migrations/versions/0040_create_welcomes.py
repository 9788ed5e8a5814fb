"""Create welcomes, helpers and the one invitation.

Revision: 0040
Follows: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "helper_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("rests_until", sa.Date(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_helper_wishes_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_helper_wishes_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_wishes")),
        sa.UniqueConstraint(
            "group_id", "member_id", name=op.f("uq_helper_wishes_group_id_member_id")
        ),
    )
    with op.batch_alter_table("helper_wishes") as batch_op:
        batch_op.create_index(batch_op.f("ix_helper_wishes_member_id"), ["member_id"], unique=False)

    op.create_table(
        "invitations_to_write",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_invitations_to_write_group_id_groups"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_invitations_to_write_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations_to_write")),
        sa.UniqueConstraint("member_id", name=op.f("uq_invitations_to_write_member_id")),
    )
    op.create_table(
        "welcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("newcomer_id", sa.Integer(), nullable=False),
        sa.Column("helper_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.String(length=3), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reply IN ('yes','no')", name=op.f("ck_welcomes_known_reply")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["members.id"],
            name=op.f("fk_welcomes_asked_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_welcomes_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["helper_id"],
            ["members.id"],
            name=op.f("fk_welcomes_helper_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["newcomer_id"],
            ["members.id"],
            name=op.f("fk_welcomes_newcomer_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_welcomes")),
        sa.UniqueConstraint(
            "group_id",
            "newcomer_id",
            "helper_id",
            name=op.f("uq_welcomes_group_id_newcomer_id_helper_id"),
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_welcomes_public_id")),
    )
    with op.batch_alter_table("welcomes") as batch_op:
        batch_op.create_index(batch_op.f("ix_welcomes_asked_by_id"), ["asked_by_id"], unique=False)
        batch_op.create_index("ix_welcomes_helper", ["helper_id", "replied_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_welcomes_newcomer_id"), ["newcomer_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("welcomes") as batch_op:
        batch_op.drop_index(batch_op.f("ix_welcomes_newcomer_id"))
        batch_op.drop_index("ix_welcomes_helper")
        batch_op.drop_index(batch_op.f("ix_welcomes_asked_by_id"))

    op.drop_table("welcomes")
    op.drop_table("invitations_to_write")
    with op.batch_alter_table("helper_wishes") as batch_op:
        batch_op.drop_index(batch_op.f("ix_helper_wishes_member_id"))

    op.drop_table("helper_wishes")
