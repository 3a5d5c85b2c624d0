"""The student: gated convolutions and two attention layers, small enough for numpy.

It sees one window of a paragraph at a time and scores what the teacher scores. Every operation
here has its twin in briefs/reading/network.py.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from briefs.reading.features import CUES, ENDINGS, PLACES, SHAPES
from briefs.reading.network import DILATIONS, FAR, HEADS, OUTPUTS, PAIR, PLAN, REACH, STEPS, WIDTH
from training.encoder import Dropout

EMBEDDING = 128


class Norm(nn.Module):
    """Root-mean-square normalisation with a gain."""

    def __init__(self) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        """Return what comes out for `x` (batch, length, width)."""
        scale = torch.rsqrt(x.float().square().mean(-1, keepdim=True) + 1e-6)
        return x * scale.to(x.dtype) * self.gain.to(x.dtype)


class Convolution(nn.Module):
    """Three taps `dilation` words apart, gated, added to what came in and normalised."""

    def __init__(self, dilation: int, drop: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.mix = nn.Linear(3 * WIDTH, 2 * WIDTH)
        self.norm = Norm()
        self.drop = Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return what comes out for `x` (batch, length, width)."""
        d = self.dilation
        padded = functional.pad(x * mask[..., None].to(x.dtype), (0, 0, d, d))
        taps = torch.cat([padded[:, : -2 * d], padded[:, d:-d], padded[:, 2 * d :]], -1)
        value, gate = self.mix(taps).chunk(2, -1)
        return self.norm(x + self.drop(value * functional.relu(gate)))


class Attention(nn.Module):
    """Self-attention with a learned bias for the distance, added and normalised."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.split = nn.Linear(WIDTH, 3 * WIDTH)
        self.merge = nn.Linear(WIDTH, WIDTH)
        self.bias = nn.Parameter(torch.zeros(HEADS, 2 * REACH + 1))
        self.norm = Norm()
        self.drop = Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return what comes out for `x` (batch, length, width)."""
        batch, length, _ = x.shape
        query, key, value = (
            y.view(batch, length, HEADS, -1).transpose(1, 2) for y in self.split(x).chunk(3, -1)
        )
        at = torch.arange(length)
        distance = (at[None] - at[:, None]).clamp(-REACH, REACH) + REACH
        scores = (query @ key.transpose(-1, -2)).float() * (WIDTH // HEADS) ** -0.5 + self.bias[:, distance]
        weights = scores.masked_fill(~mask[:, None, None, :], -1e4).softmax(-1).to(value.dtype)
        mixed = (weights @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        return self.norm(x + self.drop(self.merge(mixed)))


class Student(nn.Module):
    """Scores tags and anchors of words, and the membership of words in what a cue reports."""

    def __init__(self, pieces: Tensor | None = None, count: int = 30522, drop: float = 0.12) -> None:
        """Start the piece embeddings from the principal components of `pieces`, if given."""
        super().__init__()
        self.pieces = nn.EmbeddingBag(count, EMBEDDING, mode="mean")
        self.inlet = nn.Linear(EMBEDDING, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.endings = nn.Embedding(ENDINGS, 32)
        self.ending_inlet = nn.Linear(32, WIDTH, bias=False)
        self.cues = nn.Embedding(CUES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        for table in (self.shapes, self.cues, self.places):
            nn.init.normal_(table.weight, std=0.2)
        self.norm = Norm()
        self.drop = Dropout(drop)
        self.blocks = nn.ModuleList(
            Attention(drop) if step == "attention" else Convolution(DILATIONS[step], drop) for step in PLAN
        )
        self.out = nn.Linear(WIDTH, OUTPUTS)
        self.member = nn.Linear(WIDTH, 2 * PAIR)
        self.anchor = nn.Linear(WIDTH, 2 * PAIR)
        self.member_bias = nn.Linear(WIDTH, 2)
        self.near = nn.Parameter(torch.zeros(2 * FAR + 1, 2))
        self.apart = nn.Parameter(torch.zeros(2 * STEPS + 1, 2))
        if pieces is not None:
            centred = pieces - pieces.mean(0)
            _, _, axes = torch.pca_lowrank(centred, EMBEDDING, niter=4)
            reduced = centred @ axes
            self.pieces.weight.data.copy_(reduced / reduced.std() * 0.5)

    def forward(
        self, pieces: Tensor, offsets: Tensor, surfaces: Tensor, index: Tensor, mask: Tensor
    ) -> Tensor:
        """Return hidden states (batch, length, WIDTH).

        `pieces` and `offsets` feed the bag of pieces of every word in turn; `surfaces` (words, 4) are
        shape, ending, cue class and place; `index` (batch, length) places words into the batch.
        """
        bags = self.pieces(pieces, offsets)
        if self.training:
            bags = bags * (torch.rand(len(bags), 1) > 0.04)
        x = (
            self.inlet(bags).float()
            + self.shapes(surfaces[:, 0])
            + self.ending_inlet(self.endings(surfaces[:, 1])).float()
            + self.cues(surfaces[:, 2])
            + self.places(surfaces[:, 3])
        )
        x = self.norm(x)
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()  # half the memory to move, which is most of what training costs
        x = self.drop(x[index])
        for block in self.blocks:
            x = block(x, mask)
        return x

    def pair_scores(
        self, words: Tensor, anchors: Tensor, left: Tensor, right: Tensor, *, distances: Tensor, steps: Tensor
    ) -> Tensor:
        """Return logits (pairs, 2) that word `left` is of the source, of the content of `right`.

        `distances` count words and `steps` sentences from anchor to word.
        """
        member = self.member(words).float().view(-1, 2, PAIR)
        head = self.anchor(anchors).float().view(-1, 2, PAIR)
        score = (member[left] * head[right]).sum(-1) / PAIR**0.5
        near = self.near[distances.clamp(-FAR, FAR) + FAR]
        apart = self.apart[steps.clamp(-STEPS, STEPS) + STEPS]
        return score + self.member_bias(words).float()[left] + near + apart
