"""Pages of answers: made once for all who ask the same, and anew when the record has changed."""

import asyncio
from typing import Any

import pytest

from bot.chat import pages as module
from bot.chat.pages import Library
from bot.desk.questions import Question, Verb
from bot.errors import NothingFound
from briefs.model.answers import NameUnknown

WHO = Question(Verb.WHO, {"name": "Nobody"})


class Questions:
    """Answers that nobody is known; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.state = 1
        self.fails = False

    async def answer(self, question: Question) -> NameUnknown:
        self.asked += 1
        await asyncio.sleep(0.01)
        if self.fails:
            raise NothingFound("nothing")
        return NameUnknown("talks", question.given["name"], ())

    async def version(self) -> int:
        return self.state


class Here:
    """Works where it is asked."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    async def run(self, work: Any) -> Any:
        return await work(self._questions)


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> Questions:
    monkeypatch.setattr(module, "STILL", 0.0)
    return Questions()


@pytest.fixture
def library(questions: Questions) -> Library:
    return Library(questions, Here(questions), "UTC")  # type: ignore[arg-type]


async def test_many_who_ask_the_same_at_once_and_later_are_given_one_answer(
    library: Library, questions: Questions
):
    found = await asyncio.gather(*(library.pages(WHO) for _ in range(20)))
    found.append(await library.pages(WHO))
    assert questions.asked == 1
    assert all(one is found[0] for one in found)
    assert not found[0].known


async def test_a_changed_record_is_asked_anew(library: Library, questions: Questions):
    await library.pages(WHO)
    questions.state = 2
    await library.pages(WHO)
    assert questions.asked == 2


async def test_a_failure_is_told_to_all_who_wait_and_not_kept(library: Library, questions: Questions):
    questions.fails = True
    found = await asyncio.gather(*(library.pages(WHO) for _ in range(3)), return_exceptions=True)
    assert all(isinstance(one, NothingFound) for one in found)
    questions.fails = False
    assert not (await library.pages(WHO)).known


async def test_one_who_goes_away_spoils_it_for_nobody(library: Library, questions: Questions):
    first = asyncio.create_task(library.pages(WHO))
    second = asyncio.create_task(library.pages(WHO))
    await asyncio.sleep(0.002)
    first.cancel()
    assert not (await second).known
    assert questions.asked == 1


async def test_no_more_answers_are_kept_than_stated(library: Library):
    for number in range(module.MOST_KEPT + 30):
        await library.pages(Question(Verb.WHO, {"name": str(number)}))
    assert len(library._kept) == module.MOST_KEPT
