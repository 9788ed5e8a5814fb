"""Create releases.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("epsilon", sa.String(length=12), nullable=False),
        sa.Column("least_cell", sa.Integer(), nullable=False),
        sa.Column("least_cohort", sa.Integer(), nullable=False),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "least_cell > 0 AND least_cohort >= least_cell", name=op.f("ck_releases_thresholds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("name", name=op.f("uq_releases_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_releases_public_id")),
    )
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.create_index("ix_releases_newest", ["cut_off", "id"], unique=False)

    op.create_table(
        "privacy_ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.String(length=40), nullable=False),
        sa.Column("epsilon", sa.String(length=12), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_privacy_ledger_release_id_releases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_ledger")),
        sa.UniqueConstraint(
            "release_id", "table_id", name=op.f("uq_privacy_ledger_release_id_table_id")
        ),
    )
    with op.batch_alter_table("privacy_ledger", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_privacy_ledger_cut_off"), ["cut_off"], unique=False)

    op.create_table(
        "released_tables",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.String(length=40), nullable=False),
        sa.Column("condition_id", sa.Integer(), nullable=False),
        sa.Column("condition_slug", sa.String(length=160), nullable=False),
        sa.Column("artefact", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["concepts.id"], name=op.f("fk_released_tables_condition_id_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_released_tables_release_id_releases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_tables")),
        sa.UniqueConstraint(
            "release_id",
            "table_id",
            "condition_id",
            name=op.f("uq_released_tables_release_id_table_id_condition_id"),
        ),
    )
    with op.batch_alter_table("released_tables", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_released_tables_condition_id"), ["condition_id"], unique=False
        )
        batch_op.create_index(
            "ix_released_tables_page", ["condition_slug", "release_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("released_tables", schema=None) as batch_op:
        batch_op.drop_index("ix_released_tables_page")
        batch_op.drop_index(batch_op.f("ix_released_tables_condition_id"))

    op.drop_table("released_tables")
    with op.batch_alter_table("privacy_ledger", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_privacy_ledger_cut_off"))

    op.drop_table("privacy_ledger")
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.drop_index("ix_releases_newest")

    op.drop_table("releases")
