"""The tagger's network in numpy: from words to scores of tags, anchors and pairs.

Gated convolutions (Dauphin et al., ICML 2017, with a rectified gate) and two attention layers with
relative positions (Shaw et al., NAACL 2018), trained by training/student.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.lib.stride_tricks import as_strided

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

WIDTH: Final = 160
HEADS: Final = 5
#: Attention tells distances apart up to this many words.
REACH: Final = 24
#: The layers in order: convolutions by name of their dilation, and attention.
PLAN: Final = ("one", "two", "attention", "four", "one", "attention", "two")
DILATIONS: Final = {"one": 1, "two": 2, "four": 4}
#: Scores of a word: seven tags (see TAGS) and whether it anchors a cue.
OUTPUTS: Final = 8
TAGS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
PAIR: Final = 32
FAR: Final = 32
STEPS: Final = 4
#: Windows are never longer than this, so that attention stays linear in the text.
WINDOW: Final = 256

_SMALL: Final = np.float32(1e-6)
_TOGETHER: Final = 96
_STEEPEST: Final = 60

#: First and last word of a block and, where it holds several windows, a mask of pairs.
_Block = tuple[int, int, "Floats | None"]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the network makes of some words: chances (words, OUTPUTS) and the two sides of pairs."""

    chances: Floats
    members: Floats
    anchors: Floats
    biases: Floats


class Network:
    """Runs the trained weights over windows of words."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        """Take the arrays of the model file; tables stay small integers with a scale a row."""
        self._tables = {
            name: (weights[f"{name}.rows"], weights[f"{name}.scales"].astype(np.float32))
            for name in ("pieces", "endings")
        }
        self._floats = {
            name: np.ascontiguousarray(value, dtype=np.float32)
            for name, value in weights.items()
            if value.dtype == np.float16
        }
        #: Score of a pair by distance in words and in sentences.
        self.near = self._floats["near"]
        self.apart = self._floats["apart"]
        self._places = self._floats["places"]
        self._blocks = [
            {
                part: self._floats[f"blocks.{number}.{part}"]
                for part in (
                    ("split", "split_bias", "merge", "merge_bias", "bias", "gain")
                    if step == "attention"
                    else ("mix", "mix_bias", "gain")
                )
            }
            for number, step in enumerate(PLAN)
        ]
        for block in self._blocks:
            if "bias" in block:
                block["bias"] = _spread(block["bias"])

    def words(self, surfaces: Sequence[tuple[tuple[int, ...], int, int, int]]) -> Floats:
        """Return one row of WIDTH a word: everything about it that its place does not change."""
        counts = np.array([len(surface[0]) for surface in surfaces], dtype=np.int64)
        flat = np.array([piece for surface in surfaces for piece in surface[0]], dtype=np.int64)
        rest = np.array([surface[1:] for surface in surfaces], dtype=np.int64).reshape(-1, 3)
        firsts = np.cumsum(counts) - counts
        rows = np.add.reduceat(self._rows("pieces", flat), firsts, axis=0)
        rows /= counts[:, None].astype(np.float32)
        rows += self._floats["shapes"][rest[:, 0]]
        rows += self._rows("endings", rest[:, 1])
        rows += self._floats["cues"][rest[:, 2]]
        return rows

    def _rows(self, table: str, index: Integers) -> Floats:
        rows, scales = self._tables[table]
        found: Floats = rows[index].astype(np.float32)
        found *= scales[index][:, None]
        return found

    def run(self, words: Floats, places: Integers, lengths: Sequence[int]) -> Hidden:
        """Return the scores of all words of the windows that follow one another in `words`.

        `words` (n, WIDTH) come from `words`, `places` (n) from features; `lengths` sum to n.
        """
        x: Floats = words + self._places[places]
        _normalise(x, self._floats["gain"])
        starts = np.cumsum(lengths) - np.asarray(lengths)
        within = np.arange(len(x)) - np.repeat(starts, lengths)
        left = np.repeat(np.asarray(lengths), lengths) - within
        blocks = _blocks(lengths)
        # two scratch arrays serve every layer: fresh ones would cost more than the sums they hold
        wide = np.empty((len(x), 3 * WIDTH), dtype=np.float32)
        double = np.empty((len(x), 2 * WIDTH), dtype=np.float32)
        attended = np.empty_like(x)
        edges = {d: (np.flatnonzero(within < d), np.flatnonzero(left <= d)) for d in DILATIONS.values()}
        for step, block in zip(PLAN, self._blocks, strict=True):
            if step == "attention":
                _attend(x, block, blocks, wide, attended)
            else:
                d = DILATIONS[step]
                _convolve(x, block, wide, double, dilation=d, edges=edges[d])
        scores: Floats = x @ self._floats["out"] + self._floats["out_bias"]
        members = x @ self._floats["member"] + self._floats["member_bias"]
        anchors = x @ self._floats["anchor"] + self._floats["anchor_bias"]
        biases = x @ self._floats["pair"] + self._floats["pair_bias"]
        return Hidden(_chances(scores), members, anchors, biases)

    def pairs(self, hidden: Hidden, first: int, last: int, anchors: Integers, sentences: Integers) -> Floats:
        """Return logits (anchors, words, 2) for the words `first` to `last` of one window.

        `anchors` are positions within the window; `sentences` the sentence number of each word.
        """
        count = last - first
        members = hidden.members[first:last].reshape(count, 2, PAIR)
        heads = hidden.anchors[first + anchors].reshape(-1, 2, PAIR)
        scores = np.matmul(heads.transpose(1, 0, 2), members.transpose(1, 2, 0)).transpose(1, 2, 0)
        distances = np.clip(np.arange(count)[None] - anchors[:, None], -FAR, FAR) + FAR
        steps = np.clip(sentences[None] - sentences[anchors][:, None], -STEPS, STEPS) + STEPS
        logits: Floats = scores + hidden.biases[None, first:last] + self.near[distances] + self.apart[steps]
        return logits


def _convolve(
    x: Floats,
    block: Mapping[str, Floats],
    taps: Floats,
    mixed: Floats,
    *,
    dilation: int,
    edges: tuple[Integers, Integers],
) -> None:
    """Put `x` through a gated convolution, in place; `edges` are the words that lack a left or right tap."""
    taps[:, WIDTH : 2 * WIDTH] = x
    taps[dilation:, :WIDTH] = x[:-dilation]
    taps[edges[0], :WIDTH] = 0
    taps[:-dilation, 2 * WIDTH :] = x[dilation:]
    taps[edges[1], 2 * WIDTH :] = 0
    np.matmul(taps, block["mix"], out=mixed)
    mixed += block["mix_bias"]
    value, gate = mixed[:, :WIDTH], mixed[:, WIDTH:]
    np.maximum(gate, 0, out=gate)
    value *= gate
    x += value
    _normalise(x, block["gain"])


def _attend(
    x: Floats, block: Mapping[str, Floats], blocks: Sequence[_Block], split: Floats, mixed: Floats
) -> None:
    """Put `x` through self-attention within each window, in place."""
    np.matmul(x, block["split"], out=split)
    split += block["split_bias"]
    for first, last, together in blocks:
        length = last - first
        query, key, value = split[first:last].reshape(length, 3, HEADS, -1).transpose(1, 2, 0, 3)
        weights = np.matmul(query, key.transpose(0, 2, 1))
        weights += block["bias"][:, :length, :length]
        np.clip(weights, -_STEEPEST, _STEEPEST, out=weights)
        np.exp(weights, out=weights)
        if together is not None:
            weights *= together
        out = np.matmul(weights, value)
        out /= weights.sum(-1, keepdims=True)
        mixed[first:last].reshape(length, HEADS, -1)[:] = out.transpose(1, 0, 2)
    x += np.matmul(mixed, block["merge"])
    x += block["merge_bias"]
    _normalise(x, block["gain"])


def _chances(scores: Floats) -> Floats:
    chances = np.clip(scores, -_STEEPEST, _STEEPEST)
    np.exp(chances, out=chances)
    chances[:, :7] /= chances[:, :7].sum(1, keepdims=True)
    chances[:, 7] /= 1 + chances[:, 7]
    return chances


def _normalise(x: Floats, gain: Floats) -> None:
    scale = np.einsum("ij,ij->i", x, x)
    scale /= x.shape[1]
    scale += _SMALL
    np.sqrt(scale, out=scale)
    x /= scale[:, None]
    x *= gain


def _spread(bias: Floats) -> Floats:
    """Return the attention bias (HEADS, WINDOW, WINDOW) of distances as a view on few numbers."""
    distances = np.clip(np.arange(-WINDOW + 1, WINDOW), -REACH, REACH) + REACH
    line = np.ascontiguousarray(bias[:, distances])
    head, step = line.strides
    spread: Floats = as_strided(
        line[:, WINDOW - 1 :], (HEADS, WINDOW, WINDOW), (head, -step, step), writeable=False
    )
    return spread


def _blocks(lengths: Sequence[int]) -> list[_Block]:
    """Return blocks of neighbouring windows to attend over at once, and which words may see which.

    A few larger products cost less than many small ones, even if some of the sums are thrown away.
    """
    blocks: list[_Block] = []
    first = last = 0
    owners: list[int] = []
    for number, length in enumerate([*lengths, WINDOW]):
        if owners and (len(owners) + length > _TOGETHER):
            own = np.array(owners)
            alone = owners[0] == owners[-1]
            blocks.append((first, last, None if alone else (own[:, None] == own).astype(np.float32)))
            first, owners = last, []
        owners += [number] * length
        last += length
    return blocks
