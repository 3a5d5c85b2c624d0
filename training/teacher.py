"""Fine-tunes the teacher on labelled articles and reads its soft labels off."""

from __future__ import annotations

import math
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.augment import Augmenter
from training.encoder import WIDTH, Teacher

if TYPE_CHECKING:
    from briefs.reading.pieces import WordPieces
    from briefs.reading.tokens import Paragraph
    from training.corpus import Example, Relation

CLS, SEP = 101, 102
WINDOW, LONGEST = 160, 510
BATCH = 3200  # pieces, padding included


@dataclass(slots=True)
class Window:
    """Some whole paragraphs of one article, packed; `words` are (example, word, position)."""

    pieces: list[int]
    extras: list[int]
    words: list[tuple[int, int, int]]


@dataclass(slots=True)
class Soft:
    """What a model thinks of one paragraph, as logits.

    `tags` (words, 8) are the seven tags and the anchor; `pairs` (anchors, words, 2) say for each
    word of `anchors` which words are its source and its content.
    """

    tags: np.ndarray
    anchors: list[int]
    pairs: np.ndarray


def shape(word: str) -> int:
    """Return the coarse shape of a word: digit, sign, capitals, capitalised or lower."""
    first = word[0]
    if first.isdigit():
        return 1
    if not first.isalpha():
        return 2
    return 3 if word.isupper() else 4 if first.isupper() else 5


def pack(paragraphs: list[Paragraph], split: WordPieces) -> list[Window]:
    """Return windows over an article's paragraphs, cutting only those beyond the encoder's reach."""
    windows: list[Window] = []
    current = Window([CLS], [0], [])
    for number, paragraph in enumerate(paragraphs):
        pieces: list[int] = []
        extras: list[int] = []
        words: list[tuple[int, int, int]] = []
        for index, word in enumerate(paragraph.words):
            numbers = split(word)[:8]
            if len(pieces) + len(numbers) > LONGEST - 4:
                windows.append(
                    Window([CLS, *pieces, SEP], [0, *extras, 0], [(e, w, p + 1) for e, w, p in words])
                )
                pieces, extras, words = [], [], []
            words.append((number, index, len(pieces)))
            pieces += numbers
            extras += [shape(word) + 6 * paragraph.quoted(index)] * len(numbers)
        if len(current.pieces) + len(pieces) + 1 > WINDOW and current.words:
            windows.append(current)
            current = Window([CLS], [0], [])
        offset = len(current.pieces)
        current.pieces += [*pieces, SEP]
        current.extras += [*extras, 0]
        current.words += [(e, w, p + offset) for e, w, p in words]
    if current.words:
        windows.append(current)
    return windows


def tensors(windows: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Return piece numbers, extras and mask of a batch of windows, padded to the longest."""
    length = max(len(window.pieces) for window in windows)
    pieces = torch.zeros(len(windows), length, dtype=torch.long)
    extras = torch.zeros_like(pieces)
    mask = torch.zeros(len(windows), length, dtype=torch.bool)
    for row, window in enumerate(windows):
        size = len(window.pieces)
        pieces[row, :size] = torch.tensor(window.pieces)
        extras[row, :size] = torch.tensor(window.extras)
        mask[row, :size] = True
    return pieces, extras, mask


def _pairs(
    windows: list[Window], relations: list[dict[int, list[Relation]]], length: int
) -> tuple[Tensor, ...]:
    """Return word positions, anchor positions, left, right, distances and targets of a batch."""
    anchors: list[int] = []
    words: list[int] = []
    left: list[int] = []
    right: list[int] = []
    distances: list[int] = []
    targets: list[tuple[bool, bool]] = []
    for row, window in enumerate(windows):
        by_example: dict[int, list[tuple[int, int]]] = {}
        for example, word, position in window.words:
            by_example.setdefault(example, []).append((word, len(words)))
            words.append(row * length + position)
        for example, members in by_example.items():
            where = dict(members)
            for relation in relations[row].get(example, []):
                if relation.anchor not in where:
                    continue
                source = {i for a, b in relation.source for i in range(a, b)}
                content = {i for a, b in relation.content for i in range(a, b)}
                for word, index in members:
                    left.append(index)
                    right.append(len(anchors))
                    distances.append(word - relation.anchor)
                    targets.append((word in source, word in content))
                anchors.append(words[where[relation.anchor]])
    return (
        torch.tensor(words),
        torch.tensor(anchors, dtype=torch.long),
        torch.tensor(left, dtype=torch.long),
        torch.tensor(right, dtype=torch.long),
        torch.tensor(distances, dtype=torch.long),
        torch.tensor(targets, dtype=torch.float).view(-1, 2),
    )


def train(
    articles: list[list[Example]],
    split: WordPieces,
    *,
    epochs: float,
    seed: int,
    rate: float = 2.5e-4,
    report: str = "",
) -> Teacher:
    """Return a teacher fine-tuned on `articles`, each a list of labelled paragraphs."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    model = Teacher()
    model.load_pretrained()
    model.words.weight.requires_grad_(False)
    model.train()
    augment = Augmenter([e.paragraph for article in articles for e in article], seed)
    groups = _groups(model, rate)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    once = [(w, a) for a in articles for w in pack([e.paragraph for e in a], split)]
    total = math.ceil(epochs * len(_batches(once, draw)))
    queue: list[list[tuple[Window, list[Example]]]] = []
    started = time.time()
    losses: list[float] = []
    for step in range(total):
        if not queue:
            varied = [(a, augment.article([e.paragraph for e in a])) for a in articles]
            queue = _batches([(w, a) for a, paragraphs in varied for w in pack(paragraphs, split)], draw)
        taken = queue.pop()
        warm = min(1.0, (step + 1) / (0.06 * total))
        for group, base in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = base * warm * max(0.01, 1 - step / total)
        loss = _loss(model, taken)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % 50 == 49:
            print(
                f"{report} {step + 1}/{total} loss {np.mean(losses[-50:]):.4f} {time.time() - started:.0f} s",
                flush=True,
            )
    model.eval()
    return model


def _batches(
    windows: list[tuple[Window, list[Example]]], draw: random.Random
) -> list[list[tuple[Window, list[Example]]]]:
    """Return batches of windows of about the same length, in random order."""
    draw.shuffle(windows)
    batches: list[list[tuple[Window, list[Example]]]] = []
    for first in range(0, len(windows), 600):
        batch: list[tuple[Window, list[Example]]] = []
        for pair in sorted(windows[first : first + 600], key=lambda pair: len(pair[0].pieces)):
            if batch and len(pair[0].pieces) * (len(batch) + 1) > BATCH:
                batches.append(batch)
                batch = []
            batch.append(pair)
        batches.append(batch)
    draw.shuffle(batches)
    return batches


def _groups(model: Teacher, rate: float) -> list[dict]:
    """Return parameter groups with a learning rate that falls from the last layer to the first."""
    groups = []
    taken: set[int] = set()
    for number, layer in enumerate(model.layers):
        groups.append(
            {"params": list(layer.parameters()), "lr": rate * 0.85 ** (len(model.layers) - 1 - number)}
        )
    groups.append(
        {"params": [model.positions.weight, model.kind, *model.norm.parameters()], "lr": rate * 0.3}
    )
    for group in groups:
        taken |= {id(p) for p in group["params"]}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in taken]
    groups.append({"params": heads, "lr": max(1e-3, rate)})
    return groups


