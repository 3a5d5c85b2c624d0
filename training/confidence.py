"""Fits the weights of `briefs/reading/confidence.toml` on PolNeAR's train split.

    python -m training.confidence --data DIR

DIR holds PolNeAR's `train.jsonl` and its scorer (`score.py`, `quotes.py`). The weights of the rules need no
more. Those of rules and tagger together need what a tagger finds in articles it has not seen: `held.jsonl`
in DIR, one article a line, `{"id", "found": [{"cue", "likely", "sources", "content", "confidence"}]}`, which
`training.held` makes where it is missing (two teachers, hours on two cores, with the packages of
`training/requirements.txt`).

A finding counts as right where the scorer matches its content and agrees with its source. Weights are
fitted with a ridge penalty; traits seen fewer than `LEAST` times are left out; the calibration printed is
cross-validated over articles.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tomllib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefs.reading.confidence import chance, traits
from briefs.reading.find import drafts, nested
from briefs.reading.merge import joint_traits, merge, pairs_of, proposals
from briefs.reading.tokens import paragraphs
from training.corpus import load
from training.found import load_found

if TYPE_CHECKING:
    from types import ModuleType

    from briefs.reading.draft import Draft
    from briefs.reading.tagger import TaggedAttribution
    from briefs.reading.tokens import Paragraph
    from training.corpus import Article

HEADING = (
    "# How each trait of a finding moves its confidence (log odds)."
    " Made by `python -m training.confidence`; do not edit."
)
LEAST = 25
RIDGE = 2.0
FOLDS = 5
TARGET = Path(__file__).parent.parent / "briefs" / "reading" / "confidence.toml"

#: A finding as the scorer wants it: lists of spans by role.
Finding = dict[str, list[list[int]] | None]


@dataclass(slots=True)
class Judgement:
    """What can be seen of each finding of one article, and whether it is right."""

    traits: list[dict[str, float]]
    right: list[bool]


def fit(rows: list[dict[str, float]], right: np.ndarray, names: list[str]) -> np.ndarray:
    """Fit a logistic regression by Newton's method; the last weight is the constant."""
    matrix = design(rows, names)
    weights = np.zeros(matrix.shape[1])
    penalty = RIDGE * np.eye(matrix.shape[1])
    penalty[-1, -1] = 0.0
    for _ in range(30):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (likely - right) + penalty @ weights
        curvature = (
            (matrix * (likely * (1 - likely))[:, None]).T @ matrix + penalty + 1e-9 * np.eye(len(weights))
        )
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def design(rows: list[dict[str, float]], names: list[str]) -> np.ndarray:
    """Lay the traits out as a matrix with a last column of ones."""
    at = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names) + 1))
    for number, row in enumerate(rows):
        for name, amount in row.items():
            if name in at:
                matrix[number, at[name]] = amount
    matrix[:, -1] = 1
    return matrix


def judged(article: Article, found: list[Finding], scorer: ModuleType) -> list[bool]:
    """Tell of each finding whether the scorer finds its content and source right."""
    marked = scorer.Doc(article.text, article.attributions)
    prepared = marked.prep(found)
    by_content: dict[object, list[int]] = {}
    for number, one in enumerate(found):
        by_content.setdefault(scorer.wset(one["content"], marked.wl), []).append(number)
    right = [False] * len(found)
    for gold, given, _ in scorer.match(marked.gold, prepared):
        if scorer.src_ok(marked.gold[gold], prepared[given]):
            for number in by_content[prepared[given]["c"]]:
                right[number] = True
    return right


def names_of(rows: list[dict[str, float]]) -> list[str]:
    """Give the traits seen often enough, in order."""
    seen = Counter(name for row in rows for name in row)
    return sorted(name for name, count in seen.items() if count >= LEAST)


def calibration(likely: np.ndarray, right: np.ndarray) -> str:
    """Tabulate how often findings of each confidence are right."""
    lines = ["confidence   given   right"]
    for low in np.arange(0, 1, 0.1):
        inside = (likely >= low) & (likely < low + 0.1)
        if inside.any():
            lines.append(
                f"{low:.1f}-{low + 0.1:.1f}    {inside.sum():6}   {100 * right[inside].mean():5.1f} %"
            )
    return "\n".join(lines)


