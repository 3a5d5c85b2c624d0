"""What the tagger sees of a token: its word pieces and a few numbers read off its surface.

Everything here is exact integer work, shared by training and reading, so both see the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

from briefs.reading.tokens import OUTSIDE, Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefs.reading.pieces import WordPieces

#: How many values each column of `contexts` and `surfaces` takes.
SHAPES: Final = 8
ENDINGS: Final = 2048
CUES: Final = 6
PLACES: Final = 16

#: No word needs more pieces than this to be told apart.
MOST_PIECES: Final = 8

_CACHED: Final = 20_000
_CACHED_LENGTH: Final = 40
_MARKS: Final = frozenset("\"\u201c\u201d\u00ab\u00bb\u201e\u2018\u2019'")

Surface = tuple[tuple[int, ...], int, int, int]


class Surfaces:
    """Reads words: their pieces, shape, ending and how often the word is part of a cue."""

    def __init__(self, pieces: WordPieces, cues: Mapping[str, float]) -> None:
        """Take the word pieces and the share of cues (0 to 1) among the occurrences of a word."""
        self._pieces = pieces
        self._cues = cues
        self._cache: dict[str, Surface] = {}

    def __call__(self, word: str) -> Surface:
        """Return pieces, shape (< SHAPES), ending (< ENDINGS) and cue class (< CUES) of `word`."""
        found = self._cache.get(word)
        if found is None:
            lowered = word.lower()
            ending = crc32(lowered[-3:].encode("utf8", "surrogatepass")) % ENDINGS
            cue = min(int(self._cues.get(lowered, 0.0) * CUES), CUES - 1)
            found = (self._pieces(word)[:MOST_PIECES], _shape(word), ending, cue)
            if len(word) <= _CACHED_LENGTH:
                if len(self._cache) >= _CACHED:
                    self._cache = {}
                self._cache[word] = found
        return found


def places(paragraph: Paragraph, first: int, last: int) -> list[int]:
    """Return where each token from `first` to `last` stands (< PLACES).

    The number tells whether the token is quoted, first of a sentence, first of the paragraph, and
    last of a paragraph that leaves its quotation open.
    """
    sentences, regions = paragraph.sentences, paragraph.regions
    numbers: list[int] = []
    before = sentences[first - 1] if first else -1
    for sentence, region in zip(sentences[first:last], regions[first:last], strict=True):
        place = 2 if region != OUTSIDE else 0
        if sentence != before:
            place += 1
            before = sentence
        numbers.append(place)
    if first == 0 and numbers:
        numbers[0] += 4
    if last == len(paragraph) and numbers and paragraph.quotations and not paragraph.quotations[-1].closed:
        numbers[-1] += 8
    return numbers


def _shape(word: str) -> int:
    first = word[0]
    if first.isdigit():
        return 1
    if not first.isalpha():
        return 6 if first in _MARKS else 2
    if word.isupper():
        return 3 if len(word) > 1 else 7
    return 4 if first.isupper() else 5


def windows(paragraph: Paragraph, longest: int) -> list[tuple[int, int]]:
    """Return half-open token ranges that cover `paragraph`, each at most `longest` tokens.

    A paragraph that is too long is cut before the last sentence that begins in the second half of
    the reach, or in the middle of a sentence that has no end.
    """
    total = len(paragraph)
    cuts: list[tuple[int, int]] = []
    start = 0
    while total - start > longest:
        end = start + longest
        while end > start + longest // 2 and paragraph.sentences[end] == paragraph.sentences[end - 1]:
            end -= 1
        if end == start + longest // 2:
            end = start + longest
        cuts.append((start, end))
        start = end
    cuts.append((start, total))
    return cuts
