"""Commands about the bot itself."""

from collections.abc import Callable, Sequence

import discord
from discord import app_commands

from bot.chat.answering import say
from bot.chat.commands.asking import Command

HELP = """### Commands
`/brief` the brief of a day, or of seven
`/who` who somebody is, in any spelling: latest words, positions, what others say
`/positions` who stands where · `/disputes` where the sides are opposed
`/quotes` who said what: by, about, on an issue, with words
`/subscribe` briefs in a channel on a schedule · `/subscriptions` list, preview, pause, resume, remove
`/about` what this bot is and what it keeps

Answers show only to you unless you choose `public`."""

ABOUT = """### Rapporteur
It follows diplomatic talks in the news and reports them faithfully: who said what, in which words, and where \
the parties differ. It quotes and points; it never invents a sentence. Each outlet's name opens its article at \
the words.

It sees the servers it is in and the commands given to it, no messages. It keeps subscriptions (channel, time, \
who made them) until they are removed, and what its buttons ask."""


def about_commands(status: Callable[[], Sequence[str]]) -> tuple[Command, ...]:
    """Make /help and /about."""

    @app_commands.command(name="help", description="What can be asked")
    async def help_command(interaction: discord.Interaction) -> None:
        await say(interaction, HELP)

    @app_commands.command(name="about", description="What this bot is and what it keeps")
    async def about_command(interaction: discord.Interaction) -> None:
        await say(interaction, "\n".join([ABOUT, "", *status()]))

    return help_command, about_command
