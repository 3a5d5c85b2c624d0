"""The small Discord as one thing: open it, point the program at it, be its users."""

import secrets
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.loopback.faults import Fault
from tests.loopback.gateway import Gateway
from tests.loopback.replies import Replies, Reply
from tests.loopback.rest import Rest
from tests.loopback.world import DM, Channel, Guild, User, World, snowflake

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
_KINDS: dict[type, int] = {str: 3, int: 4, bool: 5, float: 10, User: 6, Channel: 7}


class Discord:
    """A Discord of one's own. Open with `async with`; `api` and `gateway_url` are its addresses."""

    def __init__(self, *, shards: int = 1) -> None:
        self.world = World()
        self.replies = Replies()
        self.gateway = Gateway(self.world, lambda: self.gateway_url)
        self.rest = Rest(
            self.world, self.replies, lambda: self.gateway_url, self.gateway.dispatch, shards=shards
        )
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def api(self) -> str:
        """The base address of REST requests."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        """The address of the gateway."""
        return f"ws://127.0.0.1:{self.port}/gateway"

    @property
    def token(self) -> str:
        """The bot token that is taken."""
        return self.rest.token

    async def __aenter__(self) -> Self:
        """Begin to listen on a free port; a Discord that was closed listens where it did."""
        app = web.Application(client_max_size=30_000_000)
        app.add_routes(
            [
                *self.rest.routes(),
                web.get("/gateway", self.gateway.answer),
                web.get("/gateway/", self.gateway.answer),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection and stop listening."""
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def order(self, fault: Fault) -> None:
        """Order trouble for coming requests."""
        self.rest.faults.listed.append(fault)

    def command_named(self, path: str) -> tuple[dict[str, Any], list[str]]:
        """Give the registered command that a path such as "feed add" begins with, and the names below it.

        Raises:
            LookupError: when the program has registered none of that name.
        """
        name, *below = path.split(" ")
        for command in self.rest.commands:
            if command["name"] in (name, path):
                return command, ([] if command["name"] == path else below)
        raise LookupError(f"no command {path!r} is registered")

    async def command(
        self,
        path: str,
        user: User,
        channel: Channel,
        /,
        *,
        target: dict[str, Any] | None = None,
        **options: Any,
    ) -> Reply:
        """Have `user` give a slash command, or with `target` (a message) one of the message menu."""
        command, below = self.command_named(path)
        data: dict[str, Any] = {"id": command["id"], "name": command["name"], "type": command["type"]}
        resolved: dict[str, Any] = {}
        if target is not None:
            data["target_id"] = target["id"]
            resolved["messages"] = {target["id"]: target}
        data |= _nested(below, self._options(options, resolved))
        return await self._interact(
            COMMAND, data | ({"resolved": resolved} if resolved else {}), user, channel
        )

    async def autocomplete(
        self, path: str, user: User, channel: Channel, focused: str, /, **options: str
    ) -> list[dict[str, Any]]:
        """Have `user` type into the option `focused`; give the choices offered."""
        command, below = self.command_named(path)
        typed = [
            {"name": k, "type": 3, "value": v} | ({"focused": True} if k == focused else {})
            for k, v in options.items()
        ]
        data = {"id": command["id"], "name": command["name"], "type": 1} | _nested(below, typed)
        reply = await (await self._interact(AUTOCOMPLETE, data, user, channel)).first()
        return list(reply.data.get("choices") or [])

    async def press(
        self,
        message: dict[str, Any],
        custom_id: str,
        user: User,
        channel: Channel,
        values: list[str] | None = None,
    ) -> Reply:
        """Have `user` press a button of a message, or choose `values` of a select."""
        kind = 2 if values is None else 3
        data = {"custom_id": custom_id, "component_type": kind} | (
            {"values": values} if values is not None else {}
        )
        return await self._interact(COMPONENT, data, user, channel, message=message)

    async def submit(self, custom_id: str, fields: dict[str, str], user: User, channel: Channel) -> Reply:
        """Have `user` send a modal with its text fields filled."""
        rows = [
            {"type": 18, "id": n, "component": {"type": 4, "id": 100 + n, "custom_id": k, "value": v}}
            for n, (k, v) in enumerate(fields.items())
        ]
        return await self._interact(MODAL, {"custom_id": custom_id, "components": rows}, user, channel)

    async def remove_bot(self, guild: Guild) -> None:
        """Kick the bot from a server."""
        del self.world.guilds[guild.id]
        await self.gateway.dispatch("GUILD_DELETE", {"id": guild.id}, guild.id)

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel."""
        seen = channel.seen(self.world.bot.id)
        del self.world.channels[channel.id]
        await self.gateway.dispatch("CHANNEL_DELETE", seen, channel.guild)

    def _options(self, options: dict[str, Any], resolved: dict[str, Any]) -> list[dict[str, Any]]:
        listed = []
        for name, value in options.items():
            if isinstance(value, Channel):
                seen = value.seen(self.world.bot.id) | {"permissions": "0"}
                resolved.setdefault("channels", {})[value.id] = seen
                listed.append({"name": name, "type": 7, "value": value.id})
            elif isinstance(value, dict):
                resolved.setdefault("roles", {})[value["id"]] = value
                listed.append({"name": name, "type": 8, "value": value["id"]})
            else:
                listed.append({"name": name, "type": _KINDS[type(value)], "value": value})
        return listed

    async def _interact(
        self,
        kind: int,
        data: dict[str, Any],
        user: User,
        channel: Channel,
        message: dict[str, Any] | None = None,
    ) -> Reply:
        guild = self.world.guilds.get(channel.guild or "")
        token = secrets.token_hex(16)
        payload: dict[str, Any] = {
            "id": snowflake(),
            "application_id": self.world.application,
            "type": kind,
            "token": token,
            "version": 1,
            "data": data,
            "channel_id": channel.id,
            "channel": channel.seen(self.world.bot.id),
            "locale": user.locale,
            "app_permissions": str(self.world.permissions(self.world.bot, guild)),
            "entitlements": [],
            "attachment_size_limit": 10_000_000,
            "context": 1 if channel.type == DM else 0,
            "authorizing_integration_owners": {"0": guild.id} if guild else {"1": user.id},
        }
        if channel.guild:
            payload |= {"guild_id": channel.guild, "guild_locale": guild.locale if guild else "en-US"}
            payload["member"] = self.world.member_seen(user, guild)
        else:
            payload["user"] = user.seen()
        if message is not None:
            payload["message"] = message
        reply = self.replies.expect(token, channel.id, message)
        await self.gateway.dispatch("INTERACTION_CREATE", payload, channel.guild)
        return reply


def _nested(below: list[str], options: list[dict[str, Any]]) -> dict[str, Any]:
    """Wrap options into subcommand and group."""
    for depth, name in enumerate(reversed(below)):
        options = [{"name": name, "type": 1 if depth == 0 else 2, "options": options}]
    return {"options": options}
