"""Page furniture in an article's text: menus, captions, credits, lists of other stories, template junk."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.tokens import Paragraph

_FRONT_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)")
_FRONT_MATTER_LONGEST: Final = 4000
_SHORT: Final = 12
_CREDIT_LONGEST: Final = 30
_CAPTION_LONGEST: Final = 70
_HEAD: Final = 40
_ENDS: Final = frozenset('.!?…"”»:') | {"''", "...", "’", "'"}


@dataclass(frozen=True, slots=True)
class _Words:
    openings: tuple[str, ...]
    credits: tuple[str, ...]
    phrases: re.Pattern[str]
    lists: tuple[str, ...]
    caption: re.Pattern[str]


@cache
def _load(name: str = "furniture.en.toml") -> _Words:
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    pictures = "|".join(re.escape(word) for word in sorted(table["pictures"], key=len, reverse=True))
    return _Words(
        tuple(table["openings"]),
        tuple(table["credits"]),
        re.compile("|".join(re.escape(word) for word in table["phrases"])),
        tuple(table["lists"]),
        re.compile(
            rf"(?:\([^()]*\b(?:{pictures})\b[^()]*\)"  # "(Jane Doe, Reuters)"
            rf"|/\s?(?:{pictures})[^.]{{0,25}}"  # "Jane Doe / Reuters"
            r"|\bphoto:? .{0,60})\.?\s*$"
        ),
    )


def body_start(text: str) -> int:
    """Tell where the body begins: after a front-matter block between lines of `---`, else at 0."""
    if not text.startswith(("---", "\ufeff---")):
        return 0
    found = _FRONT_MATTER.match(text, 0, _FRONT_MATTER_LONGEST)
    return found.end() if found else 0


def furniture(text: str, paragraphs: Sequence[Paragraph], starts: int) -> list[bool]:
    """Tell of every paragraph whether it is furniture; what ends before `starts` is."""
    words = _load()
    flags: list[bool] = []
    listing = False
    for paragraph in paragraphs:
        if paragraph.end <= starts:
            flags.append(True)
            continue
        size = len(paragraph)
        head = text[paragraph.starts[0] : min(paragraph.end, paragraph.starts[0] + _HEAD)].lower()
        short = size <= _SHORT and paragraph.words[-1] not in _ENDS
        if short and head.startswith(words.lists):
            listing = True
            flags.append(True)
            continue
        if listing and not short:
            listing = False
        flags.append(
            listing
            or (short and head.startswith(words.openings))
            or (size < _CREDIT_LONGEST and head.startswith(words.credits))
            or _by_content(text, paragraph, words)
        )
    return flags


def _by_content(text: str, paragraph: Paragraph, words: _Words) -> bool:
    if len(paragraph) > _CAPTION_LONGEST:
        return False
    line = text[paragraph.starts[0] : paragraph.end].lower()
    if words.phrases.search(line):
        return True
    return not paragraph.quotations and words.caption.search(line[-90:]) is not None
