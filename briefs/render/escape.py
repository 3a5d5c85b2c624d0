"""Escaping: words of articles stand for themselves in every form, never for markup, mentions or links."""

import re

from briefs.render.words import visible

_DISCORD = re.compile(r"[\\*_~`|\[\]<>]")
_DISCORD_START = re.compile(r"^(\s*)([#+\-]|\d+(?=[.)]))")
_EMOJI_NAME = re.compile(r":(?=[\w+-]+:)|(?<=\w):(?=//)")
_INVITE = re.compile(r"(?i)(discord(?:app)?)\.(?=gg|com|me|io|li)")
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)")

_MARKDOWN = re.compile(r"[\\*_~`|\[\]$]")
_MARKDOWN_START = re.compile(r"^(\s*)([#+\-=]|\d+(?=[.)]))")
_BARE_LINK = re.compile(
    r"(?<=\w):(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)|!(?=\\\[)|:(?=[\w+-]+:)|@(?=\w)", re.IGNORECASE
)


def plain(value: object) -> str:
    """Give a value as it may stand in plain text: folded, nothing invisible."""
    return visible(str(value))


def discord(value: object) -> str:
    """Give a value as it may stand in a Discord message: no markup, mention, emoji, time or link of its own.

    A zero-width space after the `@` breaks mentions, since Discord looks for them behind backslashes too.
    """
    text = _DISCORD.sub(r"\\\g<0>", visible(str(value)))
    text = _EMOJI_NAME.sub(r"\\:", text)
    text = _INVITE.sub(r"\1\\.", text)
    text = _MENTION.sub("@\u200b", text)
    return _DISCORD_START.sub(_escaped_start, text)


def markdown(value: object) -> str:
    """Give a value as it may stand in a Markdown file (CommonMark and GitHub's)."""
    text = visible(str(value)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKDOWN.sub(r"\\\g<0>", text)
    text = _BARE_LINK.sub(r"\\\g<0>", text)
    return _MARKDOWN_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"
