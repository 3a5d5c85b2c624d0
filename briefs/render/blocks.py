"""What a template gives: blocks of one line each, with the heading they stand under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from briefs.render.environment import MARKS


class Level(IntEnum):
    """What a block is; a lower level stands over all that follow up to the next of its own or a lower one."""

    SECTION = 0
    GROUP = 1
    PART = 2
    LINE = 3


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a rendered template, as long as it may be, without breaks."""

    level: Level
    text: str


_LEVELS = dict(zip(MARKS.values(), Level, strict=True))
_MARK = re.compile(f"([{''.join(MARKS.values())}])")


def blocks_of(rendered: str) -> tuple[Block, ...]:
    """Give the blocks of a rendered template, white space folded."""
    _, *cut = _MARK.split(rendered)
    found = (
        Block(_LEVELS[mark], " ".join(text.split())) for mark, text in zip(cut[::2], cut[1::2], strict=True)
    )
    return tuple(block for block in found if block.text)


def under_headings(blocks: tuple[Block, ...]) -> Iterator[tuple[tuple[Block, ...], Block]]:
    """Give each block with the headings over it, outermost first."""
    over: tuple[Block, ...] = ()
    for block in blocks:
        over = tuple(heading for heading in over if heading.level < block.level)
        yield over, block
        if block.level is not Level.LINE:
            over = (*over, block)
