"""Long work in a thread with a loop of its own, so that the loop that speaks with Discord is free."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final, Generic, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Seconds for which the thread may keep the interpreter while the loop wants it.
SWITCH: Final = 0.001


class Apart(Generic[T]):
    """Does work with a tool that lives in the thread, one piece after another, in the order it was given."""

    def __init__(self, make: Callable[[], AbstractAsyncContextManager[T]]) -> None:
        self._make = make
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._outer = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._live, name="apart", daemon=True)

    @classmethod
    @asynccontextmanager
    async def open(cls, make: Callable[[], AbstractAsyncContextManager[T]]) -> AsyncIterator[Self]:
        """Open the tool in the thread, and close it there in the end; what is still at work is cancelled."""
        apart = cls(make)
        sys.setswitchinterval(SWITCH)
        apart._thread.start()
        await apart._ready
        try:
            yield apart
        finally:
            apart._inner.call_soon_threadsafe(apart._over.set)
            await asyncio.to_thread(apart._thread.join)

    async def run(self, work: Callable[[T], Coroutine[Any, Any, R]]) -> R:
        """Do a piece of work when its turn has come, and give what comes of it."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._one(work), self._inner))

    async def _one(self, work: Callable[[T], Coroutine[Any, Any, R]]) -> R:
        # One at a time: side by side they would take as long together, and all their memory at once.
        async with self._turn:
            return await work(self._tool)

    def _live(self) -> None:
        try:
            asyncio.run(self._wait())
        except BaseException as error:  # noqa: BLE001 - told to whoever opens it
            self._outer.call_soon_threadsafe(self._tell, error)

    async def _wait(self) -> None:
        self._inner = asyncio.get_running_loop()
        self._over = asyncio.Event()
        self._turn = asyncio.Lock()
        async with self._make() as self._tool:
            self._outer.call_soon_threadsafe(self._tell, None)
            await self._over.wait()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    def _tell(self, error: BaseException | None) -> None:
        if self._ready.done():
            return
        if error is None:
            self._ready.set_result(None)
        else:
            self._ready.set_exception(error)
