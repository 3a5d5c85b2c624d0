"""Trains the student on gold labels and on the teachers' soft ones."""

from __future__ import annotations

import copy
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from briefs.reading.features import Surfaces, places, windows
from briefs.reading.network import WINDOW
from training.augment import Augmenter
from training.student import Student
from training.teacher import Soft

if TYPE_CHECKING:
    from briefs.reading.tokens import Paragraph
    from training.corpus import Example

TOKENS = 4096
GOLD = 0.35  # the weight of what annotators marked; the rest is the teachers'


@dataclass(slots=True)
class Target:
    """One window of one paragraph with everything to learn from it."""

    example: int
    first: int
    last: int
    tags: np.ndarray  # (words, 7), a distribution
    anchors: np.ndarray  # (words), probabilities
    heads: np.ndarray  # (pairs' anchors), positions in the window
    weights: np.ndarray  # (pairs' anchors)
    pairs: np.ndarray  # (pairs' anchors, words, 2), probabilities
    sentences: np.ndarray


@dataclass(slots=True)
class Reader:
    """An article's inputs: one list of surfaces and places a paragraph."""

    surfaces: Surfaces

    def __call__(self, paragraph: Paragraph) -> tuple[list, np.ndarray]:
        """Return pieces of every word and its shape, ending, cue class and place."""
        seen = [self.surfaces(word) for word in paragraph.words]
        rows = np.array([s[1:] for s in seen], dtype=np.int64).reshape(-1, 3)
        return [s[0] for s in seen], np.concatenate(
            [rows, np.array(places(paragraph, 0, len(paragraph)))[:, None]], 1
        )


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def targets(examples: list[Example], soft: list[Soft] | None, gold: float = GOLD) -> list[Target]:
    """Return what there is to learn from an article, window by window."""
    found = []
    for number, example in enumerate(examples):
        size = len(example.paragraph)
        tags = np.eye(7, dtype=np.float32)[example.tags]
        anchors = np.zeros(size, np.float32)
        pairs: dict[int, np.ndarray] = {}
        for relation in example.relations:
            anchors[relation.anchor] = 1
            pair = np.zeros((size, 2), np.float32)
            for role, runs in enumerate((relation.source, relation.content)):
                for start, end in runs:
                    pair[start:end, role] = 1
            pairs[relation.anchor] = pair
        weights = dict.fromkeys(pairs, 1.0)
        if soft is not None:
            label = soft[number]
            logits = label.tags[:, :7] - label.tags[:, :7].max(1, keepdims=True)
            likely = np.exp(logits)
            likely /= likely.sum(1, keepdims=True)
            tags = gold * tags + (1 - gold) * likely
            anchors = gold * anchors + (1 - gold) * _sigmoid(label.tags[:, 7])
            for anchor, scores in zip(label.anchors, label.pairs, strict=True):
                if anchor in pairs:
                    pairs[anchor] = gold * pairs[anchor] + (1 - gold) * _sigmoid(scores)
                else:
                    pairs[anchor] = _sigmoid(scores)
                    weights[anchor] = float(anchors[anchor])
        sentences = np.array(example.paragraph.sentences)
        for first, last in windows(example.paragraph, WINDOW):
            heads = [a for a in sorted(pairs) if first <= a < last]
            found.append(
                Target(
                    number,
                    first,
                    last,
                    tags[first:last].astype(np.float32),
                    anchors[first:last].astype(np.float32),
                    np.array(heads, dtype=np.int64) - first,
                    np.array([weights[a] for a in heads], dtype=np.float32),
                    np.array([pairs[a][first:last] for a in heads], dtype=np.float32).reshape(
                        -1, last - first, 2
                    ),
                    sentences[first:last],
                )
            )
    return found


Item = tuple[Target, list, np.ndarray]


def _batches(items: list[Item], draw: random.Random) -> list[list[Item]]:
    draw.shuffle(items)
    batches: list[list[Item]] = []
    for first in range(0, len(items), 4000):
        batch: list[Item] = []
        for item in sorted(items[first : first + 4000], key=lambda item: len(item[1])):
            if batch and len(item[1]) * (len(batch) + 1) > TOKENS:
                batches.append(batch)
                batch = []
            batch.append(item)
        batches.append(batch)
    draw.shuffle(batches)
    return batches


def _inputs(batch: list[Item]) -> tuple[Tensor, ...]:
    lengths = [len(pieces) for _, pieces, _ in batch]
    counts = np.array([len(word) for _, pieces, _ in batch for word in pieces])
    flat = np.array([p for _, pieces, _ in batch for word in pieces for p in word])
    offsets = np.cumsum(counts) - counts
    surfaces = np.concatenate([rows for _, _, rows in batch])
    starts = np.cumsum(lengths) - lengths
    span = np.arange(max(lengths))
    mask = span[None] < np.array(lengths)[:, None]
    index = starts[:, None] + np.minimum(span[None], np.array(lengths)[:, None] - 1)
    return tuple(torch.from_numpy(a) for a in (flat, offsets, surfaces, index, mask))


