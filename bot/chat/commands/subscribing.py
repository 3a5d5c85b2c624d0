"""Commands for briefs on a schedule."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice as Offer

from bot.chat.answering import say, whose
from bot.chat.commands.asking import Command, offer
from bot.chat.replies import layout_view
from bot.desk.memory import Memory
from bot.desk.subscribe import DAY_NAMES, Standing, Subscribe, Wish
from bot.errors import NothingFound

PERIODS: Final = [
    Offer(name="the last day", value="day"),
    Offer(name="the last seven days", value="week"),
    Offer(name="since the last brief", value="since-last"),
]
Place = discord.TextChannel | discord.ForumChannel | discord.Thread
Group = app_commands.Group


def subscribing_commands(subscribe: Subscribe, memory: Memory) -> tuple[Command | Group, ...]:
    """Make /subscribe and the group /subscriptions."""

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
    @app_commands.guild_only()
    async def subscribe_command(
        interaction: discord.Interaction,
        channel: Place,
        time: str,
        timezone: str = "UTC",
        days: str = "daily",
        period: Offer[str] | None = None,
        ping_role: discord.Role | None = None,
        skip_quiet_days: bool = False,
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
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
        await say(interaction, f"Subscribed.\n{lines_of(standing)}{_missing(interaction, channel)}")

    group = Group(
        name="subscriptions",
        description="The briefs that are posted here on a schedule",
        default_permissions=discord.Permissions(manage_guild=True),
        guild_only=True,
    )

    async def ids(interaction: discord.Interaction, typed: str) -> list[Offer[str]]:
        listed = await subscribe.listed(whose(interaction))
        shown = [(one.row.id, f"{one.row.id} · {one.row.at} {one.row.zone}") for one in listed]
        return [Offer(name=name[:100], value=id_) for id_, name in shown if typed.lower() in name.lower()][
            :25
        ]

    @group.command(name="list", description="All subscriptions of this server")
    async def list_command(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        listed = await subscribe.listed(whose(interaction))
        if not listed:
            raise NothingFound("there are no subscriptions here yet; `/subscribe` makes one")
        await say(interaction, "\n\n".join(lines_of(one) for one in listed[:10])[:3900])

    @group.command(name="next", description="The next three times of a subscription")
    @app_commands.autocomplete(subscription=ids)
    async def next_command(interaction: discord.Interaction, subscription: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await say(interaction, lines_of(await subscribe.one(whose(interaction), subscription)))

    @group.command(name="preview", description="The very messages that would be posted now")
    @app_commands.autocomplete(subscription=ids)
    async def preview_command(interaction: discord.Interaction, subscription: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        made = await subscribe.preview(whose(interaction), subscription)
        for message in made.messages:
            await interaction.followup.send(view=layout_view(message), ephemeral=True)

    @group.command(name="pause", description="Post nothing until it is resumed")
    @app_commands.autocomplete(subscription=ids)
    async def pause_command(interaction: discord.Interaction, subscription: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        standing = await subscribe.pause(whose(interaction), subscription)
        await say(interaction, f"Paused.\n{lines_of(standing)}")

    @group.command(name="resume", description="Post again from the next time on")
    @app_commands.autocomplete(subscription=ids)
    async def resume_command(interaction: discord.Interaction, subscription: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        standing = await subscribe.resume(whose(interaction), subscription)
        await say(interaction, f"Resumed.\n{lines_of(standing)}")

    @group.command(name="remove", description="End a subscription")
    @app_commands.autocomplete(subscription=ids)
    async def remove_command(interaction: discord.Interaction, subscription: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        standing = await subscribe.remove(whose(interaction), subscription)
        await say(interaction, f"Removed {standing.row.id}, for <#{standing.row.channel}>.")

    return subscribe_command, group


def lines_of(standing: Standing) -> str:
    """Give a subscription in a few lines: where, when, its last result and next times."""
    row = standing.row
    days = "every day" if row.days == "0123456" else ", ".join(DAY_NAMES[int(day)] for day in row.days)
    lines = [f"**{row.id}** · <#{row.channel}> · {row.at} {row.zone}, {days}"]
    if row.paused:
        lines.append(f"Paused: {row.paused}")
    else:
        lines.append("Next: " + ", ".join(f"<t:{int(due.timestamp())}:f>" for due in standing.coming))
    if standing.last is not None:
        why = f" ({standing.last.why})" if standing.last.why else ""
        lines.append(f"Last: <t:{int(standing.last.due.timestamp())}:f>, {standing.last.state}{why}")
    lines.append(
        "-# On a day whose clock jumps over the time it is later by the jump; an hour that comes twice counts once."
    )
    return "\n".join(lines)


def _missing(interaction: discord.Interaction, channel: Any) -> str:  # noqa: ANN401 - any channel
    """Name the rights that the bot lacks in a channel, while somebody is there to grant them."""
    guild = interaction.guild
    if guild is None or guild.me is None:
        return ""
    may = channel.permissions_for(guild.me)
    needed = {
        "View Channel": may.view_channel,
        "Send Messages": may.send_messages,
        "Read Message History": may.read_message_history,
    }
    lacking = [name for name, has in needed.items() if not has]
    return f"\n\nThe bot still needs {', '.join(lacking)} in <#{channel.id}>." if lacking else ""
