"""A sketch: what comparing an article with others needs of its text, as a value that can be stored.

It holds no prose: hashes of three-word shingles and of sentences, keys of words, and places. Parts that are
long stay packed until they are asked for, since most sketches are loaded for their quotations alone.
"""

import json
import struct
from dataclasses import dataclass, fields
from typing import Final

VERSION: Final = 3
"""Rises when a sketch of the same text comes out different; stored sketches of another version are remade."""

_HEX: Final = 8


@dataclass(frozen=True, slots=True)
class Quoted:
    """Keys of the words in one pair of quotation marks, `[start, end)` in the text, marks left out.

    `keys` are parted by spaces, sentences by " . ". `around` are keys of the rest of the sentence, kept only
    for stretches too short to speak for themselves.
    """

    start: int
    end: int
    keys: str
    around: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure in its sentence `[first, last)`, with what tells what it counts.

    `start`, `end`, `value`, `unit` and `rough` are those of the figure. `keys` are keys of the other words of
    its clause, `names` of those written with a capital, `qualifiers` words like "each" or "total"; all are
    parted by spaces and in order of the alphabet.
    """

    start: int
    end: int
    value: float
    unit: str
    rough: bool
    first: int
    last: int
    keys: str
    names: str
    qualifiers: str


_FIGURE: Final = tuple(field.name for field in fields(Counted))

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sketch:
    """The comparable part of one text.

    `shingles` counts its distinct three-word shingles; `least` are the least of their hashes and `sentences`
    the hashes of its sentences, both of what stands outside quotation marks, eight hexadecimal digits each,
    in rising order. `coming` are the places of sentences that name a meeting to come, `over` and `ahead` of
    those that say the talks have ended or lie ahead.
    """

    shingles: int
    least: str
    sentences: str
    quoted: tuple[Quoted, ...]
    counted: tuple[Counted, ...]
    coming: tuple[Place, ...]
    over: tuple[Place, ...]
    ahead: tuple[Place, ...]

    def packed(self) -> str:
        """Give the sketch as one line of JSON; equal sketches give equal lines."""
        quoted = [[each.start, each.end, each.keys, each.around] for each in self.quoted]
        counted = [[getattr(each, name) for name in _FIGURE] for each in self.counted]
        places = (self.coming, self.over, self.ahead)
        parts = [VERSION, self.shingles, self.least, self.sentences, quoted, counted, *places]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


BLANK: Final = Sketch(0, "", "", (), (), (), (), ())
"""The sketch of no text, for articles that are not compared with others."""


def unpacked(line: str) -> Sketch | None:
    """Read a sketch back from its line; None where it was made by another version and must be remade."""
    version, *parts = json.loads(line)
    if version != VERSION:
        return None
    shingles, least, sentences, quoted, counted, coming, over, ahead = parts
    return Sketch(
        shingles,
        least,
        sentences,
        tuple(Quoted(*each) for each in quoted),
        tuple(Counted(*each) for each in counted),
        tuple((start, end) for start, end in coming),
        tuple((start, end) for start, end in over),
        tuple((start, end) for start, end in ahead),
    )


def packed_hashes(hashes: list[int]) -> str:
    """Pack hashes of 32 bits, in their order."""
    return "".join(f"{each:08x}" for each in hashes)


def hashes_of(packed: str) -> frozenset[int]:
    """Give the hashes that were packed."""
    return frozenset(struct.unpack(f">{len(packed) // _HEX}I", bytes.fromhex(packed)))
