"""Create catalogue.

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_loads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("files_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("concept_count", sa.Integer(), nullable=False),
        sa.Column("name_count", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_loads")),
    )
    op.create_table(
        "concepts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("slug", sa.String(length=160), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("medical_name", sa.String(length=200), nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("sort", sa.String(length=12), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('condition', 'symptom', 'treatment', 'situation')",
            name=op.f("ck_concepts_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concepts")),
        sa.UniqueConstraint("key", name=op.f("uq_concepts_key")),
        sa.UniqueConstraint("kind", "slug", name=op.f("uq_concepts_kind_slug")),
        sa.UniqueConstraint("public_id", name=op.f("uq_concepts_public_id")),
    )
    op.create_table(
        "concept_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column(
            "normalised",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "folded",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "kind IN ('preferred', 'lay', 'brand', 'synonym', 'everyday')",
            name=op.f("ck_concept_names_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["concept_id"],
            ["concepts.id"],
            name=op.f("fk_concept_names_concept_id_concepts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_names")),
        sa.UniqueConstraint(
            "concept_id", "normalised", name=op.f("uq_concept_names_concept_id_normalised")
        ),
    )
    with op.batch_alter_table("concept_names", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_concept_names_folded_concept_id"), ["folded", "concept_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_concept_names_normalised_concept_id"),
            ["normalised", "concept_id"],
            unique=False,
        )

    op.create_table(
        "concept_parents",
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"],
            ["concepts.id"],
            name=op.f("fk_concept_parents_concept_id_concepts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["concepts.id"],
            name=op.f("fk_concept_parents_parent_id_concepts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("concept_id", "parent_id", name=op.f("pk_concept_parents")),
    )
    with op.batch_alter_table("concept_parents", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_concept_parents_parent_id"), ["parent_id"], unique=False
        )

    op.create_table(
        "concept_parts",
        sa.Column("concept_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"],
            ["concepts.id"],
            name=op.f("fk_concept_parts_concept_id_concepts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["concepts.id"],
            name=op.f("fk_concept_parts_part_id_concepts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("concept_id", "part_id", name=op.f("pk_concept_parts")),
    )
    with op.batch_alter_table("concept_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concept_parts_part_id"), ["part_id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column(
            "normalised",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("times_proposed", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('condition', 'symptom', 'treatment', 'situation')",
            name=op.f("ck_proposals_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'rejected')", name=op.f("ck_proposals_status")
        ),
        sa.CheckConstraint("times_proposed > 0", name=op.f("ck_proposals_times_proposed")),
        sa.ForeignKeyConstraint(
            ["concept_id"],
            ["concepts.id"],
            name=op.f("fk_proposals_concept_id_concepts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["members.id"],
            name=op.f("fk_proposals_decided_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["members.id"],
            name=op.f("fk_proposals_proposed_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("kind", "normalised", name=op.f("uq_proposals_kind_normalised")),
        sa.UniqueConstraint("public_id", name=op.f("uq_proposals_public_id")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_concept_id"), ["concept_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_proposals_decided_by_id"), ["decided_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_proposals_proposed_by_id"), ["proposed_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_proposals_status"), ["status"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposals_status"))
        batch_op.drop_index(batch_op.f("ix_proposals_proposed_by_id"))
        batch_op.drop_index(batch_op.f("ix_proposals_decided_by_id"))
        batch_op.drop_index(batch_op.f("ix_proposals_concept_id"))

    op.drop_table("proposals")
    with op.batch_alter_table("concept_parts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concept_parts_part_id"))

    op.drop_table("concept_parts")
    with op.batch_alter_table("concept_parents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concept_parents_parent_id"))

    op.drop_table("concept_parents")
    with op.batch_alter_table("concept_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concept_names_normalised_concept_id"))
        batch_op.drop_index(batch_op.f("ix_concept_names_folded_concept_id"))

    op.drop_table("concept_names")
    op.drop_table("concepts")
    op.drop_table("catalogue_loads")
