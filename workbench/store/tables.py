"""The tables.

In: nothing. Out: `Base`, on whose metadata every table of the workbench stands. Guarantee: the migrations in
`workbench/store/migrations` make exactly these tables; a test compares the two.

Statements and answers stand here for the current version of a document alone; earlier versions keep their bytes and
what was read of them. Numbers (`id`) are given by the writer, of whom there is one at a time.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, LargeBinary, MetaData, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PASSAGES = 1 << 16  # more than a document can have
LONG = BigInteger().with_variant(Integer(), "sqlite")
INDEX_TYPE = Text().with_variant(TSVECTOR(), "postgresql")


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map = {dict[str, object]: JSON, list[str]: JSON, list[object]: JSON, str: Text}  # noqa: RUF012


class DocumentTable(Base):
    """A document: its name, and what its current version says of itself. `place` is where it holds, "" unstated."""

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    stamp: Mapped[str]  # another one whenever what is known of the document changes
    source: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    text_sha256: Mapped[str]
    title: Mapped[str]
    doc_number: Mapped[str]
    issuers: Mapped[list[str]]
    issued: Mapped[str]
    effective: Mapped[str]
    expires: Mapped[str]
    place: Mapped[str] = mapped_column(index=True)
    level: Mapped[str]
    characters: Mapped[int]
    statements: Mapped[int]
    passages: Mapped[int]
    added_at: Mapped[str]
    added_by: Mapped[str]
    stating: Mapped[list[object]]  # facts that decide which document repeals or follows which
    related: Mapped[list[object]]  # what the others say of it
    relatives: Mapped[list[str]]  # names of the documents that say it
    derived_on: Mapped[str]
    derived_until: Mapped[str]


class VersionTable(Base):
    """A version of a document: the file as it came, and what was read of it (JSON, compressed)."""

    __tablename__ = "versions"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str]
    sha256: Mapped[str]
    text_sha256: Mapped[str]
    program: Mapped[str]
    file: Mapped[bytes] = mapped_column(LargeBinary)
    document: Mapped[bytes] = mapped_column(LargeBinary)
    extraction: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[str]
    added_by: Mapped[str]


class StandingTable(Base):
    """How a document stands from a day (`since`, included) to another (`until`, excluded)."""

    __tablename__ = "standings"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    reason_en: Mapped[str]


class StatementTable(Base):
    """A statement: `record` is what `zhize extract` prints of it but what has columns here."""

    __tablename__ = "statements"
    __table_args__ = (Index(None, "document_id", "place"), Index(None, "kind", "document_id", "place"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    place: Mapped[int]  # in the order of the text
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    modality: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    eid: Mapped[str]
    section: Mapped[str]
    quote: Mapped[str]
    record: Mapped[dict[str, object]]
    correction: Mapped[int | None]  # of `corrections`, when a reviewer corrected or added it


class AnswerTable(Base):
    """A duty or a penalty of one actor; `kind` tells which. `indexed` holds its words on PostgreSQL.

    `record` has no quotation where the answer stands in the words of its statement.
    """

    __tablename__ = "answers"
    __table_args__ = (
        Index(None, "kind", "document_id", "place"),
        Index(None, "document_id"),
        Index(None, "kind", "actor_id", "document_id", "place"),
        Index(None, "kind", "modality", "document_id", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    place: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    statement: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("names.id"))
    modality: Mapped[str]
    derived: Mapped[bool]
    start: Mapped[int]
    end: Mapped[int]
    record: Mapped[dict[str, object]]
    words: Mapped[str]
    indexed: Mapped[str | None] = mapped_column(INDEX_TYPE)


class DueTable(Base):
    """A day on which a duty falls due within the document's validity; `LAST` while its deadline waits for an event."""

    __tablename__ = "dues"
    __table_args__ = (Index(None, "day", "answer_id"),)

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    basis: Mapped[str] = mapped_column(primary_key=True)
    basis_en: Mapped[str]
    told: Mapped[bool]  # among the deadlines; not so a derived duty of a statement that names others


class NameTable(Base):
    """A name of an actor, as printed."""

    __tablename__ = "names"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(unique=True)


class PartyTable(Base):
    """Who has a part in an answer: bearer, lead, support, enforcer, or heir of one of them on the day derived."""

    __tablename__ = "parties"
    __table_args__ = (Index(None, "name_id", "answer_id"),)

    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    name_id: Mapped[int] = mapped_column(ForeignKey("names.id"), primary_key=True)


class MentionTable(Base):
    """That a document names an actor."""

    __tablename__ = "mentions"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    name_id: Mapped[int] = mapped_column(ForeignKey("names.id"), primary_key=True, index=True)


class PassageTable(Base):
    """A stretch of a document's text for the index; those of a document follow one another and lose nothing.

    The number of a passage is that of its document times `PASSAGES`, and its place; the title has place 0.
    """

    __tablename__ = "passages"
    __table_args__ = (UniqueConstraint("document_id", "start"),)

    id: Mapped[int] = mapped_column(LONG, primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    start: Mapped[int]
    body: Mapped[str]
    indexed: Mapped[str | None] = mapped_column(INDEX_TYPE)


class CaseTable(Base):
    """A case, as its author wrote it (YAML)."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    text: Mapped[str]
    documents: Mapped[list[str]]
    at: Mapped[str]
    by: Mapped[str]


class ContractTable(Base):
    """A contract: its file, and the last review of it as JSON."""

    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    source: Mapped[str]
    sha256: Mapped[str]
    file: Mapped[bytes] = mapped_column(LargeBinary)
    review: Mapped[dict[str, object] | None]
    at: Mapped[str]
    by: Mapped[str]


class CorrectionTable(Base):
    """What a reviewer says of a statement: that it is right, wrong, missed, or otherwise than it was read."""

    __tablename__ = "corrections"
    __table_args__ = (Index(None, "document_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    act: Mapped[str]  # confirm, change, reject, add
    state: Mapped[str]  # active, flagged, withdrawn
    statement: Mapped[str]  # as it is called now; "" for one that is rejected, flagged or withdrawn
    kind: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    text_sha256: Mapped[str]
    record: Mapped[dict[str, object]]  # all fields as the reviewer wants them
    was: Mapped[dict[str, object]]  # kind, start, end and record as it was read; {} for one that was missed
    reason: Mapped[str]
    at: Mapped[str]
    by: Mapped[str]


class AuditTable(Base):
    """Who did what: every row holds the digest of the one before it; none can be changed or taken away."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    by: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, object]]
    before: Mapped[str]
    digest: Mapped[str]
