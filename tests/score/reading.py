"""Score the reading engine: `python -m tests.score.reading [FOLDER]`, or `make score`.

FOLDER holds PolNeAR's `dev.jsonl` and its scorer; without one `../shared/polnear` beside the repository
is looked for. Prints the scorer's table for the rules alone and for the full engine, the precision of
quoted words at each confidence, and how often findings of each confidence are right; then the seeds' score.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from briefs.model.span import Span
from briefs.reading import OPERATING_POINT
from briefs.reading.find import find
from briefs.reading.found import Found
from briefs.reading.tagger import Tagger
from briefs.reading.tokens import paragraphs

ROOT = Path(__file__).parent.parent.parent
POLNEAR = ROOT.parent / "shared" / "polnear"
STEPS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
#: What the scorer is given: F1 is best about here.
LEAST = 0.35
KEEPS = 0.8


def main() -> None:
    """Print every table there is data for."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else POLNEAR
    if (folder / "dev.jsonl").is_file():
        sys.path.insert(0, str(folder))
        import score  # type: ignore[import-not-found] # noqa: PLC0415 - it lies beside the data

        documents = [
            json.loads(line) for line in (folder / "dev.jsonl").read_text(encoding="utf8").splitlines()
        ]
        for rules_only in (True, False):
            _report(score, documents, rules_only=rules_only)
    else:
        _say(f"PolNeAR is not in {folder}: its part is left out")
    from tests.gold.score import main as seeds  # noqa: PLC0415 - printed last

    sys.argv = sys.argv[:1]
    seeds()


def _report(score: Any, documents: list[dict[str, Any]], *, rules_only: bool) -> None:
    tagger = None if rules_only else Tagger.load()
    read = {one["id"]: find(one["text"], paragraphs(one["text"]), tagger) for one in documents}
    name = "rules only" if rules_only else "full engine"

    def scored(least: float) -> Any:
        given = {key: _given(found, least) for key, found in read.items()}
        return score.report(score.evaluate(documents, given))

    _say(f"\n{score.table(scored(LEAST), f'{name}, confidence at least {LEAST}')}")
    _say("\nquoted words by confidence   kept  ACC   PREC")
    at_80 = None
    for least in STEPS:
        quoted = scored(least)["quoted"]
        kept = quoted["pred"] / quoted["gold"]
        mark = "  <- the briefs' operating point" if least == OPERATING_POINT else ""
        if kept >= KEEPS:
            at_80 = (least, kept, quoted["prec"])
        figures = f"{100 * kept:5.1f} {100 * quoted['acc']:5.1f} {100 * quoted['prec']:6.1f}"
        _say(f"at least {least:4.2f}              {figures}{mark}")
    if at_80:
        least, kept, precision = at_80
        _say(f"keeping {100 * kept:.0f} % of the stretches (confidence {least}): PREC {100 * precision:.1f}")
    _calibration(score, documents, read)


def _calibration(score: Any, documents: list[dict[str, Any]], read: dict[str, list[Found]]) -> None:
    bins: dict[int, list[bool]] = {}
    for one in documents:
        doc = score.Doc(one["text"], one["attributions"])
        found = read[one["id"]]
        given = doc.prep(_given(found, 0.0))
        right = {
            given[number]["c"]
            for gold, number, _ in score.match(doc.gold, given)
            if score.src_ok(doc.gold[gold], given[number])
        }
        for each in found:
            words = score.wset([[span.start, span.end] for span in each.content], doc.wl)
            bins.setdefault(min(9, int(10 * each.confidence)), []).append(words in right)
    _say("\nconfidence   found   right")
    for step in sorted(bins):
        found, share = len(bins[step]), sum(bins[step]) / len(bins[step])
        _say(f"{step / 10:.1f}-{step / 10 + 0.1:.1f}      {found:6}  {100 * share:5.1f} %")


def _given(found: Iterable[Found], least: float) -> list[dict[str, Any]]:
    def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
        return [[span.start, span.end] for span in spans]

    return [
        {"source": pairs(each.source) or None, "cue": pairs(each.cue) or None, "content": pairs(each.content)}
        for each in found
        if each.confidence >= least
    ]


def _say(line: str) -> None:
    print(line)  # noqa: T201 - tables are what this is for


if __name__ == "__main__":
    main()
