"""Buttons and selects that work after a restart: all they need stands in their ids."""

from collections.abc import Awaitable
from re import Match
from typing import TYPE_CHECKING, Any, Final, Self

import discord
from discord import ui

from bot.chat.answering import Answering, excuse

if TYPE_CHECKING:
    from bot.chat.client import Client

Press = discord.Interaction[Any]


class Turn(ui.DynamicItem[ui.Button[Any]], template=r"turn:(?P<question>[0-9a-f]{16}):(?P<page>\d{1,4})[np]"):
    """Turns a message to the page before or after."""

    def __init__(self, item: ui.Button[Any], question: str, page: int) -> None:
        super().__init__(item)
        self.question, self.page = question, page

    @classmethod
    async def from_custom_id(cls, _press: Press, item: ui.Item[Any], found: Match[str]) -> Self:
        """Make the button that a message holds."""
        assert isinstance(item, ui.Button)  # noqa: S101 - its id says so
        return cls(item, found["question"], int(found["page"]))

    async def callback(self, press: Press) -> None:
        """Turn the page."""
        await _told(press, _answering(press).turn(press, self.question, self.page))


class Goto(ui.DynamicItem[ui.Select[Any]], template=r"goto:(?P<question>[0-9a-f]{16})"):
    """Turns a message to the page that is chosen."""

    def __init__(self, item: ui.Select[Any], question: str) -> None:
        super().__init__(item)
        self.question = question

    @classmethod
    async def from_custom_id(cls, _press: Press, item: ui.Item[Any], found: Match[str]) -> Self:
        """Make the select that a message holds."""
        assert isinstance(item, ui.Select)  # noqa: S101 - its id says so
        return cls(item, found["question"])

    async def callback(self, press: Press) -> None:
        """Turn to the page."""
        chosen = self.item.values[0] if self.item.values else ""
        page = int(chosen) if chosen.isdecimal() and len(chosen) < 5 else 0
        await _told(press, _answering(press).turn(press, self.question, page))


class Further(ui.DynamicItem[ui.Button[Any]], template=r"ask:(?P<question>[0-9a-f]{16})"):
    """Asks the next question."""

    def __init__(self, item: ui.Button[Any], question: str) -> None:
        super().__init__(item)
        self.question = question

    @classmethod
    async def from_custom_id(cls, _press: Press, item: ui.Item[Any], found: Match[str]) -> Self:
        """Make the button that a message holds."""
        assert isinstance(item, ui.Button)  # noqa: S101 - its id says so
        return cls(item, found["question"])

    async def callback(self, press: Press) -> None:
        """Ask it."""
        await _told(press, _answering(press).ask_further(press, self.question))


class Browse(
    ui.DynamicItem[ui.Button[Any]], template=r"delivery:(?P<delivery>[a-z2-7]{16}):(?P<page>\d{1,4})"
):
    """Opens a posted brief to the presser alone."""

    def __init__(self, item: ui.Button[Any], delivery: str) -> None:
        super().__init__(item)
        self.delivery = delivery

    @classmethod
    async def from_custom_id(cls, _press: Press, item: ui.Item[Any], found: Match[str]) -> Self:
        """Make the button that a message holds."""
        assert isinstance(item, ui.Button)  # noqa: S101 - its id says so
        return cls(item, found["delivery"])

    async def callback(self, press: Press) -> None:
        """Open the brief."""
        await _told(press, _answering(press).browse(press, self.delivery))


#: All of them, to be given to the client once.
BUTTONS: Final[tuple[type[ui.DynamicItem[Any]], ...]] = (Turn, Goto, Further, Browse)


def _answering(press: Press) -> Answering:
    client: Client = press.client
    return client.answering


async def _told(press: Press, answer: Awaitable[None]) -> None:
    try:
        await answer
    except Exception as error:  # noqa: BLE001 - told to the presser, and logged
        await excuse(press, error)
