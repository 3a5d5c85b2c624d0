"""The record: one SQLite file, opened, checked and brought up to date."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

from sqlalchemy import URL, Connection, event, exc, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import RecordBusy, RecordUnusable, WrongUse

#: The newest step of `migrations/`, here so that opening an up-to-date record need not load Alembic.
REVISION: Final = "0005"
#: "RAPP" in SQLite's `application_id`, by which a record is told from any other database.
APPLICATION: Final = 0x52415050
SECONDS_TO_WAIT: Final = 5.0
_PREFIX: Final = "sqlite:///"
_READ_ONLY: Final = "is read-only; make it writable, or choose another with --record"


class RecordMissing(RecordUnusable):
    """There is no record where one was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "there is none yet; `rapporteur run` makes it with the dossier's articles, "
            "`rapporteur import PATH...` with yours",
        )


def record_file(url: str) -> Path:
    """Give the file that a record's address names.

    Raises:
        WrongUse: when the address is none that this version can open.
    """
    scheme, colon, _ = url.partition(":")
    if colon and scheme.partition("+")[0] in {"postgresql", "postgres"}:
        raise WrongUse(f"record {scheme}://...: PostgreSQL is not supported yet; use {_PREFIX}FILE")
    rest = url.removeprefix(_PREFIX)
    if rest == url or not rest or rest.startswith(":memory:") or "?" in rest or "\0" in rest:
        shown = url if "@" not in url else f"{scheme}://..."
        raise WrongUse(f"record {shown}: no record has such an address; write {_PREFIX}FILE")
    return Path(rest)


@dataclass(frozen=True, slots=True)
class Record:
    """An open record. Use `open_record`; every use goes through `reading` or `writing`."""

    name: str
    engine: AsyncEngine
    read_only: bool

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, make: bool) -> AsyncIterator[Self]:
        """Open the record at `url` and bring it up to date; `make` it when there is none.

        Raises:
            RecordUnusable: when it is missing, foreign, damaged, locked, newer than this or unwritable.
        """
        file = record_file(url)
        name = str(file)
        read_only = _check_file(file, name, make=make)
        engine = _engine(file, read_only=read_only)
        try:
            record = cls(name, engine, read_only)
            await record._bring_up_to_date()
            yield record
        except RecordUnusable:
            # The driver's thread that failed to open a file may still be about to say so to this loop.
            await asyncio.sleep(0.02)
            raise
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees one unchanging state of the record."""
        with self._explained():
            async with self.engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose changes are kept together at the end, or not at all."""
        if self.read_only:
            raise RecordUnusable(self.name, _READ_ONLY)
        with self._explained():
            async with self.engine.execution_options(writes=True).begin() as connection:
                yield connection

    async def _bring_up_to_date(self) -> None:
        async with self.reading() as connection:
            revision = await connection.run_sync(_revision, self.name)
        if revision == REVISION:
            return
        _refuse_newer(revision, self.name)
        if revision is None:
            self._write_ahead()
        async with self.writing() as connection:
            await connection.run_sync(_migrate, self.name)

    def _write_ahead(self) -> None:
        """Let readers go on while somebody writes; the file remembers it, so once is enough."""
        connection = sqlite3.connect(self.name, timeout=0.1, isolation_level=None)
        try:
            with self._explained():
                connection.execute("PRAGMA journal_mode = WAL")
        except RecordBusy:
            return  # another program makes the same record at this moment, and does this for both
        finally:
            connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (exc.DBAPIError, sqlite3.Error) as error:
            raise _explain(error, self.name) from error


def _check_file(file: Path, name: str, *, make: bool) -> bool:
    """Refuse what cannot be a record; tell whether it may only be read."""
    try:
        exists = file.exists()
    except OSError as error:
        raise RecordUnusable(name, f"cannot be opened: {error.strerror or error}") from error
    if not exists and file.is_symlink():
        raise RecordUnusable(name, "is a link that leads nowhere; choose another file with --record")
    if exists and not file.is_file():
        raise RecordUnusable(name, "is not a file; name a file, which is made when it is missing")
    if not exists and not make:
        raise RecordMissing(name)
    if not exists and not file.parent.is_dir():
        raise RecordUnusable(name, "its directory does not exist; make the directory first")
    if exists and not os.access(file, os.R_OK):
        raise RecordUnusable(name, "may not be read; ask for the right to read it")
    if not exists and not os.access(file.parent, os.W_OK):
        raise RecordUnusable(name, "its directory is read-only; choose another with --record")
    return exists and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def _engine(file: Path, *, read_only: bool) -> AsyncEngine:
    address = URL.create("sqlite+aiosqlite", database=file.absolute().as_posix())
    if read_only:
        # Without the right to write there can be no side files; where none are left over, none are needed.
        still = {} if file.with_name(f"{file.name}-wal").exists() else {"immutable": "1"}
        address = address.set(
            database=f"file:{quote(file.absolute().as_posix())}", query={"uri": "true", "mode": "ro", **still}
        )
    engine = create_async_engine(address, connect_args={"timeout": SECONDS_TO_WAIT})
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Transactions are begun below, by us: the driver would leave CREATE TABLE and reads outside of them.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        # The pool has not taken it over yet; left alone, its thread would outlive the event loop.
        connection.close()
        raise
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer that began as a reader could not wait for its turn: SQLite refuses it at once.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection, name: str) -> str | None:
    """Give the step the record stands at, None for a new one, and refuse what is no record of ours."""
    application = connection.execute(text("PRAGMA application_id")).scalar_one()
    tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
    if not tables and not application:
        return None
    if application != APPLICATION:
        raise RecordUnusable(name, "is a database of another program; choose another file with --record")
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _refuse_newer(revision: str | None, name: str) -> None:
    if revision is not None and revision > REVISION:
        raise RecordUnusable(
            name,
            f"was made by a newer version of Rapporteur (shape {revision}, this version knows {REVISION}); "
            "install that version",
        )


def _migrate(connection: Connection, name: str) -> None:
    from alembic import command  # noqa: PLC0415 (takes a third of a second, and is seldom needed)
    from alembic.config import Config  # noqa: PLC0415 (as above)

    # Another program may have been quicker while this one waited for its turn.
    revision = _revision(connection, name)
    _refuse_newer(revision, name)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


_EXPLANATIONS: Final = (
    ("is locked", RecordBusy, "another program is writing to it; try again when that has ended"),
    ("readonly", RecordUnusable, _READ_ONLY),
    ("not a database", RecordUnusable, "is no SQLite database; choose another file with --record"),
    ("malformed", RecordUnusable, "is damaged; put back a copy of it, or import the articles into a new one"),
    ("is full", RecordUnusable, "the disk is full; nothing half was stored; make room and try again"),
    (
        "i/o error",
        RecordUnusable,
        "the disk failed or is full; nothing half was stored; make room and retry",
    ),
    ("unable to open", RecordUnusable, "cannot be opened or made; look at the rights of its directory"),
    ("no such table", RecordUnusable, "is damaged: a table is missing; put back a copy of it"),
    ("no such column", RecordUnusable, "is damaged: a column is missing; put back a copy of it"),
)


def _explain(error: Exception, name: str) -> Exception:
    said = str(getattr(error, "orig", None) or error).lower()
    for sign, kind, why in _EXPLANATIONS:
        if sign in said:
            return kind(name, why)
    return error
