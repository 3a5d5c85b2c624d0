"""What was read in each version: saved whole, loaded by article or by what it says."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.articles import published_in, standing_versions
from bot.store.tables import articles, attributions, characterisations, positions, versions
from briefs.model.reading import Attribution, Characterisation, Form, Position, Reading, Stance
from briefs.model.span import Span

#: SQLite takes some 32,000 values a statement; this many keys at a time stay well below.
_AT_ONCE = 500


async def save_reading(
    connection: AsyncConnection, article: str, number: int, reading: Reading, reader: str
) -> None:
    """Let `reading` be what `reader` found in the version, in place of what stood there."""
    for table in (attributions, positions, characterisations):
        await connection.execute(table.delete().where(table.c.article == article, table.c.version == number))
    rows = (
        (attributions, [_attribution_row(found) for found in reading.attributions]),
        (positions, [_position_row(found) for found in reading.positions]),
        (characterisations, [_characterisation_row(found) for found in reading.characterisations]),
    )
    for table, found in rows:
        if found:
            key = {"article": article, "version": number}
            values = [{**key, "place": place, **row} for place, row in enumerate(found)]
            await connection.execute(table.insert(), values)
    await connection.execute(
        update(versions)
        .where(versions.c.article == article, versions.c.number == number)
        .values(reader=reader)
    )


async def unread_versions(connection: AsyncConnection, reader: str) -> tuple[tuple[str, int], ...]:
    """List the versions whose readings are not by `reader`, in the order of their keys."""
    ends = (await connection.execute(select(func.min(versions.c.reader), func.max(versions.c.reader)))).one()
    if all(end in {None, reader} for end in ends):
        return ()  # told from the two ends of an index, however large the record
    query = select(versions.c.article, versions.c.number).where(versions.c.reader != reader)
    rows = await connection.execute(query.order_by(versions.c.article, versions.c.number))
    return tuple((row.article, row.number) for row in rows)


async def load_readings(
    connection: AsyncConnection, start: datetime | None, end: datetime | None, as_of: datetime | None
) -> dict[tuple[str, int], Reading]:
    """Load the readings of the versions that `load_articles` gives for the same arguments.

    A version in which nothing was found is missing from the answer.
    """
    return await _load(connection, published_in(start, end), as_of)


async def load_readings_of(
    connection: AsyncConnection, ids: Sequence[str], as_of: datetime | None
) -> dict[tuple[str, int], Reading]:
    """Load the readings of the versions that `load_these` gives for the same arguments."""
    found: dict[tuple[str, int], Reading] = {}
    for some in _portions(ids):
        found |= await _load(connection, (articles.c.id.in_(some),), as_of)
    return found


async def speakers(connection: AsyncConnection) -> tuple[str, ...]:
    """List everybody whom the record names as a speaker, whether the dossier knows them or not."""
    query = select(attributions.c.speaker).where(attributions.c.speaker.is_not(None)).distinct()
    return tuple(
        name for name in (await connection.execute(query.order_by(attributions.c.speaker))).scalars()
    )


async def _load(
    connection: AsyncConnection, conditions: tuple[ColumnElement[bool], ...], as_of: datetime | None
) -> dict[tuple[str, int], Reading]:
    said = defaultdict(list)
    for row in await _rows(connection, attributions, conditions, as_of):
        said[row.article, row.version].append(_attribution(row))
    stood = defaultdict(list)
    for row in await _rows(connection, positions, conditions, as_of):
        stood[row.article, row.version].append(_position(row))
    called = defaultdict(list)
    for row in await _rows(connection, characterisations, conditions, as_of):
        called[row.article, row.version].append(_characterisation(row))
    return {
        key: Reading(tuple(said[key]), tuple(stood[key]), tuple(called[key]))
        for key in {*said, *stood, *called}
    }


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
