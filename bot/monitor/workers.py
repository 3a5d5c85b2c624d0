"""Work that may be slow or hostile, done in processes of its own so that everything else answers at once."""

import asyncio
import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import FrameType, TracebackType
from typing import ParamSpec, Self, TypeVar

from bot.errors import RapporteurError

P = ParamSpec("P")
R = TypeVar("R")

#: Bytes of address space beyond which a worker is refused more: several times what the largest page takes.
MEMORY = 2_000_000_000

#: Calls after which the processes are started anew.
CALLS = 5000


class WorkTooLong(RapporteurError):
    """Work that took more time or memory than it may."""


class Workers:
    """A few processes that call functions. Open with `async with`.

    Functions, arguments and results must pickle; `prepare` is called first in each process. `seconds` bounds
    one call: at first it is stopped from inside, and where that does not help its process is ended and
    replaced; the other calls in flight are then done again.
    """

    def __init__(
        self, count: int = 1, seconds: float = 20.0, prepare: Callable[[], None] | None = None
    ) -> None:
        self._count = count
        self._seconds = seconds
        self._prepare = prepare
        self._pool: ProcessPoolExecutor | None = None
        self._calls = 0

    async def __aenter__(self) -> Self:
        """Make the processes ready to be started by the first call."""
        self._pool = self._new()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what they are at is given up."""
        if self._pool is not None:
            _end(self._pool)

    async def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Give what `function` gives, or raise what it raises.

        Raises:
            WorkTooLong: when it took too long or too much memory.
        """
        for _ in range(3):
            pool = self._fresh()
            running = asyncio.get_running_loop().run_in_executor(
                pool, _bounded, self._seconds, function, args, kwargs
            )
            try:
                return await asyncio.wait_for(asyncio.shield(running), self._seconds * 2 * self._count + 5)
            except TimeoutError:
                running.add_done_callback(_forget)
                self._replace(pool)
                break
            except BrokenProcessPool:
                self._replace(pool)
            except MemoryError:
                break
        raise WorkTooLong(f"{function.__name__} took more than {self._seconds:g} seconds or too much memory")

    def _fresh(self) -> ProcessPoolExecutor:
        """Give the pool; after many calls a new one, since long use of C libraries leaves memory behind.

        The executor's own limit of tasks a process can hang for good (CPython issue 115634).
        """
        if self._pool is None:
            raise RuntimeError("the workers are not open; use them in `async with`")
        self._calls += 1
        if self._calls % CALLS == 0:
            self._pool.shutdown(wait=False)
            self._pool = self._new()
        return self._pool

    def _new(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        return ProcessPoolExecutor(self._count, context, _set_up, (self._prepare,))

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:
            self._pool = self._new()
            _end(broken)


def _set_up(prepare: Callable[[], None] | None) -> None:
    """Make a worker deaf to Ctrl-C, which is its parent's to hear, and bound its memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, _stop)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    if prepare is not None:
        prepare()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise WorkTooLong("stopped: it took too long")


def _bounded(
    seconds: float, function: Callable[..., R], args: tuple[object, ...], kwargs: dict[str, object]
) -> R:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return function(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _forget(done: "asyncio.Future[R]") -> None:
    if not done.cancelled():
        done.exception()


def _end(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())  # noqa: SLF001 - there is no public way to end a stuck one
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
