"""Articles and their versions: found, added, loaded."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, func, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import articles, attributions, characterisations, outlets, positions, versions
from briefs.model.article import Article


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record holds of an article over all its versions (see the table)."""

    id: str
    outlet: str
    outlet_rank: int
    address: str | None
    seed: str | None
    published: datetime
    dated_by: str
    current: int


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article (see the table); `number` counts from 1 in the order of arrival."""

    number: int
    title: str
    title_rank: int
    text: str
    hash: str
    path: str | None
    place: str | None
    retold: bool
    fetched: datetime
    known: datetime | None


async def find_by_address(connection: AsyncConnection, address: str) -> Standing | None:
    """Find the article at a canonical address."""
    return await _find(connection, articles.c.address == address)


async def find_by_seed(connection: AsyncConnection, seed: str) -> Standing | None:
    """Find the article that a seed's name stands for."""
    return await _find(connection, articles.c.seed == seed)


async def find_by_hash(connection: AsyncConnection, digest: str) -> tuple[Standing, ...]:
    """Find the articles of which any version has this text, by id."""
    holders = select(versions.c.article).where(versions.c.hash == digest)
    rows = await connection.execute(
        select(articles).where(articles.c.id.in_(holders)).order_by(articles.c.id)
    )
    return tuple(_standing(row) for row in rows)


async def find_by_place(connection: AsyncConnection, place: str) -> tuple[Standing, ...]:
    """Find the articles that were imported from this file, by id."""
    holders = select(versions.c.article).where(versions.c.place == place)
    rows = await connection.execute(
        select(articles).where(articles.c.id.in_(holders)).order_by(articles.c.id)
    )
    return tuple(_standing(row) for row in rows)


async def load_versions(connection: AsyncConnection, article: str) -> tuple[Version, ...]:
    """Load all versions of an article, oldest first."""
    rows = await connection.execute(
        select(versions).where(versions.c.article == article).order_by(versions.c.number)
    )
    return tuple(
        Version(
            number=row.number,
            title=row.title,
            title_rank=row.title_rank,
            text=row.text,
            hash=row.hash,
            path=row.path,
            place=row.place,
            retold=row.retold,
            fetched=row.fetched,
            known=row.known,
        )
        for row in rows
    )


async def save_outlet(connection: AsyncConnection, outlet: str, name: str) -> None:
    """Keep an outlet's name under its id; the newest name stands."""
    statement = insert(outlets).values(id=outlet, name=name)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[outlets.c.id], set_={"name": name})
    )


async def outlet_name(connection: AsyncConnection, outlet: str) -> str:
    """Give an outlet's name."""
    name = (
        await connection.execute(select(outlets.c.name).where(outlets.c.id == outlet))
    ).scalar_one_or_none()
    return name or outlet


async def add_article(connection: AsyncConnection, standing: Standing) -> None:
    """Add an article that the record does not hold; its outlet must be there."""
    await connection.execute(articles.insert().values(**asdict(standing)))


async def change_article(connection: AsyncConnection, article: str, standing: Standing) -> None:
    """Let `standing` be what the record holds of the article `article`, even its id; all of it follows."""
    await connection.execute(update(articles).where(articles.c.id == article).values(**asdict(standing)))
    for table in (attributions, positions, characterisations):
        await connection.execute(
            update(table).where(table.c.article == standing.id).values(published=standing.published)
        )


async def add_version(connection: AsyncConnection, article: str, version: Version) -> None:
    """Add a version that was not read yet."""
    await connection.execute(
        versions.insert().values(article=article, reader="", sketch="", **asdict(version))
    )


async def change_title(
    connection: AsyncConnection, article: str, number: int, title: str, title_rank: int
) -> None:
    """Give a version the title by which it is better known."""
    await connection.execute(
        update(versions)
        .where(versions.c.article == article, versions.c.number == number)
        .values(title=title, title_rank=title_rank)
    )


async def change_path(connection: AsyncConnection, article: str, number: int, path: str, place: str) -> None:
    """Say of a version that it comes from this file."""
    await connection.execute(
        update(versions)
        .where(versions.c.article == article, versions.c.number == number)
        .values(path=path, place=place)
    )


async def load_articles(
    connection: AsyncConnection, start: datetime | None, end: datetime | None, as_of: datetime | None
) -> tuple[Article, ...]:
    """Load the articles published in `[start, end)` in the version that stood at `as_of`, oldest first."""
    query = standing_versions(article_columns(), as_of).where(*published_in(start, end))
    rows = await connection.execute(query.order_by(articles.c.published, articles.c.id))
    return tuple(article_of(row) for row in rows)


async def load_version(connection: AsyncConnection, article: str, number: int) -> Article | None:
    """Load one version of one article."""
    query = select(*article_columns()).join_from(articles, versions, versions.c.article == articles.c.id)
    row = (
        await connection.execute(query.where(articles.c.id == article, versions.c.number == number))
    ).one_or_none()
    return None if row is None else article_of(row)


