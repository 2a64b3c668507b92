"""The first schema: documents, statements, answers, reviews, the log.

What only one of the two databases has stands at the end: the index of words, and the triggers that keep the log.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision, down_revision, branch_labels, depends_on = "0001", None, None, None

INDEXED = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
WORDED = ("answers", "passages")
REFUSED = ("UPDATE", "DELETE")


def upgrade() -> None:
    """Make the tables, the index of words, and the guards of the log."""
    _audit()
    _cases()
    _contracts()
    _documents()
    _names()
    _answers()
    _corrections()
    _mentions()
    _passages()
    _standings()
    _statements()
    _versions()
    _dues()
    _parties()
    if op.get_bind().dialect.name == "sqlite":
        _of_sqlite()
    else:
        _of_postgresql()


def _of_sqlite() -> None:
    for table in WORDED:
        op.execute(f"CREATE VIRTUAL TABLE {table}_words USING fts5(terms, content='', tokenize='ascii', prefix='6')")
    for act in REFUSED:
        op.execute(
            f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )


def _of_postgresql() -> None:
    for table in WORDED:
        op.execute(f"CREATE INDEX ix_{table}_indexed ON {table} USING gin (indexed)")
    op.execute(
        "CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept()"
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )


def _contracts() -> None:
    op.create_table(
        "contracts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("review", sa.JSON(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("doc_number", sa.Text(), nullable=False),
        sa.Column("issuers", sa.JSON(), nullable=False),
        sa.Column("issued", sa.Text(), nullable=False),
        sa.Column("effective", sa.Text(), nullable=False),
        sa.Column("expires", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("stating", sa.JSON(), nullable=False),
        sa.Column("related", sa.JSON(), nullable=False),
        sa.Column("relatives", sa.JSON(), nullable=False),
        sa.Column("derived_on", sa.Text(), nullable=False),
        sa.Column("derived_until", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("name", name=op.f("uq_documents_name")),
    )
    op.create_index(op.f("ix_documents_place"), "documents", ["place"], unique=False)
    op.create_index(op.f("ix_documents_sha256"), "documents", ["sha256"], unique=False)


def _names() -> None:
    op.create_table(
        "names",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_names")),
        sa.UniqueConstraint("name", name=op.f("uq_names_name")),
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("derived", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("indexed", INDEXED, nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["names.id"], name=op.f("fk_answers_actor_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_answers_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_document_id"), "answers", ["document_id"], unique=False)
    op.create_index(
        op.f("ix_answers_kind_actor_id_document_id_place"),
        "answers",
        ["kind", "actor_id", "document_id", "place"],
        unique=False,
    )
    op.create_index(
        op.f("ix_answers_kind_document_id_place"), "answers", ["kind", "document_id", "place"], unique=False
    )
    op.create_index(
        op.f("ix_answers_kind_modality_document_id_place"),
        "answers",
        ["kind", "modality", "document_id", "place"],
        unique=False,
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_corrections_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_document_id_state"), "corrections", ["document_id", "state"], unique=False)


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_mentions_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_mentions_name_id")),
        sa.PrimaryKeyConstraint("document_id", "name_id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_name_id"), "mentions", ["name_id"], unique=False)


def _passages() -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("indexed", INDEXED, nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_passages_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint("document_id", "start", name=op.f("uq_passages_document_id_start")),
    )


def _standings() -> None:
    op.create_table(
        "standings",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_standings_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "since", name=op.f("pk_standings")),
    )


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("eid", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_statements_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_document_id_place"), "statements", ["document_id", "place"], unique=False)
    op.create_index(
        op.f("ix_statements_kind_document_id_place"), "statements", ["kind", "document_id", "place"], unique=False
    )
    op.create_index(op.f("ix_statements_name"), "statements", ["name"], unique=False)


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("extraction", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_versions_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_versions")),
    )


def _dues() -> None:
    op.create_table(
        "dues",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("basis_en", sa.Text(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_dues_answer_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("answer_id", "day", "basis", name=op.f("pk_dues")),
    )
    op.create_index(op.f("ix_dues_day_answer_id"), "dues", ["day", "answer_id"], unique=False)


def _parties() -> None:
    op.create_table(
        "parties",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_parties_answer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_parties_name_id")),
        sa.PrimaryKeyConstraint("answer_id", "role", "name_id", name=op.f("pk_parties")),
    )
    op.create_index(op.f("ix_parties_name_id_answer_id"), "parties", ["name_id", "answer_id"], unique=False)
