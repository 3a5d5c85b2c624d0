"""Articles that share a text: wire copy counts as one source however many outlets carry it.

Two texts are copies when a fifth of the three-word shingles outside quotation marks are common to both
(unrelated reports of one event share under a twentieth, edited wire copy a third), or when a third of
the shorter one's sentences, at least four, stand in the other word for word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from briefs.ledger.sketch import LEAST
from briefs.ledger.sketched import Sketch, hashes_of

SHARED_SHINGLES: Final = 0.2
SHARED_SENTENCES: Final = 1 / 3
FEWEST_SENTENCES: Final = 4

_HITS: Final = 3
_COMMONPLACE: Final = 20
"""Of articles that share one hash only so many are compared with all others: boilerplate stays linear."""


@dataclass(frozen=True, slots=True)
class _Hashes:
    shingles: frozenset[int]
    sentences: frozenset[int]


def resemblance(one: Sketch, other: Sketch) -> float:
    """Estimate which part of both texts' shingles is common to both."""
    return _resemblance(_hashes(one), _hashes(other))


def copied(one: Sketch, other: Sketch) -> bool:
    """Tell whether one text is copied from the other or both from a third."""
    return _copied(_hashes(one), _hashes(other))


def copies(sketches: Mapping[str, Sketch]) -> dict[str, tuple[str, ...]]:
    """Group articles by shared text: for every id the ids of its group, sorted, itself among them."""
    hashes = {name: _hashes(sketches[name]) for name in sorted(sketches)}
    held: defaultdict[int, list[str]] = defaultdict(list)
    for name, each in hashes.items():
        for one in each.shingles | each.sentences:
            held[one].append(name)
    met: defaultdict[tuple[str, str], int] = defaultdict(int)
    for names in held.values():
        if len(names) > 1:
            for at, first in enumerate(names[:_COMMONPLACE]):
                for second in names[at + 1 :]:
                    met[first, second] += 1
    pairs = [
        pair for pair, hits in met.items() if hits >= _HITS and _copied(*(hashes[name] for name in pair))
    ]
    return groups(sketches, pairs)


def _hashes(sketch: Sketch) -> _Hashes:
    return _Hashes(hashes_of(sketch.least), hashes_of(sketch.sentences))


def _resemblance(one: _Hashes, other: _Hashes) -> float:
    union = sorted(one.shingles | other.shingles)[:LEAST]
    common = one.shingles & other.shingles
    return sum(1 for each in union if each in common) / len(union) if union else 0.0


def _copied(one: _Hashes, other: _Hashes) -> bool:
    common = len(one.sentences & other.sentences)
    shorter = min(len(one.sentences), len(other.sentences))
    if common >= FEWEST_SENTENCES and common >= SHARED_SENTENCES * shorter:
        return True
    return _resemblance(one, other) >= SHARED_SHINGLES


def groups(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Join names by pairs: for every name all that it is joined with, directly or not, sorted."""
    root = {name: name for name in names}

    def top(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        root[second] = first
    joined: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(root):
        joined[top(name)].append(name)
    return {name: tuple(group) for group in joined.values() for name in group}
