"""Politeness: one fetch at a time from a host, with a pause between two."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

#: Hosts kept in mind; those longest unused and idle are forgotten first.
MOST_HOSTS = 4096


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    waiting: int = 0


class Hosts:
    """Gives each host's turns out one by one. `pause` counts seconds between the end of one and the next."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause: float = 0.0) -> AsyncIterator[None]:
        """Wait for the host's turn and hold it; `pause` may only lengthen the wait that follows."""
        known = self._hosts.pop(host, None) or _Host()
        self._hosts[host] = known
        known.waiting += 1
        try:
            async with known.lock:
                clock = asyncio.get_running_loop().time
                if (wait := known.free_at - clock()) > 0:
                    await asyncio.sleep(wait)
                try:
                    yield
                finally:
                    known.free_at = clock() + max(self._pause, pause)
        finally:
            known.waiting -= 1
            self._forget()

    def _forget(self) -> None:
        if len(self._hosts) <= MOST_HOSTS:
            return
        now = asyncio.get_running_loop().time()
        idle = [name for name, host in self._hosts.items() if not host.waiting and host.free_at <= now]
        for name in idle[: len(self._hosts) - MOST_HOSTS]:
            del self._hosts[name]
