"""What the record holds: outlets with their articles, and what is kept of a user."""

from dataclasses import dataclass
from datetime import datetime

from bot.store import articles, subscriptions
from bot.store.database import Record
from bot.store.subscriptions import SubscriptionRow


@dataclass(frozen=True, slots=True)
class OutletHolding:
    """How many articles of an outlet are held, and when the last one was published."""

    outlet: str
    articles: int
    last: datetime


class Holdings:
    """Tells what is held."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def outlets(self) -> tuple[OutletHolding, ...]:
        """List the outlets by the number of their articles, the most first."""
        async with self._record.reading() as connection:
            rows = await articles.count_by_outlet(connection)
        return tuple(OutletHolding(name, count, last) for name, count, last in rows)

    async def of_user(self, user: int) -> tuple[SubscriptionRow, ...]:
        """List the subscriptions that a user has made, anywhere: all that is kept of anybody."""
        async with self._record.reading() as connection:
            return tuple(
                row for row in await subscriptions.load_subscriptions(connection) if row.user == user
            )

    async def forget_user(self, user: int) -> int:
        """Remove what is kept of a user; give how many subscriptions that were."""
        rows = await self.of_user(user)
        async with self._record.writing() as connection:
            for row in rows:
                await subscriptions.remove_subscription(connection, row.id)
        return len(rows)
