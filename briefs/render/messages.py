"""Discord's limits: length in UTF-16 units, and cutting a line of our own markup where it may be cut."""

import re
from collections.abc import Sequence

from briefs.render import phrases
from briefs.render.blocks import Block, Level

MESSAGE = 2000
# What one unbreakable stretch of a line is: an escape, a link, a timestamp, a marker, a letter with its marks.
_UNIT = re.compile(
    r"\\.|[\U0001f1e6-\U0001f1ff]{2}|\[(?:\\.|[^\]\\])*\]\(<[^>]*>\)|<t:\d+:\w>|\*\*|__|"
    r"[^\s](?:[\u0300-\u036f\u200b\u200d\ufe0f\U0001f3fb-\U0001f3ff]|(?<=\u200d)[^\s])*|\s",
    re.DOTALL,
)
_ENDS = re.compile(r"[.!?…][”\"’')\]]*$")
_PREFIX = re.compile(r"^(?:- |-# |\d+\. |### |## )?")


def units(text: str) -> int:
    """Give the length of text in UTF-16 units, as Discord counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message(blocks: Sequence[Block]) -> str:
    """Set blocks as one message: each on its own line, a blank line before a group."""
    lines: list[str] = []
    for block in blocks:
        if block.level is Level.GROUP and lines and not lines[-1].startswith("#"):
            lines.append("")
        lines.append(block.text)
    return "\n".join(lines)


def length(blocks: Sequence[Block]) -> int:
    """Give the length of blocks as a message."""
    return units(message(blocks))


def cut_line(block: Block, room: int) -> tuple[Block, Block]:
    """Cut a line in two: at a sentence's end where one is in the last half of the room, else at a space.

    Bold and underline that are open at the cut are closed before it and opened again after it. Escapes,
    links, timestamps and letters with their marks stay whole.
    """
    prefix = _PREFIX.match(block.text)
    start = prefix.group() if prefix else ""
    tail = f" … ({phrases.CONTINUED})"
    body = _UNIT.findall(block.text[len(start) :])
    at, opened = _place_to_cut(body, room - units(start) - units(tail) - 4)
    closing, opening = "".join(reversed(opened)), "".join(opened)
    first = "".join(body[:at]).rstrip() + closing + tail
    rest = f"({phrases.CONTINUED}) … {opening}{''.join(body[at:]).lstrip()}"
    again = "" if start.startswith("#") else start
    return Block(Level.LINE, start + first), Block(Level.LINE, again + rest)


def _place_to_cut(body: Sequence[str], room: int) -> tuple[int, list[str]]:
    """Give how many units stay and which markers are open there; at least one unit stays."""
    opened: list[str] = []
    filled, before = 0, ""
    letter: tuple[int, list[str]] = (1, [])
    space = sentence = None
    for place, unit in enumerate(body):
        if place and filled + units(unit) > room:
            break
        if unit.isspace() and place:
            space = (place, list(opened))
            if _ENDS.search(before) and filled * 2 > room:
                sentence = space
        if unit in ("**", "__"):
            opened = [mark for mark in opened if mark != unit] if unit in opened else [*opened, unit]
        filled += units(unit)
        before = (before + unit)[-8:]
        letter = (place + 1, list(opened))
    return sentence or space or letter
