"""The console: one line in, one question to the desk, one answer out."""

import logging
import secrets
import shutil
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from os import environ
from pathlib import Path
from typing import Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from bot.console.commands import Advice, Command, Vocabulary, help_text, parse
from bot.console.complete import CommandCompleter, history_in
from bot.errors import NothingFound, RapporteurError
from bot.output import say
from briefs.model.answers import DisputeList, NameUnknown, PositionList, QuoteList, WhoCard
from briefs.model.brief import Brief
from briefs.render import Answer, pages, render

PROMPT = "rapporteur> "
NO_MORE = "There is no further page."
NO_CHANGES = "No changes since the brief before, or none could be told."
NO_SOURCES = "No articles on that day."
HINT = "Type /help for what can be asked, Ctrl-D to leave."

_log = logging.getLogger(__name__)


class Ask(Protocol):
    """The questions that the console puts to the desk; `on` None is the latest day with articles."""

    async def brief(self, on: date | None = None) -> Brief:
        """Give the brief of a day."""

    async def who(self, name: str) -> WhoCard | NameUnknown:
        """Give a speaker's card."""

    async def positions(self, *, actor: str | None = None, issue: str | None = None) -> PositionList:
        """Give standing positions."""

    async def disputes(self, on: date | None = None) -> DisputeList:
        """Give disputes."""

    async def quotes(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        issue: str | None = None,
        text: str | None = None,
    ) -> QuoteList:
        """Give sayings."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a terminal can show: columns, lines, styling."""

    width: int = 80
    lines: int = 48
    styled: bool = False


def screen_of_terminal() -> Screen:
    """Give the terminal's measures: at most 100 columns, which read well; NO_COLOR turns styling off."""
    size = shutil.get_terminal_size((80, 48))
    plain = "NO_COLOR" in environ or environ.get("TERM", "dumb") == "dumb"
    return Screen(max(min(size.columns, 100), 40), max(size.lines - 6, 16), not plain)


class Console:
    """Answers lines, and keeps the pages that are still to come."""

    def __init__(
        self,
        ask: Ask,
        *,
        vocabulary: Vocabulary,
        today: Callable[[], date],
        write: Callable[[str], None],
        screen: Callable[[], Screen] = Screen,
    ) -> None:
        self.ask = ask
        self.vocabulary = vocabulary
        self.today = today
        self.write = write
        self.screen = screen
        self.to_come: tuple[str, ...] = ()
        self._commands: dict[str, Callable[[Command], Awaitable[None]]] = {
            "/brief": self._brief,
            "/who": self._who,
            "/positions": self._positions,
            "/disputes": self._disputes,
            "/quotes": self._quotes,
            "/changes": self._changes,
            "/sources": self._sources,
            "/more": self._more,
            "/help": self._help,
        }

    async def answer(self, line: str) -> bool:
        """Answer one line; False when it asks to leave. An error is one line, and it goes on."""
        asked = parse(line, self.vocabulary, self.today())
        if asked is None:
            return True
        if isinstance(asked, Advice):
            self.write(asked.text)
            return True
        if asked.name == "/quit":
            return False
        try:
            await self._commands[asked.name](asked)
        except RapporteurError as error:
            self.write(str(error))
        except Exception:  # noqa: BLE001 - a bug in one answer is logged; the console goes on
            number = secrets.token_hex(4)
            _log.exception("console %s failed, id %s", asked.name, number)
            self.write(f"That went wrong and stands in the log as {number}. You can go on.")
        return True

    async def _brief(self, asked: Command) -> None:
        self._show(await self.ask.brief(asked.on))

    async def _who(self, asked: Command) -> None:
        self._show(await self.ask.who(asked.given["name"]))

    async def _positions(self, asked: Command) -> None:
        self._show(await self.ask.positions(**asked.given))

    async def _disputes(self, asked: Command) -> None:
        self._show(await self.ask.disputes(asked.on))

    async def _quotes(self, asked: Command) -> None:
        self._show(await self.ask.quotes(**asked.given))

    async def _changes(self, asked: Command) -> None:
        self._show(await self.ask.brief(asked.on), only=("changes",), otherwise=NO_CHANGES)

    async def _sources(self, asked: Command) -> None:
        self._show(await self.ask.brief(asked.on), only=("sources",), otherwise=NO_SOURCES)

    async def _more(self, asked: Command) -> None:
        del asked
        if not self.to_come:
            self.write(NO_MORE)
            return
        page, *rest = self.to_come
        self.to_come = tuple(rest)
        self.write(page.rstrip())

    async def _help(self, asked: Command) -> None:
        del asked
        self.write(help_text())

    def _show(
        self, value: Brief | Answer, *, only: tuple[str, ...] | None = None, otherwise: str = ""
    ) -> None:
        screen = self.screen()
        found = pages(
            value,
            "text",
            width=screen.width,
            lines=screen.lines,
            styled=screen.styled,
            only=only,
            hint="/more",
            zone=self.vocabulary.zone,
        )
        page, *rest = found or (otherwise,)
        self.to_come = tuple(rest)
        self.write(page.rstrip())


async def converse(
    console: Console,
    *,
    state: Path | None = None,
    source: Input | None = None,
    sink: Output | None = None,
) -> None:
    """Answer lines from the terminal until it is left by /quit or Ctrl-D; Ctrl-C clears the line."""
    session: PromptSession[str] = PromptSession(
        history=history_in(state),
        completer=CommandCompleter(console.vocabulary),
        complete_while_typing=False,
        input=source,
        output=sink,
    )
    while True:
        try:
            line = await session.prompt_async(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if not await console.answer(line):
            return


async def run(
    ask: Ask,
    *,
    vocabulary: Vocabulary,
    today: Callable[[], date],
    greeting: str = "",
    state: Path | None = None,
) -> int:
    """Print the latest day's brief, or what to do where there is none; on a terminal then answer commands."""
    terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    if not terminal:
        try:
            say(render(await ask.brief(), "text"))
        except NothingFound as nothing:
            say(str(nothing))
        if greeting:
            say(f"\n{greeting}")
        return 0
    console = Console(ask, vocabulary=vocabulary, today=today, write=say, screen=screen_of_terminal)
    await console.answer("/brief")
    for line in (greeting, HINT):
        if line:
            console.write(f"\n{line}")
    await converse(console, state=state)
    return 0
