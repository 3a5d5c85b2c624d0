"""The record's tables. `migrations/` builds the same ones step by step, and a test holds the two together."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

#: Constraints carry names, so that later migrations can speak of them on every database.
NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware moment, stored in UTC as text that sorts by time.

    Raises:
        ValueError: for a datetime without a zone, on its way in.
    """

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Write the moment as `2026-02-18T09:30:00.000000Z`."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; the record keeps aware moments only")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Read the moment, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData(naming_convention=NAMING)

outlets = Table(
    "outlets",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
)

#: One row an article over all its versions. `outlet_rank` says how surely the outlet is known, `current`
#: is the number of the version that stands.
articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("outlet", String, ForeignKey("outlets.id"), nullable=False, index=True),
    Column("outlet_rank", Integer, nullable=False),
    Column("address", String, nullable=True, unique=True),
    Column("seed", String, nullable=True, unique=True),
    Column("published", Instant, nullable=False, index=True),
    Column("dated_by", String, nullable=False),
    Column("current", Integer, nullable=False),
)

#: Texts are kept for good. `known` is since when the version could be known, empty where that is its
#: publication; `retold` marks words that are not the outlet's own and stand back behind a version that is.
#: `place` is the absolute path of the file, by which an edited file is known again. `reader` names the
#: reader whose readings stand for this version, empty when it was never read; `sketch` is what comparing the
#: text with others needs, as the ledger packs it.
versions = Table(
    "versions",
    metadata,
    Column("article", String, nullable=False, primary_key=True),
    Column("number", Integer, nullable=False, primary_key=True),
    Column("title", String, nullable=False),
    Column("title_rank", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("hash", String(64), nullable=False, index=True),
    Column("path", String, nullable=True),
    Column("place", String, nullable=True, index=True),
    Column("retold", Boolean, nullable=False),
    Column("fetched", Instant, nullable=False),
    Column("known", Instant, nullable=True),
    Column("reader", String, nullable=False, index=True),
    Column("sketch", Text, nullable=False),
    ForeignKeyConstraint(["article"], ["articles.id"], onupdate="CASCADE", ondelete="CASCADE"),
    CheckConstraint("number >= 1", name="counts_from_one"),
)


def _found(name: str, *columns: Column[object] | Index) -> Table:
    """Make a table of things found in a version.

    `place` is their order in the text; `published` repeats the article's, so that the newest are found by an
    index however large the record.
    """
    return Table(
        name,
        metadata,
        Column("article", String, nullable=False, primary_key=True),
        Column("version", Integer, nullable=False, primary_key=True),
        Column("place", Integer, nullable=False, primary_key=True),
        Column("published", Instant, nullable=False),
        *columns,
        ForeignKeyConstraint(
            ["article", "version"],
            ["versions.article", "versions.number"],
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )


#: Spans are JSON, `[[start, end], ...]` in code points of the version's text.
attributions: Table = _found(
    "attributions",
    Column("form", String, nullable=False),
    Column("source", String, nullable=False),
    Column("cue", String, nullable=False),
    Column("content", String, nullable=False),
    Column("quoted", String, nullable=False),
    Column("actor", String, nullable=True),
    Column("speaker", String, nullable=True),
    Column("side", String, nullable=True),
    Column("via", String, nullable=True),
    Column("force", String, nullable=True),
    Column("confidence", Float, nullable=False),
    Index(None, "speaker", "published"),
)

positions: Table = _found(
    "positions",
    Column("actor", String, nullable=True),
    Column("side", String, nullable=False),
    Column("issue", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("told_by", String, nullable=True),
    Column("via", String, nullable=True),
    Column("toward", String, nullable=True),
    Column("hedged", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Index(None, "issue", "side", "published"),
)

characterisations: Table = _found(
    "characterisations",
    Column("actor", String, nullable=True),
    Column("speaker", String, nullable=True),
    Column("side", String, nullable=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("polarity", Integer, nullable=False),
    Column("via", String, nullable=True),
    Column("confidence", Float, nullable=False),
)

#: Briefs that were made to be kept: `body` is the brief's JSON as it was shown.
briefs = Table(
    "briefs",
    metadata,
    Column("id", String, primary_key=True),
    Column("dossier", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("starts", Instant, nullable=False),
    Column("ends", Instant, nullable=False),
    Column("made", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "dossier", "kind", "ends"),
)

#: Feeds that are polled: the dossier's (`added_by` empty) and those that somebody added. `due` is the next
#: poll, `well` the last good answer, `failures` the bad ones since, `told` whether somebody was told.
feeds = Table(
    "feeds",
    metadata,
    Column("address", String, primary_key=True),
    Column("outlet", String, nullable=True),
    Column("title", String, nullable=False),
    Column("added_by", String, nullable=False),
    Column("added", Instant, nullable=False),
    Column("asked", String, nullable=False),
    Column("etag", String, nullable=True),
    Column("modified", String, nullable=True),
    Column("hash", String, nullable=False),
    Column("polled", Instant, nullable=True),
    Column("well", Instant, nullable=True),
    Column("newest", Instant, nullable=True),
    Column("failures", Integer, nullable=False),
    Column("error", String, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("due", Instant, nullable=False, index=True),
)

#: Pages on their way to the record, by canonical address: the queue that survives a crash. `state` is
#: waiting, stored, aside (not about the talks), partial (a stub behind a wall) or refused; `due` is the next
#: fetch, null for none.
pages = Table(
    "pages",
    metadata,
    Column("address", String, primary_key=True),
    Column("asked", String, nullable=False),
    Column("feed", String, nullable=True, index=True),
    Column("outlet", String, nullable=True),
    Column("title", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", Instant, nullable=True),
    Column("seen", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("why", String, nullable=False),
    Column("score", Float, nullable=True),
    Column("tries", Integer, nullable=False),
    Column("etag", String, nullable=True),
    Column("modified", String, nullable=True),
    Column("article", String, nullable=True, index=True),
    Column("due", Instant, nullable=True, index=True),
)

#: Who wants briefs where and when. `at` is "08:00", `days` like "0123456" (0 is Monday), `period` day, week
#: or since-last; `next_due` is the first due instant that is not yet a delivery.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", String, primary_key=True),
    Column("guild", BigInteger, nullable=True, index=True),
    Column("channel", BigInteger, nullable=False, index=True),
    Column("user", BigInteger, nullable=False, index=True),
    Column("at", String(5), nullable=False),
    Column("days", String(7), nullable=False),
    Column("zone", String, nullable=False),
    Column("period", String, nullable=False),
    Column("sections", String, nullable=False),
    Column("role", BigInteger, nullable=True),
    Column("skip_quiet", Boolean, nullable=False),
    Column("locale", String, nullable=False),
    Column("paused", String, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("made", Instant, nullable=False),
    Column("next_due", Instant, nullable=False, index=True),
)

#: The outbox: one row for each due instant of a subscription, claimed before anything is sent. `steps` is
#: JSON, from the name of a step that is done (a message, its publishing) to the id that it gave.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String, primary_key=True),
    Column("subscription", String, nullable=False, index=True),
    Column("due", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("why", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("lease", Instant, nullable=True),
    Column("tries", Integer, nullable=False),
    Column("next_try", Instant, nullable=True, index=True),
    Column("begun", Instant, nullable=True),
    Column("ended", Instant, nullable=True, index=True),
    Column("steps", Text, nullable=False),
    ForeignKeyConstraint(["subscription"], ["subscriptions.id"], ondelete="CASCADE"),
    UniqueConstraint("subscription", "due"),
)

#: Questions that buttons of posted messages ask again, by a digest of their text: a button must work after a
#: restart, and its own id has room for the digest alone.
questions = Table(
    "questions",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("body", Text, nullable=False),
)

#: What is to be known again after a restart, by name: the digest of the commands that Discord has.
marks = Table(
    "marks",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
