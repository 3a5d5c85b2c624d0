"""Interactions as their user sees them: what was answered, when, to whom it shows."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

EPHEMERAL = 1 << 6

#: Seconds within which an interaction must first be answered.
PATIENCE = 3.0


@dataclass
class Reply:
    """The answer to one interaction as it comes in. `seconds` is how long the first answer took."""

    token: str
    channel: str
    source: dict[str, Any] | None = None
    deleted: bool = False
    began: float = field(default_factory=time.monotonic)
    seconds: float | None = None
    type: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    original: dict[str, Any] | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def expired(self) -> bool:
        """Whether Discord has given up waiting for a first answer."""
        return self.seconds is None and time.monotonic() - self.began > PATIENCE

    @property
    def answered(self) -> bool:
        """Whether there is a first answer."""
        return self.seconds is not None

    @property
    def ephemeral(self) -> bool:
        """Whether only the user sees the first answer."""
        return bool((self.data.get("flags") or 0) & EPHEMERAL)

    def answer(self, payload: dict[str, Any], message: dict[str, Any] | None) -> None:
        """Take the first answer."""
        self.seconds = time.monotonic() - self.began
        self.type = payload["type"]
        self.data = payload.get("data") or {}
        if self.type in (4, 5):
            self.original = message
        if self.type in (6, 7):
            self.original = self.source  # a button's message is what its answer edits
        if self.type == 4 and message is not None:
            self.messages.append(message)
        self._changed.set()

    def edited(self, message: dict[str, Any]) -> None:
        """Take an edit of the first answer, which completes a deferred one."""
        if message not in self.messages:
            self.messages.append(message)
        self._changed.set()

    def followed(self, message: dict[str, Any]) -> None:
        """Take a further message. The first after a deferral takes its place, and shows as it did."""
        if self.type == 5 and not self.messages and not self.deleted:
            message["flags"] = message["flags"] & ~EPHEMERAL | (EPHEMERAL if self.ephemeral else 0)
        self.messages.append(message)
        self._changed.set()

    def message(self, id_: str) -> dict[str, Any] | None:
        """Give one of the messages by id, or the first answer for `@original`."""
        if id_ == "@original":
            return self.original
        return next((m for m in [self.original, *self.messages] if m and m["id"] == id_), None)

    async def first(self, seconds: float = PATIENCE) -> "Reply":
        """Wait for the first answer, deferred or not."""
        await self._until(lambda: self.answered, seconds)
        return self

    async def shown(self, seconds: float = 15.0) -> dict[str, Any]:
        """Wait for the message that the user gets to read, and give it."""
        await self._until(lambda: bool(self.messages) or self.type in (7, 8, 9), seconds)
        return self.messages[-1] if self.messages else self.data

    async def _until(self, holds: Any, seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not holds():
                self._changed.clear()
                await self._changed.wait()


class Replies:
    """All interactions' answers, by token."""

    def __init__(self) -> None:
        self._by_token: dict[str, Reply] = {}

    def expect(self, token: str, channel: str, source: dict[str, Any] | None = None) -> Reply:
        """Begin to wait for an answer; `source` is the message whose button was pressed."""
        self._by_token[token] = Reply(token, channel, source)
        return self._by_token[token]

    def of(self, token: str) -> Reply | None:
        """Give the answer of a token."""
        return self._by_token.get(token)
