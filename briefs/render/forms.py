"""The forms a brief or an answer can take, by name."""

import json
from collections.abc import Sequence
from typing import Final

from briefs.model.brief import Brief
from briefs.plain import to_json
from briefs.render import phrases
from briefs.render.answers import UTC, Answer, sheet_of_answer
from briefs.render.blocks import Block, Level, blocks_of
from briefs.render.components import layout_pages
from briefs.render.compose import sheet_of
from briefs.render.environment import STYLES, rendered
from briefs.render.jsonld import brief_to_jsonld
from briefs.render.messages import MESSAGE, cut_to_size, length, message
from briefs.render.paging import counts_to_come, packed
from briefs.render.sheet import Sheet
from briefs.render.texts import markdown_page, text_page
from briefs.render.width import STYLE

FORMATS: Final = ("text", "discord", "components", "markdown", "html", "json", "json-ld")
WIDTH: Final = 80
LINES: Final = 48


class UnknownFormatError(ValueError):
    """A form that nothing is rendered in; the message names those that there are."""

    def __init__(self, given: str) -> None:
        super().__init__(f"format {given!r} is unknown; there are {', '.join(FORMATS)}")


def render(brief: Brief, form: str = "text", *, width: int = WIDTH, styled: bool = False) -> str:
    """Give the whole brief in one of `FORMATS`.

    `width` (columns) and `styled` (bold, dim and underlined by terminal codes) are for text. Discord
    messages are set one after the other with a line `---` between; `pages` gives them apart.

    Raises:
        UnknownFormatError: when there is no such form.
    """
    if form == "json":
        return to_json(brief)
    if form == "json-ld":
        return json.dumps(brief_to_jsonld(brief), ensure_ascii=False, indent=2) + "\n"
    return _whole(sheet_of(brief), form, brief.kind, width, styled)


def render_answer(
    answer: Answer, form: str = "text", *, width: int = WIDTH, styled: bool = False, zone: str = UTC
) -> str:
    """Give a whole answer in one of `FORMATS` but JSON-LD, as `render` does for a brief.

    `zone` is the IANA zone in which days and times are said, where the answer has no window of its own.

    Raises:
        UnknownFormatError: when there is no such form.
    """
    if form == "json":
        return to_json(answer)
    return _whole(sheet_of_answer(answer, zone), form, "list", width, styled)


def pages(
    value: Brief | Answer,
    form: str = "text",
    *,
    width: int = WIDTH,
    lines: int = LINES,
    styled: bool = False,
    only: tuple[str, ...] | None = None,
    hint: str = "",
    zone: str = UTC,
) -> tuple[str, ...]:
    """Give a brief or an answer page by page; each page but the last says what is still to come.

    A page of text has at most `lines` lines of `width` columns, one of Discord at most 2,000 UTF-16 units;
    `components` are as JSON, one message a page. All other forms have one page. `only` are the ids of
    sections to give ("changes", "sources"); without any content there, there are no pages. `hint` is what
    the reader of a page of text does to see the next one ("/more"), `zone` as in `render_answer`.

    Raises:
        UnknownFormatError: when there is no such form.
    """
    kind = value.kind if isinstance(value, Brief) else "list"
    if form not in ("text", "discord", "components"):
        return (render(value, form) if isinstance(value, Brief) else render_answer(value, form, zone=zone),)
    sheet = sheet_of(value) if isinstance(value, Brief) else sheet_of_answer(value, zone)
    if only is not None:
        sheet = sheet.only(only)
        if not sheet.sections and not sheet.sources:
            return ()
    if form == "text":
        return _text_pages(_blocks(sheet, "text", kind, styled), width, lines, styled, hint)
    blocks = _blocks(sheet, "discord", kind, styled=False)
    if form == "discord":
        return _messages(blocks)
    return tuple(json.dumps(layout, ensure_ascii=False) for layout in layout_pages(blocks))


def layouts(value: Brief | Answer, *, zone: str = UTC) -> tuple[dict[str, object], ...]:
    """Give a brief or an answer as messages of Discord's Components V2, as plain dicts ready to be posted."""
    kind = value.kind if isinstance(value, Brief) else "list"
    sheet = sheet_of(value) if isinstance(value, Brief) else sheet_of_answer(value, zone)
    return layout_pages(_blocks(sheet, "discord", kind, styled=False))


def _whole(sheet: Sheet, form: str, kind: str, width: int, styled: bool) -> str:
    if form == "html":
        return rendered("html", _kind(kind), sheet).strip() + "\n"
    if form == "text":
        return text_page(_blocks(sheet, "text", kind, styled), width)
    if form == "markdown":
        return markdown_page(_blocks(sheet, "markdown", kind, styled=False))
    if form == "discord":
        return "\n---\n".join(_messages(_blocks(sheet, "discord", kind, styled=False))) + "\n"
    if form == "components":
        found = layout_pages(_blocks(sheet, "discord", kind, styled=False))
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    raise UnknownFormatError(form)


def _kind(kind: str) -> str:
    return kind if kind in (*phrases.KINDS, "list") else "daily"


def _blocks(sheet: Sheet, form: str, kind: str, styled: bool) -> tuple[Block, ...]:
    return blocks_of(rendered(form, _kind(kind), sheet, styled=styled))


def _text_pages(
    blocks: tuple[Block, ...], width: int, lines: int, styled: bool, hint: str
) -> tuple[str, ...]:
    def height(page: Sequence[Block]) -> int:
        return text_page(page, width).count("\n")

    if height(blocks) <= lines:
        return (text_page(blocks, width),)
    longest = _foot(phrases.page_of(99, 99), counts_to_come([blocks]), hint, styled)
    found = packed(blocks, max(lines - height([longest]) - 1, 8), height)
    last = len(found)
    return tuple(
        text_page(
            [*page, _foot(phrases.page_of(number, last), counts_to_come(found[number:]), hint, styled)], width
        )
        for number, page in enumerate(found, 1)
    )


def _foot(words: str, coming: list[tuple[str, int]], hint: str, styled: bool) -> Block:
    if coming:
        words += f" ({hint}). " if hint else ". "
        words += phrases.still_to_come([(STYLE.sub("", heading), number) for heading, number in coming])
    dim, off = (STYLES["dim"], STYLES["off"]) if styled else ("", "")
    return Block(Level.SECTION, f"{dim}{words}{off}")


def _messages(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    found = packed(cut_to_size(blocks), MESSAGE - 60, length)
    last = len(found)
    return tuple(
        message([*page, Block(Level.LINE, f"-# {phrases.page_of(number, last)}")] if last > 1 else page)
        for number, page in enumerate(found, 1)
    )
