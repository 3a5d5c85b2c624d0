"""Marks: small things that the program has to know again after a restart, by name."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import marks


async def save_mark(connection: AsyncConnection, name: str, value: str) -> None:
    """Save a mark, in the place of what it was."""
    row = insert(marks).values(name=name, value=value)
    await connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def load_mark(connection: AsyncConnection, name: str) -> str | None:
    """Load a mark, None where there is none."""
    found: str | None = (
        await connection.execute(select(marks.c.value).where(marks.c.name == name))
    ).scalar_one_or_none()
    return found
