"""What the versions of an article changed."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import articles, readings
from briefs.ledger.revision import Revision, revision
from briefs.model.article import Article


@dataclass(frozen=True, slots=True)
class Revised:
    """One version beside the one before it; spans count in the text of the one or the other."""

    number: int
    fetched: datetime
    before: Article
    after: Article
    changed: Revision


async def load_revisions(
    connection: AsyncConnection, article: str, *, last: bool = False
) -> tuple[Revised, ...]:
    """Compare each version of an article with the one that came before it, or the `last` one alone.

    A retelling and the original that takes its place are two texts by nature; retellings are left out.
    """
    versions = [one for one in await articles.load_versions(connection, article) if not one.retold]
    found = []
    for earlier, later in list(pairwise(versions))[-1 if last else 0 :]:
        before = await readings.load_read_version(connection, article, earlier.number)
        after = await readings.load_read_version(connection, article, later.number)
        if before is not None and after is not None:
            changed = revision(before, after)
            found.append(Revised(later.number, later.fetched, before[0], after[0], changed))
    return tuple(found)
