"""Numbers with what they count: two figures are compared only where the unit is one."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from briefs.ledger.words import stem

_SHORTEST_PLURAL: Final = 5
_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text with what it counts, at code points `[start, end)`.

    `unit` is the counted noun in the singular ("day", "%", "drone"); `rough` is True after "about", "nearly"
    and their like.
    """

    start: int
    end: int
    value: float
    unit: str
    rough: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """The words of counting, from the data file."""

    numbers: dict[str, float]
    scales: dict[str, float]
    rough: frozenset[str]
    units: dict[str, str]
    qualifiers: frozenset[str]
    extents: frozenset[str]


@cache
def load_counting(name: str = "figures.en.toml") -> Counting:
    """Load the words of counting that lie beside this module under `name`; they are read once a process."""
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    units = {form: unit for unit, forms in table["units"].items() for form in (unit, *forms.split())}
    return Counting(
        {word: float(value) for word, value in table["numbers"].items()},
        {word: float(value) for word, value in table["scales"].items()},
        frozenset(table["rough"]["words"].split()),
        units,
        frozenset(table["qualifiers"]["words"].split()),
        frozenset(table["extents"]["words"].split()),
    )


@cache
def _pattern() -> re.Pattern[str]:
    words = load_counting()
    number = "|".join([_DIGITS, *sorted(words.numbers, key=len, reverse=True)])
    scale = "|".join(words.scales)
    return re.compile(
        rf"(?<![\w.,$\u20ac\u00a3-])([$\u20ac\u00a3])?({number})(?:[\s-]({scale}))?\b[\s-]*(%|[^\W\d_]+)?(?:[\s-]([^\W\d_]+))?",
        re.IGNORECASE,
    )


def find_figures(text: str) -> tuple[Figure, ...]:
    """Find the figures of `text` with a unit, in order."""
    words = load_counting()
    found: list[Figure] = []
    for match in _pattern().finditer(text):
        sign, number, scale, first, second = match.groups()
        value = words.numbers.get(number.lower())
        if value is None:
            value = float(number.replace(",", ""))
        if scale:
            value *= words.scales[scale.lower()]
        unit, end = _unit(sign, first, second, match, words)
        if unit is None:
            continue
        before = text[max(0, match.start() - 24) : match.start()].lower().split()
        rough = bool(words.rough.intersection(before[-2:]))
        found.append(Figure(match.start(), end, value, unit, rough))
    return tuple(found)


@lru_cache(maxsize=4096)
def figures(words: str) -> tuple[Figure, ...]:
    """Find the figures of a short stretch, as `find_figures` does; stretches met lately are remembered."""
    return find_figures(words)


def _unit(
    sign: str | None, first: str | None, second: str | None, match: re.Match[str], words: Counting
) -> tuple[str | None, int]:
    """Tell what is counted: a known unit, or the next plural, with at most one word between."""
    if sign:
        return sign, match.end(3) if match.group(3) else match.end(2)
    if first is None:
        return None, 0
    for word, end in ((first.lower(), match.end(4)), ((second or "").lower(), match.end(5))):
        unit = words.units.get(word)
        if unit is None and len(word) >= _SHORTEST_PLURAL and word.endswith("s") and word[-2] not in "aius":
            unit = stem(word)
        if unit is not None:
            return unit, end
    return None, 0
