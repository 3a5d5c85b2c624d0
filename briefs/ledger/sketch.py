"""What comparing articles needs of each, worked out once when it is taken in and stored beside it.

A sketch holds no prose: hashes of three-word shingles (bottom-k, Broder 1997) and of sentences, both of
the text outside quotation marks, the keys of the words inside each pair of marks, and the figures.
"""

import json
import re
import zlib
from dataclasses import dataclass
from typing import Final

from briefs.ledger.figures import Figure, figures
from briefs.ledger.sentences import sentence_at, sentences
from briefs.ledger.words import Kind, Word, words_of
from briefs.reading.quotations import quoted_regions

VERSION: Final = 1
"""Rises when a sketch of the same text comes out different; stored sketches of another version are remade."""

LEAST: Final = 128
"""How many of the least hashes are kept: the estimate of a third shared errs by 0.04 (one deviation)."""

_SHORT: Final = 4
_LONGEST_QUOTED: Final = 4000
_PLAIN: Final = re.compile(r"[^\W_]+")
MEANING: Final = (Kind.CONTENT, Kind.NUMBER, Kind.NEGATION)
"""Kinds of words by which quotations are compared."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Keys of the words in one pair of quotation marks, `[start, end)` in the text, marks left out.

    `breaks` are the places in `keys` before which a new sentence begins. `around` are keys of the rest of the
    sentence, kept only for stretches too short to speak for themselves.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    breaks: tuple[int, ...]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """The comparable part of one text.

    `shingles` counts its distinct three-word shingles, `least` are the least of their hashes.
    """

    shingles: int
    least: frozenset[int]
    sentences: frozenset[int]
    quoted: tuple[Quoted, ...]
    figures: tuple[Figure, ...]

    def packed(self) -> str:
        """Give the sketch as one line of JSON; equal sketches give equal lines."""
        quoted = [
            [each.start, each.end, " ".join(each.keys), each.breaks, " ".join(sorted(each.around))]
            for each in self.quoted
        ]
        counted = [[each.start, each.end, each.value, each.unit, each.rough] for each in self.figures]
        return json.dumps(
            [VERSION, self.shingles, sorted(self.least), sorted(self.sentences), quoted, counted],
            ensure_ascii=False,
            separators=(",", ":"),
        )


def unpacked(line: str) -> Sketch | None:
    """Read a sketch back from its line; None where it was made by another version and must be remade."""
    version, *fields = json.loads(line)
    if version != VERSION:
        return None
    shingles, least, hashes, quoted, counted = fields
    return Sketch(
        shingles,
        frozenset(least),
        frozenset(hashes),
        tuple(
            Quoted(start, end, tuple(keys.split()), tuple(breaks), frozenset(around.split()))
            for start, end, keys, breaks, around in quoted
        ),
        tuple(Figure(*each) for each in counted),
    )


def sketch(text: str) -> Sketch:
    """Make the sketch of an article's text, in time linear in its length."""
    regions = quoted_regions(text)
    quoted = tuple(quoted_at(text, region.start, region.end) for region in regions)
    outside = _blanked(text, [(region.start, region.end) for region in regions])
    plain = [word.lower() for word in _PLAIN.findall(outside)]
    hashes = {_hash(" ".join(plain[at : at + 3])) for at in range(len(plain) - 2)}
    whole = {_sentence_hash(span.of(outside)) for span in sentences(outside)} - {None}
    return Sketch(
        len(hashes),
        frozenset(sorted(hashes)[:LEAST]),
        frozenset(found for found in whole if found is not None),
        quoted,
        figures(text),
    )


def keys_of(text: str, start: int, end: int) -> tuple[str, ...]:
    """Give the keys of the words that carry meaning in `text[start:end]`, in order."""
    return tuple(word.key for word in words_of(text, start, end) if word.kind in MEANING)


def quoted_words(text: str, start: int, end: int) -> tuple[tuple[Word, ...], ...]:
    """Find all words of the quoted `text[start:end]` by sentence; of a speech only the first hundreds."""
    return tuple(
        words_of(text, start + sentence.start, start + sentence.end)
        for sentence in sentences(text[start : min(end, start + _LONGEST_QUOTED)])
    )


def quoted_at(text: str, start: int, end: int) -> Quoted:
    """Make the keys of the quoted words `text[start:end]`."""
    keys: list[str] = []
    breaks: list[int] = []
    for sentence in quoted_words(text, start, end):
        found = [word.key for word in sentence if word.kind in MEANING]
        if keys and found:
            breaks.append(len(keys))
        keys += found
    beside = around(text, start, end) if len(keys) < _SHORT else frozenset()
    return Quoted(start, end, tuple(keys), tuple(breaks), beside)


def around(text: str, start: int, end: int) -> frozenset[str]:
    """Give the keys of the sentence that holds `text[start:end]`, without those inside."""
    sentence = sentence_at(text, start)
    if sentence.end - sentence.start > 2000:
        return frozenset()
    return frozenset(keys_of(text, sentence.start, start)) | frozenset(
        keys_of(text, end, sentence.end) if end < sentence.end else ()
    )


def _blanked(text: str, regions: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in regions:
        parts += (text[at:start], " . " if end - start >= 3 else " ")
        at = end
    return "".join([*parts, text[at:]])


def _sentence_hash(sentence: str) -> int | None:
    words = _PLAIN.findall(sentence.lower())
    return _hash(" ".join(words)) if len(words) >= 6 else None


def _hash(words: str) -> int:
    """Spread words over 32 bits, alike on every machine."""
    mixed = zlib.crc32(words.encode("utf-8", "surrogatepass")) * 0x9E3779B1 & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 15) * 0x85EBCA77 & 0xFFFFFFFF
    return mixed ^ mixed >> 13
