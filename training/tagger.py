"""Trains the token tagger from scratch: teachers, soft labels, student, export, calibration.

    python -m training.tagger --data DIR --out briefs/reading/tagger.npz

DIR holds train.jsonl and dev.jsonl: one article a line, `{"id", "text", "attributions": [{"source",
"cue", "content": lists of [start, end) code points or null}]}`.
"""

from __future__ import annotations

import argparse
import copy
import tempfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from briefs.reading.features import Surfaces
from briefs.reading.pieces import WordPieces
from briefs.reading.tagger import Tagger
from training import calibration, corpus, distil, export, teacher
from training.encoder import vocabulary, weights_folder

FOLDS = 4


def soft_labels(
    articles: list[corpus.Article], split: WordPieces, *, epochs: float, teachers: int
) -> list[list[teacher.Soft]]:
    """Return what teachers think of every article.

    Each of FOLDS teachers would read the quarter of the articles that it has not seen. With fewer
    `teachers` the quarters left over go to those there are, which have seen them.
    """
    labels: list[list[teacher.Soft]] = [[] for _ in articles]
    for fold in range(teachers):
        rest = [a.examples for number, a in enumerate(articles) if number % FOLDS != fold]
        model = teacher.train(rest, split, epochs=epochs, seed=fold, report=f"teacher {fold}")
        own = [n for n in range(len(articles)) if n % FOLDS % teachers == fold]
        for number, label in zip(
            own, teacher.predict(model, [articles[n].examples for n in own], split), strict=True
        ):
            labels[number] = label
    return labels


def main() -> None:
    """Train and write the model file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of train.jsonl and dev.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="the model file to write")
    parser.add_argument("--teacher-epochs", type=float, default=5)
    parser.add_argument("--teachers", type=int, choices=(1, 2, FOLDS), default=2)
    parser.add_argument("--student-epochs", type=int, default=10)
    parser.add_argument("--onward-epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()

    train, dev = corpus.load(chosen.data / "train.jsonl"), corpus.load(chosen.data / "dev.jsonl")
    lexicon = corpus.cue_lexicon(train)
    corpus.label(train, lexicon)
    pieces = vocabulary()
    split = WordPieces(pieces)
    labels = soft_labels(train, split, epochs=chosen.teacher_epochs, teachers=chosen.teachers)

    stored = load_file(weights_folder() / "model.safetensors")
    start = next(value for name, value in stored.items() if name.endswith("word_embeddings.weight"))
    examples, surfaces = [article.examples for article in train], Surfaces(split, lexicon)
    student = distil.train(
        examples, labels, surfaces, start.float(), epochs=chosen.student_epochs, seed=chosen.seed
    )
    onward = [
        distil.train(
            examples,
            labels,
            surfaces,
            start.float(),
            epochs=chosen.onward_epochs,
            seed=chosen.seed + 1 + number,
            rate=2e-3,
            begin=copy.deepcopy(student),
        )
        for number in range(2)
    ]
    # two students that went on from the same one do better averaged than either alone
    with torch.no_grad():
        for mean, one, two in zip(*(model.parameters() for model in (student, *onward)), strict=True):
            mean.copy_((one + two) / 2)
    write(student, pieces, lexicon, dev, chosen.out)


def write(
    student: torch.nn.Module,
    pieces: list[str],
    lexicon: dict[str, float],
    dev: list[corpus.Article],
    out: Path,
) -> None:
    """Write `student` to `out`, its confidence and thresholds fitted on the articles of `dev`."""
    arrays = export.arrays(student, pieces, lexicon)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.npz"
        export.save(arrays, draft)
        weights, threshold, least_source = calibration.calibrate(Tagger.read(draft), dev)
    arrays["confidence"] = weights.astype(np.float32)
    arrays["thresholds"] = np.array([threshold, least_source], dtype=np.float32)
    export.save(arrays, out)
    print(
        f"wrote {out}: {out.stat().st_size:,} bytes, threshold {threshold:.3f}, least source {least_source}"
    )


if __name__ == "__main__":
    main()
