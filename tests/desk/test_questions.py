"""Questions as values: the same id for the same question, and asked again as they were."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.ask import Ask
from bot.desk.questions import Question, Questions, Verb
from bot.errors import NothingFound, WrongUse
from bot.store.database import Record
from briefs.dossier import load_dossier

DOSSIER = load_dossier((Path(__file__).parents[2] / "seeds" / "talks.toml").read_text("utf-8"), "talks.toml")


@pytest.fixture
async def questions(tmp_path: Path) -> AsyncIterator[Questions]:
    async with Record.open(f"sqlite:///{tmp_path}/record.db", make=True) as record:
        yield Questions(record, Ask(record, DOSSIER))


def test_the_same_question_has_the_same_id_whatever_the_order():
    one = Question(Verb.QUOTES, {"by": "Putin", "text": "peace"})
    other = Question(Verb.QUOTES, {"text": "peace", "by": "Putin"})
    assert one.id == other.id
    assert len(one.id) == 16


@given(st.text(max_size=60), st.text(max_size=60))
def test_different_questions_have_different_ids(one: str, other: str):
    assert (Question(Verb.WHO, {"name": one}).id == Question(Verb.WHO, {"name": other}).id) == (one == other)


def test_a_question_is_not_asked_with_what_it_does_not_know():
    with pytest.raises(ValueError, match="name"):
        Question(Verb.BRIEF, {"name": "Putin"})


async def test_a_kept_question_is_asked_again_by_another_process_as_it_was(questions: Questions):
    question = Question(Verb.QUOTES, {"by": "Пу́тін 🕊", "text": '"\\ %'})
    id_ = await questions.keep(question)
    assert await questions.keep(question) == id_
    later = Questions(questions._record, questions._ask)
    assert await later.again(id_) == question


async def test_what_is_not_kept_is_told_with_what_to_do(questions: Questions):
    with pytest.raises(NothingFound, match="ask again"):
        await questions.again("0" * 16)
    with pytest.raises(NothingFound, match="/brief"):
        await questions.of_delivery("aaaaaaaaaaaaaaaa")


@pytest.mark.parametrize("verb", list(Verb))
async def test_an_empty_record_says_what_to_do(questions: Questions, verb: Verb):
    given = {"name": "Nobody Atall"} if verb is Verb.WHO else {}
    if verb in {Verb.WHO, Verb.QUOTES}:
        answer = await questions.answer(Question(verb, given))
        assert not getattr(answer, "quotes", ())
        return
    with pytest.raises(NothingFound, match="rapporteur import"):
        await questions.answer(Question(verb, given))


@pytest.mark.parametrize("stated", ["", "18.02.2026", "2026-02-30", "@everyone", "x" * 500])
async def test_what_is_no_date_is_refused_in_a_short_line(questions: Questions, stated: str):
    with pytest.raises(WrongUse) as refused:
        await questions.answer(Question(Verb.BRIEF, {"on": stated}))
    assert len(str(refused.value)) < 120
