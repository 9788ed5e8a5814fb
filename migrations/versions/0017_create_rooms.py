"""Create chat rooms, who is in them, and what hosts decided.

Revision: 0017
Follows: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("history", sa.String(length=15), nullable=False),
        sa.Column("retention", sa.String(length=10), nullable=False),
        sa.Column("slow_seconds", sa.Integer(), nullable=False),
        sa.Column("holds_new", sa.Boolean(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("purged_to", sa.Integer(), nullable=False),
        sa.Column("access_version", sa.Integer(), nullable=False),
        sa.Column("member_count", sa.Integer(), nullable=False),
        sa.Column("direct_key", sa.String(length=45), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_message_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "(kind = 'direct') = (group_id IS NULL)", name=op.f("ck_rooms_group_unless_direct")
        ),
        sa.CheckConstraint(
            "(kind = 'gathering') = (starts_at IS NOT NULL)", name=op.f("ck_rooms_gathering_starts")
        ),
        sa.CheckConstraint(
            "history IN ('all','since_joining')", name=op.f("ck_rooms_known_history")
        ),
        sa.CheckConstraint(
            "kind IN ('open','invited','gathering','direct')", name=op.f("ck_rooms_known_kind")
        ),
        sa.CheckConstraint(
            "retention IN ('forever','90d','24h')", name=op.f("ck_rooms_known_retention")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"],
            ["members.id"],
            name=op.f("fk_rooms_closed_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["members.id"],
            name=op.f("fk_rooms_created_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_rooms_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("direct_key", name=op.f("uq_rooms_direct_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rooms_public_id")),
    )
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.create_index("ix_rooms_group", ["group_id", "kind", "id"], unique=False)
        batch_op.create_index("ix_rooms_starts_at", ["starts_at"], unique=False)

    op.create_table(
        "host_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["members.id"], name=op.f("fk_host_acts_by_id_members"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_host_acts_member_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_host_acts_room_id_rooms"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_acts")),
    )
    with op.batch_alter_table("host_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_host_acts_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_host_acts_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_host_acts_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_host_acts_room", ["room_id", "id"], unique=False)

    op.create_table(
        "room_limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('muted','removed')", name=op.f("ck_room_limits_known_kind")),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["members.id"],
            name=op.f("fk_room_limits_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"],
            ["members.id"],
            name=op.f("fk_room_limits_ended_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_room_limits_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_room_limits_room_id_rooms"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_limits")),
        sa.UniqueConstraint("public_id", name=op.f("uq_room_limits_public_id")),
    )
    with op.batch_alter_table("room_limits", schema=None) as batch_op:
        batch_op.create_index(
            "ix_room_limits_member", ["room_id", "member_id", "ended_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_room_limits_member_id"), ["member_id"], unique=False)

    op.create_table(
        "room_memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("from_sequence", sa.Integer(), nullable=False),
        sa.Column("read_sequence", sa.Integer(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('member','host')", name=op.f("ck_room_memberships_known_role")
        ),
        sa.CheckConstraint(
            "state IN ('in','invited','declined')", name=op.f("ck_room_memberships_known_state")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["members.id"],
            name=op.f("fk_room_memberships_invited_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_room_memberships_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["rooms.id"],
            name=op.f("fk_room_memberships_room_id_rooms"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_memberships")),
        sa.UniqueConstraint(
            "room_id", "member_id", name=op.f("uq_room_memberships_room_id_member_id")
        ),
    )
    with op.batch_alter_table("room_memberships", schema=None) as batch_op:
        batch_op.create_index("ix_room_memberships_member", ["member_id", "state"], unique=False)

    op.create_table(
        "room_presences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("socket_key", sa.String(length=60), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_room_presences_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["rooms.id"],
            name=op.f("fk_room_presences_room_id_rooms"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_presences")),
        sa.UniqueConstraint("socket_key", name=op.f("uq_room_presences_socket_key")),
    )
    with op.batch_alter_table("room_presences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_presences_member_id"), ["member_id"], unique=False
        )
        batch_op.create_index("ix_room_presences_room", ["room_id", "seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_room_presences_seen_at"), ["seen_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("room_presences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_presences_seen_at"))
        batch_op.drop_index("ix_room_presences_room")
        batch_op.drop_index(batch_op.f("ix_room_presences_member_id"))

    op.drop_table("room_presences")
    with op.batch_alter_table("room_memberships", schema=None) as batch_op:
        batch_op.drop_index("ix_room_memberships_member")

    op.drop_table("room_memberships")
    with op.batch_alter_table("room_limits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_limits_member_id"))
        batch_op.drop_index("ix_room_limits_member")

    op.drop_table("room_limits")
    with op.batch_alter_table("host_acts", schema=None) as batch_op:
        batch_op.drop_index("ix_host_acts_room")
        batch_op.drop_index(batch_op.f("ix_host_acts_member_id"))
        batch_op.drop_index(batch_op.f("ix_host_acts_created_at"))
        batch_op.drop_index(batch_op.f("ix_host_acts_by_id"))

    op.drop_table("host_acts")
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.drop_index("ix_rooms_starts_at")
        batch_op.drop_index("ix_rooms_group")

    op.drop_table("rooms")
