"""Work apart: in a thread of its own, one piece after another, errors brought back."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.desk.apart import Apart


class Tool:
    def __init__(self) -> None:
        self.thread = threading.current_thread()
        self.done: list[int] = []
        self.closed = False

    async def note(self, number: int) -> int:
        await asyncio.sleep(0.01 / (number + 1))
        self.done.append(number)
        return number


@asynccontextmanager
async def made(kept: list[Tool]) -> AsyncIterator[Tool]:
    tool = Tool()
    kept.append(tool)
    try:
        yield tool
    finally:
        tool.closed = True


async def test_work_is_done_elsewhere_one_piece_after_another_in_the_order_given():
    kept: list[Tool] = []
    async with Apart.open(lambda: made(kept)) as apart:
        found = await asyncio.gather(*(apart.run(lambda tool, n=n: tool.note(n)) for n in range(20)))
        assert found == list(range(20))
        assert kept[0].done == list(range(20))
        assert kept[0].thread is not threading.current_thread()
    assert kept[0].closed
    assert not kept[0].thread.is_alive()


async def test_the_loop_outside_stays_free_while_work_takes_long():
    async def busy(_: Tool) -> None:
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            sum(range(1000))

    async with Apart.open(lambda: made([])) as apart:
        work = asyncio.create_task(apart.run(busy))
        longest = 0.0
        while not work.done():
            began = time.monotonic()
            await asyncio.sleep(0)
            longest = max(longest, time.monotonic() - began)
            await asyncio.sleep(0.005)
    assert longest < 0.2


async def test_an_error_comes_back_and_the_next_piece_is_done():
    async def fail(_: Tool) -> None:
        raise LookupError("not there")

    async with Apart.open(lambda: made([])) as apart:
        with pytest.raises(LookupError, match="not there"):
            await apart.run(fail)
        assert await apart.run(lambda tool: tool.note(1)) == 1


async def test_a_tool_that_cannot_be_opened_is_told_at_once():
    @asynccontextmanager
    async def broken() -> AsyncIterator[Tool]:
        raise OSError("no tool")
        yield Tool()

    with pytest.raises(OSError, match="no tool"):
        async with Apart.open(broken):
            pytest.fail("it was not open")


async def test_what_is_at_work_when_it_closes_is_cancelled_and_does_not_hang():
    started = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def long(_: Tool) -> None:
        loop.call_soon_threadsafe(started.set)
        await asyncio.sleep(60)

    async with Apart.open(lambda: made([])) as apart:
        work = asyncio.create_task(apart.run(long))
        await started.wait()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(work, 5)
