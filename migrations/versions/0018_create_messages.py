"""Create messages, their changes, and those that wait for a host.

Revision: 0018
Follows: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("content_note", sa.String(length=80), nullable=False),
        sa.Column("reply_to_id", sa.Integer(), nullable=True),
        sa.Column("thanks_count", sa.Integer(), nullable=False),
        sa.Column("me_too_count", sa.Integer(), nullable=False),
        sa.Column("thinking_count", sa.Integer(), nullable=False),
        sa.Column("helpful_count", sa.Integer(), nullable=False),
        sa.Column("hope_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["members.id"], name=op.f("fk_messages_author_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["deleted_by_id"], ["members.id"], name=op.f("fk_messages_deleted_by_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["reply_to_id"],
            ["messages.id"],
            name=op.f("fk_messages_reply_to_id_messages"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_messages_room_id_rooms"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("public_id", name=op.f("uq_messages_public_id")),
        sa.UniqueConstraint(
            "room_id",
            "author_id",
            "client_id",
            name=op.f("uq_messages_room_id_author_id_client_id"),
        ),
        sa.UniqueConstraint("room_id", "sequence", name=op.f("uq_messages_room_id_sequence")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_messages_deleted_at", ["deleted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_reply_to_id"), ["reply_to_id"], unique=False)
        batch_op.create_index("ix_messages_room_day", ["room_id", "created_at"], unique=False)

    op.create_table(
        "held_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("content_note", sa.String(length=80), nullable=False),
        sa.Column("reply_to_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["members.id"],
            name=op.f("fk_held_messages_author_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["refused_by_id"],
            ["members.id"],
            name=op.f("fk_held_messages_refused_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["reply_to_id"],
            ["messages.id"],
            name=op.f("fk_held_messages_reply_to_id_messages"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["rooms.id"],
            name=op.f("fk_held_messages_room_id_rooms"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_messages")),
        sa.UniqueConstraint("public_id", name=op.f("uq_held_messages_public_id")),
        sa.UniqueConstraint(
            "room_id",
            "author_id",
            "client_id",
            name=op.f("uq_held_messages_room_id_author_id_client_id"),
        ),
    )
    with op.batch_alter_table("held_messages", schema=None) as batch_op:
        batch_op.create_index("ix_held_messages_author", ["author_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_held_messages_created_at"), ["created_at"], unique=False
        )

    op.create_table(
        "message_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("body_before", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('edited','deleted','restored','reacted')",
            name=op.f("ck_message_changes_known_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_message_changes_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["rooms.id"],
            name=op.f("fk_message_changes_room_id_rooms"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_changes")),
        sa.UniqueConstraint(
            "room_id", "sequence", name=op.f("uq_message_changes_room_id_sequence")
        ),
    )
    with op.batch_alter_table("message_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_changes_created_at"), ["created_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_message_changes_message_id"), ["message_id"], unique=False
        )

    op.create_table(
        "message_reactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('thanks','me_too','thinking','helpful','hope')",
            name=op.f("ck_message_reactions_known_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_message_reactions_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_message_reactions_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_reactions")),
        sa.UniqueConstraint(
            "message_id",
            "member_id",
            "kind",
            name=op.f("uq_message_reactions_message_id_member_id_kind"),
        ),
    )
    with op.batch_alter_table("message_reactions", schema=None) as batch_op:
        batch_op.create_index("ix_message_reactions_member", ["member_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("message_reactions", schema=None) as batch_op:
        batch_op.drop_index("ix_message_reactions_member")

    op.drop_table("message_reactions")
    with op.batch_alter_table("message_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_changes_message_id"))
        batch_op.drop_index(batch_op.f("ix_message_changes_created_at"))

    op.drop_table("message_changes")
    with op.batch_alter_table("held_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_messages_created_at"))
        batch_op.drop_index("ix_held_messages_author")

    op.drop_table("held_messages")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_room_day")
        batch_op.drop_index(batch_op.f("ix_messages_reply_to_id"))
        batch_op.drop_index("ix_messages_deleted_at")
        batch_op.drop_index(batch_op.f("ix_messages_author_id"))

    op.drop_table("messages")