async def latest_published(
    connection: AsyncConnection, before: datetime | None, as_of: datetime | None
) -> datetime | None:
    """Give the moment of the latest article published before `before`, None where there is none."""
    query = select(func.max(articles.c.published, type_=articles.c.published.type))
    limits = [moment for moment in (before,) if moment is not None]
    query = query.where(*(articles.c.published < moment for moment in limits))
    if as_of is not None:
        query = query.where(articles.c.published <= as_of)
    moment: datetime | None = (await connection.execute(query)).scalar_one()
    return moment


async def load_moments(connection: AsyncConnection) -> tuple[datetime, ...]:
    """List the moments at which articles were published, oldest first, each once."""
    rows = await connection.execute(select(articles.c.published).distinct().order_by(articles.c.published))
    return tuple(rows.scalars())


async def find_newest(
    connection: AsyncConnection, most: int, *, word: str = "", start: datetime | None = None
) -> tuple[str, ...]:
    """Find the newest articles, at most `most`, published from `start` on, whose text holds `word`."""
    query = standing_versions((articles.c.id, articles.c.published), None).where(*published_in(start, None))
    if word:
        query = query.where(versions.c.text.icontains(word, autoescape=True))
    query = query.order_by(articles.c.published.desc(), articles.c.id).limit(most)
    return tuple((await connection.execute(query)).scalars())


async def count_articles(connection: AsyncConnection) -> int:
    """Count the articles, each once over all its versions."""
    return (await connection.execute(select(func.count()).select_from(articles))).scalar_one()


async def count_outlets(connection: AsyncConnection) -> int:
    """Count the outlets that have an article."""
    return (await connection.execute(select(func.count(articles.c.outlet.distinct())))).scalar_one()


async def latest_version(connection: AsyncConnection) -> int:
    """Give the place of the version that was added last, 0 where there is none."""
    query: Select[int | None] = select(func.max(literal_column("rowid"))).select_from(versions)
    found: int | None = (await connection.execute(query)).scalar_one()
    return found or 0


async def count_by_outlet(connection: AsyncConnection) -> tuple[tuple[str, int, datetime], ...]:
    """List the outlets that have articles: name, how many, when the last was published; most first."""
    times = func.count()
    rows = await connection.execute(
        select(outlets.c.name, times, func.max(articles.c.published, type_=articles.c.published.type))
        .select_from(articles.join(outlets, articles.c.outlet == outlets.c.id))
        .group_by(outlets.c.id)
        .order_by(times.desc(), outlets.c.name)
    )
    return tuple((name, count, last) for name, count, last in rows)


def standing_versions(
    columns: Sequence[ColumnElement[object]], as_of: datetime | BindParameter[datetime] | None
) -> Select[*tuple[Any, ...]]:
    """Select from articles, each with the one version that stood at `as_of`, by default now."""
    number: ColumnElement[int] = articles.c.current
    if as_of is not None:
        earlier = versions.alias("earlier")
        number = (
            select(earlier.c.number)
            .where(
                earlier.c.article == articles.c.id,
                func.coalesce(earlier.c.known, articles.c.published, type_=earlier.c.known.type) <= as_of,
            )
            .order_by(earlier.c.retold, earlier.c.number.desc())
            .limit(1)
            .scalar_subquery()
        )
    same = and_(versions.c.article == articles.c.id, versions.c.number == number)
    query = select(*columns).select_from(articles.join(versions, same))
    return query if as_of is None else query.where(articles.c.published <= as_of)


def published_in(start: datetime | None, end: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions for articles published in `[start, end)`, either end open where it is None."""
    after = () if start is None else (articles.c.published >= start,)
    before = () if end is None else (articles.c.published < end,)
    return (*after, *before)


def article_columns() -> tuple[ColumnElement[object], ...]:
    """Give the columns that `article_of` reads."""
    a, v = articles.c, versions.c
    return (a.id, v.number, a.outlet, v.title, a.published, v.fetched, a.address, v.path, v.text)


def article_of(row: Row[*tuple[Any, ...]]) -> Article:
    """Make an article of a row."""
    return Article(
        id=row.id,
        version=row.number,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        fetched=row.fetched,
        address=row.address,
        path=row.path,
        text=row.text,
    )


async def _find(connection: AsyncConnection, condition: ColumnElement[bool]) -> Standing | None:
    row = (await connection.execute(select(articles).where(condition))).one_or_none()
    return None if row is None else _standing(row)


def _standing(row: Row[*tuple[Any, ...]]) -> Standing:
    return Standing(
        id=row.id,
        outlet=row.outlet,
        outlet_rank=row.outlet_rank,
        address=row.address,
        seed=row.seed,
        published=row.published,
        dated_by=row.dated_by,
        current=row.current,
    )
