"""What a tagger makes of articles it has not seen, to fit how far rules and tagger are to be trusted.

The shipped tagger has learnt every article of the corpus by heart and would look too sure of itself
there. So teachers read the part of the articles that was held out from them, which is about as well as
the shipped tagger reads new ones. Training them needs what `training/requirements.txt` lists.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from briefs.reading import decoding
from briefs.reading.pieces import WordPieces
from training import calibration, corpus, teacher
from training.encoder import vocabulary
from training.found import LEAST_SOURCE

if TYPE_CHECKING:
    from pathlib import Path

    from briefs.reading.tokens import Paragraph

FOLDS, TEACHERS, EPOCHS = 4, 2, 5.0
#: The logit of a pair that the teacher did not look at.
UNSEEN = -9.0


def make(source: Path, target: Path) -> None:
    """Train teachers on the articles of `source` and write to `target` what they find in those held out."""
    articles = corpus.load(source)
    corpus.label(articles, corpus.cue_lexicon(articles))
    split = WordPieces(vocabulary())
    lines: list[str] = []
    for fold in range(TEACHERS):
        rest = [a.examples for number, a in enumerate(articles) if number % FOLDS != fold]
        own = [a for number, a in enumerate(articles) if number % FOLDS == fold]
        model = teacher.train(rest, split, epochs=EPOCHS, seed=fold, report=f"teacher {fold}")
        soft = teacher.predict(model, [a.examples for a in own], split)
        lines += _records(own, soft)
    target.write_text("\n".join(lines) + "\n", encoding="utf8")


def _records(articles: list[corpus.Article], soft: list[list[teacher.Soft]]) -> list[str]:
    """Give one line an article: its id and what was found, with a confidence fitted on the other half."""
    found: list[list[tuple[Paragraph, decoding.Candidate]]] = []
    right: list[list[bool]] = []
    for article, labels in zip(articles, soft, strict=True):
        read = [example.paragraph for example in article.examples]
        here = [
            (number, candidate)
            for number, (paragraph, label) in enumerate(zip(read, labels, strict=True))
            for candidate in _candidates(paragraph, label)
        ]
        judged = [_judged(read[number], number, candidate) for number, candidate in here]
        right.append(calibration.hits(calibration.marked(article, read), judged))
        found.append([(read[number], candidate) for number, candidate in here])
    halves = [_weights(found[1 - half :: 2], right[1 - half :: 2]) for half in (0, 1)]
    return [
        json.dumps(
            {"id": article.name, "found": [_record(*each, halves[number % 2]) for each in found[number]]}
        )
        for number, article in enumerate(articles)
    ]


def _weights(found: list[list[tuple[Paragraph, decoding.Candidate]]], right: list[list[bool]]) -> np.ndarray:
    features = np.array([candidate.features for here in found for _, candidate in here])
    return calibration.logistic(features, np.array([float(r) for here in right for r in here]))


def _record(paragraph: Paragraph, candidate: decoding.Candidate, weights: np.ndarray) -> dict:
    def span(run: tuple[int, int]) -> list[int]:
        return [paragraph.starts[run[0]], paragraph.ends[run[1] - 1]]

    confidence = 1 / (1 + np.exp(-(np.array(candidate.features) @ weights[:-1] + weights[-1])))
    return {
        "cue": span(candidate.cue),
        "likely": float(candidate.likely),
        "sources": [[span(run), float(likely)] for run, likely in candidate.sources],
        "content": [span(run) for run in candidate.content],
        "confidence": float(confidence),
    }


def _judged(paragraph: Paragraph, number: int, candidate: decoding.Candidate) -> calibration.Judged:
    """Lay a candidate out as sets of token starts, as the judge of the tagger's confidence wants it."""
    taken = [run for run, likely in candidate.sources[:1] if likely >= LEAST_SOURCE]

    def words(runs: list[tuple[int, int]]) -> frozenset[int]:
        return frozenset(
            paragraph.starts[at] for run in runs for at in range(*run) if paragraph.words[at][0].isalnum()
        )

    return calibration.Judged(words(candidate.content), words(taken), candidate, number)


def _candidates(paragraph: Paragraph, soft: teacher.Soft) -> list[decoding.Candidate]:
    where = {anchor: row for row, anchor in enumerate(soft.anchors)}
    unseen = np.full((len(paragraph), 2), UNSEEN)

    def pairs(anchors: np.ndarray) -> np.ndarray:
        return np.stack([soft.pairs[where[a]] if a in where else unseen for a in anchors.tolist()])

    tags = np.exp(soft.tags[:, :7] - soft.tags[:, :7].max(1, keepdims=True))
    chances = np.column_stack([tags / tags.sum(1, keepdims=True), 1 / (1 + np.exp(-soft.tags[:, 7]))])
    return decoding.candidates(paragraph, 0, chances, pairs)
