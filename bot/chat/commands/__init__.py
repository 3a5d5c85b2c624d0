"""The slash commands, a module a family; each parses, asks the desk once, and replies."""

from dataclasses import dataclass
from typing import Any

from discord import app_commands

from bot.chat.answering import Answering, excuse
from bot.chat.buttons import BUTTONS
from bot.chat.client import Client
from bot.chat.commands.about import Privacy, about_commands
from bot.chat.commands.asking import asking_commands
from bot.chat.commands.doctor import doctor_commands
from bot.chat.commands.subscribing import subscribing_commands
from bot.chat.commands.subscriptions import Subscriptions
from bot.chat.pages import Library
from bot.desk.holdings import Holdings
from bot.desk.memory import Memory
from bot.desk.sources import Sources
from bot.desk.subscribe import Subscribe
from briefs.model.talks import Dossier

__all__ = ["Desk", "plant"]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands ask."""

    dossier: Dossier
    library: Library
    memory: Memory
    subscribe: Subscribe
    holdings: Holdings
    sources: Sources


def plant(client: Client, desk: Desk) -> app_commands.CommandTree[Client]:
    """Give a client all commands and buttons, before it connects."""
    tree: app_commands.CommandTree[Client] = app_commands.CommandTree(
        client,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
    answering = Answering(desk.library)
    client.answering = answering
    commands: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...] = (
        *asking_commands(answering, desk.memory),
        *subscribing_commands(desk.subscribe, desk.memory),
        Subscriptions(desk.subscribe),
        *doctor_commands(desk.subscribe),
        *about_commands(desk.holdings, desk.sources, desk.dossier.name),
        Privacy(desk.holdings),
    )
    for command in commands:
        tree.add_command(command)
    tree.error(excuse)
    client.add_dynamic_items(*BUTTONS)
    return tree
