"""Which part of one quotation is a rendering of which part of another of the same speaker.

Both come as keys of their meaning words in order. Order within the part is free: translators turn
sentences round. Parts are told by their bounds `[first, last)` in the keys.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

SHORT: Final = 4
"""Below so many keys a quotation cannot be known by its own words alone."""

NOT: Final = "not"
"""The key of every negation."""

_BRIEF: Final = 6
_SHARE: Final = 0.6
_SHARE_BRIEF: Final = 0.75
_SHARE_SURE: Final = 0.85
_SPREAD: Final = 1.6

Part = tuple[int, int]


def renders(piece: Sequence[str], other: Sequence[str], *, sure: bool = False) -> tuple[Part, Part] | None:
    """Find the part of `other` that renders `piece`, and the part of `piece` it renders.

    `piece` has at least `SHORT` keys. Three fifths of its keys must be met within a stretch of `other` not
    much longer than itself (three quarters where it is brief); `sure` asks for nearly all.
    """
    needed = _SHARE_SURE if sure else _SHARE_BRIEF if len(piece) < _BRIEF else _SHARE
    if sum(map(frozenset(other).__contains__, piece)) / len(piece) < needed:
        return None
    best = _densest(piece, other)
    if best is None:
        return None
    hits, first, last = best
    share = hits / len(piece)
    part = other[first:last]
    if share < needed or len((set(piece) & set(part)) - {NOT}) < SHORT - 1:
        return None
    if share < _SHARE_SURE and (piece.count(NOT) - part.count(NOT)) % 2:
        return None
    met = set(part)
    places = [at for at, key in enumerate(piece) if key in met]
    return (places[0], places[-1] + 1), (first, last)


def _densest(piece: Sequence[str], other: Sequence[str]) -> tuple[int, int, int] | None:
    """Find the stretch of `other` that meets most keys of `piece`: how many, and its bounds."""
    wanted = Counter(piece)
    places = [at for at, key in enumerate(other) if key in wanted]
    if len(places) < SHORT - 1:
        return None
    width = int(len(piece) * _SPREAD) + 2
    best: tuple[int, int, int] | None = None
    left = 0
    held: Counter[str] = Counter()
    hits = 0
    for at in places:
        key = other[at]
        held[key] += 1
        hits += held[key] <= wanted[key]
        while at - places[left] >= width or held[other[places[left]]] > wanted[other[places[left]]]:
            gone = other[places[left]]
            hits -= held[gone] <= wanted[gone]
            held[gone] -= 1
            left += 1
        if best is None or (hits, places[left] - at) > (best[0], best[1] - best[2] + 1):
            best = (hits, places[left], at + 1)
    return best


def holds(short: tuple[str, ...], other: tuple[str, ...]) -> Part | None:
    """Find the keys of `short` standing in `other` one after the other, as they are."""
    if not short or short[0] not in other:
        return None
    size = len(short)
    for first in range(other.index(short[0]), len(other) - size + 1):
        if other[first : first + size] == short:
            return first, first + size
    return None


def pieces(keys: Sequence[str], breaks: Sequence[int]) -> Iterator[Part]:
    """Cut keys at sentence breaks, joining what is too short to be known with what stands before it."""
    bounds: list[list[int]] = []
    edges = [0, *breaks, len(keys)]
    for first, last in pairwise(edges):
        if first == last:
            continue
        if bounds and (last - first < SHORT or bounds[-1][1] - bounds[-1][0] < SHORT):
            bounds[-1][1] = last
        else:
            bounds.append([first, last])
    yield from ((first, last) for first, last in bounds)
