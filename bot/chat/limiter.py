"""Staying within what Discord allows the bot as a whole."""

import asyncio
from collections import deque
from typing import Final

from bot.desk.posting import PostFailed

#: Discord allows fifty requests a second; some room is left for what bypasses this (login, its own retries).
PER_SECOND: Final = 48

#: The second in which they are counted, with a little for what happens on the way.
SECOND: Final = 1.005

#: Discord bans for ten thousand invalid answers (401, 403, 429) in ten minutes; we rest at a tenth.
MOST_INVALID: Final = 1000
INVALID_SECONDS: Final = 600.0


class Limiter:
    """Paces requests evenly, and rests when too many were refused."""

    def __init__(self, per_second: int = PER_SECOND) -> None:
        self._gap = SECOND / per_second
        self._next = 0.0
        self._made: deque[float] = deque([-SECOND] * per_second, maxlen=per_second)
        self._queue = asyncio.Lock()
        self._invalid: deque[float] = deque()

    async def turn(self) -> None:
        """Wait until one more request may be made.

        Raises:
            PostFailed: when too many requests were refused lately; it says for how long to rest.
        """
        now = asyncio.get_running_loop().time()
        while self._invalid and self._invalid[0] < now - INVALID_SECONDS:
            self._invalid.popleft()
        if len(self._invalid) >= MOST_INVALID:
            rest = self._invalid[0] + INVALID_SECONDS - now
            raise PostFailed("too many requests were refused lately; resting, to stay clear of a ban", rest)
        async with self._queue:
            # By what was really made: a loop that was busy would else let a crowd go at once.
            clock = asyncio.get_running_loop().time
            if (wait := max(self._next, self._made[0] + SECOND) - clock()) > 0:
                await asyncio.sleep(wait)
            self._made.append(clock())
            self._next = clock() + self._gap / 2

    def refused(self) -> None:
        """Count one answer that Discord counts as invalid."""
        self._invalid.append(asyncio.get_running_loop().time())
