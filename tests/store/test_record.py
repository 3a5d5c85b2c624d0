import asyncio
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.errors import RecordBusy, RecordUnusable, WrongUse
from bot.store import database
from bot.store.database import REVISION, Record, RecordMissing, record_file
from bot.store.tables import metadata, outlets

MIGRATIONS = Path(database.__file__).parent / "migrations"


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def entries(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def allow(place: Path, rights: int) -> None:
    place.chmod(rights)


async def made(file: Path) -> None:
    async with Record.open(url(file), make=True):
        pass


async def test_the_migrations_equal_the_tables(tmp_path: Path) -> None:
    async with Record.open(url(tmp_path / "r.db"), make=True) as record, record.reading() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(sync, opts={"compare_type": True, "compare_server_default": True}),
                metadata,
            )
        )
        written = {
            row.name: row.sql
            for row in await connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql > ''"))
        }
    assert differences == []
    # Alembic does not compare checks nor what a foreign key does; the written tables show both.
    assert "CONSTRAINT ck_versions_counts_from_one CHECK (number >= 1)" in written["versions"]
    for table in metadata.sorted_tables:
        cascades = sum(fk.onupdate == "CASCADE" for fk in table.foreign_key_constraints)
        assert written[table.name].count("ON UPDATE CASCADE") == cascades


def test_the_constant_names_the_newest_migration_and_numbers_run_on() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    revisions = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert revisions == [f"{number:04}" for number in range(len(revisions), 0, -1)]
    assert revisions[0] == REVISION


async def test_a_new_record_writes_ahead_and_holds_to_its_keys(tmp_path: Path) -> None:
    async with Record.open(url(tmp_path / "r.db"), make=True) as record, record.reading() as connection:
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
        assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar_one() == 1


async def test_two_programs_may_make_the_same_record_at_once(tmp_path: Path) -> None:
    await asyncio.gather(*(made(tmp_path / "r.db") for _ in range(4)))


async def add_twice(record: Record) -> None:
    async with record.writing() as connection:
        await connection.execute(outlets.insert().values(id="a", name="A"))
        await connection.execute(outlets.insert().values(id="a", name="A"))


async def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    async with Record.open(url(tmp_path / "r.db"), make=True) as record:
        with pytest.raises(IntegrityError):
            await add_twice(record)
        async with record.reading() as connection:
            assert (await connection.execute(outlets.select())).all() == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://user:secret@host/db", "PostgreSQL is not supported yet"),
        ("postgresql+asyncpg://user:secret@host/db", "PostgreSQL is not supported yet"),
        ("mysql://user:secret@host/db", "no record has such an address"),
        ("rapporteur.db", "write sqlite:///FILE"),
        ("sqlite://", "write sqlite:///FILE"),
        ("sqlite:///", "write sqlite:///FILE"),
        ("", "write sqlite:///FILE"),
    ],
)
def test_an_address_that_is_none_is_refused_and_no_password_shown(address: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said) as caught:
        record_file(address)
    assert "secret" not in str(caught.value)


async def test_a_missing_record_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing, match="rapporteur run"):
        async with Record.open(url(tmp_path / "r.db"), make=False):
            pass
    assert entries(tmp_path) == []


async def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(RecordUnusable, match="another program"):
        await made(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to look at " * 9, b"SQLite format 3\0" + b"x" * 900]
)
async def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "r.db"
    file.write_bytes(content)
    with pytest.raises(RecordUnusable, match=r"no SQLite database|damaged"):
        await made(file)
    assert file.read_bytes() == content


async def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    file.touch()
    await made(file)
    assert file.stat().st_size > 0


async def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    await made(file)
    with sqlite3.connect(file) as later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    later.close()
    with pytest.raises(RecordUnusable, match="newer version"):
        await made(file)


async def test_a_damaged_record_is_told_from_a_sound_one(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    await made(file)
    with sqlite3.connect(file) as damaged:
        damaged.execute("DROP TABLE alembic_version")
    damaged.close()
    with pytest.raises(RecordUnusable, match="damaged"):
        await made(file)


async def test_a_locked_record_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SECONDS_TO_WAIT", 0.1)
    file = tmp_path / "r.db"
    await made(file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        async with Record.open(url(file), make=True) as record:
            with pytest.raises(RecordBusy, match="try again"):
                async with record.writing():
                    pass
            async with record.reading() as connection:
                assert (await connection.execute(outlets.select())).all() == []
    finally:
        other.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_read_only_record_answers_and_takes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    await made(file)
    file.chmod(stat.S_IRUSR)
    allow(tmp_path, stat.S_IRUSR | stat.S_IXUSR)
    try:
        async with Record.open(url(file), make=True) as record:
            async with record.reading() as connection:
                assert (await connection.execute(outlets.select())).all() == []
            with pytest.raises(RecordUnusable, match="read-only"):
                async with record.writing():
                    pass
    finally:
        allow(tmp_path, stat.S_IRWXU)


async def test_a_record_that_may_only_be_read_is_opened_without_side_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "odd #1?.db"
    with pytest.raises(WrongUse):
        record_file(url(file))
    file = tmp_path / "odd #1 100%.db"
    await made(file)
    monkeypatch.setattr(database.os, "access", lambda _, mode: mode != os.W_OK)
    async with Record.open(url(file), make=True) as record:
        async with record.reading() as connection:
            assert (await connection.execute(outlets.select())).all() == []
        with pytest.raises(RecordUnusable, match="read-only"):
            async with record.writing():
                pass
    assert entries(tmp_path) == [file.name]


async def test_a_directory_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordUnusable, match="is not a file"):
        await made(tmp_path)
    with pytest.raises(RecordUnusable, match="directory does not exist"):
        await made(tmp_path / "missing" / "r.db")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(RecordUnusable, match="record"):
        await made(loop)