def _loss(model: Teacher, taken: list[tuple[Window, list[Example]]]) -> Tensor:
    windows = [window for window, _ in taken]
    pieces, extras, mask = tensors(windows)
    length = pieces.shape[1]
    relations = [{i: e.relations for i, e in enumerate(examples) if e.relations} for _, examples in taken]
    words, anchors, left, right, distances, targets = _pairs(windows, relations, length)
    tags = torch.tensor([examples[e].tags[w] for window, examples in taken for e, w, _ in window.words])
    is_anchor = torch.zeros(len(words))
    position_of = {int(p): i for i, p in enumerate(words)}
    is_anchor[[position_of[int(a)] for a in anchors]] = 1.0
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model(pieces, extras, mask).view(-1, WIDTH)
        chosen = hidden[words]
        scores = model.out(chosen).float()
        pairs = model.pair_scores(chosen, hidden[anchors], left, right, distances)
    loss = (
        functional.cross_entropy(scores[:, :7], tags)
        + functional.binary_cross_entropy_with_logits(scores[:, 7], is_anchor) * 2
    )
    if len(left):
        each = functional.binary_cross_entropy_with_logits(pairs, targets, reduction="none").mean(0)
        loss = loss + each[0] * 3 + each[1]
    return loss


@torch.inference_mode()
def predict(
    model: Teacher, articles: list[list[Example]], split: WordPieces, *, least: float = 0.08
) -> list[list[Soft]]:
    """Return the soft labels of every paragraph of every article.

    Pairs are scored for the gold anchors and for every word that is an anchor with probability
    `least` or more.
    """
    everything = []
    for article in articles:
        windows = pack([e.paragraph for e in article], split)
        tags = [np.zeros((len(e.paragraph), 8), np.float32) for e in article]
        found: list[dict[int, np.ndarray]] = [{} for _ in article]
        for first in range(0, len(windows), 8):
            some = windows[first : first + 8]
            pieces, extras, mask = tensors(some)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = model(pieces, extras, mask)
            for row, window in enumerate(some):
                _read(model, window, hidden[row].float(), article, tags=tags, found=found, least=least)
        everything.append(
            [
                Soft(
                    t,
                    sorted(f),
                    np.stack([f[a] for a in sorted(f)]) if f else np.zeros((0, len(t), 2), np.float32),
                )
                for t, f in zip(tags, found, strict=True)
            ]
        )
    return everything


def _read(
    model: Teacher,
    window: Window,
    hidden: Tensor,
    article: list[Example],
    *,
    tags: list[np.ndarray],
    found: list[dict[int, np.ndarray]],
    least: float,
) -> None:
    chosen = hidden[torch.tensor([p for _, _, p in window.words])]
    scores = model.out(chosen)
    likely = torch.sigmoid(scores[:, 7])
    rows: dict[int, list[int]] = {}
    for index, (example, _, _) in enumerate(window.words):
        rows.setdefault(example, []).append(index)
    for example, indices in rows.items():
        numbers = [window.words[i][1] for i in indices]
        tags[example][numbers] = scores[indices].numpy()
        gold = {relation.anchor for relation in article[example].relations}
        anchors = [i for i in indices if likely[i] >= least or window.words[i][1] in gold]
        if not anchors:
            continue
        member = torch.tensor(indices).repeat(len(anchors))
        head = torch.arange(len(anchors)).repeat_interleave(len(indices))
        distance = torch.tensor([n - window.words[a][1] for a in anchors for n in numbers])
        logits = model.pair_scores(chosen, chosen[anchors], member, head, distance).view(len(anchors), -1, 2)
        for anchor, one in zip(anchors, logits.numpy(), strict=True):
            row = np.full((len(tags[example]), 2), -12.0, np.float32)
            row[numbers] = one
            found[example][window.words[anchor][1]] = row
