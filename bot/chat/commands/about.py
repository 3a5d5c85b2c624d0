"""Commands about the bot itself: /help, /about, /sources and /privacy."""

from datetime import datetime
from typing import Final

import discord
from discord import app_commands

from bot.chat.answering import say
from bot.chat.commands.asking import Command
from bot.chat.tongues import tongue_of
from bot.desk.holdings import Holdings, OutletHolding
from bot.desk.sources import FeedHealth, Sources
from briefs.render.escape import discord as escaped

HELP: Final = """### Commands
`/brief` the brief of a day, or of seven · `/changes` what has changed since a day
`/who` who somebody is, in any spelling: latest words, positions, what others say
`/positions` who stands where · `/disputes` where the sides are opposed
`/quotes` who said what: by, about, on an issue, with words
`/subscribe` briefs in a channel on a schedule
`/subscriptions` list, next, preview, pause, resume, remove · `/doctor` what the bot lacks to post them
`/sources` where the articles come from · `/about` what this bot is · `/privacy` what it keeps of you

Answers show only to you unless you choose `public`."""

ABOUT: Final = """### Rapporteur
It follows diplomatic talks in the news and reports them faithfully: who said what, in which words, and \
where the parties differ. It quotes and points; it never invents a sentence. Each outlet's name opens its \
article at the words.

It sees the servers it is in and the commands given to it, no messages. It keeps subscriptions (channel, \
time, who made them) until they are removed, and what its buttons ask, without who asked."""


def about_commands(holdings: Holdings, sources: Sources, talks: str) -> tuple[Command, ...]:
    """Make /help, /about and /sources. `talks` is the dossier's name."""

    @app_commands.command(name="help", description="What can be asked")
    async def help_command(interaction: discord.Interaction) -> None:
        await say(interaction, HELP)

    @app_commands.command(name="about", description="What this bot is and what it keeps")
    async def about_command(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        outlets = await holdings.outlets()
        held = f"{sum(one.articles for one in outlets)} articles of {len(outlets)} outlets"
        await say(interaction, f"{ABOUT}\n\nIt follows {escaped(talks)}, from {held}.")

    @app_commands.command(
        name="sources", description="Outlets and feeds: how many articles, and how they fare"
    )
    async def sources_command(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await say(interaction, sources_text(await holdings.outlets(), await sources.feeds()))

    return help_command, about_command, sources_command


def sources_text(outlets: tuple[OutletHolding, ...], feeds: tuple[FeedHealth, ...]) -> str:
    """Give outlets and feeds as lines."""
    lines = ["### Outlets"]
    lines += [
        f"- {escaped(one.outlet)}: {_count(one.articles, 'article')}, the last <t:{_at(one.last)}:f>"
        for one in outlets
    ] or ["No articles yet."]
    lines += ["### Feeds"]
    lines += [_feed(one) for one in feeds] or ["No feeds are followed."]
    return "\n".join(lines)


def _feed(feed: FeedHealth) -> str:
    name = escaped(feed.title or feed.outlet)
    if feed.polled is None:
        return f"- {name}: not asked yet, due <t:{_at(feed.due)}:R>"
    well = f"last answered well <t:{_at(feed.well)}:R>" if feed.well else "has not answered well yet"
    counts = f"{feed.announced} announced and {feed.stored} stored in seven days"
    failing = f"; failed {feed.failures} times ({escaped(feed.error[:120])})" if feed.failures else ""
    return f"- {name}: {well}, {counts}{failing}; next <t:{_at(feed.due)}:R>"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _at(moment: datetime) -> int:
    return int(moment.timestamp())


class Privacy(app_commands.Group):
    """What is kept of the asker."""

    def __init__(self, holdings: Holdings) -> None:
        super().__init__(name="privacy", description="What is kept of you")
        self._holdings = holdings

    @app_commands.command(name="show", description="Show what is kept of you")
    async def show(self, interaction: discord.Interaction) -> None:
        """Show it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        rows = await self._holdings.of_user(interaction.user.id)
        lines = [f"- **{row.id}** for <#{row.channel}>, made <t:{_at(row.made)}:f>" for row in rows]
        kept = [f"Kept of you: that you made {_count(len(rows), 'subscription')}.", *lines]
        kept += ["-# `/privacy delete` removes them, and with them what is posted."]
        await say(interaction, "\n".join(kept) if rows else tongue_of(interaction)("Nothing is kept of you."))

    @app_commands.command(name="delete", description="Remove the subscriptions that you made, everywhere")
    async def delete(self, interaction: discord.Interaction) -> None:
        """Delete it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        count = await self._holdings.forget_user(interaction.user.id)
        done = f"Removed {_count(count, 'subscription')}; " if count else ""
        text = f"{done}nothing is kept of you."
        await say(interaction, text[:1].upper() + text[1:])
