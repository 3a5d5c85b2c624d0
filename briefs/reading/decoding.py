"""From scores to linked candidates: which words a cue reports, and whose they are.

Each cue is read on its own: its content is the best run of words under the pair scores with a
price for every beginning (a two-state Viterbi path), its source the run around the best word. So
one word may belong to what two cues report, as in nested speech.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefs.reading.network import Floats, Integers
    from briefs.reading.tokens import Paragraph

    #: Gives the pair scores (anchors, words, 2) of some anchors of the window in hand.
    Pairs = Callable[[Integers], Floats]

#: Words less likely than this to anchor a cue are not looked at.
LEAST_CUE: Final = 0.10
#: Runs less likely than this are no source.
LEAST_SOURCE: Final = 0.10

#: How many numbers describe a candidate to the confidence.
FEATURES: Final = 11

_SWITCH: Final = 1.2
_CLIP: Final = 8.0
_SAME_CUE: Final = 3
_CUE_LIKE: Final = 0.35
_SOURCE_EDGE: Final = 0.35
_RIVALS: Final = 0.6

Run = tuple[int, int]


@dataclass(slots=True)
class Candidate:
    """One cue with what it may report; runs are half-open token ranges of the paragraph.

    `sources` are runs with their probability, the best first; `features` feed the confidence.
    """

    anchor: int
    likely: float
    cue: Run
    content: list[Run]
    sources: list[tuple[Run, float]]
    features: list[float]


def unrivalled(found: Sequence[Candidate], confidences: Sequence[float]) -> list[int]:
    """Return which of a paragraph's candidates to keep, in order, when two report much the same words.

    Of two contents that share most of their words the more confident stays, the first of equals;
    what lies well inside another content stays beside it, since speech may be nested.
    """
    kept: dict[int, set[int]] = {}
    holders: dict[int, list[int]] = {}  # which kept candidates report a word
    for number in sorted(range(len(found)), key=lambda number: -confidences[number]):
        words = {word for first, last in found[number].content for word in range(first, last)}
        others = {other for word in words for other in holders.get(word, ())}
        if all(len(words & kept[other]) < _RIVALS * len(words | kept[other]) for other in others):
            kept[number] = words
            for word in words:
                holders.setdefault(word, []).append(number)
    return sorted(kept)


def candidates(paragraph: Paragraph, first: int, chances: Floats, pairs: Pairs) -> list[Candidate]:
    """Return the candidates of the window that begins at token `first` of `paragraph`, in order.

    `chances` (words, 8) are those of the window's words for tags and anchor; `pairs` takes positions
    in the window.
    """
    found = np.flatnonzero(chances[:, 7] >= LEAST_CUE)
    if not len(found):
        return []
    likely = chances[:, 7].tolist()
    cue_like = (chances[:, 3] + chances[:, 4]).tolist()
    anchors = _apart(found.tolist(), likely, cue_like)
    logits: Floats = np.clip(pairs(np.array(anchors)), -_CLIP, _CLIP)
    contents = logits[:, :, 1].tolist()
    sources = (1 / (1 + np.exp(-logits[:, :, 0]))).tolist()
    words = paragraph.words[first : first + len(chances)]
    quoted = [region >= 0 for region in paragraph.regions[first : first + len(chances)]]
    listed = []
    for number, anchor in enumerate(anchors):
        cue = _cue(anchor, cue_like, anchors)
        weights = contents[number]
        weights[cue[0] : cue[1]] = [-_CLIP] * (cue[1] - cue[0])
        content = _content(weights, words)
        if not content:
            continue
        runs = _sources(sources[number], cue)
        listed.append(
            Candidate(
                anchor + first,
                likely[anchor],
                (cue[0] + first, cue[1] + first),
                [(a + first, b + first) for a, b in content],
                [((a + first, b + first), p) for (a, b), p in runs],
                _features(
                    likely[anchor],
                    content=content,
                    weights=weights,
                    runs=runs,
                    words=words,
                    quoted=quoted,
                ),
            )
        )
    return listed


def _apart(found: list[int], likely: list[float], cue_like: list[float]) -> list[int]:
    """Return the anchors left when each cue keeps only its likeliest one."""
    kept: list[int] = []
    for index in sorted(found, key=lambda i: (-likely[i], i)):
        if not any(
            abs(index - other) <= _SAME_CUE
            and min(cue_like[min(index, other) : max(index, other) + 1]) >= _CUE_LIKE
            for other in kept
        ):
            kept.append(index)
    return sorted(kept)


def _cue(anchor: int, cue_like: list[float], anchors: list[int]) -> Run:
    first, last = anchor, anchor + 1
    while first > 0 and cue_like[first - 1] >= 0.5 and first - 1 not in anchors:
        first -= 1
    while last < len(cue_like) and cue_like[last] >= 0.5 and last not in anchors:
        last += 1
    return first, last


def _content(weights: Sequence[float], words: list[str]) -> list[Run]:
    """Return the runs of the best two-state path through `weights`, with only signs trimmed off."""
    inside_from: list[bool] = []
    outside_from: list[bool] = []
    inside, outside = -_SWITCH, 0.0
    for weight in weights:
        begin = outside - _SWITCH
        inside_from.append(inside >= begin)
        outside_from.append(inside > outside)
        inside, outside = max(inside, begin) + weight, max(inside, outside)
    state = inside > outside
    runs: list[Run] = []
    end = len(weights)
    for index in range(len(weights) - 1, -1, -1):
        if state:
            if not inside_from[index]:
                runs.append((index, end))
                state = False
        elif outside_from[index]:
            state = True
            end = index
    if state:
        runs.append((0, end))
    runs.reverse()
    merged: list[Run] = []
    for first, last in runs:
        if merged and not any(word[0].isalnum() for word in words[merged[-1][1] : first]):
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return [run for run in (_trimmed(run, words) for run in merged) if run[1] > run[0]]


def _trimmed(run: Run, words: list[str]) -> Run:
    first, last = run
    while first < last and words[first] in ",;:.)\u2014\u2013-":
        first += 1
    while first < last and words[last - 1] in ",;:(\u2014\u2013-":
        last -= 1
    if not any(word[0].isalnum() for word in words[first:last]):
        return first, first
    return first, last


def _sources(likely: list[float], cue: Run) -> list[tuple[Run, float]]:
    """Return up to three runs that may be the source, the likeliest first."""
    free = [True] * len(likely)
    free[cue[0] : cue[1]] = [False] * (cue[1] - cue[0])
    runs: list[tuple[Run, float]] = []
    order = sorted((i for i, p in enumerate(likely) if p >= LEAST_SOURCE), key=lambda i: (-likely[i], i))
    for index in order:
        if not free[index] or len(runs) == 3:
            continue
        edge = likely[index] * _SOURCE_EDGE
        first, last = index, index + 1
        while first > 0 and free[first - 1] and likely[first - 1] >= edge:
            first -= 1
        while last < len(likely) and free[last] and likely[last] >= edge:
            last += 1
        free[first:last] = [False] * (last - first)
        runs.append(((first, last), likely[index]))
    return runs


def _features(
    likely: float,
    *,
    content: list[Run],
    weights: Sequence[float],
    runs: list[tuple[Run, float]],
    words: list[str],
    quoted: list[bool],
) -> list[float]:
    """Return the FEATURES numbers that the confidence is made of; see training/calibration.py."""
    members = [i for first, last in content for i in range(first, last) if words[i][0].isalnum()]
    inside = [weights[i] for i in members]
    share = sum(quoted[i] for i in members) / len(members)
    best = runs[0][1] if runs else 0.05
    second = runs[1][1] if len(runs) > 1 else 0.05
    sure = sum(1 / (1 + exp(-w)) for w in inside) / len(inside)
    return [
        max(-4.0, min(4.0, log((likely + 1e-4) / (1.0001 - likely)))),
        log(best / (1.0001 - best)),
        log(second / (1.0001 - second)),
        sum(inside) / len(inside),
        sure,
        log(len(inside)),
        float(len(content)),
        float(not runs),
        share,
        float(share > 0.95),
        likely,
    ]
