"""What was read in each version: saved whole, loaded by article or by what it says."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    func,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.articles import (
    article_columns,
    article_of,
    load_version,
    published_in,
    standing_versions,
)
from bot.store.tables import articles, attributions, characterisations, positions, versions
from briefs.ledger.entry import Entry
from briefs.ledger.sketch import sketch, unpacked
from briefs.ledger.sketched import BLANK, Sketch
from briefs.model.article import Article
from briefs.model.reading import Attribution, Characterisation, Form, Position, Reading, Stance
from briefs.model.span import Span

#: SQLite takes some 32,000 values a statement; this many keys at a time stay well below.
_AT_ONCE: Final = 500
#: and as many selects in one.
_PARTS: Final = 100
#: What is loaded of each table, in the order in which the values have their fields.
_COLUMNS: Final = {
    "attributions": "form source cue content quoted actor speaker side via force confidence".split(),
    "positions": "actor side issue stance start end told_by via toward hedged confidence".split(),
    "characterisations": "actor speaker side start end polarity via confidence".split(),
}
_Row = tuple[Any, ...]
#: Looked up here: calling an enumeration for its members takes longer than all else in a row.
_FORMS: Final = {form.value: form for form in Form}
_STANCES: Final = {stance.value: stance for stance in Stance}


async def save_reading(  # noqa: PLR0917 (a version, its reading, and by whom)
    connection: AsyncConnection, article: str, number: int, reading: Reading, reader: str, packed: str
) -> None:
    """Let `reading` be what `reader` found in the version, `packed` its sketch, in place of what stood."""
    published = (
        await connection.execute(select(articles.c.published).where(articles.c.id == article))
    ).scalar_one()
    for table in (attributions, positions, characterisations):
        await connection.execute(table.delete().where(table.c.article == article, table.c.version == number))
    rows = (
        (attributions, [_attribution_row(found) for found in reading.attributions]),
        (positions, [_position_row(found) for found in reading.positions]),
        (characterisations, [_characterisation_row(found) for found in reading.characterisations]),
    )
    for table, found in rows:
        if found:
            key = {"article": article, "version": number, "published": published}
            values = [{**key, "place": place, **row} for place, row in enumerate(found)]
            await connection.execute(table.insert(), values)
    await connection.execute(
        update(versions)
        .where(versions.c.article == article, versions.c.number == number)
        .values(reader=reader, sketch=packed)
    )


async def unread_versions(connection: AsyncConnection, reader: str) -> tuple[tuple[str, int], ...]:
    """List the versions whose readings are not by `reader`, in the order of their keys."""
    ends = (await connection.execute(select(func.min(versions.c.reader), func.max(versions.c.reader)))).one()
    if all(end in {None, reader} for end in ends):
        return ()  # told from the two ends of an index, however large the record
    query = select(versions.c.article, versions.c.number).where(versions.c.reader != reader)
    rows = await connection.execute(query.order_by(versions.c.article, versions.c.number))
    return tuple((row.article, row.number) for row in rows)


async def load_entries(
    connection: AsyncConnection, start: datetime | None, end: datetime | None, as_of: datetime | None
) -> tuple[Entry, ...]:
    """Load the articles published in `[start, end)` with all that was read in them, oldest first.

    Each comes in the version that stood at `as_of`, by default now.
    """
    return await _entries(
        connection, published_in(start, end), as_of, (attributions, positions, characterisations)
    )


async def load_entries_of(
    connection: AsyncConnection, ids: Iterable[str], as_of: datetime | None
) -> tuple[Entry, ...]:
    """Load these articles with all that was read in them, oldest first."""
    return await _of(connection, ids, as_of, (attributions, positions, characterisations))


async def load_read_version(
    connection: AsyncConnection, article: str, number: int
) -> tuple[Article, Reading] | None:
    """Load one version of one article with what was read in it."""
    version = await load_version(connection, article, number)
    if version is None:
        return None
    found = []
    for table in (attributions, positions, characterisations):
        query = select(*(table.c[name] for name in _COLUMNS[table.name]))
        query = query.where(table.c.article == article, table.c.version == number).order_by(table.c.place)
        found.append(tuple(tuple(row) for row in await connection.execute(query)))
    return version, _reading(*found)


async def load_last_positions(
    connection: AsyncConnection,
    pairs: Iterable[tuple[str, str]],
    before: datetime,
    as_of: datetime | None,
    most: int,
) -> tuple[Entry, ...]:
    """Load the articles before `before` that hold the newest positions of each pair of issue and side.

    Of each pair `most` positions are looked for; the entries carry positions and nothing else, and their
    sketches are blank.
    """
    listed = tuple(pairs)
    ids: set[str] = set()
    for start in range(0, len(listed), _PARTS):
        query = _last_positions(listed[start : start + _PARTS], most, then=as_of is not None)
        ids.update((await connection.execute(query, {"before": before, "as_of": as_of})).scalars())
    return await _of(connection, sorted(ids), as_of, (positions,))


async def find_articles_of_speaker(connection: AsyncConnection, speaker: str, most: int) -> tuple[str, ...]:
    """Find the newest articles, at most `most`, in which somebody speaks."""
    query = standing_versions((attributions.c.article, attributions.c.published), None)
    same = and_(attributions.c.article == versions.c.article, attributions.c.version == versions.c.number)
    query = query.join(attributions, same).where(attributions.c.speaker == speaker).distinct()
    query = query.order_by(attributions.c.published.desc(), attributions.c.article).limit(most)
    return tuple((await connection.execute(query)).scalars())


async def load_speakers(connection: AsyncConnection) -> tuple[str, ...]:
    """List everybody whom the record names as a speaker, whether the dossier knows them or not."""
    query = select(attributions.c.speaker).where(attributions.c.speaker.is_not(None)).distinct()
    return tuple((await connection.execute(query.order_by(attributions.c.speaker))).scalars())


@lru_cache(maxsize=64)  # building it takes many times as long as running it
def _last_positions(
    pairs: tuple[tuple[str, str], ...], most: int, *, then: bool
) -> CompoundSelect[*tuple[Any, ...]]:
    """Select the articles of each pair's newest positions before `before`, as of `as_of` or now."""
    before = bindparam("before", type_=articles.c.published.type)
    as_of = bindparam("as_of", type_=articles.c.published.type) if then else None
    same = and_(positions.c.article == versions.c.article, positions.c.version == versions.c.number)
    parts = []
    for issue, side in pairs:
        query = standing_versions((positions.c.article,), as_of).join(positions, same)
        query = query.where(
            positions.c.issue == issue, positions.c.side == side, positions.c.published < before
        )
        newest = query.order_by(positions.c.published.desc(), positions.c.article).limit(most).subquery()
        parts.append(select(newest.c.article))
    return union_all(*parts)


