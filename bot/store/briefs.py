"""Briefs that were made to be kept."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import briefs


@dataclass(frozen=True, slots=True)
class BriefMade:
    """One brief as it was shown; `body` is its JSON, `id` a digest of it."""

    id: str
    dossier: str
    kind: str
    starts: datetime
    ends: datetime
    made: datetime
    body: str


async def save_brief(connection: AsyncConnection, brief: BriefMade) -> None:
    """Keep a brief; the same one again is kept once, as of its first making."""
    await connection.execute(insert(briefs).values(**asdict(brief)).on_conflict_do_nothing())


async def last_brief(connection: AsyncConnection, dossier: str, kind: str) -> BriefMade | None:
    """Load the brief of this dossier and kind whose window ends last, the one made last where two do."""
    query = select(briefs).where(briefs.c.dossier == dossier, briefs.c.kind == kind)
    query = query.order_by(briefs.c.ends.desc(), briefs.c.made.desc(), briefs.c.id).limit(1)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return BriefMade(row.id, row.dossier, row.kind, row.starts, row.ends, row.made, row.body)
