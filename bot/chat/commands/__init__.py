"""The slash commands, a module a family; each parses, asks the desk once, and replies."""

from collections.abc import Callable, Sequence

import discord
from discord import app_commands

from bot.chat.answering import Answering, excuse
from bot.chat.commands.about import about_commands
from bot.chat.commands.asking import asking_commands
from bot.chat.commands.subscribing import subscribing_commands
from bot.desk.memory import Memory
from bot.desk.subscribe import Subscribe

__all__ = ["plant"]


def plant(
    client: discord.Client,
    answering: Answering,
    memory: Memory,
    subscribe: Subscribe,
    status: Callable[[], Sequence[str]],
) -> app_commands.CommandTree[discord.Client]:
    """Make the tree of all commands. `status` gives the lines of `/about` that change."""
    tree: app_commands.CommandTree[discord.Client] = app_commands.CommandTree(
        client,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
    for command in (
        *asking_commands(answering, memory),
        *subscribing_commands(subscribe, memory),
        *about_commands(status),
    ):
        tree.add_command(command)
    tree.error(excuse)
    return tree
