"""Commands that ask the record: the same questions as at the console."""

from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice as Offer
from discord.app_commands import locale_str

from bot.chat.answering import Answering
from bot.desk.memory import Choice, Memory
from bot.desk.questions import Question, Verb

PERIODS: Final = [
    Offer(name=locale_str("one day"), value="day"),
    Offer(name=locale_str("seven days"), value="week"),
]

Command = app_commands.Command[Any, ..., Any]


def offer(memory: Memory, kind: Callable[[str], list[Choice]]) -> Any:  # noqa: ANN401 - discord.py's own type
    """Give an autocompletion from memory; what is looked up anew is there for the next letter."""

    async def offered(interaction: discord.Interaction, typed: str) -> list[Offer[str]]:
        interaction.client.loop.create_task(memory.refresh())
        return [Offer(name=one.name, value=one.value) for one in kind(typed)]

    return offered


def asking_commands(answering: Answering, memory: Memory) -> tuple[Command, ...]:
    """Make /brief, /who, /positions, /disputes, /quotes and /changes."""

    @app_commands.command(name="brief", description="The brief of a day: who said what, positions, disputes")
    @app_commands.describe(
        on="A day that has news; the latest without one",
        period="One day, or the seven days that end with it",
        public="Show it to everybody here, not only to you",
    )
    @app_commands.choices(period=PERIODS)
    @app_commands.autocomplete(on=offer(memory, memory.days))
    async def brief(
        interaction: discord.Interaction,
        on: str | None = None,
        period: Offer[str] | None = None,
        public: bool = False,
    ) -> None:
        question = Question(Verb.BRIEF, _given(on=on, period=period.value if period else None))
        await answering.ask(interaction, question, public=public)

    @app_commands.command(name="who", description="Who somebody is: latest words, positions, what others say")
    @app_commands.describe(name="Any spelling, in any script", public="Show it to everybody here")
    @app_commands.autocomplete(name=offer(memory, memory.actors))
    async def who(interaction: discord.Interaction, name: str, public: bool = False) -> None:
        await answering.ask(interaction, Question(Verb.WHO, {"name": name}), public=public)

    @app_commands.command(name="positions", description="Who stands where, by issue")
    @app_commands.describe(
        actor="A person, body or side", issue="One issue", public="Show it to everybody here"
    )
    @app_commands.autocomplete(actor=offer(memory, memory.actors), issue=offer(memory, memory.issues))
    async def positions(
        interaction: discord.Interaction,
        actor: str | None = None,
        issue: str | None = None,
        public: bool = False,
    ) -> None:
        question = Question(Verb.POSITIONS, _given(actor=actor, issue=issue))
        await answering.ask(interaction, question, public=public)

    @app_commands.command(name="disputes", description="Where the sides are opposed, each in its words")
    @app_commands.describe(on="A day that has news", public="Show it to everybody here")
    @app_commands.autocomplete(on=offer(memory, memory.days))
    async def disputes(interaction: discord.Interaction, on: str | None = None, public: bool = False) -> None:
        await answering.ask(interaction, Question(Verb.DISPUTES, _given(on=on)), public=public)

    @app_commands.command(name="quotes", description="Who said what, newest first")
    @app_commands.describe(
        by="Whose words",
        about="Whom or what they mention",
        issue="One issue",
        text="Words that stand in them",
        since="The first day",
        public="Show it to everybody here",
    )
    @app_commands.autocomplete(
        by=offer(memory, memory.actors), issue=offer(memory, memory.issues), since=offer(memory, memory.days)
    )
    async def quotes(
        interaction: discord.Interaction,
        *,
        by: str | None = None,
        about: str | None = None,
        issue: str | None = None,
        text: str | None = None,
        since: str | None = None,
        public: bool = False,
    ) -> None:
        given = _given(by=by, about=about, issue=issue, text=text, since=since)
        await answering.ask(interaction, Question(Verb.QUOTES, given), public=public)

    @app_commands.command(name="changes", description="What has changed since a day, each in its words")
    @app_commands.describe(since="The first day; the latest without one", public="Show it to everybody here")
    @app_commands.autocomplete(since=offer(memory, memory.days))
    async def changes(
        interaction: discord.Interaction, since: str | None = None, public: bool = False
    ) -> None:
        await answering.ask(interaction, Question(Verb.CHANGES, _given(since=since)), public=public)

    return brief, who, positions, disputes, quotes, changes


def _given(**given: str | None) -> dict[str, str]:
    return {name: value[:200] for name, value in given.items() if value}
