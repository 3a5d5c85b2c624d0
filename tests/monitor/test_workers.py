import asyncio
import os
import time

import pytest

from bot.monitor.hosts import Hosts
from bot.monitor.workers import Workers, WorkTooLong


def double(number: int) -> int:
    return 2 * number


def fail() -> None:
    raise ValueError("as it should")


def spin() -> None:
    while True:
        pass


def hang_deaf() -> None:
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    time.sleep(600)


def devour() -> int:
    return len([bytes(100_000_000) for _ in range(60)])


def die() -> None:
    os._exit(1)


async def test_a_worker_gives_the_result_or_raises_the_error():
    async with Workers() as workers:
        assert await workers.call(double, 21) == 42
        with pytest.raises(ValueError, match="as it should"):
            await workers.call(fail)


@pytest.mark.parametrize("evil", [spin, hang_deaf, devour, die])
async def test_what_spins_hangs_devours_or_dies_is_ended_and_the_next_call_is_well(evil):
    async with Workers(seconds=0.5) as workers:
        with pytest.raises(WorkTooLong):
            await workers.call(evil)
        assert await workers.call(double, 2) == 4


async def test_the_loop_is_free_while_a_worker_works():
    async with Workers(seconds=1) as workers:
        await workers.call(double, 1)
        busy = asyncio.create_task(workers.call(time.sleep, 0.4))
        turns = 0
        while not busy.done():
            await asyncio.sleep(0.01)
            turns += 1
        assert turns > 10


async def test_a_host_is_asked_one_at_a_time_and_other_hosts_meanwhile():
    hosts = Hosts(pause=0.05)
    log: list[tuple[str, str]] = []

    async def visit(host: str) -> None:
        async with hosts.turn(host):
            log.append((host, "in"))
            await asyncio.sleep(0.02)
            log.append((host, "out"))

    async with asyncio.TaskGroup() as group:
        for host in ("a", "a", "a", "b"):
            group.create_task(visit(host))
    of_a = [what for host, what in log if host == "a"]
    assert of_a == ["in", "out"] * 3
    assert log.index(("b", "out")) < log.index(("a", "out"), log.index(("a", "out")) + 1)
