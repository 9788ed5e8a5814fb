"""Create the tables of context notes, their sources, ratings and signatures.

Revision: 0023
Follows: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "context_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.String(length=24), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("flaw", sa.String(length=30), nullable=False),
        sa.Column("harm", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("intercept", sa.Float(), nullable=True),
        sa.Column("factor", sa.Float(), nullable=True),
        sa.Column("kept_back", sa.String(length=200), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("rating_count", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('needs_more','helpful','not_helpful')",
            name=op.f("ck_context_notes_known_status"),
        ),
        sa.CheckConstraint("harm BETWEEN 0 AND 3", name=op.f("ck_context_notes_known_harm")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["members.id"],
            name=op.f("fk_context_notes_author_id_members"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_notes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_context_notes_public_id")),
    )
    with op.batch_alter_table("context_notes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_context_notes_thing", ["kind", "thing_id", "shown_from"], unique=False
        )

    op.create_table(
        "note_switches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["members.id"],
            name=op.f("fk_note_switches_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_switches")),
    )
    op.create_table(
        "note_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("halves", sa.Integer(), nullable=False),
        sa.Column("tags", sa.String(length=200), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("halves BETWEEN 0 AND 2", name=op.f("ck_note_ratings_known_halves")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_note_ratings_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["context_notes.id"],
            name=op.f("fk_note_ratings_note_id_context_notes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_ratings")),
        sa.UniqueConstraint("note_id", "member_id", name=op.f("uq_note_ratings_note_id_member_id")),
    )
    with op.batch_alter_table("note_ratings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_ratings_member_id"), ["member_id"], unique=False)

    op.create_table(
        "note_signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_note_signatures_member_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["context_notes.id"],
            name=op.f("fk_note_signatures_note_id_context_notes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_signatures")),
        sa.UniqueConstraint(
            "note_id", "member_id", name=op.f("uq_note_signatures_note_id_member_id")
        ),
    )
    op.create_table(
        "note_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["context_notes.id"],
            name=op.f("fk_note_sources_note_id_context_notes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_sources")),
    )
    with op.batch_alter_table("note_sources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_sources_note_id"), ["note_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("note_sources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_sources_note_id"))

    op.drop_table("note_sources")
    op.drop_table("note_signatures")
    with op.batch_alter_table("note_ratings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_ratings_member_id"))

    op.drop_table("note_ratings")
    op.drop_table("note_switches")
    with op.batch_alter_table("context_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_context_notes_thing")

    op.drop_table("context_notes")
