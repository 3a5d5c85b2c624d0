"""Articles with their versions, what was read in them, and briefs that were made."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "outlets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outlets"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("outlet_rank", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("seed", sa.String(), nullable=True),
        sa.Column("published", sa.String(27), nullable=False),
        sa.Column("dated_by", sa.String(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.ForeignKeyConstraint(["outlet"], ["outlets.id"], name="fk_articles_outlets"),
        sa.UniqueConstraint("address", name="uq_articles_address"),
        sa.UniqueConstraint("seed", name="uq_articles_seed"),
    )
    op.create_index("ix_articles_outlet", "articles", ["outlet"])
    op.create_index("ix_articles_published", "articles", ["published"])
    op.create_table(
        "versions",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("path", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("retold", sa.Boolean(), nullable=False),
        sa.Column("fetched", sa.String(27), nullable=False),
        sa.Column("known", sa.String(27), nullable=True),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("sketch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "number", name="pk_versions"),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_versions_articles", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_versions_counts_from_one")),
    )
    op.create_index("ix_versions_hash", "versions", ["hash"])
    op.create_index("ix_versions_place", "versions", ["place"])
    op.create_index("ix_versions_reader", "versions", ["reader"])
    _found(
        "attributions",
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("quoted", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("via", sa.String(), nullable=True),
        sa.Column("force", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
    )
    op.create_index("ix_attributions_speaker_published", "attributions", ["speaker", "published"])
    _found(
        "positions",
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=True),
        sa.Column("via", sa.String(), nullable=True),
        sa.Column("toward", sa.String(), nullable=True),
        sa.Column("hedged", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
    )
    op.create_index("ix_positions_issue_side_published", "positions", ["issue", "side", "published"])
    _found(
        "characterisations",
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("polarity", sa.Integer(), nullable=False),
        sa.Column("via", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
    )
    op.create_table(
        "briefs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("starts", sa.String(27), nullable=False),
        sa.Column("ends", sa.String(27), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_briefs"),
    )
    op.create_index("ix_briefs_dossier_kind_ends", "briefs", ["dossier", "kind", "ends"])


def _found(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("published", sa.String(27), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("article", "version", "place", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["article", "version"],
            ["versions.article", "versions.number"],
            name=f"fk_{name}_versions",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )
