"""The token tagger: which words of a paragraph are source, cue and content, and which belong together.

The model file `tagger.npz` beside this module holds the weights; MODEL_CARD.md says what they were
trained on and how well they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np

from briefs.model.span import Span
from briefs.reading.decoding import Candidate, candidates, unrivalled
from briefs.reading.features import Surfaces, places, windows
from briefs.reading.network import OUTPUTS, WINDOW, Network
from briefs.reading.pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from briefs.reading.network import Floats, Hidden, Integers
    from briefs.reading.tokens import Paragraph

_BATCH: Final = 2048
_LOADING: Final = Lock()

_Window = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """One cue and what the tagger links to it.

    `cue_probability` is the chance that the cue is one. `sources` are the stretches that may name the
    source, each with its chance, the likeliest first; `source` is the one to take, None where there
    is likely none. `content` lists the reported stretches in text order. `confidence` is the
    calibrated chance that content and source are both right.
    """

    cue: Span
    cue_probability: float
    source: Span | None
    sources: tuple[tuple[Span, float], ...]
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """A paragraph as the tagger sees it.

    `attributions` stand in the order of their cues. `probabilities` (tokens, 8) are, for each token,
    the chances of the seven tags in `network.TAGS` and of being the main word of a cue.
    """

    paragraph: Paragraph
    attributions: tuple[TaggedAttribution, ...]
    probabilities: Floats


class Tagger:
    """Reads paragraphs with the trained network; safe to share between threads."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        """Take the arrays of a model file."""
        vocabulary = weights["vocabulary"].tobytes().decode("utf8").split("\n")
        words = weights["cue_words"].tobytes().decode("utf8").split("\n")
        shares = dict(zip(words, weights["cue_shares"].astype(np.float64).tolist(), strict=True))
        self._surfaces = Surfaces(WordPieces(vocabulary), shares)
        self._network = Network(weights)
        self._confidence = weights["confidence"].astype(np.float64)
        threshold, least_source = weights["thresholds"].astype(np.float64).tolist()
        #: The confidence from which on keeping an attribution serves precision and recall alike.
        self.threshold: float = threshold
        self._least_source: float = least_source

    @classmethod
    def load(cls) -> Tagger:
        """Return the tagger of the model file shipped with this package, read once a process.

        Raises:
            FileNotFoundError: when the installation lacks the model file.
        """
        with _LOADING:
            return _shipped()

    @classmethod
    def read(cls, path: Path) -> Tagger:
        """Return the tagger of the model file at `path`.

        Raises:
            OSError: when it cannot be read.
        """
        return cls(_arrays(path.read_bytes()))

    def tag(self, paragraphs: Sequence[Paragraph]) -> list[Tagged]:
        """Return what the network makes of each of an article's paragraphs, in their order.

        Each paragraph is read on its own, however many come together; time and memory are linear in
        the number of tokens.
        """
        tagged: list[Tagged] = []
        for paragraph, (found, chances) in zip(paragraphs, self.candidates(paragraphs), strict=True):
            confidences = self.confidences(found)
            attributions = tuple(
                self._attribution(paragraph, found[number], confidences[number])
                for number in unrivalled(found, confidences)
            )
            tagged.append(Tagged(paragraph, attributions, chances))
        return tagged

    def candidates(self, paragraphs: Sequence[Paragraph]) -> list[tuple[list[Candidate], Floats]]:
        """Return each paragraph's candidates and chances (tokens, 8), what `tag` makes its result of."""
        found: list[list[Candidate]] = [[] for _ in paragraphs]
        chances: list[list[Floats]] = [[] for _ in paragraphs]
        for batch in self._batches(paragraphs):
            for number, some, part in self._read(paragraphs, batch):
                found[number] += some
                chances[number].append(part)
        none = np.zeros((0, OUTPUTS), dtype=np.float32)
        return [
            (some, np.concatenate(parts) if parts else none)
            for some, parts in zip(found, chances, strict=True)
        ]

    def confidences(self, found: Sequence[Candidate]) -> list[float]:
        """Return for each candidate the calibrated chance that content and source are both right."""
        if not found:
            return []
        features = np.array([candidate.features for candidate in found])
        weights = (features * self._confidence[:-1]).sum(1) + self._confidence[-1]
        chances: list[float] = (1 / (1 + np.exp(-weights))).tolist()
        return chances

    @staticmethod
    def _batches(paragraphs: Sequence[Paragraph]) -> Iterator[list[_Window]]:
        batch: list[_Window] = []
        size = 0
        for number, paragraph in enumerate(paragraphs):
            if not len(paragraph):
                continue
            for first, last in windows(paragraph, WINDOW):
                if batch and size + last - first > _BATCH:
                    yield batch
                    batch, size = [], 0
                batch.append((number, first, last))
                size += last - first
        if batch:
            yield batch

    def _read(
        self, paragraphs: Sequence[Paragraph], batch: list[_Window]
    ) -> Iterator[tuple[int, list[Candidate], Floats]]:
        seen: dict[str, int] = {}
        rows: list[int] = []
        where: list[int] = []
        for number, first, last in batch:
            paragraph = paragraphs[number]
            rows += [seen.setdefault(word, len(seen)) for word in paragraph.words[first:last]]
            where += places(paragraph, first, last)
        words = self._network.words([self._surfaces(word) for word in seen])
        hidden = self._network.run(
            words[rows], np.array(where, dtype=np.int64), [last - first for _, first, last in batch]
        )
        start = 0
        for number, first, last in batch:
            end = start + last - first
            sentences = np.array(paragraphs[number].sentences[first:last])
            pairs = _Pairs(self._network, hidden, start, end, sentences)
            chances = hidden.chances[start:end]
            yield number, candidates(paragraphs[number], first, chances, pairs), chances
            start = end

    def _attribution(
        self, paragraph: Paragraph, candidate: Candidate, confidence: float
    ) -> TaggedAttribution:
        def span(run: tuple[int, int]) -> Span:
            return Span(paragraph.starts[run[0]], paragraph.ends[run[1] - 1])

        sources = tuple((span(run), round(chance, 4)) for run, chance in candidate.sources)
        return TaggedAttribution(
            span(candidate.cue),
            round(candidate.likely, 4),
            sources[0][0] if sources and sources[0][1] >= self._least_source else None,
            sources,
            tuple(span(run) for run in candidate.content),
            round(confidence, 4),
        )


@dataclass(slots=True)
class _Pairs:
    """The pair scores of one window, computed for the anchors asked for."""

    network: Network
    hidden: Hidden
    start: int
    end: int
    sentences: Integers

    def __call__(self, anchors: Integers) -> Floats:
        return self.network.pairs(self.hidden, self.start, self.end, anchors, self.sentences)


@lru_cache(maxsize=1)
def _shipped() -> Tagger:
    return Tagger(_arrays((files("briefs.reading") / "tagger.npz").read_bytes()))


def _arrays(data: bytes) -> dict[str, NDArray[np.generic]]:
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
