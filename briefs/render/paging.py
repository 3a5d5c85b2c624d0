"""Pages: blocks packed within a limit, so that no heading stands alone and nothing is lost."""

from collections.abc import Callable, Sequence

from briefs.render import phrases
from briefs.render.blocks import Block, Level, under_headings

Measure = Callable[[Sequence[Block]], int]


def packed(blocks: tuple[Block, ...], limit: int, measure: Measure) -> list[list[Block]]:
    """Pack blocks onto pages of at most `limit` as `measure` counts it.

    A page that begins inside a section repeats its headings, marked as continued. A block that is too
    long for any page has a longer page to itself.
    """
    pages: list[list[Block]] = []
    page: list[Block] = []
    waiting = list(under_headings(blocks))[::-1]
    while waiting:
        over, block = waiting.pop()
        ahead = _until_line(block, waiting)
        if measure([*page, *ahead]) <= limit:
            page.append(block)
            continue
        if _has_lines(page):
            pages.append(page)
            page = _continued(over) if block.level is not Level.SECTION else []
            waiting.append((over, block))
        else:
            page.append(block)
    return [*pages, page] if page else pages


def counts_to_come(pages: Sequence[Sequence[Block]]) -> list[tuple[str, int]]:
    """Give for pages that are still to come how many lines each section has there."""
    found: dict[str, int] = {}
    heading = ""
    for page in pages:
        for block in page:
            if block.level is Level.SECTION:
                heading = _plain_heading(block.text)
            elif block.level is Level.LINE and heading:
                found[heading] = found.get(heading, 0) + 1
    return list(found.items())


def continued(text: str) -> str:
    """Mark a heading or the rest of a cut line as continued."""
    mark = f"({phrases.CONTINUED})"
    return text if text.endswith(mark) else f"{text} {mark}"


def _until_line(block: Block, waiting: list[tuple[tuple[Block, ...], Block]]) -> list[Block]:
    ahead = [block]
    for _, following in reversed(waiting):
        if ahead[-1].level is Level.LINE or following.level <= ahead[-1].level:
            break
        ahead.append(following)
    return ahead


def _has_lines(page: Sequence[Block]) -> bool:
    return any(block.level is Level.LINE for block in page)


def _continued(over: Sequence[Block]) -> list[Block]:
    return [Block(heading.level, continued(heading.text)) for heading in over]


def _plain_heading(text: str) -> str:
    return text.removesuffix(f" ({phrases.CONTINUED})")