async def _of(
    connection: AsyncConnection, ids: Iterable[str], as_of: datetime | None, tables: Sequence[Table]
) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for some in _portions(tuple(ids)):
        found += await _entries(connection, (articles.c.id.in_(some),), as_of, tables)
    return tuple(sorted(found, key=lambda entry: (entry.article.published, entry.article.id)))


async def _entries(
    connection: AsyncConnection,
    conditions: tuple[ColumnElement[bool], ...],
    as_of: datetime | None,
    tables: Sequence[Table],
) -> tuple[Entry, ...]:
    columns = (*article_columns(), versions.c.sketch) if attributions in tables else article_columns()
    query = standing_versions(columns, as_of).where(*conditions)
    rows = (await connection.execute(query.order_by(articles.c.published, articles.c.id))).all()
    found: dict[str, dict[tuple[str, int], list[_Row]]] = {table: defaultdict(list) for table in _COLUMNS}
    for table in tables:
        lists = found[table.name]
        for found_in in await _rows(connection, table, conditions, as_of):
            lists[found_in[0], found_in[1]].append(found_in[2:])
    entries = []
    for row in rows:
        key = (row.id, row.number)
        reading = _reading(*(tuple(found[table].get(key, ())) for table in _COLUMNS))
        entries.append(Entry(article_of(row), reading, _sketch_of(row) if attributions in tables else BLANK))
    return tuple(entries)


