from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from itertools import islice, permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.desk.catalogue import Catalogue
from bot.desk.intake import Given, Intake, Outcome, Taken, period_of
from bot.desk.reader import Reader
from bot.store import articles, readings
from bot.store.database import Record
from bot.store.tables import attributions, positions
from briefs.dossier import load_dossier
from briefs.ledger.entry import enter
from briefs.model.article import Article
from briefs.model.reading import Attribution, Form, Position, Reading, Stance
from briefs.model.span import Span

DOSSIER = load_dossier(
    """
    [dossier]
    name = "The talks"
    zone = "Europe/Zurich"
    begins = 2026-02-01
    ends = 2026-02-28
    [sides.north]
    name = "North"
    [outlets.wire]
    name = "The Wire"
    home = "https://wire.example"
    [outlets.post]
    name = "The Post"
    home = "https://post.example"
    aliases = ["Post"]
    """,
    "talks.toml",
)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
BODY = "GENEVA — The envoy called the talks “slow” on the second day in Geneva.\n“We go on,” he said.\n"
OTHER = "KYIV — Another day, another meeting of the delegations, which ended without a word to anybody.\n"


def found(text: str) -> Reading:
    """A reading that says something of every text, whatever it is."""
    span = Span(0, min(6, len(text)))
    said = Attribution(
        Form.DIRECT, (span,), (), (span,), (span,), None, "the envoy", "north", None, "say", 0.75
    )
    stands = Position(None, "north", "pace", Stance.ASSESS, span, None, None, None, False, 0.5)
    return Reading((said,), (stands,), ())


@asynccontextmanager
async def taking(
    record: Path, seeds: Path | None = None, reader: Reader | None = None
) -> AsyncIterator[tuple[Record, Intake]]:
    async with Record.open(f"sqlite:///{record}", make=True) as opened:
        catalogue = Catalogue(seeds, period_of(DOSSIER))
        yield opened, Intake(opened, DOSSIER, reader or Reader("one", found), catalogue, lambda: NOW)


async def take(intake: Intake, paths: Iterable[Path], given: Given | None = None) -> list[Taken]:
    return [taken async for taken in intake.take_files([str(path) for path in paths], given)]


def write(file: Path, text: str, **front: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    fields = "".join(f"{key}: {value}\n" for key, value in front.items())
    file.write_text(f"---\n{fields}---\n{text}" if front else text, "utf-8")
    return file


async def stand(record: Record) -> tuple[Article, ...]:
    async with record.reading() as connection:
        return await articles.load_articles(connection, None, None, None)


async def test_an_article_is_stored_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.md",
        BODY,
        outlet="Post",
        title="Slow talks",
        published="2026-02-18T19:00:00+01:00",
        url="http://post.example/slow?utm_source=x",
    )
    async with taking(tmp_path / "r.db") as (record, intake):
        (taken,) = await take(intake, [file])
        (article,) = await stand(record)
        async with record.reading() as connection:
            read = await readings.load_entries(connection, None, None, None)
    assert (taken.outcome, taken.outlet, taken.title) == (Outcome.NEW, "The Post", "Slow talks")
    assert article == Article(
        id=taken.article,
        version=1,
        outlet="post",
        title="Slow talks",
        published=datetime(2026, 2, 18, 18, tzinfo=UTC),
        fetched=NOW,
        address="https://post.example/slow",
        path=str(file),
        text=BODY,
    )
    assert read == (enter(article, found(BODY)),)


async def test_the_same_article_again_changes_nothing(tmp_path: Path) -> None:
    one, other = write(tmp_path / "a.txt", BODY), write(tmp_path / "b.txt", f"\r\n{BODY}\n\n")
    async with taking(tmp_path / "r.db") as (record, intake):
        first = await take(intake, [one, other])
        before = await stand(record)
        second = await take(intake, [one, other, one])
        after = await stand(record)
    assert [taken.outcome for taken in first] == [Outcome.NEW, Outcome.SAME]
    assert {taken.outcome for taken in second} == {Outcome.SAME}
    assert before == after
    assert len(after) == 1


