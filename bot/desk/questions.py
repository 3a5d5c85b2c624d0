"""Questions as values: asked once by a command, and asked again by the buttons below its answer."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.desk.ask import Ask
from bot.desk.windows import Days, week_to
from bot.errors import NothingFound, WrongUse
from bot.store.articles import latest_version
from bot.store.database import Record
from bot.store.deliveries import load_delivery
from bot.store.questions import keep_question, load_question
from bot.store.subscriptions import load_subscription
from briefs.model.answers import DisputeList, NameUnknown, PositionList, QuoteList, WhoCard
from briefs.model.brief import Brief

Answer = Brief | WhoCard | NameUnknown | QuoteList | PositionList | DisputeList


#: Of so many questions it is remembered that they are kept.
MOST_KNOWN: Final = 10_000


class Verb(StrEnum):
    """What is asked."""

    BRIEF = "brief"
    WHO = "who"
    POSITIONS = "positions"
    DISPUTES = "disputes"
    QUOTES = "quotes"
    CHANGES = "changes"


_GIVEN: Final = {
    Verb.BRIEF: {"on", "period"},
    Verb.WHO: {"name"},
    Verb.POSITIONS: {"actor", "issue"},
    Verb.DISPUTES: {"on"},
    Verb.QUOTES: {"by", "about", "issue", "text", "since"},
    Verb.CHANGES: {"since"},
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what was given to it, as text; what was not given is left out."""

    verb: Verb
    given: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = set(self.given) - _GIVEN[self.verb]
        if unknown:
            raise ValueError(f"{self.verb} is not asked with {sorted(unknown)}")

    @property
    def body(self) -> str:
        """The question as text that is the same for the same question."""
        return json.dumps([self.verb.value, self.given], ensure_ascii=False, sort_keys=True)

    @property
    def id(self) -> str:
        """The digest under which the question is kept."""
        return hashlib.blake2b(self.body.encode(), digest_size=8).hexdigest()


class Questions:
    """Answers questions, and keeps them to be asked again."""

    def __init__(self, record: Record, ask: Ask) -> None:
        self._record = record
        self._ask = ask
        self._known: set[str] = set()

    async def answer(self, question: Question) -> Answer:
        """Answer a question.

        Raises:
            NothingFound: when the record holds no answer; the message says what it does hold.
            WrongUse: for a date that is none.
        """
        given = question.given
        match question.verb:
            case Verb.WHO:
                return await self._ask.who(given["name"])
            case Verb.POSITIONS:
                return await self._ask.positions(actor=given.get("actor"), issue=given.get("issue"))
            case Verb.DISPUTES:
                return await self._ask.disputes(_day(given.get("on")))
            case Verb.QUOTES:
                return await self._ask.quotes(
                    by=given.get("by"),
                    about=given.get("about"),
                    issue=given.get("issue"),
                    text=given.get("text"),
                    since=_day(given.get("since")),
                )
            case Verb.BRIEF:
                return await self._brief(given)
            case Verb.CHANGES:
                since, last = _day(given.get("since")), (await self._ask.latest()).last
                return await self._ask.brief(days=Days(min(since or last, last), last))

    async def _brief(self, given: dict[str, str]) -> Brief:
        on = _day(given.get("on"))
        if given.get("period") != "week":
            return await self._ask.brief(on)
        last = on or (await self._ask.latest()).last
        return await self._ask.brief(days=week_to(last), kind="weekly")

    async def version(self) -> int:
        """Give a number that is another one whenever an article has come or changed."""
        async with self._record.reading() as connection:
            return await latest_version(connection)

    async def keep(self, question: Question) -> str:
        """Keep a question, and give the digest by which it is asked again."""
        if question.id in self._known:
            return question.id
        async with self._record.writing() as connection:
            await keep_question(connection, question.id, question.body)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known.add(question.id)
        return question.id

    async def of_delivery(self, delivery: str) -> Question:
        """Give the question for the brief of the day, or week, that a delivery was about.

        Raises:
            NothingFound: when the delivery is not kept (any more).
        """
        async with self._record.reading() as connection:
            row = await load_delivery(connection, delivery)
            wish = await load_subscription(connection, row.subscription) if row else None
        if row is None or wish is None:
            raise NothingFound("this brief's delivery is not kept any more; `/brief` gives any day")
        latest = await self._ask.latest()
        day = min(row.due.astimezone(ZoneInfo(wish.zone)).date(), latest.last)
        given = {"on": day.isoformat()} | ({"period": "week"} if wish.period == "week" else {})
        return Question(Verb.BRIEF, given)

    async def again(self, id_: str) -> Question:
        """Give a kept question.

        Raises:
            NothingFound: when it is not kept (any more).
        """
        async with self._record.reading() as connection:
            body = await load_question(connection, id_)
        if body is None:
            raise NothingFound("this message is too old to be turned; ask again")
        verb, given = json.loads(body)
        return Question(Verb(verb), given)


def _day(stated: str | None) -> date | None:
    if stated is None:
        return None
    try:
        return date.fromisoformat(stated.strip())
    except ValueError:
        raise WrongUse(f'"{stated[:40]}" is no date; write it as 2026-02-18') from None
