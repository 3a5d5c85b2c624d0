"""/doctor: what the bot may and may not do where briefs are to be posted, and how to mend it."""

import discord
from discord import app_commands

from bot.chat.answering import say, whose
from bot.chat.commands.asking import Command
from bot.chat.rights import lacking
from bot.desk.subscribe import Subscribe
from bot.store.subscriptions import SubscriptionRow
from briefs.render.escape import discord as escaped

REMEDY = (
    "-# To grant them: right-click the channel, Edit Channel, Permissions, add Rapporteur, allow what is "
    "named. `/subscriptions resume` then lets a paused one go on."
)


def doctor_commands(subscribe: Subscribe) -> tuple[Command, ...]:
    """Make /doctor."""

    @app_commands.command(
        name="doctor", description="What the bot may do in each subscribed channel, and lacks"
    )
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def doctor(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await say(interaction, findings(interaction.guild, await subscribe.rows(whose(interaction))))

    return (doctor,)


def findings(guild: discord.Guild | None, rows: tuple[SubscriptionRow, ...]) -> str:
    """Give the state of every subscribed channel in lines, and the remedy where something is lacking."""
    if not rows:
        return "There are no subscriptions here; `/subscribe` makes one and says what the bot lacks."
    lines = ["### Channels with subscriptions"]
    ill = False
    for channel in dict.fromkeys(row.channel for row in rows):
        missing = lacking(guild, channel)
        paused = [row for row in rows if row.channel == channel and row.paused]
        ill = ill or bool(missing)
        state = f"lacks **{', '.join(missing)}**" if missing else "may do all that is needed"
        lines.append(f"- <#{channel}>: the bot {state}")
        lines += [f"  - {row.id} is paused: {escaped(row.paused)}" for row in paused]
    return "\n".join([*lines, REMEDY] if ill else lines)
