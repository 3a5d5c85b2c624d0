"""How wide text is in a terminal, and wrapping by that width."""

import re
import unicodedata
from functools import lru_cache

STYLE = re.compile("\x1b\\[[0-9;]*m")
_TOKENS = re.compile(r"\s+")


def width_of(text: str) -> int:
    """Give the columns that text takes: wide letters two, combining marks and styling none."""
    bare = STYLE.sub("", text) if "\x1b" in text else text
    return len(bare) if bare.isascii() and bare.isprintable() else sum(map(_columns, bare))


@lru_cache(maxsize=4096)  # paging lays the same lines again and again
def wrapped(text: str, width: int, indent: str = "", hanging: str | None = None) -> str:
    """Fold white space and break lines at spaces so that none is wider than `width` columns.

    Words that are wider than a line are broken between letters, addresses are not.
    """
    hang = indent if hanging is None else hanging
    lines, line, room = [], indent, max(width - len(indent), 8)
    filled = 0
    for word in _words(text, max(width - len(hang), 8)):
        columns = width_of(word)
        if filled and filled + 1 + columns > room:
            lines.append(line)
            line, filled, room = hang, 0, max(width - len(hang), 8)
        line += f"{' ' if filled else ''}{word}"
        filled += columns + (1 if filled else 0)
    return "\n".join([*lines, line.rstrip()])


def _words(text: str, most: int) -> list[str]:
    words: list[str] = []
    for word in _TOKENS.split(text.strip()):
        if width_of(word) <= most or "://" in word:
            words.append(word)
        else:
            words += _broken(word, most)
    return words


def _broken(word: str, most: int) -> list[str]:
    parts, part, filled = [], "", 0
    for unit in re.findall("\x1b\\[[0-9;]*m|.", word, re.DOTALL):
        columns = width_of(unit)
        if filled + columns > most:
            parts.append(part)
            part, filled = "", 0
        part += unit
        filled += columns
    return [*parts, part]


@lru_cache(maxsize=4096)
def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
