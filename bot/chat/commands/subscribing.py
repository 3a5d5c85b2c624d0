"""/subscribe: briefs in a channel on a schedule."""

from typing import Final

import discord
from discord import app_commands
from discord.app_commands import Choice as Offer
from discord.app_commands import locale_str

from bot.chat.answering import say, whose
from bot.chat.commands.asking import Command, offer
from bot.chat.rights import lacking
from bot.chat.standings import lines_of
from bot.chat.tongues import tongue_of
from bot.desk.memory import Memory
from bot.desk.subscribe import Subscribe, Wish
from bot.errors import WrongUse

PERIODS: Final = [
    Offer(name=locale_str("the last day"), value="day"),
    Offer(name=locale_str("the last seven days"), value="week"),
    Offer(name=locale_str("since the last brief"), value="since-last"),
]
Place = discord.TextChannel | discord.ForumChannel | discord.Thread


def subscribing_commands(subscribe: Subscribe, memory: Memory) -> tuple[Command, ...]:
    """Make /subscribe."""

    @app_commands.command(name="subscribe", description="Have briefs posted in a channel on a schedule")
    @app_commands.describe(
        channel="Where: a text, announcement, forum or thread channel",
        time="When, as 08:00",
        timezone="A city or a zone such as Europe/Kyiv",
        days="daily, weekdays, weekends or mon,thu",
        period="What a brief is about",
        ping_role="A role that each brief pings",
        skip_quiet_days="Post nothing when nothing is new",
    )
    @app_commands.choices(period=PERIODS)
    @app_commands.autocomplete(timezone=offer(memory, memory.zones))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def subscribe_command(
        interaction: discord.Interaction,
        *,
        channel: Place,
        time: str,
        timezone: str = "UTC",
        days: str = "daily",
        period: Offer[str] | None = None,
        ping_role: discord.Role | None = None,
        skip_quiet_days: bool = False,
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        if ping_role is not None and ping_role.is_default():
            raise WrongUse("a brief does not ping everyone; choose a role that people take for it")
        wish = Wish(
            channel=channel.id,
            at=time,
            zone=timezone,
            days=days,
            period=period.value if period else "day",
            role=ping_role.id if ping_role else None,
            skip_quiet=skip_quiet_days,
            locale=str(interaction.guild_locale or interaction.locale),
        )
        standing = await subscribe.add(whose(interaction), wish)
        missing = lacking(interaction.guild, channel.id)
        words = tongue_of(interaction)
        text = f"{words('Subscribed.')}\n{lines_of(standing, words)}"
        if missing:
            note = words("The bot still needs {rights} in {channel}.")
            text += "\n\n" + note.format(rights=", ".join(missing), channel=f"<#{channel.id}>")
        await say(interaction, text)

    return (subscribe_command,)
