"""The Discord client: connects, keeps nothing that it does not need, and knows when it is ready."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

if TYPE_CHECKING:
    from bot.chat.answering import Answering

#: Longer waits that Discord asks for come back as errors, and the delivery is tried later.
LONGEST_WAIT = 30.0


class Client(discord.AutoShardedClient):
    """A client that sees servers and nothing of what people write there.

    `answering` is what its buttons ask, set before it connects.
    """

    answering: "Answering"

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT,
            allowed_mentions=discord.AllowedMentions.none(),
        )


def point_at(address: str) -> None:
    """Have discord.py speak to another Discord than the public one: a test's, at `http://host:port`."""
    parts = urlsplit(address)
    Route.BASE = f"{address.rstrip('/')}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://{parts.netloc}/gateway")
