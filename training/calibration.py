"""Fits the confidence: the chance that an attribution's content and source are both right.

Right means what the field's scorers mean: content words overlap with a marked attribution's by half
of their union or more (matched one to one, best first), and the sources share a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from briefs.model.span import Span
from briefs.reading.decoding import Candidate, unrivalled
from briefs.reading.tokens import Paragraph, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.tagger import Tagger
    from training.corpus import Article

_LIGHT = frozenset(
    "the a an of and or to in on at by for from with as that this these 's \u2019s his her its their".split()
)


@dataclass(slots=True)
class Judged:
    """One proposed attribution of an article as sets of token starts."""

    content: frozenset[int]
    source: frozenset[int]
    candidate: Candidate
    paragraph: int


def proposals(tagger: Tagger, read: list[Paragraph], least_source: float) -> list[Judged]:
    """Return what `tagger` proposes for one article, with the sources it is at least so sure of."""
    found = []
    for number, (paragraph, (some, _)) in enumerate(zip(read, tagger.candidates(read), strict=True)):
        for candidate in some:
            first = (
                candidate.sources[:1]
                if candidate.sources[:1] and candidate.sources[0][1] >= least_source
                else []
            )
            found.append(
                Judged(
                    _words(paragraph, _spans(paragraph, candidate.content)),
                    _words(paragraph, _spans(paragraph, [run for run, _ in first]), heavy=True),
                    candidate,
                    number,
                )
            )
    return found


def _spans(paragraph: Paragraph, runs: Sequence[tuple[int, int]]) -> list[Span]:
    return [Span(paragraph.starts[first], paragraph.ends[last - 1]) for first, last in runs]


def _words(paragraph: Paragraph, spans: Sequence[Span], *, heavy: bool = False) -> frozenset[int]:
    inside = [
        (start, word)
        for start, word, lowered in zip(paragraph.starts, paragraph.words, paragraph.lowered, strict=True)
        if word[0].isalnum() and any(span.start <= start < span.end for span in spans)
        if not (heavy and lowered in _LIGHT)
    ]
    if heavy and not inside and spans:
        return _words(paragraph, spans)
    return frozenset(start for start, _ in inside)


def marked(article: Article, read: list[Paragraph]) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Return content and source of each attribution that annotators marked, as proposals give them."""
    found: dict[frozenset[int], frozenset[int]] = {}
    for attribution in article.attributions:
        content: frozenset[int] = frozenset()
        source: frozenset[int] = frozenset()
        for paragraph in read:
            low, high = paragraph.start, paragraph.end
            near = [Span(s, e) for s, e in attribution["content"] or [] if s < high and e > low]
            named = [Span(s, e) for s, e in attribution["source"] or [] if s < high and e > low]
            content |= _words(paragraph, near) if near else frozenset()
            source |= _words(paragraph, named, heavy=True) if named else frozenset()
        if content and (source or content not in found):
            found[content] = source
    return list(found.items())


def hits(gold: list[tuple[frozenset[int], frozenset[int]]], proposed: list[Judged]) -> list[bool]:
    """Return for each proposal whether it is right; equal contents stand or fall together."""
    groups: dict[frozenset[int], list[int]] = {}
    for number, judged in enumerate(proposed):
        groups.setdefault(judged.content, []).append(number)
    contents = [content for content in groups if content]
    pairs = sorted(
        (-len(c & g) / len(c | g), gi, ci)
        for gi, (g, _) in enumerate(gold)
        for ci, c in enumerate(contents)
        if 2 * len(c & g) >= len(c | g)
    )
    right = [False] * len(proposed)
    used_gold: set[int] = set()
    used: set[int] = set()
    for _, gi, ci in pairs:
        if gi in used_gold or ci in used:
            continue
        used_gold.add(gi)
        used.add(ci)
        wanted = gold[gi][1]
        for number in groups[contents[ci]]:
            given = proposed[number].source
            right[number] = bool(wanted & given) if wanted else not given
    return right


def logistic(features: np.ndarray, right: np.ndarray, *, ridge: float = 2.0) -> np.ndarray:
    """Return weights, the intercept last, of a ridge logistic regression by Newton's method."""
    mean, spread = features.mean(0), features.std(0) + 1e-6
    scaled = np.column_stack([(features - mean) / spread, np.ones(len(features))])
    weights = np.zeros(scaled.shape[1])
    penalty = np.full(scaled.shape[1], ridge)
    penalty[-1] = 0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - right) + penalty * weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.diag(penalty + 1e-9)
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - plain @ mean)


def calibrate(tagger: Tagger, articles: list[Article]) -> tuple[np.ndarray, float, float]:
    """Return confidence weights, the best threshold and the least sure source worth naming."""
    read = [paragraphs(article.text) for article in articles]
    gold = [marked(article, some) for article, some in zip(articles, read, strict=True)]
    best = (np.zeros(1), 0.5, 0.5, 0.0)
    for least_source in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4):
        proposed = [proposals(tagger, some, least_source) for some in read]
        right = np.array([r for g, p in zip(gold, proposed, strict=True) for r in hits(g, p)], dtype=float)
        features = np.array([judged.candidate.features for some in proposed for judged in some])
        weights = logistic(features, right)
        chance = 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))
        kept = _kept(proposed, chance)
        threshold, score = best_threshold(chance[kept], right[kept], sum(map(len, gold)))
        if score > best[3]:
            best = (weights, threshold, least_source, score)
    return best[:3]


def _kept(proposed: list[list[Judged]], chance: np.ndarray) -> list[int]:
    """Return the places, over all articles, of the proposals that no rival of their paragraph beats."""
    groups: dict[tuple[int, int], list[int]] = {}
    everything: list[Candidate] = []
    for article, some in enumerate(proposed):
        for judged in some:
            groups.setdefault((article, judged.paragraph), []).append(len(everything))
            everything.append(judged.candidate)
    kept: list[int] = []
    for places in groups.values():
        found = [everything[place] for place in places]
        kept += [places[number] for number in unrivalled(found, [float(chance[place]) for place in places])]
    return kept


def best_threshold(chance: np.ndarray, right: np.ndarray, marked_count: int) -> tuple[float, float]:
    """Return the confidence from which on keeping attributions gives the highest F1, and that F1."""
    order = np.argsort(-chance)
    good = np.cumsum(right[order])
    scores = 2 * good / (np.arange(1, len(order) + 1) + marked_count)
    smooth = np.convolve(scores, np.ones(41) / 41, mode="same") if len(scores) > 100 else scores
    return float(chance[order][int(smooth.argmax())]), float(smooth.max())
