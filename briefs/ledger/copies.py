"""Articles that share a text: wire copy counts as one source however many outlets carry it.

Two texts are copies when a fifth of the three-word shingles outside quotation marks are common to both
(unrelated reports of one event share under a twentieth, edited wire copy a third), or when a third of
the shorter one's sentences, at least four, stand in the other word for word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from briefs.ledger.sketch import LEAST, Sketch

SHARED_SHINGLES: Final = 0.2
SHARED_SENTENCES: Final = 1 / 3
FEWEST_SENTENCES: Final = 4

_HITS: Final = 3
_COMMONPLACE: Final = 20
"""Of articles that share one hash only so many are compared with all others: boilerplate stays linear."""


def resemblance(one: Sketch, other: Sketch) -> float:
    """Estimate which part of both texts' shingles is common to both."""
    if not one.shingles or not other.shingles:
        return 0.0
    union = sorted(one.least | other.least)[:LEAST]
    common = one.least & other.least
    return sum(1 for each in union if each in common) / len(union)


def copied(one: Sketch, other: Sketch) -> bool:
    """Tell whether one text is copied from the other or both from a third."""
    common = len(one.sentences & other.sentences)
    shorter = min(len(one.sentences), len(other.sentences))
    if common >= FEWEST_SENTENCES and common >= SHARED_SENTENCES * shorter:
        return True
    return resemblance(one, other) >= SHARED_SHINGLES


def copies(sketches: Mapping[str, Sketch]) -> dict[str, tuple[str, ...]]:
    """Group articles by shared text: for every id the ids of its group, sorted, itself among them."""
    held: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        for each in sketches[name].least | sketches[name].sentences:
            held[each].append(name)
    met: defaultdict[tuple[str, str], int] = defaultdict(int)
    for names in held.values():
        for at, one in enumerate(names[:_COMMONPLACE]):
            for other in names[at + 1 :]:
                met[one, other] += 1
    pairs = [
        pair for pair, hits in met.items() if hits >= _HITS and copied(sketches[pair[0]], sketches[pair[1]])
    ]
    return groups(sketches, pairs)


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