async def test_a_changed_text_is_a_new_version_and_the_old_is_kept(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", BODY)
    async with taking(tmp_path / "r.db") as (record, intake):
        await take(intake, [file])
        write(file, f"{BODY}No date was set for more.\n")
        (taken,) = await take(intake, [file])
        (article,) = await stand(record)
        write(file, BODY)
        (back,) = await take(intake, [file])
        async with record.reading() as connection:
            old = await articles.load_version(connection, article.id, 1)
        (still,) = await stand(record)
    assert taken.outcome is Outcome.CHANGED
    assert (article.version, still.version) == (2, 2)
    assert back.outcome is Outcome.SAME
    assert old is not None
    assert old.text == BODY


async def test_a_page_at_the_same_address_is_the_same_article(tmp_path: Path) -> None:
    one = write(tmp_path / "a.md", BODY, outlet="Post", address="https://post.example/a")
    other = write(tmp_path / "b.md", OTHER, outlet="Post", address="http://www.post.example/b")
    newer = write(tmp_path / "c.md", f"{BODY}More.", outlet="Post", address="http://post.example/a#top")
    async with taking(tmp_path / "r.db") as (record, intake):
        outcomes = [taken.outcome for taken in await take(intake, [one, other, newer])]
        versions = {article.address: article.version for article in await stand(record)}
    assert outcomes == [Outcome.NEW, Outcome.NEW, Outcome.CHANGED]
    assert versions == {"https://post.example/a": 2, "https://www.post.example/b": 1}


async def test_another_article_in_the_same_file_is_no_version_of_the_last(tmp_path: Path) -> None:
    file = write(tmp_path / "today.txt", BODY)
    async with taking(tmp_path / "r.db") as (record, intake):
        await take(intake, [file])
        write(file, OTHER)
        (taken,) = await take(intake, [file])
        assert taken.outcome is Outcome.NEW
        assert len(await stand(record)) == 2


async def test_one_text_in_two_outlets_is_two_articles(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{name}.md", BODY, outlet=name) for name in ("The Wire", "The Post", "wire")]
    async with taking(tmp_path / "r.db") as (record, intake):
        await take(intake, files)
        assert sorted(article.outlet for article in await stand(record)) == ["post", "wire"]


async def test_what_is_known_more_surely_stands_and_the_readings_follow_the_article(tmp_path: Path) -> None:
    vague = write(tmp_path / "z.txt", BODY)
    sure = write(tmp_path / "a.md", BODY, outlet="Post", title="Slow", published="2026-02-18")
    async with taking(tmp_path / "r.db") as (record, intake):
        await take(intake, [vague])
        (before,) = await stand(record)
        await take(intake, [sure])
        (after,) = await stand(record)
        async with record.reading() as connection:
            read = await readings.load_entries(connection, None, None, None)
    assert (after.outlet, after.title, after.published.day) == ("post", "Slow", 18)
    assert before.id != after.id
    assert read == (enter(after, found(BODY)),)


async def test_the_users_word_stands_above_the_files(tmp_path: Path) -> None:
    file = write(tmp_path / "a.md", BODY, outlet="Post", published="2026-02-18")
    given = Given(outlet="The Wire", published=datetime(2026, 2, 17, tzinfo=UTC))
    async with taking(tmp_path / "r.db") as (record, intake):
        await take(intake, [file], given)
        await take(intake, [file])
        (article,) = await stand(record)
    assert (article.outlet, article.published.day) == ("wire", 17)


def seeds(folder: Path) -> Path:
    front = {"outlet": "Post", "title": "Slow talks", "published": "2026-02-18"}
    write(folder / "slow.md", "The envoy found the talks “slow”.\n", **front, seed="000_slow.txt")
    write(folder / "still.md", "The talks stood still.\n", **front, seed="001_still.txt")
    return folder


async def test_an_original_stands_before_its_retelling_in_every_order(tmp_path: Path) -> None:
    retold = seeds(tmp_path / "seeds")
    originals = tmp_path / "originals"
    write(originals / "000_slow.txt", BODY)
    outcomes = []
    for place, order in enumerate(["so", "os", "o", "sos", "oso"]):
        async with taking(tmp_path / f"{place}.db", retold) as (record, intake):
            for step in order:
                await (intake.take_seeds() if step == "s" else take(intake, [originals]))
            held = await stand(record)
            async with record.reading() as connection:
                first = await articles.load_version(connection, held[0].id, 1)
        slow = next(article for article in held if article.text == BODY)
        outcomes.append((slow.id, slow.version, slow.outlet, slow.title, slow.published, slow.path))
        assert len(held) == (1 if order == "o" else 2)
        assert first is not None
    assert len(set(outcomes)) == 1
    assert outcomes[0][1:4] == (2, "post", "Slow talks")
    assert outcomes[0][5] == str(originals / "000_slow.txt")


async def test_seeds_loaded_again_change_nothing(tmp_path: Path) -> None:
    async with taking(tmp_path / "r.db", seeds(tmp_path / "seeds")) as (record, intake):
        assert {taken.outcome for taken in await intake.take_seeds()} == {Outcome.NEW}
        before = await stand(record)
        assert {taken.outcome for taken in await intake.take_seeds()} == {Outcome.SAME}
        assert await stand(record) == before


async def test_the_order_and_the_portions_of_import_leave_no_trace(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    files = [
        write(folder / "a.txt", BODY),
        write(folder / "b.md", BODY, outlet="Post", published="2026-02-18"),
        write(folder / "c.md", BODY, outlet="Post", published="2026-02-17", title="Slow"),
        write(folder / "d.md", BODY, published="2026-02-16", url="https://post.example/d"),
        write(folder / "e.txt", OTHER),
    ]
    records = set()
    for place, order in enumerate(islice(permutations(files), 0, None, 11)):
        async with taking(tmp_path / f"{place}.db") as (record, intake):
            await take(intake, order)
            records.add(await stand(record))
    assert len(records) == 1
    assert {article.outlet for article in records.pop()} == {"post", "e"}


async def test_a_new_reader_reads_again(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", BODY)
    async with taking(tmp_path / "r.db") as (_, intake):
        await take(intake, [file])
        assert [step async for step in intake.read_again()] == []
    silent = Reader("two", lambda _: Reading((), (), ()))
    async with taking(tmp_path / "r.db", reader=silent) as (record, intake):
        assert [step async for step in intake.read_again()] == [(0, 1)]
        assert [step async for step in intake.read_again()] == []
        async with record.reading() as connection:
            assert (await connection.execute(select(attributions))).all() == []
            assert (await connection.execute(select(positions))).all() == []


async def test_bad_files_are_refused_one_by_one_and_the_others_stored(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "0good.txt", BODY)
    write(folder / "empty.txt", " \n")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "broken.txt").write_bytes("café “".encode() + b"\xff\xfe and more")
    (folder / "large.txt").write_bytes(b"a" * 5_000_001)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    write(folder / "undated.md", OTHER, published="some day")
    write(folder / "zgood.txt", OTHER)
    write(folder / ".hidden.txt", OTHER)
    write(folder / "program.py", OTHER)
    async with taking(tmp_path / "r.db") as (record, intake):
        taken = await take(intake, [folder, tmp_path / "missing.txt", Path("/dev/null")])
        assert len(await stand(record)) == 2
    said = {Path(one.path).name: one.why for one in taken if one.outcome is Outcome.REFUSED}
    assert {name: why.split(";")[0] for name, why in said.items()} == {
        "empty.txt": "is empty",
        "binary.txt": "is not text",
        "broken.txt": "is not UTF-8, and no other encoding fits",
        "large.txt": "is too large (5.0 MB)",
        "loop.txt": "is a symbolic link that leads round in a circle",
        "undated.md": 'front matter: published "some day" is no date',
        "missing.txt": "there is no such file",
        "null": "is no ordinary file (a pipe or a device)",
    }


async def test_an_article_over_which_the_reader_breaks_down_is_refused_and_the_others_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(text: str) -> Reading:
        if text == BODY:
            raise RuntimeError("oh")
        return found(text)

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    files = [write(tmp_path / "a.txt", BODY), write(tmp_path / "b.txt", OTHER)]
    async with taking(tmp_path / "r.db", reader=Reader("bad", fails)) as (record, intake):
        refused, stored = await take(intake, files)
        assert len(await stand(record)) == 1
    assert (refused.outcome, stored.outcome) == (Outcome.REFUSED, Outcome.NEW)
    assert "RuntimeError: oh" in refused.why
    async with taking(tmp_path / "r.db", reader=Reader("worse", fails)) as (_, intake):
        assert [step async for step in intake.read_again()] == [(0, 1)]


async def test_as_of_gives_the_version_that_was_known_then(tmp_path: Path) -> None:
    async with taking(tmp_path / "r.db") as (record, intake):
        file = write(tmp_path / "a.md", BODY, published="2026-02-18T10:00:00Z")
        await take(intake, [file])
        async with record.reading() as connection:
            before = await articles.load_articles(
                connection, None, None, datetime(2026, 2, 18, 9, tzinfo=UTC)
            )
            after = await articles.load_articles(
                connection, None, None, datetime(2026, 2, 18, 11, tzinfo=UTC)
            )
    assert before == ()
    assert [article.version for article in after] == [1]
    assert date(2026, 2, 18) == after[0].published.date()
