"""A brief as messages of Discord's Components V2: plain dicts, within 40 components and 4,000 characters."""

from collections.abc import Sequence

from briefs.render import phrases
from briefs.render.blocks import Block, Level
from briefs.render.messages import cut_to_size, message, units
from briefs.render.paging import packed

CHARACTERS = 4000
COMPONENTS = 40
IS_COMPONENTS_V2 = 1 << 15
CONTAINER, TEXT, SEPARATOR = 17, 10, 14
_SPARE_CHARACTERS = 100  # the page's foot
_SPARE_COMPONENTS = 12  # the container, the foot, and two rows of five controls that a front may add


def layout_pages(blocks: tuple[Block, ...]) -> tuple[dict[str, object], ...]:
    """Give blocks as messages: one container each, a text for each section with separators between."""
    found = packed(cut_to_size(blocks), CHARACTERS - _SPARE_CHARACTERS, _measure)
    return tuple(_message(page, number, len(found)) for number, page in enumerate(found, 1))


def _message(page: Sequence[Block], number: int, total: int) -> dict[str, object]:
    inner: list[dict[str, object]] = []
    for section in _sections(page):
        if inner:
            inner.append({"type": SEPARATOR, "divider": True, "spacing": 1})
        inner.append({"type": TEXT, "content": message(section)})
    if total > 1:
        inner.append({"type": TEXT, "content": f"-# {phrases.page_of(number, total)}"})
    return {
        "flags": IS_COMPONENTS_V2,
        "allowed_mentions": {"parse": []},
        "components": [{"type": CONTAINER, "components": inner}],
    }


def _measure(page: Sequence[Block]) -> int:
    """Give the characters of a page, or more than any page may have where it takes too many components."""
    sections = _sections(page)
    if 2 * len(sections) > COMPONENTS - _SPARE_COMPONENTS:
        return CHARACTERS + 1
    return sum(units(message(section)) for section in sections)


def _sections(page: Sequence[Block]) -> list[list[Block]]:
    sections: list[list[Block]] = []
    for block in page:
        if block.level is Level.SECTION or not sections:
            sections.append([])
        sections[-1].append(block)
    return sections