def _loss(model: Student, batch: list[Item]) -> Tensor:
    flat, offsets, surfaces, index, mask = _inputs(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model(flat, offsets, surfaces, index, mask)[mask]
        scores = model.out(hidden).float()
    tags = torch.from_numpy(np.concatenate([t.tags for t, _, _ in batch]))
    anchors = torch.from_numpy(np.concatenate([t.anchors for t, _, _ in batch]))
    loss = -(tags * scores[:, :7].log_softmax(-1)).sum(-1).mean()
    loss = loss + 2 * functional.binary_cross_entropy_with_logits(scores[:, 7], anchors)
    left, right, distances, steps, heads, weights, wanted = [], [], [], [], [], [], []
    start = 0
    count = 0
    for target, _, _ in batch:
        size = target.last - target.first
        many = len(target.heads)
        if many:
            words = np.arange(size)
            left.append(np.tile(words + start, many))
            right.append(np.repeat(np.arange(count, count + many), size))
            distances.append((words[None] - target.heads[:, None]).ravel())
            steps.append((target.sentences[None] - target.sentences[target.heads][:, None]).ravel())
            heads.append(target.heads + start)
            weights.append(np.repeat(target.weights, size))
            wanted.append(target.pairs.reshape(-1, 2))
            count += many
        start += size
    if not left:
        return loss
    joined = [torch.from_numpy(np.concatenate(part)) for part in (left, right, distances, steps, heads)]
    weight = torch.from_numpy(np.concatenate(weights))[:, None]
    goal = torch.from_numpy(np.concatenate(wanted))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model.pair_scores(
            hidden, hidden[joined[4]], joined[0], joined[1], distances=joined[2], steps=joined[3]
        )
    each = (functional.binary_cross_entropy_with_logits(logits, goal, reduction="none") * weight).sum(
        0
    ) / weight.sum()
    return loss + 3 * each[0] + each[1]


def train(
    articles: list[list[Example]],
    soft: list[list[Soft]] | None,
    surfaces: Surfaces,
    start: Tensor,
    *,
    epochs: int,
    seed: int = 0,
    rate: float = 3e-3,
    begin: Student | None = None,
) -> Student:
    """Return a student trained for `epochs`; its weights are a running mean over the last steps.

    `start` holds the pretrained piece embeddings; `begin` is a student to train on instead of a new one.
    """
    torch.manual_seed(seed)
    draw = random.Random(seed)
    read = Reader(surfaces)
    model = begin or Student(start)
    model.train()
    mean = copy.deepcopy(model).eval()
    augment = Augmenter([e.paragraph for article in articles for e in article], seed)
    goals = [targets(a, soft[i] if soft else None) for i, a in enumerate(articles)]
    optimizer = torch.optim.AdamW(
        [
            {"params": [model.pieces.weight], "weight_decay": 0.0},
            {"params": [p for p in model.parameters() if p is not model.pieces.weight]},
        ],
        lr=rate,
        weight_decay=0.02,
        fused=True,
    )
    started = time.time()
    step = 0
    for epoch in range(epochs):
        items: list[Item] = []
        for article, goal in zip(articles, goals, strict=True):
            varied = [read(p) for p in augment.article([e.paragraph for e in article])]
            items += [
                (t, varied[t.example][0][t.first : t.last], varied[t.example][1][t.first : t.last])
                for t in goal
            ]
        batches = _batches(items, draw)
        losses = []
        for number, batch in enumerate(batches):
            spent = (epoch + number / len(batches)) / epochs
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1.0, (step + 1) / 150) * (1 - spent) + rate * 0.005
            loss = _loss(model, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            losses.append(loss.item())
            share = max(0.002, 1 / (step + 1))
            with torch.no_grad():
                for kept, now in zip(mean.parameters(), model.parameters(), strict=True):
                    kept.lerp_(now, share)
        print(
            f"student {epoch + 1}/{epochs} loss {np.mean(losses):.4f} {time.time() - started:.0f} s",
            flush=True,
        )
    return mean


@torch.inference_mode()
def predict(
    model: Student, articles: list[list[Example]], surfaces: Surfaces, *, least: float = 0.03
) -> list[list[Soft]]:
    """Return what `model` thinks of each paragraph, in the teachers' form."""
    read = Reader(surfaces)
    everything = []
    for article in articles:
        labels = []
        for example in article:
            pieces, rows = read(example.paragraph)
            tags = np.zeros((len(pieces), 8), np.float32)
            pairs: dict[int, np.ndarray] = {}
            for target in targets([example], None):
                first, last = target.first, target.last
                item = (target, pieces[first:last], rows[first:last])
                hidden = model(*_inputs([item]))[0]
                tags[first:last] = model.out(hidden).numpy()
                gold = set(target.heads.tolist())
                heads = [
                    i
                    for i in range(last - first)
                    if tags[first + i, 7] > np.log(least / (1 - least)) or i in gold
                ]
                for head in heads:
                    size = last - first
                    logits = model.pair_scores(
                        hidden,
                        hidden[[head]],
                        torch.arange(size),
                        torch.zeros(size, dtype=torch.long),
                        distances=torch.arange(size) - head,
                        steps=torch.from_numpy(target.sentences - target.sentences[head]),
                    )
                    row = np.full((len(pieces), 2), -12.0, np.float32)
                    row[first:last] = logits.numpy()
                    pairs[first + head] = row
            stack = (
                np.stack([pairs[a] for a in sorted(pairs)])
                if pairs
                else np.zeros((0, len(pieces), 2), np.float32)
            )
            labels.append(Soft(tags, sorted(pairs), stack))
        everything.append(labels)
    return everything
