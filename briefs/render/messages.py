"""Discord's limits: length in UTF-16 units, and cutting a line of our own markup where it may be cut."""

import re
from collections.abc import Sequence

from briefs.render import phrases
from briefs.render.blocks import Block, Level

MESSAGE = 2000
# With three headings over it, marked as continued, a line of this length still fits one message.
_LONGEST = {Level.SECTION: 360, Level.GROUP: 240, Level.PART: 200, Level.LINE: 900}
# The unbreakable stretches of a line: an escape, a link, a timestamp, a marker, a letter with its marks.
_UNIT = re.compile(
    r"\\.|[\U0001f1e6-\U0001f1ff]{2}|\[(?:\\.|[^\]\\])*\]\(<[^>]*>\)|<t:\d+:\w>|\*\*|__|"
    r"[^\s](?:[\u0300-\u036f\u200b\u200d\ufe0f\U0001f3fb-\U0001f3ff]|(?<=\u200d)[^\s])*|\s",
    re.DOTALL,
)
_ENDS = re.compile(r"[.!?…][”\"’')\]]*$")  # noqa: RUF001 - typographic marks are meant
_AGAIN = f"({phrases.CONTINUED}) … "
_PREFIX = re.compile(rf"^(- |-# |\d+\. |### |## )?({re.escape(_AGAIN)})?")


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


def cut_to_size(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Cut blocks that are too long for a message with their headings; what is cut off a heading is a line."""
    found: list[Block] = []
    for block in blocks:
        rest = block
        while units(rest.text) > _LONGEST[rest.level]:
            first, rest = cut_line(rest, _LONGEST[rest.level])
            found.append(first)
        found.append(rest)
    return tuple(found)


def cut_line(block: Block, room: int) -> tuple[Block, Block]:
    """Cut a line in two: at a sentence's end where one is in the last half of the room, else at a space.

    Bold and underline that are open at the cut are closed before it and opened again after it. Escapes,
    links, timestamps and letters with their marks stay whole.
    """
    prefix = _PREFIX.match(block.text)
    start, again = (prefix[0], prefix[1] or "") if prefix else ("", "")
    tail = f" … ({phrases.CONTINUED})"
    body = _UNIT.findall(block.text[len(start) :])
    at, opened = _place_to_cut(body, room - units(start) - units(tail) - 4)
    closing, opening = "".join(reversed(opened)), "".join(opened)
    first = start + "".join(body[:at]).rstrip() + closing + tail
    rest = ("" if again.startswith("#") else again) + _AGAIN + opening + "".join(body[at:]).lstrip()
    return Block(block.level, first), Block(Level.LINE, rest)


def _place_to_cut(body: Sequence[str], room: int) -> tuple[int, list[str]]:
    """Give how many units stay and which markers are open there; at least one unit stays."""
    opened: list[str] = []
    filled, before = 0, ""
    letter: tuple[int, list[str]] = (1, [])
    space = sentence = None
    for place, unit in enumerate(body):
        if place and filled + units(unit) > room:
            break
        if unit.isspace() and filled * 2 > room:
            space = (place, list(opened))
            sentence = space if _ENDS.search(before) else sentence
        if unit in ("**", "__"):
            opened = [mark for mark in opened if mark != unit] if unit in opened else [*opened, unit]
        filled += units(unit)
        before = (before + unit)[-8:]
        letter = (place + 1, list(opened))
    return sentence or space or letter