def _sketch_of(row: Row[*tuple[Any, ...]]) -> Sketch:
    kept = _unpacked(row.sketch) if row.sketch else None
    return kept or sketch(row.text)


async def _rows(
    connection: AsyncConnection,
    table: Table,
    conditions: tuple[ColumnElement[bool], ...],
    as_of: datetime | None,
) -> Sequence[Row[*tuple[Any, ...]]]:
    columns = tuple(table.c[name] for name in ("article", "version", *_COLUMNS[table.name]))
    query: Select[*tuple[Any, ...]] = standing_versions(columns, as_of).where(*conditions)
    same = and_(table.c.article == versions.c.article, table.c.version == versions.c.number)
    query = query.join(table, same).order_by(table.c.article, table.c.version, table.c.place)
    return (await connection.execute(query)).all()


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


# A reading is the same as long as its rows are: what was made of them once serves whoever asks again.
@lru_cache(maxsize=4096)
def _reading(said: tuple[_Row, ...], held: tuple[_Row, ...], called: tuple[_Row, ...]) -> Reading:
    # One text for all spans of the article: a text for each would cost four times as much.
    spans = json.loads(f"[{','.join(f'{row[1]},{row[2]},{row[3]},{row[4]}' for row in said)}]")
    attributions_ = tuple(
        Attribution(
            _FORMS[row[0]],
            _spans(spans[at]),
            _spans(spans[at + 1]),
            _spans(spans[at + 2]),
            _spans(spans[at + 3]),
            *row[5:],
        )
        for at, row in zip(range(0, 4 * len(said), 4), said, strict=True)
    )
    return Reading(attributions_, tuple(map(_position, held)), tuple(map(_characterisation, called)))


def _position(row: _Row) -> Position:
    actor, side, issue, stance, start, end, *rest = row
    return Position(actor, side, issue, _STANCES[stance], Span(start, end), *rest)


def _characterisation(row: _Row) -> Characterisation:
    actor, speaker, side, start, end, *rest = row
    return Characterisation(actor, speaker, side, Span(start, end), *rest)


_unpacked = lru_cache(maxsize=4096)(unpacked)


def _attribution_row(found: Attribution) -> dict[str, object]:
    return {
        "form": found.form.value,
        "source": _written(found.source),
        "cue": _written(found.cue),
        "content": _written(found.content),
        "quoted": _written(found.quoted),
        "actor": found.actor,
        "speaker": found.speaker,
        "side": found.side,
        "via": found.via,
        "force": found.force,
        "confidence": found.confidence,
    }


def _position_row(found: Position) -> dict[str, object]:
    return {
        "actor": found.actor,
        "side": found.side,
        "issue": found.issue,
        "stance": found.stance.value,
        "start": found.span.start,
        "end": found.span.end,
        "told_by": found.told_by,
        "via": found.via,
        "toward": found.toward,
        "hedged": found.hedged,
        "confidence": found.confidence,
    }


def _characterisation_row(found: Characterisation) -> dict[str, object]:
    return {
        "actor": found.actor,
        "speaker": found.speaker,
        "side": found.side,
        "start": found.span.start,
        "end": found.span.end,
        "polarity": found.polarity,
        "via": found.via,
        "confidence": found.confidence,
    }


def _written(spans: Iterable[Span]) -> str:
    return json.dumps([[span.start, span.end] for span in spans], separators=(",", ":"))


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
