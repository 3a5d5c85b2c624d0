"""Plain text and Markdown: blocks set as lines of a page."""

from collections.abc import Sequence

from briefs.render.blocks import Block, Level
from briefs.render.width import wrapped


def text_page(blocks: Sequence[Block], width: int) -> str:
    """Set blocks as plain text of `width` columns: headings over indented lines, sections apart."""
    lines: list[str] = []
    over: list[Level] = []
    before: Level | None = None
    for block in blocks:
        over = [level for level in over if level < block.level]
        if lines and _breaks(block.level, before):
            lines.append("")
        indent = "  " * _depth(block.level, over)
        lines.append(wrapped(block.text, width, indent, f"{indent}  "))
        if block.level is not Level.LINE:
            over.append(block.level)
        before = block.level
    return "\n".join(lines) + "\n"


def markdown_page(blocks: Sequence[Block]) -> str:
    """Set blocks as Markdown: list items on lines of their own, all else as paragraphs."""
    lines: list[str] = []
    for block in blocks:
        item = block.text.startswith("- ") or block.text[:1].isdigit()
        after_item = bool(lines) and (lines[-1].startswith("- ") or lines[-1][:1].isdigit())
        if lines and not (item and after_item):
            lines.append("")
        lines.append(block.text)
    return "\n".join(lines) + "\n"


def _breaks(level: Level, before: Level | None) -> bool:
    if level is Level.SECTION:
        return True
    return level is Level.GROUP and before is Level.LINE


def _depth(level: Level, over: Sequence[Level]) -> int:
    if level is Level.LINE:
        return len([one for one in over if one is not Level.SECTION]) or (1 if over else 0)
    return 1 if level is Level.PART and Level.GROUP in over else 0
