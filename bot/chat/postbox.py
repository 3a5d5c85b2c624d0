"""Posting to Discord: each call one request, its failures in our own words."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import aiohttp
import discord
from discord.http import Route

from bot.chat.limiter import Limiter
from bot.desk.posting import Payload, Place, PostFailed, PostRefused

#: Seconds for one request, its waiting for a channel's own limit included.
SECONDS: Final = 20.0

#: Discord's own codes, and what they mean to whoever has to mend it.
_REFUSALS: Final = {
    10003: "the channel does not exist any more.",
    10004: "the bot is no longer in the server.",
    50001: "the bot may not see the channel; grant it View Channel.",
    50013: "the bot may not post there; grant it Send Messages (in threads: Send Messages in Threads).",
    50008: "the channel takes no messages; choose a text, announcement, forum or thread channel.",
    40067: "the forum asks for a tag with every post; name one for the briefs.",
    50083: "the thread is archived.",
    50007: "the user takes no direct messages from the bot.",
}
_ALREADY_PUBLISHED: Final = 40033

#: Within this time an enforced nonce keeps Discord from storing a message twice.
_NONCE_HOLDS: Final = timedelta(minutes=2)


class DiscordPostbox:
    """A postbox over a discord.py client that is logged in."""

    def __init__(self, client: discord.Client, limiter: Limiter) -> None:
        self._client = client
        self._limiter = limiter

    async def place(self, channel: int) -> Place:
        """Look a channel up, in memory where it is known there."""
        found = self._client.get_channel(channel)
        if found is None:
            data = await self._ask("GET", "/channels/{channel_id}", channel_id=channel)
            kind = discord.ChannelType(data["type"]) if data["type"] in {0, 1, 5, 10, 11, 12, 15} else None
            tags = tuple(int(tag["id"]) for tag in data.get("available_tags") or [])
            required = bool(int(data.get("flags") or 0) & 16)
        else:
            kind = getattr(found, "type", None)
            forum = found if isinstance(found, discord.ForumChannel) else None
            tags = tuple(tag.id for tag in forum.available_tags) if forum else ()
            required = forum.flags.require_tag if forum else False
        is_forum = kind is discord.ChannelType.forum
        return Place(channel, is_forum, kind is discord.ChannelType.news, tags[:1] if required else ())

    async def post(self, channel: int, payload: Payload, nonce: str) -> int:
        """Post a message; the same nonce again within minutes gives the same message."""
        body = {**payload, "nonce": nonce, "enforce_nonce": True}
        data = await self._ask("POST", "/channels/{channel_id}/messages", body, channel_id=channel)
        return int(data["id"])

    async def open_thread(self, forum: int, name: str, payload: Payload, tags: tuple[int, ...]) -> int:
        """Start a thread in a forum with its first message."""
        body: dict[str, object] = {"name": name[:100], "message": dict(payload)}
        if tags:
            body["applied_tags"] = [str(tag) for tag in tags]
        data = await self._ask("POST", "/channels/{channel_id}/threads", body, channel_id=forum)
        return int(data["id"])

    async def find(self, channel: int, mark: str, since: datetime) -> int | None:
        """Find a message of ours by its mark, newest first, among those posted since an instant."""
        after = discord.utils.time_snowflake(since)
        params = {"limit": 100, "after": after}
        try:
            found = await self._ask(
                "GET", "/channels/{channel_id}/messages", params=params, channel_id=channel
            )
        except PostRefused:
            if datetime.now(UTC) - since < _NONCE_HOLDS:
                return None
            raise PostRefused(
                "it cannot be told whether the brief was posted before an interruption; "
                "grant the bot Read Message History."
            ) from None
        me = str(self._client.application_id)
        for message in found:
            if message["author"]["id"] == me and mark in _custom_ids(message.get("components") or []):
                return int(message["id"])
        return None

    async def find_thread(self, forum: int, mark: str, since: datetime) -> int | None:
        """Find a thread of ours by the mark of its first message."""
        channel = await self._ask("GET", "/channels/{channel_id}", channel_id=forum)
        data = await self._ask("GET", "/guilds/{guild_id}/threads/active", guild_id=int(channel["guild_id"]))
        after = discord.utils.time_snowflake(since)
        for thread in data["threads"]:
            ours = int(thread["parent_id"] or 0) == forum and int(thread["id"]) > after
            if ours and await self.find(int(thread["id"]), mark, since) is not None:
                return int(thread["id"])
        return None

    async def publish(self, channel: int, message: int) -> None:
        """Publish a message of an announcement channel."""
        path = "/channels/{channel_id}/messages/{message_id}/crosspost"
        try:
            await self._ask("POST", path, channel_id=channel, message_id=message)
        except _AlreadyPublished:
            return

    async def tell(self, guild: int | None, user: int, text: str) -> None:
        """Tell a server's people something in its system channel, or else the user in a direct message."""
        body: dict[str, object] = {"content": text[:1900], "allowed_mentions": {"parse": []}}
        known = self._client.get_guild(guild) if guild is not None else None
        if known is not None and known.system_channel is not None:
            try:
                await self._ask(
                    "POST", "/channels/{channel_id}/messages", body, channel_id=known.system_channel.id
                )
            except PostRefused:
                pass
            else:
                return
        data = await self._ask("POST", "/users/@me/channels", {"recipient_id": str(user)})
        await self._ask("POST", "/channels/{channel_id}/messages", body, channel_id=int(data["id"]))

    async def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        params: Mapping[str, object] | None = None,
        **places: int,
    ) -> Any:  # noqa: ANN401 - Discord's JSON
        await self._limiter.turn()
        more: dict[str, Any] = {}
        if body is not None:
            more["json"] = body
        if params is not None:
            more["params"] = params
        with self._explained():
            async with asyncio.timeout(SECONDS):
                route = Route(method, path, metadata=None, **places)
                return await self._client.http.request(route, **more)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn every way in which a request can fail into one of ours."""
        try:
            yield
        except discord.RateLimited as limited:
            raise PostFailed("Discord's limit for this channel is reached", limited.retry_after) from limited
        except discord.HTTPException as error:
            if error.status in {401, 403, 429}:
                self._limiter.refused()
            raise _explained(error) from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise PostFailed(f"no answer from Discord ({type(error).__name__})") from error


class _AlreadyPublished(PostRefused):
    pass


def _explained(error: discord.HTTPException) -> PostFailed | PostRefused:
    if error.code == _ALREADY_PUBLISHED:
        return _AlreadyPublished("it is published already.")
    if error.code in _REFUSALS:
        return PostRefused(_REFUSALS[error.code])
    if error.status in {403, 404}:
        return PostRefused(f"Discord refuses it ({error.status}, code {error.code}: {error.text[:120]}).")
    if error.status == 429:
        return PostFailed("Discord's limit is reached", 5.0)
    return PostFailed(f"Discord answers {error.status} (code {error.code}: {error.text[:200]})")


def _custom_ids(components: list[dict[str, Any]]) -> set[str]:
    found: set[str] = set()
    for component in components:
        if "custom_id" in component:
            found.add(component["custom_id"])
        found |= _custom_ids(component.get("components") or [])
        if isinstance(component.get("accessory"), dict):
            found |= _custom_ids([component["accessory"]])
    return found