def cross_validated(rows: list[dict[str, float]], right: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Give each finding the chance that weights fitted without its article give it."""
    names = names_of(rows)
    likely = np.zeros(len(rows))
    for fold in range(FOLDS):
        out = groups % FOLDS == fold
        weights = fit([row for row, held in zip(rows, out, strict=True) if not held], right[~out], names)
        held_rows = [row for row, held in zip(rows, out, strict=True) if held]
        likely[out] = 1 / (1 + np.exp(-design(held_rows, names) @ weights))
    return likely


def write(part: str, weights: dict[str, float]) -> None:
    """Replace one part of the file of weights."""
    tables = tomllib.loads(TARGET.read_text(encoding="utf8"))
    tables[part] = weights
    lines = [HEADING]
    for name, table in tables.items():
        lines += ["", f"[{name}]"]
        lines += [f'"{trait}" = {weight:.3f}' for trait, weight in sorted(table.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf8")


def fitted(judgements: list[Judgement]) -> dict[str, float]:
    """Fit the weights of everything judged, printing how well weights fitted without an article do on it."""
    rows = [row for judgement in judgements for row in judgement.traits]
    right = np.array([one for judgement in judgements for one in judgement.right], dtype=float)
    groups = np.array([n for n, judgement in enumerate(judgements) for _ in judgement.right])
    print(f"{len(rows)} findings, {100 * right.mean():.1f} % right")
    print(calibration(cross_validated(rows, right, groups), right))
    names = names_of(rows)
    weights = fit(rows, right, names)
    return {**dict(zip(names, weights[:-1].tolist(), strict=True)), "always": float(weights[-1])}


def by_rules(article: Article, scorer: ModuleType) -> Judgement:
    """Judge what the rules find in one article."""
    split = paragraphs(article.text)
    made, seen = _ruled(article.text, split)
    return Judgement(seen, judged(article, [_finding(split, draft) for draft in made], scorer))


def by_both(
    article: Article, tagged: list[TaggedAttribution], rules: dict[str, float], scorer: ModuleType
) -> Judgement:
    """Judge what rules and tagger together find in one article; `rules` are the weights of the rules."""
    split = paragraphs(article.text)
    made, seen = _ruled(article.text, split)
    for draft, traits_seen in zip(made, seen, strict=True):
        draft.confidence = chance(traits_seen, rules)
    starts = [paragraph.start for paragraph in split]
    by_paragraph: list[list[TaggedAttribution]] = [[] for _ in split]
    for each in tagged:
        by_paragraph[bisect_right(starts, each.cue.start) - 1].append(each)
    proposed = [
        proposal
        for number, (paragraph, here) in enumerate(zip(split, by_paragraph, strict=True))
        for proposal in proposals(paragraph, number, here)
    ]
    pairs = pairs_of(made, proposed)
    paired = {id(proposal) for proposal in pairs.values()}
    joint = {id(draft): joint_traits(split, draft, pairs.get(id(draft))) for draft in made}
    joint |= {
        id(proposal.draft): joint_traits(split, None, proposal)
        for proposal in proposed
        if id(proposal) not in paired
    }
    merged = merge(split, made, proposed, {})
    right = judged(article, [_finding(split, draft) for draft in merged], scorer)
    return Judgement([joint[id(draft)] for draft in merged], right)


def _ruled(text: str, split: list[Paragraph]) -> tuple[list[Draft], list[dict[str, float]]]:
    made = [draft for draft in drafts(text, split) if draft.content]
    inside = nested(made)
    return made, [traits(split, draft, nested=id(draft) in inside) for draft in made]


def _finding(split: list[Paragraph], draft: Draft) -> Finding:
    def spans(runs: list[tuple[int, int, int]]) -> list[list[int]]:
        return [[split[n].starts[a], split[n].ends[b - 1]] for n, a, b in runs if a < b]

    return {
        "source": spans([(draft.paragraph, *draft.source)]) if draft.source else None,
        "cue": spans([(draft.paragraph, *draft.cue)]) if draft.cue else None,
        "content": spans(draft.content),
    }


def main() -> None:
    """Fit both parts and write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of train.jsonl and the scorer")
    folder = parser.parse_args().data
    sys.path.insert(0, str(folder))
    scorer = importlib.import_module("score")
    articles = load(folder / "train.jsonl")
    rules = fitted([by_rules(article, scorer) for article in articles])
    write("rules", rules)
    if not (folder / "held.jsonl").is_file():
        held = importlib.import_module("training.held")  # it needs torch, which nothing else here does
        held.make(folder / "train.jsonl", folder / "held.jsonl")
    found = load_found(folder / "held.jsonl")
    both = [by_both(one, found[one.name], rules, scorer) for one in articles if one.name in found]
    write("merged", fitted(both))


if __name__ == "__main__":
    main()
