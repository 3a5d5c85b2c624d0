"""The REST side: what the program asks of Discord, with the answers and refusals that Discord gives."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.loopback.faults import Faults, Trouble
from tests.loopback.pacing import Pacing
from tests.loopback.payloads import faults_of, is_empty, pinged
from tests.loopback.replies import Replies
from tests.loopback.world import ANNOUNCEMENT, FORUM, PUBLIC_THREAD, Channel, World, snowflake

Answer = web.StreamResponse


class Refused(Exception):
    """An error answer, with Discord's own code."""

    def __init__(self, status: int, code: int, message: str) -> None:
        self.status = status
        self.body = {"code": code, "message": message}
        super().__init__(message)


@dataclass
class Rest:
    """Answers requests. `nonce_seconds` is how long an enforced nonce is remembered."""

    world: World
    replies: Replies
    gateway_address: Callable[[], str]
    dispatch: Callable[[str, dict[str, Any], str | None], Awaitable[None]]
    pacing: Pacing = field(default_factory=Pacing)
    faults: Faults = field(default_factory=Faults)
    token: str = "loopback-token"  # noqa: S105 - of a Discord that exists in tests only
    nonce_seconds: float = 180.0
    shards: int = 1
    commands: list[dict[str, Any]] = field(default_factory=list)
    command_writes: int = 0
    requests: list[tuple[float, str, str, int]] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    publish_limit: int = 10
    _nonces: dict[tuple[str, str], tuple[float, dict[str, Any]]] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """Give the routes, below `/api/v10`."""
        table: list[tuple[str, str, Callable[[web.Request], Awaitable[Answer]]]] = [
            ("GET", "/users/@me", self.me),
            ("GET", "/oauth2/applications/@me", self.application),
            ("GET", "/applications/@me", self.application),
            ("GET", "/gateway/bot", self.gateway_bot),
            ("GET", "/gateway", self.gateway_bot),
            ("POST", "/users/@me/channels", self.open_dm),
            ("GET", "/applications/{app}/commands", self.list_commands),
            ("PUT", "/applications/{app}/commands", self.put_commands),
            ("POST", "/interactions/{id}/{token}/callback", self.callback),
            ("GET", "/webhooks/{app}/{token}/messages/{message}", self.get_reply),
            ("PATCH", "/webhooks/{app}/{token}/messages/{message}", self.edit_reply),
            ("DELETE", "/webhooks/{app}/{token}/messages/{message}", self.delete_reply),
            ("POST", "/webhooks/{app}/{token}", self.follow_up),
            ("GET", "/channels/{channel}", self.get_channel),
            ("GET", "/channels/{channel}/messages", self.list_messages),
            ("GET", "/channels/{channel}/messages/{message}", self.get_message),
            ("POST", "/channels/{channel}/messages", self.post_message),
            ("PATCH", "/channels/{channel}/messages/{message}", self.edit_message),
            ("DELETE", "/channels/{channel}/messages/{message}", self.delete_message),
            ("POST", "/channels/{channel}/messages/{message}/crosspost", self.publish),
            ("POST", "/channels/{channel}/threads", self.start_thread),
            ("POST", "/channels/{channel}/messages/{message}/threads", self.start_thread),
            ("GET", "/guilds/{guild}", self.get_guild),
            ("GET", "/guilds/{guild}/channels", self.guild_channels),
            ("GET", "/guilds/{guild}/threads/active", self.active_threads),
            ("GET", "/guilds/{guild}/members/{user}", self.get_member),
        ]
        return [web.route(method, f"/api/v10{path}", self._guarded(answer)) for method, path, answer in table]

    def _guarded(
        self, answer: Callable[[web.Request], Awaitable[Answer]]
    ) -> Callable[[web.Request], Awaitable[Answer]]:
        async def guarded(request: web.Request) -> Answer:
            began = time.monotonic()
            response = await self._troubled(request, answer)
            if response.content_type == "application/json":
                response.headers["Content-Type"] = "application/json"  # Discord names no character set
            self.requests.append(
                (began, request.method, request.path.removeprefix("/api/v10"), response.status)
            )
            if response.status in (401, 403) or (
                response.status == 429 and response.headers.get("X-RateLimit-Scope") != "shared"
            ):
                self.pacing.invalid += 1
            return response

        return guarded

    async def _troubled(
        self, request: web.Request, answer: Callable[[web.Request], Awaitable[Answer]]
    ) -> Answer:
        path = request.path.removeprefix("/api/v10")
        fault = self.faults.take(request.method, path)
        match fault.trouble if fault else None:
            case Trouble.DROP_BEFORE:
                return self._drop(request)
            case Trouble.ERROR_500:
                return web.json_response({"message": "500: Internal Server Error", "code": 0}, status=500)
            case Trouble.HANG_BEFORE if fault:
                await asyncio.sleep(fault.seconds)
                return self._drop(request)
            case (Trouble.LIMIT_USER | Trouble.LIMIT_SHARED | Trouble.LIMIT_GLOBAL) as limit if fault:
                scope = {Trouble.LIMIT_USER: "user", Trouble.LIMIT_SHARED: "shared"}.get(limit, "global")
                return self._limited(scope, fault.seconds, "ordered")
            case _:
                pass
        response = await self._paced(request, path, answer)
        match fault.trouble if fault else None:
            case Trouble.DROP_AFTER:
                return self._drop(request)
            case Trouble.ERROR_502_AFTER:
                return web.Response(status=502, text="<html>502</html>", content_type="text/html")
            case Trouble.HANG_AFTER if fault:
                await asyncio.sleep(fault.seconds)
                return self._drop(request)
            case _:
                return response

    def _drop(self, request: web.Request) -> Answer:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=599)

    def _limited(self, scope: str, seconds: float, bucket: str) -> Answer:
        self.pacing.refused[scope] = self.pacing.refused.get(scope, 0) + 1
        headers = self.pacing.headers(bucket) | {
            "Via": "1.1 loopback",
            "Retry-After": f"{seconds:.3f}",
            "X-RateLimit-Scope": scope,
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset-After": f"{seconds:.3f}",
        }
        if scope == "global":
            headers["X-RateLimit-Global"] = "true"
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": scope == "global"}
        return web.json_response(body, status=429, headers=headers)

    async def _paced(
        self, request: web.Request, path: str, answer: Callable[[web.Request], Awaitable[Answer]]
    ) -> Answer:
        of_interaction = path.startswith(("/interactions", "/webhooks"))
        major = request.match_info.get("channel") or request.match_info.get("guild") or ""
        kind = "/".join("id" if part.isdigit() else part for part in path.split("/"))
        bucket = f"{request.method}{kind}:{major}"
        if not of_interaction:
            if request.headers.get("Authorization") != f"Bot {self.token}":
                return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
            if refused := self.pacing.refuse(bucket):
                return self._limited(*refused, bucket)
        try:
            response = await answer(request)
        except Refused as refused_:
            response = web.json_response(refused_.body, status=refused_.status)
        if not of_interaction and not response.prepared:
            response.headers.update(self.pacing.headers(bucket))
        return response

    # who and where

    async def me(self, _request: web.Request) -> Answer:
        return web.json_response(self.world.bot.seen() | {"verified": True, "mfa_enabled": False, "flags": 0})

    async def application(self, _request: web.Request) -> Answer:
        owner = next((u for u in self.world.users.values() if not u.bot), self.world.bot)
        seen = {"id": self.world.application, "name": "Rapporteur", "icon": None, "description": ""}
        seen |= {"bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64}
        seen |= {"owner": owner.seen(), "flags": 0, "team": None, "rpc_origins": [], "summary": ""}
        return web.json_response(seen)

    async def gateway_bot(self, _request: web.Request) -> Answer:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 1000, "max_concurrency": 1}
        return web.json_response(
            {"url": self.gateway_address(), "shards": self.shards, "session_start_limit": limit}
        )

    async def open_dm(self, request: web.Request) -> Answer:
        user = self.world.users.get(str((await request.json())["recipient_id"]))
        if user is None:
            raise Refused(400, 50033, "Invalid Recipient(s)")
        return web.json_response(self.world.dm(user).seen(self.world.bot.id))

    async def get_guild(self, request: web.Request) -> Answer:
        guild = self.world.guilds.get(request.match_info["guild"])
        if guild is None:
            raise Refused(404, 10004, "Unknown Guild")
        return web.json_response(self.world.guild_seen(guild))

    async def guild_channels(self, request: web.Request) -> Answer:
        found = [c for c in self.world.channels.values() if c.guild == request.match_info["guild"]]
        return web.json_response([c.seen(self.world.bot.id) for c in found if c.type != PUBLIC_THREAD])

    async def active_threads(self, request: web.Request) -> Answer:
        found = [c for c in self.world.channels.values() if c.guild == request.match_info["guild"]]
        threads = [c.seen(self.world.bot.id) for c in found if c.type == PUBLIC_THREAD]
        return web.json_response({"threads": threads, "members": []})

    async def get_member(self, request: web.Request) -> Answer:
        guild = self.world.guilds.get(request.match_info["guild"])
        user = self.world.users.get(request.match_info["user"])
        if guild is None or user is None:
            raise Refused(404, 10007, "Unknown Member")
        return web.json_response(self.world.member_seen(user, guild))

    # commands

    async def list_commands(self, _request: web.Request) -> Answer:
        return web.json_response(self.commands)

    async def put_commands(self, request: web.Request) -> Answer:
        self.command_writes += 1
        self.commands = [
            command
            | {"id": snowflake(), "application_id": self.world.application, "version": snowflake()}
            | {"type": command.get("type", 1), "description": command.get("description", "")}
            for command in await request.json()
        ]
        return web.json_response(self.commands)

    # channels and messages

    def _channel(self, request: web.Request, *needed: str) -> Channel:
        channel = self.world.channels.get(request.match_info["channel"])
        if channel is None:
            raise Refused(404, 10003, "Unknown Channel")
        over = self.world.channels.get(channel.parent or "") if channel.type == PUBLIC_THREAD else channel
        denied = channel.denied | (over.denied if over else set())
        if "VIEW_CHANNEL" in denied or (channel.guild and channel.guild not in self.world.guilds):
            raise Refused(403, 50001, "Missing Access")
        if denied & set(needed):
            raise Refused(403, 50013, "Missing Permissions")
        return channel

    def _message(self, channel: Channel, id_: str) -> dict[str, Any]:
        for message in channel.messages:
            if message["id"] == id_:
                return message
        raise Refused(404, 10008, "Unknown Message")

    async def get_channel(self, request: web.Request) -> Answer:
        return web.json_response(self._channel(request).seen(self.world.bot.id))

    async def list_messages(self, request: web.Request) -> Answer:
        channel = self._channel(request, "READ_MESSAGE_HISTORY")
        found = list(reversed(channel.messages))
        if before := request.query.get("before"):
            found = [m for m in found if int(m["id"]) < int(before)]
        if after := request.query.get("after"):
            found = [m for m in found if int(m["id"]) > int(after)]
        return web.json_response(found[: int(request.query.get("limit", "50"))])

    async def get_message(self, request: web.Request) -> Answer:
        channel = self._channel(request, "READ_MESSAGE_HISTORY")
        return web.json_response(self._message(channel, request.match_info["message"]))

    async def post_message(self, request: web.Request) -> Answer:
        channel = self._channel(request)
        needed = "SEND_MESSAGES_IN_THREADS" if channel.type == PUBLIC_THREAD else "SEND_MESSAGES"
        self._channel(request, needed)
        if channel.type == FORUM:
            raise Refused(400, 50008, "Cannot send messages in a non-text channel")
        payload, files = await _payload(request)
        return web.json_response(await self._store(channel, payload, files))

    async def _store(self, channel: Channel, payload: dict[str, Any], files: int) -> dict[str, Any]:
        if is_empty(payload, files):
            raise Refused(400, 50006, "Cannot send an empty message")
        if wrong := faults_of(payload):
            raise Refused(400, 50035, "Invalid Form Body: " + "; ".join(wrong))
        nonce = payload.get("nonce")
        if nonce is not None and payload.get("enforce_nonce"):
            known = self._nonces.get((channel.id, str(nonce)))
            if known and time.monotonic() - known[0] < self.nonce_seconds:
                return known[1]
        message = self._seen(channel.id, payload, files)
        channel.messages.append(message)
        if nonce is not None:
            message["nonce"] = nonce
            self._nonces[channel.id, str(nonce)] = (time.monotonic(), message)
        await self.dispatch(
            "MESSAGE_CREATE", message | ({"guild_id": channel.guild} if channel.guild else {}), channel.guild
        )
        return message

    def _seen(self, channel: str, payload: dict[str, Any], files: int = 0) -> dict[str, Any]:
        id_ = snowflake()
        return {
            "id": id_,
            "channel_id": channel,
            "type": 0,
            "author": self.world.bot.seen(),
            "content": payload.get("content") or "",
            "timestamp": datetime.now(UTC).isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [
                {
                    "id": snowflake(),
                    "filename": f"{n}.png",
                    "size": 1,
                    "url": "https://cdn.example/x",
                    "proxy_url": "",
                }
                for n in range(files)
            ],
            "embeds": payload.get("embeds") or [],
            "components": _numbered(payload.get("components") or []),
            "pinned": False,
            "flags": payload.get("flags") or 0,
            "pinged": pinged(payload),
        }

    async def edit_message(self, request: web.Request) -> Answer:
        channel = self._channel(request)
        message = self._message(channel, request.match_info["message"])
        payload, _ = await _payload(request)
        return web.json_response(_edited(message, payload))

    async def delete_message(self, request: web.Request) -> Answer:
        channel = self._channel(request)
        channel.messages.remove(self._message(channel, request.match_info["message"]))
        return web.Response(status=204)

    async def publish(self, request: web.Request) -> Answer:
        channel = self._channel(request, "SEND_MESSAGES")
        message = self._message(channel, request.match_info["message"])
        if channel.type != ANNOUNCEMENT:
            raise Refused(400, 50068, "Invalid message type")
        if message["flags"] & 1:
            raise Refused(400, 40033, "This message has already been crossposted")
        if sum(id_ in {m["id"] for m in channel.messages} for id_ in self.published) >= self.publish_limit:
            return self._limited("shared", 3600.0, "crosspost")
        message["flags"] |= 1
        self.published.append(message["id"])
        return web.json_response(message)

    async def start_thread(self, request: web.Request) -> Answer:
        channel = self._channel(
            request, "SEND_MESSAGES" if "message" not in request.match_info else "CREATE_PUBLIC_THREADS"
        )
        payload, files = await _payload(request)
        if not 1 <= len(payload.get("name") or "") <= 100:
            raise Refused(400, 50035, "Invalid Form Body: name: 1 to 100 characters")
        thread = self.world.channel(
            self.world.guilds[channel.guild or ""], payload["name"], PUBLIC_THREAD, parent=channel.id
        )
        answer = thread.seen(self.world.bot.id)
        if channel.type == FORUM:
            if channel.tag_required and not payload.get("applied_tags"):
                del self.world.channels[thread.id]
                raise Refused(400, 40067, "A tag is required to create a forum post in this channel")
            thread.applied_tags = list(payload.get("applied_tags") or [])
            try:
                message = await self._store(thread, payload.get("message") or {}, files)
            except Refused:
                del self.world.channels[thread.id]
                raise
            answer = thread.seen(self.world.bot.id) | {"message": message}
        elif id_ := request.match_info.get("message"):
            self._message(channel, id_)
        await self.dispatch(
            "THREAD_CREATE", thread.seen(self.world.bot.id) | {"newly_created": True}, channel.guild
        )
        return web.json_response(answer, status=201)

    # interactions

    async def callback(self, request: web.Request) -> Answer:
        payload, files = await _payload(request)
        reply = self.replies.of(request.match_info["token"])
        if reply is None or reply.expired:
            raise Refused(404, 10062, "Unknown interaction")
        if reply.answered:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        self._check_reply(payload.get("data") or {}, payload["type"])
        message = None
        if payload["type"] in (4, 5, 6, 7):
            message = self._seen(reply.channel, payload.get("data") or {}, files)
        reply.answer(payload, message)
        if request.query.get("with_response") in ("true", "1", "True") and payload["type"] in (4, 5, 6, 7):
            interaction = {
                "id": request.match_info["id"],
                "type": 2,
                "response_message_id": message["id"] if message else None,
            }
            return web.json_response(
                {"interaction": interaction, "resource": {"type": payload["type"], "message": message}}
            )
        return web.Response(status=204)

    def _check_reply(self, data: dict[str, Any], kind: int) -> None:
        if kind == 8:
            choices = data.get("choices") or []
            if len(choices) > 25 or any(
                not 1 <= len(c["name"]) <= 100 or not 1 <= len(str(c["value"])) <= 100 for c in choices
            ):
                raise Refused(400, 50035, "Invalid Form Body: choices: 25 of 100 characters at most")
        elif kind in (4, 7) and (wrong := faults_of(data)):
            raise Refused(400, 50035, "Invalid Form Body: " + "; ".join(wrong))
        elif kind == 9 and not (
            1 <= len(data.get("title") or "") <= 45 and 1 <= len(data.get("components") or []) <= 5
        ):
            raise Refused(400, 50035, "Invalid Form Body: modal")

    async def get_reply(self, request: web.Request) -> Answer:
        return web.json_response(self._reply_message(request))

    def _reply_message(self, request: web.Request) -> dict[str, Any]:
        reply = self.replies.of(request.match_info["token"])
        found = reply.message(request.match_info["message"]) if reply else None
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        return found

    async def edit_reply(self, request: web.Request) -> Answer:
        message = self._reply_message(request)
        payload, files = await _payload(request)
        if wrong := faults_of(payload | {"flags": (payload.get("flags") or 0) | message["flags"]}):
            raise Refused(400, 50035, "Invalid Form Body: " + "; ".join(wrong))
        reply = self.replies.of(request.match_info["token"])
        edited = _edited(message, payload)
        if files:
            edited["attachments"] = [
                {
                    "id": snowflake(),
                    "filename": "x.png",
                    "size": 1,
                    "url": "https://cdn.example/x",
                    "proxy_url": "",
                }
            ]
        if reply:
            reply.edited(edited)
        return web.json_response(edited)

    async def delete_reply(self, request: web.Request) -> Answer:
        self._reply_message(request)
        reply = self.replies.of(request.match_info["token"])
        if reply and request.match_info["message"] == "@original":
            reply.deleted = True
        return web.Response(status=204)

    async def follow_up(self, request: web.Request) -> Answer:
        reply = self.replies.of(request.match_info["token"])
        if reply is None:
            raise Refused(404, 10015, "Unknown Webhook")
        payload, files = await _payload(request)
        if is_empty(payload, files):
            raise Refused(400, 50006, "Cannot send an empty message")
        if wrong := faults_of(payload):
            raise Refused(400, 50035, "Invalid Form Body: " + "; ".join(wrong))
        message = self._seen(reply.channel, payload, files)
        reply.followed(message)
        return web.json_response(message)


def _edited(message: dict[str, Any], payload: dict[str, Any]) -> dict[str, Any]:
    flags = (payload.get("flags") or 0) | message["flags"]
    if wrong := faults_of(payload | {"flags": flags}):
        raise Refused(400, 50035, "Invalid Form Body: " + "; ".join(wrong))
    for key in ("content", "embeds"):
        if key in payload:
            message[key] = payload[key] or type(message[key])()
    if "components" in payload:
        message["components"] = _numbered(payload["components"] or [])
    message["flags"] = flags
    message["edited_timestamp"] = datetime.now(UTC).isoformat()
    return message


def _numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give components the ids that Discord gives those without."""
    count = 0

    def number(component: dict[str, Any]) -> dict[str, Any]:
        nonlocal count
        count += 1
        numbered = {"id": count} | component
        if "components" in component:
            numbered["components"] = [number(inner) for inner in component["components"]]
        if "accessory" in component:
            numbered["accessory"] = number(component["accessory"])
        return numbered

    return [number(component) for component in components]


async def _payload(request: web.Request) -> tuple[dict[str, Any], int]:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = sum(1 for name in form if name.startswith("files["))
        return json.loads(str(form["payload_json"])), files
    return (await request.json() if request.can_read_body else {}), 0
