"""Answering interactions: deferred at once, asked of the desk, shown; or one calm private line."""

import secrets
from typing import Any

import discord
import structlog
from discord import app_commands, ui

from bot.chat.replies import page_view, pages_of, text_view
from bot.desk.questions import Question, Questions
from bot.desk.subscribe import Whose
from bot.errors import RapporteurError

log = structlog.get_logger()


class Answering:
    """What every command and button shares. `zone` is the dossier's, for days without one of their own."""

    def __init__(self, questions: Questions, zone: str) -> None:
        self._questions = questions
        self._zone = zone

    async def browse(self, interaction: discord.Interaction, delivery: str) -> None:
        """Answer the button of a posted brief, to its presser alone, with the brief of its day."""
        await self.ask(interaction, await self._questions.of_delivery(delivery), public=False)

    async def ask(self, interaction: discord.Interaction, question: Question, *, public: bool) -> None:
        """Answer a command with the first page of a question's answer."""
        await interaction.response.defer(ephemeral=not public, thinking=True)
        pages = pages_of(await self._questions.answer(question), self._zone)
        view = page_view(pages, 0, await self._questions.keep(question))
        await interaction.edit_original_response(view=view)

    async def turn(self, interaction: discord.Interaction, question: str, page: int) -> None:
        """Turn the message of a button to another page."""
        await interaction.response.defer()
        asked = await self._questions.again(question)
        pages = pages_of(await self._questions.answer(asked), self._zone)
        await interaction.edit_original_response(view=page_view(pages, page, question))


async def say(interaction: discord.Interaction, text: str) -> None:
    """Say a few lines to the asker alone, whatever has been answered before."""
    if interaction.response.is_done():
        await interaction.followup.send(view=text_view(text), ephemeral=True)
    else:
        await interaction.response.send_message(view=text_view(text), ephemeral=True)


async def excuse(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the asker alone what went wrong; what nobody foresaw goes to the log under an id."""
    cause = error.__cause__ if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, RapporteurError):
        text = f"{str(cause)[:1].upper()}{str(cause)[1:]}."
    else:
        number = secrets.token_hex(4)
        log.error("command failed", id=number, error=repr(cause), exc_info=cause)
        text = f"Something went wrong. It is written down as {number}; try again in a moment."
    try:
        await say(interaction, discord.utils.escape_mentions(text))
    except discord.HTTPException as gone:
        log.warning("no answer could be given", error=str(gone))


def whose(interaction: discord.Interaction) -> Whose:
    """Give who asks and where, with what they may do there."""
    return Whose(interaction.guild_id, interaction.user.id, interaction.permissions.manage_guild)


def buttons(answering: Answering) -> list[type[ui.DynamicItem[Any]]]:
    """Give the buttons and selects that work after a restart: all they need stands in their ids."""

    class Turn(
        ui.DynamicItem[ui.Button[Any]], template=r"turn:(?P<question>[0-9a-f]{16}):(?P<page>\d{1,4})[np]"
    ):
        def __init__(self, item: ui.Button[Any], question: str, page: int) -> None:
            super().__init__(item)
            self.question, self.page = question, page

        @classmethod
        async def from_custom_id(cls, _interaction: Any, item: Any, match: Any) -> "Turn":  # noqa: ANN401
            return cls(item, match["question"], int(match["page"]))

        async def callback(self, interaction: discord.Interaction) -> None:
            try:
                await answering.turn(interaction, self.question, self.page)
            except Exception as error:  # noqa: BLE001 - told to the asker, and logged
                await excuse(interaction, error)

    class Goto(ui.DynamicItem[ui.Select[Any]], template=r"goto:(?P<question>[0-9a-f]{16})"):
        def __init__(self, item: ui.Select[Any], question: str) -> None:
            super().__init__(item)
            self.question = question

        @classmethod
        async def from_custom_id(cls, _interaction: Any, item: Any, match: Any) -> "Goto":  # noqa: ANN401
            return cls(item, match["question"])

        async def callback(self, interaction: discord.Interaction) -> None:
            try:
                await answering.turn(interaction, self.question, int(self.item.values[0]))
            except Exception as error:  # noqa: BLE001 - told to the asker, and logged
                await excuse(interaction, error)

    class Browse(ui.DynamicItem[ui.Button[Any]], template=r"delivery:(?P<id>[a-z2-7]{16}):(?P<page>\d{1,4})"):
        def __init__(self, item: ui.Button[Any], delivery: str) -> None:
            super().__init__(item)
            self.delivery = delivery

        @classmethod
        async def from_custom_id(cls, _interaction: Any, item: Any, match: Any) -> "Browse":  # noqa: ANN401
            return cls(item, match["id"])

        async def callback(self, interaction: discord.Interaction) -> None:
            try:
                await answering.browse(interaction, self.delivery)
            except Exception as error:  # noqa: BLE001 - told to the asker, and logged
                await excuse(interaction, error)

    return [Turn, Goto, Browse]
