"""What was read in each version: saved whole, loaded by article or by what it says."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, Table, and_, func, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.articles import article_columns, article_of, published_in, standing_versions
from bot.store.tables import articles, attributions, characterisations, positions, versions
from briefs.ledger.entry import Entry
from briefs.ledger.sketch import sketch, unpacked
from briefs.model.reading import Attribution, Characterisation, Form, Position, Reading, Stance
from briefs.model.span import Span

#: SQLite takes some 32,000 values a statement; this many keys at a time stay well below.
_AT_ONCE: Final = 500
#: and as many selects in one.
_PARTS: Final = 100


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


async def load_last_positions(
    connection: AsyncConnection,
    pairs: Iterable[tuple[str, str]],
    before: datetime,
    as_of: datetime | None,
    most: int,
) -> tuple[Entry, ...]:
    """Load the articles before `before` that hold the newest positions of each pair of issue and side.

    Of each pair `most` positions are looked for; the entries carry positions and nothing else.
    """
    parts = [_last_positions(issue, side, before, as_of, most) for issue, side in pairs]
    ids: set[str] = set()
    for start in range(0, len(parts), _PARTS):
        rows = await connection.execute(union_all(*parts[start : start + _PARTS]))
        ids.update(rows.scalars())
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


def _last_positions(
    issue: str, side: str, before: datetime, as_of: datetime | None, most: int
) -> Select[*tuple[Any, ...]]:
    query = standing_versions((positions.c.article,), as_of)
    same = and_(positions.c.article == versions.c.article, positions.c.version == versions.c.number)
    query = query.join(positions, same).where(
        positions.c.issue == issue, positions.c.side == side, positions.c.published < before
    )
    newest = query.order_by(positions.c.published.desc(), positions.c.article).limit(most).subquery()
    return select(newest.c.article)


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
    query = standing_versions((*article_columns(), versions.c.sketch), as_of).where(*conditions)
    rows = (await connection.execute(query.order_by(articles.c.published, articles.c.id))).all()
    found: dict[str, dict[tuple[str, int], list[Any]]] = {}
    for table in tables:
        lists = found[table.name] = defaultdict(list)
        make = _MAKERS[table.name]
        for row in await _rows(connection, table, conditions, as_of):
            lists[row.article, row.version].append(make(row))
    entries = []
    for row in rows:
        listed = (
            tuple(found[table.name].get((row.id, row.number), ())) if table.name in found else ()
            for table in (attributions, positions, characterisations)
        )
        kept = unpacked(row.sketch) if row.sketch else None
        entries.append(Entry(article_of(row), Reading(*listed), kept or sketch(row.text)))
    return tuple(entries)


async def _rows(
    connection: AsyncConnection,
    table: Table,
    conditions: tuple[ColumnElement[bool], ...],
    as_of: datetime | None,
) -> Sequence[Row[*tuple[Any, ...]]]:
    query: Select[*tuple[Any, ...]] = standing_versions(tuple(table.c), as_of).where(*conditions)
    same = and_(table.c.article == versions.c.article, table.c.version == versions.c.number)
    query = query.join(table, same).order_by(table.c.article, table.c.version, table.c.place)
    return (await connection.execute(query)).all()


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


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


def _attribution(row: Row[*tuple[Any, ...]]) -> Attribution:
    return Attribution(
        form=Form(row.form),
        source=_spans(row.source),
        cue=_spans(row.cue),
        content=_spans(row.content),
        quoted=_spans(row.quoted),
        actor=row.actor,
        speaker=row.speaker,
        side=row.side,
        via=row.via,
        force=row.force,
        confidence=row.confidence,
    )


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


def _position(row: Row[*tuple[Any, ...]]) -> Position:
    return Position(
        actor=row.actor,
        side=row.side,
        issue=row.issue,
        stance=Stance(row.stance),
        span=Span(row.start, row.end),
        told_by=row.told_by,
        via=row.via,
        toward=row.toward,
        hedged=row.hedged,
        confidence=row.confidence,
    )


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


def _characterisation(row: Row[*tuple[Any, ...]]) -> Characterisation:
    return Characterisation(
        actor=row.actor,
        speaker=row.speaker,
        side=row.side,
        span=Span(row.start, row.end),
        polarity=row.polarity,
        via=row.via,
        confidence=row.confidence,
    )


def _written(spans: Iterable[Span]) -> str:
    return json.dumps([[span.start, span.end] for span in spans], separators=(",", ":"))


def _spans(written: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(written))


_MAKERS: Final[Mapping[str, Callable[[Row[*tuple[Any, ...]]], object]]] = {
    "attributions": _attribution,
    "positions": _position,
    "characterisations": _characterisation,
}
