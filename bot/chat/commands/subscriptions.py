"""/subscriptions: what is posted here on a schedule, and changing it."""

import discord
from discord import app_commands
from discord.app_commands import Choice as Offer

from bot.chat.answering import say, whose
from bot.chat.replies import layout_view
from bot.chat.standings import clock_rule, lines_of
from bot.chat.tongues import tongue_of
from bot.desk.memory import LONGEST, MOST
from bot.desk.subscribe import Subscribe
from bot.errors import NothingFound


async def _ids(interaction: discord.Interaction, typed: str) -> list[Offer[str]]:
    group = interaction.command.parent if isinstance(interaction.command, app_commands.Command) else None
    if not isinstance(group, Subscriptions):
        return []
    rows = await group.subscribe.rows(whose(interaction))
    shown = [(row.id, f"{row.id} · {row.at} {row.zone}") for row in rows]
    near = [(id_, name) for id_, name in shown if typed.casefold().strip() in name.casefold()]
    return [Offer(name=name[:LONGEST], value=id_) for id_, name in near[:MOST]]


class Subscriptions(app_commands.Group):
    """The group of commands; who may change what is checked by the desk again."""

    def __init__(self, subscribe: Subscribe) -> None:
        super().__init__(
            name="subscriptions",
            description="The briefs that are posted here on a schedule",
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self.subscribe = subscribe

    @app_commands.command(name="list", description="All subscriptions of this server")
    async def list_all(self, interaction: discord.Interaction) -> None:
        """List them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        words = tongue_of(interaction)
        listed = await self.subscribe.listed(whose(interaction))
        if not listed:
            raise NothingFound("there are no subscriptions here yet; `/subscribe` makes one")
        await say(interaction, "\n\n".join([*(lines_of(one, words) for one in listed), clock_rule(words)]))

    @app_commands.command(name="next", description="The next three times of a subscription")
    @app_commands.autocomplete(subscription=_ids)
    @app_commands.describe(subscription="Which one")
    async def show_next(self, interaction: discord.Interaction, subscription: str) -> None:
        """Show when it is due next."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        words = tongue_of(interaction)
        standing = await self.subscribe.one(whose(interaction), subscription)
        await say(interaction, f"{lines_of(standing, words)}\n{clock_rule(words)}")

    @app_commands.command(name="preview", description="The very messages that would be posted now")
    @app_commands.autocomplete(subscription=_ids)
    @app_commands.describe(subscription="Which one")
    async def preview(self, interaction: discord.Interaction, subscription: str) -> None:
        """Show what would be posted."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        made = await self.subscribe.preview(whose(interaction), subscription)
        for message in made.messages:
            await interaction.followup.send(view=layout_view(message), ephemeral=True)

    @app_commands.command(name="pause", description="Post nothing until it is resumed")
    @app_commands.autocomplete(subscription=_ids)
    @app_commands.describe(subscription="Which one")
    async def pause(self, interaction: discord.Interaction, subscription: str) -> None:
        """Pause one."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        words = tongue_of(interaction)
        standing = await self.subscribe.pause(whose(interaction), subscription)
        await say(interaction, f"{words('Paused.')}\n{lines_of(standing, words)}")

    @app_commands.command(name="resume", description="Post again from the next time on")
    @app_commands.autocomplete(subscription=_ids)
    @app_commands.describe(subscription="Which one")
    async def resume(self, interaction: discord.Interaction, subscription: str) -> None:
        """Resume one."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        words = tongue_of(interaction)
        standing = await self.subscribe.resume(whose(interaction), subscription)
        await say(interaction, f"{words('Resumed.')}\n{lines_of(standing, words)}")

    @app_commands.command(name="remove", description="End a subscription")
    @app_commands.autocomplete(subscription=_ids)
    @app_commands.describe(subscription="Which one")
    async def remove(self, interaction: discord.Interaction, subscription: str) -> None:
        """Remove one."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        words = tongue_of(interaction)
        row = (await self.subscribe.remove(whose(interaction), subscription)).row
        await say(
            interaction, words("Removed {id}, for {channel}.").format(id=row.id, channel=f"<#{row.channel}>")
        )
