"""Pages of answers, made once for all who ask the same while the record stays as it is."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from bot.chat.replies import Further, Pages, further_of, is_unknown, pages_of
from bot.desk.questions import Question, Questions

R = TypeVar("R")

#: Answers kept, the latest asked; each is some ten kilobytes.
MOST_KEPT: Final = 200

#: Seconds for which the record is taken to be as it was.
STILL: Final = 1.0


class Work(Protocol):
    """Where questions are answered: not on the loop that speaks with Discord."""

    async def run(self, work: Callable[[Questions], Coroutine[Any, Any, R]]) -> R:
        """Do a piece of work with the questions there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer's pages; `known` is False where nobody is known by the name that was asked for."""

    pages: Pages
    known: bool
    further: tuple[Further, ...] = ()


class Library:
    """Gives an answer's pages. `zone` is for answers without one of their own."""

    def __init__(self, questions: Questions, work: Work, zone: str) -> None:
        self.questions = questions
        self._work = work
        self._zone = zone
        self._kept: OrderedDict[tuple[str, int], asyncio.Task[Shown]] = OrderedDict()
        self._state = 0
        self._looked = float("-inf")

    async def pages(self, question: Question) -> Shown:
        """Give an answer's pages; whoever asks the same meanwhile waits for the same."""
        key = (question.id, await self._version())
        task = self._kept.get(key)
        if task is None:
            task = self._kept[key] = asyncio.create_task(self._make(question))
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        try:
            return await asyncio.shield(task)
        except BaseException:
            if task.done():
                self._kept.pop(key, None)
            raise

    async def _make(self, question: Question) -> Shown:
        async def made(questions: Questions) -> Shown:
            answer = await questions.answer(question)
            pages = pages_of(question, answer, self._zone)
            return Shown(pages, not is_unknown(answer), further_of(question, answer))

        return await self._work.run(made)

    async def _version(self) -> int:
        now = asyncio.get_running_loop().time()
        if now - self._looked > STILL:
            self._looked = now
            self._state = await self.questions.version()
        return self._state
