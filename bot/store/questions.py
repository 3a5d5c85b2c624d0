"""Questions kept for the buttons that ask them again."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import questions


async def keep_question(connection: AsyncConnection, id_: str, body: str) -> None:
    """Keep a question under its digest; one that is kept already stays."""
    await connection.execute(insert(questions).values(id=id_, body=body).on_conflict_do_nothing())


async def load_question(connection: AsyncConnection, id_: str) -> str | None:
    """Load the question of a digest."""
    found: str | None = (
        await connection.execute(select(questions.c.body).where(questions.c.id == id_))
    ).scalar_one_or_none()
    return found
