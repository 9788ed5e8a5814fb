"""Create chat settings, chosen contacts, reminders of gatherings, and recaps.

Revision: 0019
Follows: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("announce", sa.String(length=10), nullable=False),
        sa.Column("shows_presence", sa.Boolean(), nullable=False),
        sa.Column("shows_typing", sa.Boolean(), nullable=False),
        sa.Column("enter_sends", sa.Boolean(), nullable=False),
        sa.Column("requests", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "announce IN ('all','count','silent')", name=op.f("ck_chat_settings_known_announce")
        ),
        sa.CheckConstraint(
            "requests IN ('nobody','groups','chosen')", name=op.f("ck_chat_settings_known_requests")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_chat_settings_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_settings")),
        sa.UniqueConstraint("member_id", name=op.f("uq_chat_settings_member_id")),
    )
    op.create_table(
        "chosen_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["members.id"],
            name=op.f("fk_chosen_contacts_contact_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_chosen_contacts_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chosen_contacts")),
        sa.UniqueConstraint(
            "member_id", "contact_id", name=op.f("uq_chosen_contacts_member_id_contact_id")
        ),
    )
    with op.batch_alter_table("chosen_contacts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_chosen_contacts_contact_id"), ["contact_id"], unique=False
        )

    op.create_table(
        "gathering_reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_gathering_reminders_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["rooms.id"],
            name=op.f("fk_gathering_reminders_room_id_rooms"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gathering_reminders")),
        sa.UniqueConstraint(
            "room_id", "member_id", name=op.f("uq_gathering_reminders_room_id_member_id")
        ),
    )
    with op.batch_alter_table("gathering_reminders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_gathering_reminders_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "recaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft','asking','published')", name=op.f("ck_recaps_known_state")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["members.id"],
            name=op.f("fk_recaps_author_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_recaps_room_id_rooms"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_recaps_topic_id_topics"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recaps")),
        sa.UniqueConstraint("public_id", name=op.f("uq_recaps_public_id")),
    )
    with op.batch_alter_table("recaps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recaps_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recaps_room_id"), ["room_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recaps_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "recap_quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("recap_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "answer IN ('waiting','named','unnamed','declined')",
            name=op.f("ck_recap_quotes_known_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["members.id"],
            name=op.f("fk_recap_quotes_author_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_recap_quotes_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recap_id"],
            ["recaps.id"],
            name=op.f("fk_recap_quotes_recap_id_recaps"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recap_quotes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_recap_quotes_public_id")),
        sa.UniqueConstraint(
            "recap_id", "message_id", name=op.f("uq_recap_quotes_recap_id_message_id")
        ),
    )
    with op.batch_alter_table("recap_quotes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recap_quotes_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_recap_quotes_message_id"), ["message_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("recap_quotes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recap_quotes_message_id"))
        batch_op.drop_index(batch_op.f("ix_recap_quotes_author_id"))

    op.drop_table("recap_quotes")
    with op.batch_alter_table("recaps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recaps_topic_id"))
        batch_op.drop_index(batch_op.f("ix_recaps_room_id"))
        batch_op.drop_index(batch_op.f("ix_recaps_author_id"))

    op.drop_table("recaps")
    with op.batch_alter_table("gathering_reminders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gathering_reminders_member_id"))

    op.drop_table("gathering_reminders")
    with op.batch_alter_table("chosen_contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chosen_contacts_contact_id"))

    op.drop_table("chosen_contacts")
    op.drop_table("chat_settings")
