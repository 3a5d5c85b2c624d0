"""The corpus as the trainers see it: paragraphs of tokens with the roles that annotators marked."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefs.reading.tokens import Paragraph, paragraphs

if TYPE_CHECKING:
    from pathlib import Path

#: Token tags: begin and inside of source, cue and content.
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SOURCE, CUE, CONTENT = 1, 3, 5


@dataclass(slots=True)
class Relation:
    """One attribution inside a paragraph; runs are half-open token ranges, `anchor` one token."""

    anchor: int
    cue: list[tuple[int, int]]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]


@dataclass(slots=True)
class Example:
    """A paragraph with its gold tags (indices into TAGS) and relations."""

    paragraph: Paragraph
    tags: list[int]
    relations: list[Relation] = field(default_factory=list)


@dataclass(slots=True)
class Article:
    """One annotated article."""

    name: str
    text: str
    attributions: list[dict]
    examples: list[Example] = field(default_factory=list)


def load(path: Path) -> list[Article]:
    """Return the articles of a JSON-lines file, tokenized but not yet labelled."""
    articles = []
    with path.open(encoding="utf8") as lines:
        for line in lines:
            record = json.loads(line)
            articles.append(Article(record["id"], record["text"], record["attributions"]))
    return articles


def cue_lexicon(articles: list[Article]) -> dict[str, float]:
    """Return how often each lower-cased word outside quotation marks is part of a cue.

    The share is shrunk towards nothing (two imagined words outside cues), words seen in fewer than
    two cues are left out.
    """
    inside: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for article in articles:
        cues = sorted(span for a in article.attributions for span in a["cue"] or [])
        for paragraph in paragraphs(article.text):
            marked = set()
            for start, end in cues:
                marked.update(_tokens(paragraph, [[start, end]]))
            for index, word in enumerate(paragraph.lowered):
                if not paragraph.quoted(index):
                    seen[word] += 1
                    inside[word] += index in marked
    return {w: round(inside[w] / (seen[w] + 2), 3) for w in sorted(seen) if inside[w] >= 2}


def label(articles: list[Article], lexicon: dict[str, float]) -> None:
    """Fill `examples` of each article: tags and relations, one example a paragraph.

    The anchor of a cue is its most cue-like word by `lexicon`, the first of equals.
    """
    for article in articles:
        article.examples = [
            _example(paragraph, article.attributions, lexicon) for paragraph in paragraphs(article.text)
        ]


def _example(paragraph: Paragraph, attributions: list[dict], lexicon: dict[str, float]) -> Example:
    example = Example(paragraph, [0] * len(paragraph))
    for attribution in attributions:
        runs = {role: _runs(_tokens(paragraph, attribution[role])) for role in ("source", "cue", "content")}
        if not (runs["content"] or runs["cue"]):
            continue
        for role, tag in (("content", CONTENT), ("source", SOURCE), ("cue", CUE)):
            for start, end in runs[role]:
                if not any(example.tags[start:end]):
                    example.tags[start:end] = [tag] + [tag + 1] * (end - start - 1)
        if runs["cue"]:
            within = [index for start, end in runs["cue"] for index in range(start, end)]
            anchor = max(within, key=lambda index: (lexicon.get(paragraph.lowered[index], 0.0), -index))
            example.relations.append(Relation(anchor, runs["cue"], runs["source"], runs["content"]))
    return example


def _tokens(paragraph: Paragraph, spans: list[list[int]] | None) -> list[int]:
    found: set[int] = set()
    for start, end in spans or []:
        index = bisect_right(paragraph.ends, start)
        while index < len(paragraph) and paragraph.starts[index] < end:
            found.add(index)
            index += 1
    return sorted(found)


def _runs(indices: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in indices:
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
