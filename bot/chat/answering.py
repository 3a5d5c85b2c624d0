"""Answering interactions: deferred at once, asked of the desk, shown; or one calm private line."""

import secrets
from contextlib import suppress
from typing import Final

import discord
import structlog
from discord import app_commands, ui

from bot.chat.pages import Library
from bot.chat.replies import page_view, text_views
from bot.chat.tongues import Tongue, tongue_of
from bot.desk.questions import Question
from bot.desk.subscribe import Whose
from bot.errors import RapporteurError
from briefs.render.escape import discord as escaped

log = structlog.get_logger()

#: Where an interaction's `extras` say that its deferral shows to everybody.
_PUBLIC: Final = "public"


class Answering:
    """What every question and button shares."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def browse(self, interaction: discord.Interaction, delivery: str) -> None:
        """Answer the button of a posted brief, to its presser alone, with the brief of its day."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        question = await self._library.questions.of_delivery(delivery)
        await self._show(interaction, question, tongue_of(interaction))

    async def ask(self, interaction: discord.Interaction, question: Question, *, public: bool) -> None:
        """Answer a command with the first page of a question's answer."""
        interaction.extras[_PUBLIC] = public
        await interaction.response.defer(ephemeral=not public, thinking=True)
        await self._show(interaction, question, tongue_of(interaction, public=public))

    async def ask_further(self, interaction: discord.Interaction, question: str) -> None:
        """Answer a button that asks the next question, to its presser alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        asked = await self._library.questions.again(question)
        await self._show(interaction, asked, tongue_of(interaction))

    async def turn(self, interaction: discord.Interaction, question: str, page: int) -> None:
        """Turn the message of a button to another page."""
        await interaction.response.defer()
        asked = await self._library.questions.again(question)
        shown = await self._library.pages(asked)
        public = interaction.message is not None and not interaction.message.flags.ephemeral
        view = page_view(shown.pages, page, question, tongue_of(interaction, public=public), shown.further)
        await interaction.edit_original_response(view=view)

    async def _show(self, interaction: discord.Interaction, question: Question, words: Tongue) -> None:
        shown = await self._library.pages(question)
        if len(shown.pages) > 1:
            await self._library.questions.keep(question)
        for one in shown.further:
            await self._library.questions.keep(one.question)
        view = page_view(shown.pages, 0, question.id, words, shown.further)
        if shown.known:
            await interaction.edit_original_response(view=view)
        else:
            await _say_view(interaction, view)


async def say(interaction: discord.Interaction, text: str) -> None:
    """Say lines of our own to the asker alone, whatever has been answered before."""
    for view in text_views(text):
        await _say_view(interaction, view)


async def _say_view(interaction: discord.Interaction, view: ui.LayoutView) -> None:
    if interaction.extras.pop(_PUBLIC, False):
        # What follows a deferral that shows to everybody would take its place, and show to everybody.
        with suppress(discord.HTTPException):
            await interaction.delete_original_response()
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def excuse(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the asker alone what went wrong; what nobody foresaw goes to the log under an id."""
    cause = error.__cause__ if isinstance(error, app_commands.CommandInvokeError) else error
    match cause:
        case RapporteurError():
            text = _sentence(str(cause))
        case app_commands.TransformerError():
            text = "The bot cannot see what was chosen; grant it View Channel there, where it is a member."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            text = "This command has changed since; reload Discord (Ctrl+R) and give it again."
        case discord.NotFound() if cause.code in {10008, 10015, 10062}:
            log.warning("answered too late", code=cause.code)
            return
        case _:
            number = secrets.token_hex(4)
            log.error("command failed", id=number, error=repr(cause), exc_info=cause)
            told = tongue_of(interaction)(
                "Something went wrong. It is written down as {id}; try again in a moment."
            )
            text = told.format(id=number)
    try:
        await say(interaction, text)
    except discord.HTTPException as gone:
        log.warning("no answer could be given", error=str(gone))


def whose(interaction: discord.Interaction) -> Whose:
    """Give who asks and where, with what they may do there."""
    return Whose(interaction.guild_id, interaction.user.id, interaction.permissions.manage_guild)


def _sentence(message: str) -> str:
    """Give an error's message, which may hold what was typed, as a sentence without markup but for code."""
    if message.count("`") % 2:  # one of them was typed, and begins no code
        message = message.replace("`", "'")
    parts = message.split("`")
    shown = [f"`{part}`" if place % 2 else escaped(part) for place, part in enumerate(parts)]
    text = "".join(shown)
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
