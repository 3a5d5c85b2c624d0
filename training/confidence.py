"""Fits the weights of `briefs/reading/confidence.toml` on PolNeAR's train split.

    python -m training.confidence rules POLNEAR_FOLDER

POLNEAR_FOLDER holds `train.jsonl`, `score.py` and `quotes.py`. A finding counts as right where the scorer matches its
content and agrees with its source. Weights are fitted with a ridge penalty; traits seen fewer than `LEAST` times are
left out; the calibration printed is cross-validated over articles.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from briefs.reading.confidence import traits
from briefs.reading.find import drafts, nested
from briefs.reading.tokens import paragraphs

LEAST = 25
RIDGE = 2.0
FOLDS = 5
TARGET = Path(__file__).parent.parent / "briefs" / "reading" / "confidence.toml"


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


def judged(document: dict[str, Any], proposed: list[dict[str, Any]], score: Any) -> list[bool]:
    """Tell of each proposal whether the scorer finds its content and source right."""
    doc = score.Doc(document["text"], document["attributions"])
    prepared = doc.prep(proposed)
    by_content: dict[Any, list[int]] = {}
    for number, one in enumerate(proposed):
        by_content.setdefault(score.wset(one["content"], doc.wl), []).append(number)
    right = [False] * len(proposed)
    for gold, given, _ in score.match(doc.gold, prepared):
        if score.src_ok(doc.gold[gold], prepared[given]):
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
    import tomllib

    tables = tomllib.loads(TARGET.read_text(encoding="utf8"))
    tables[part] = weights
    lines = [
        "# How each trait of a finding moves its confidence (log odds). Made by `python -m training.confidence`; do not edit.",
    ]
    for name, table in tables.items():
        lines += ["", f"[{name}]"]
        lines += [f'"{trait}" = {weight:.3f}' for trait, weight in sorted(table.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf8")


def rules(folder: Path) -> None:
    """Fit the weights of what the rules find."""
    sys.path.insert(0, str(folder))
    import score  # type: ignore[import-not-found]

    rows: list[dict[str, float]] = []
    right: list[bool] = []
    groups: list[int] = []
    for number, line in enumerate((folder / "train.jsonl").read_text(encoding="utf8").splitlines()):
        document = json.loads(line)
        split = paragraphs(document["text"])
        made = [draft for draft in drafts(document["text"], split) if draft.content]
        inside = nested(made)
        proposed = []
        for draft in made:

            def spans(runs: list[tuple[int, int, int]]) -> list[list[int]]:
                return [[split[n].starts[a], split[n].ends[b - 1]] for n, a, b in runs if a < b]

            proposed.append(
                {
                    "source": spans([(draft.paragraph, *draft.source)]) if draft.source else None,
                    "cue": spans([(draft.paragraph, *draft.cue)]) if draft.cue else None,
                    "content": spans(draft.content),
                }
            )
        right += judged(document, proposed, score)
        rows += [traits(split, draft, nested=id(draft) in inside) for draft in made]
        groups += [number] * len(made)
    truth = np.array(right, dtype=float)
    print(f"{len(rows)} findings, {100 * truth.mean():.1f} % right")
    likely = cross_validated(rows, truth, np.array(groups))
    print(calibration(likely, truth))
    names = names_of(rows)
    fitted = fit(rows, truth, names)
    write("rules", {**dict(zip(names, fitted[:-1].tolist(), strict=True)), "always": float(fitted[-1])})


if __name__ == "__main__":
    {"rules": rules}[sys.argv[1]](Path(sys.argv[2]))
