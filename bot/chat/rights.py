"""What the bot may do in a channel, and what it lacks to post briefs there."""

import discord


def lacking(guild: discord.Guild | None, channel: int) -> tuple[str, ...]:
    """Name the permissions that the bot lacks in a server's channel to post briefs, as Discord names them.

    A channel that the bot cannot see at all lacks the first.
    """
    if guild is None or guild.me is None:
        return ()
    found = guild.get_channel_or_thread(channel)
    if found is None:
        return ("View Channel",)
    may = found.permissions_for(guild.me)
    needed = {"View Channel": may.view_channel, "Read Message History": may.read_message_history}
    if isinstance(found, discord.Thread):
        needed["Send Messages in Threads"] = may.send_messages_in_threads
    elif isinstance(found, discord.ForumChannel):
        needed |= {
            "Create Posts": may.send_messages,
            "Send Messages in Posts": may.send_messages_in_threads,
        }
    else:
        needed["Send Messages"] = may.send_messages
    return tuple(name for name, has in needed.items() if not has)
