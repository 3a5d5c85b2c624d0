"""The gateway: hello, identify, resume, heartbeats and events over a websocket."""

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback.world import World, snowflake


@dataclass
class Session:
    """One session of a client's shard, which outlives its connection so that it may be resumed."""

    id: str
    shard: tuple[int, int]
    sequence: int = 0
    sent: list[dict[str, Any]] = field(default_factory=list)
    connection: "Connection | None" = None


class Connection:
    """One websocket, packed as the client asked."""

    def __init__(self, socket: web.WebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self._pack = zlib.compressobj() if compress == "zlib-stream" else None

    async def send(self, payload: dict[str, Any]) -> None:
        """Send one payload; a client that is gone is no matter."""
        text = json.dumps(payload)
        try:
            if self._pack is None:
                await self.socket.send_str(text)
            else:
                packed = self._pack.compress(text.encode()) + self._pack.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        except (ConnectionError, RuntimeError):
            return


class Gateway:
    """Accepts sessions and sends events to those whom they concern."""

    def __init__(self, world: World, address: Callable[[], str]) -> None:
        self._world = world
        self._address = address
        self.sessions: dict[str, Session] = {}
        self.identifies = 0
        self.ready = asyncio.Event()

    async def answer(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket until it closes."""
        compress = request.query.get("compress")
        if compress not in (None, "zlib-stream"):
            raise web.HTTPBadRequest(text=f"compression {compress} is not spoken here")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket, compress)
        await connection.send({"op": 10, "d": {"heartbeat_interval": 20_000}, "s": None, "t": None})
        session: Session | None = None
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(message.data)
            match payload["op"]:
                case 1:
                    await connection.send({"op": 11, "d": None, "s": None, "t": None})
                case 2:
                    session = await self._identify(connection, payload["d"])
                case 6:
                    session = await self._resume(connection, payload["d"])
                case _:
                    pass
        if session is not None and session.connection is connection:
            session.connection = None
        return socket

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> Session | None:
        self.identifies += 1
        privileged = (1 << 1) | (1 << 8) | (1 << 15)
        if data["intents"] & privileged:
            await connection.socket.close(code=4014, message=b"Disallowed intents")
            return None
        shard = tuple(data.get("shard") or (0, 1))
        session = Session(snowflake(), (shard[0], shard[1]), connection=connection)
        self.sessions[session.id] = session
        index, count = session.shard
        mine = [guild for guild in self._world.guilds.values() if (int(guild.id) >> 22) % count == index]
        await self._event(
            session,
            "READY",
            {
                "v": 10,
                "user": self._world.bot.seen(),
                "guilds": [{"id": guild.id, "unavailable": True} for guild in mine],
                "session_id": session.id,
                "resume_gateway_url": self._address(),
                "shard": list(session.shard),
                "application": {"id": self._world.application, "flags": 0},
            },
        )
        for guild in mine:
            await self._event(session, "GUILD_CREATE", self._world.guild_seen(guild))
        self.ready.set()
        return session

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> Session | None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            await connection.send({"op": 9, "d": False, "s": None, "t": None})
            return None
        session.connection = connection
        for payload in session.sent[data["seq"] :]:
            await connection.send(payload)
        await self._event(session, "RESUMED", {})
        return session

    async def _event(self, session: Session, name: str, data: dict[str, Any]) -> None:
        session.sequence += 1
        payload = {"op": 0, "t": name, "s": session.sequence, "d": data}
        session.sent.append(payload)
        if session.connection is not None:
            await session.connection.send(payload)

    async def dispatch(self, name: str, data: dict[str, Any], guild: str | None = None) -> None:
        """Send an event to the sessions whose shard it concerns; without a server, to shard 0."""
        for session in list(self.sessions.values()):
            index, count = session.shard
            if session.connection and index == ((int(guild) >> 22) % count if guild else 0):
                await self._event(session, name, data)

    async def close(self, code: int = 1006) -> None:
        """Cut every connection; sessions may be resumed."""
        for session in list(self.sessions.values()):
            if session.connection is not None:
                cut, session.connection = session.connection, None
                await cut.socket.close(code=code)

    async def forget(self) -> None:
        """Tell every client that its session is no longer valid."""
        sessions, self.sessions = list(self.sessions.values()), {}
        for session in sessions:
            if session.connection is not None:
                await session.connection.send({"op": 9, "d": False, "s": None, "t": None})
