"""Score a reader on the seeds marked by hand: `python -m tests.gold.score [--show]`."""

import argparse
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from briefs.dossier import load_dossier
from briefs.model.reading import Position, Reading
from briefs.model.span import Span
from briefs.model.talks import Dossier
from tests.coverage.score import given_for, same_name, shares_word, verdict

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ORIGINALS = ROOT.parent / "shared" / "seeds"
RETOLD = ROOT / "seeds" / "articles"
NAMES = ("000", "001", "002", "003", "004")
OPENING, CLOSING = '“"', '”"\n'

Which = Literal["original", "retold"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One article with its gold; every row holds `start`, `end` and the words there."""

    name: str
    text: str
    quotes: list[Row]
    positions: list[Row]
    characterisations: list[Row]
    furniture: list[Span]

    @property
    def body(self) -> int:
        """Say where the text begins after its front matter, whose title repeats it."""
        return self.text.find("---\n", 4) + 4 if self.text.startswith("---\n") else 0


@dataclass
class Counts:
    """What was right, wrong and missing in one article, and the misses in words."""

    right: int = 0
    wrong: int = 0
    abstained: int = 0
    positions: int = 0
    positions_found: int = 0
    positions_given: int = 0
    positions_right: int = 0
    called: int = 0
    called_found: int = 0
    called_given: int = 0
    called_right: int = 0
    furniture: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def stretches(self) -> int:
        """Count the quoted stretches that were judged."""
        return self.right + self.wrong + self.abstained

    def add(self, other: "Counts") -> None:
        """Count the other's, too."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def talks() -> Dossier:
    """Load the first dossier."""
    return load_dossier((ROOT / "seeds" / "talks.toml").read_text(encoding="utf8"), "talks.toml")


def cases(which: Which) -> list[Case]:
    """Give the five articles with their gold: originals (none where they are not here) or retold."""
    if which == "original" and not ORIGINALS.is_dir():
        return []
    return [_case(name, which) for name in NAMES]


def _case(name: str, which: Which) -> Case:
    gold = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf8"))
    folder, pattern = (ORIGINALS, gold["seed"]) if which == "original" else (RETOLD, f"{name}-*.md")
    (path,) = folder.glob(pattern)
    text = path.read_text(encoding="utf8")
    place = _original if which == "original" else _retold
    quotes, positions, called, furniture = (
        place(text, gold.get(kind, []), kind)
        for kind in ("quotes", "positions", "characterisations", "furniture")
    )
    spans = [Span(row["start"], row["end"]) for row in furniture]
    return Case(f"{name} {which}", text, quotes, positions, called, spans)


def _full(row: Row, start: int, end: int) -> Row:
    absent = {"speaker": None, "actor": None, "via": None, "told_by": None, "toward": None, "accept": []}
    return {**absent, "optional": False, "unmarked": False, **row, "start": start, "end": end}


def _original(_text: str, rows: list[Row], _kind: str) -> list[Row]:
    return [_full(row, *row["original"]) for row in rows]


def _retold(text: str, rows: list[Row], kind: str) -> list[Row]:
    """Find every row's words; equal quotations are met in text order."""
    placed: list[Row] = []
    taken: set[int] = set()
    for row in rows:
        words = row.get("retold") or row["words"]
        start = text.find(words)
        for _ in range(row.get("nth", 0)):
            start = text.find(words, start + 1)
        marked = kind == "quotes" and not row.get("unmarked", False)
        while marked and start >= 0 and (start in taken or not _in_marks(text, start, start + len(words))):
            start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"{kind}: {words!r} is not in the retold article; mend `retold` or `nth`")
        taken.add(start)
        placed.append(_full({**row, "words": words}, start, start + len(words)))
    return placed


def _in_marks(text: str, start: int, end: int) -> bool:
    return text[start - 1] in OPENING and text[end] in CLOSING


def judge(case: Case, reading: Reading) -> Counts:
    """Count what a reading of the case's text has right, wrong and missing."""
    counts = Counts()
    _judge_quotes(case, reading, counts)
    _judge_positions(case, reading, counts)
    _judge_called(case, reading, counts)
    for span in case.furniture:
        for attribution in reading.attributions:
            if any(content.overlaps(span) for content in attribution.content):
                counts.furniture += 1
                counts.misses.append(f"furniture {case.name}: {span.of(case.text)[:60]!r} is read as words")
    return counts


def judge_quote(row: Row, reading: Reading) -> tuple[str, str]:
    """Say "right", "wrong" or "abstained" of one marked stretch, and who was given as its speaker."""
    candidates = given_for(row, reading, inner=False)
    verdicts = [verdict(row, each) for each in candidates] or [verdict(row, None)]
    what = "wrong" if "wrong" in verdicts else "right" if "right" in verdicts else "abstained"
    return what, " | ".join(sorted({each.speaker for each in candidates if each.speaker}))


def _judge_quotes(case: Case, reading: Reading, counts: Counts) -> None:
    for row in case.quotes:
        what, got = judge_quote(row, reading)
        if row["optional"] and not got:
            continue
        setattr(counts, what, getattr(counts, what) + 1)
        if what != "right":
            said = f"{row['words'][:60]!r} is {row['speaker']}: {got or 'nobody'}"
            counts.misses.append(f"{what:9} {case.name}: {said}")


def _fits(row: Row, position: Position) -> bool:
    return (
        row["side"] == position.side
        and position.issue in row["issues"]
        and position.stance in row["stances"]
        and position.span.start < row["end"]
        and row["start"] < position.span.end
    )


def _judge_positions(case: Case, reading: Reading, counts: Counts) -> None:
    for row in case.positions:
        if row["optional"]:
            continue
        counts.positions += 1
        if any(_fits(row, position) for position in reading.positions):
            counts.positions_found += 1
        else:
            what = f"{row['side']} {row['issues'][0]} {row['stances'][0]}"
            words = case.text[row["start"] : row["end"]][:80]
            counts.misses.append(f"{'unseen':9} {case.name}: {what}: {words!r}")
    for position in reading.positions:
        if position.span.start < case.body:
            continue
        counts.positions_given += 1
        if any(_fits(row, position) for row in case.positions):
            counts.positions_right += 1
        else:
            what = f"{position.side} {position.issue} {position.stance}"
            counts.misses.append(f"{'unmarked':9} {case.name}: {what}: {position.span.of(case.text)[:80]!r}")


def _judge_called(case: Case, reading: Reading, counts: Counts) -> None:
    def right(row: Row, speaker: str | None, actor: str | None, span: Span, polarity: int) -> bool:
        named = actor == row["actor"] if actor else _same_speaker((row["speaker"], *row["accept"]), speaker)
        overlaps = span.start < row["end"] and row["start"] < span.end
        return named and overlaps and polarity * row["polarity"] >= 0

    given = [each for each in reading.characterisations if each.span.start >= case.body]
    for row in case.characterisations:
        if row["optional"]:
            continue
        counts.called += 1
        if any(right(row, each.speaker, each.actor, each.span, each.polarity) for each in given):
            counts.called_found += 1
        else:
            counts.misses.append(f"{'uncalled':9} {case.name}: {row['words'][:60]!r} by {row['speaker']}")
    for each in given:
        counts.called_given += 1
        if any(
            right(row, each.speaker, each.actor, each.span, each.polarity) for row in case.characterisations
        ):
            counts.called_right += 1
        else:
            said = each.span.of(case.text)[:60]
            counts.misses.append(f"{'called?':9} {case.name}: {said!r} by {each.speaker} {each.polarity:+}")


def _same_speaker(wanted: tuple[str, ...], given: str | None) -> bool:
    if given is None:
        return False
    return any(
        shares_word(each, given) if "anonymous" in each + given else same_name(each, given) for each in wanted
    )


HEADER = (
    f"{'':14}{'quotes':>7}{'right':>7}{'wrong':>7}{'none':>6}"
    f"{'posit.':>8}{'found':>7}{'given':>7}{'right':>7}{'called':>8}{'found':>7}{'given':>7}{'right':>7}{'furn.':>7}"
)


def line(name: str, counts: Counts) -> str:
    """Write one row of the table."""
    return (
        f"{name:14}{counts.stretches:7}{counts.right:7}{counts.wrong:7}{counts.abstained:6}"
        f"{counts.positions:8}{counts.positions_found:7}{counts.positions_given:7}{counts.positions_right:7}"
        f"{counts.called:8}{counts.called_found:7}{counts.called_given:7}{counts.called_right:7}{counts.furniture:7}"
    )


def table(reader: Callable[[str, Dossier | None], Reading], *, show: bool = False) -> list[str]:
    """Read the originals, where they are here, and the retold articles; give the lines of the table."""
    dossier = talks()
    lines = [HEADER]
    which: Which
    for which in ("original", "retold"):
        total = Counts()
        for case in cases(which):
            counts = judge(case, reader(case.text, dossier))
            total.add(counts)
            lines.append(line(case.name, counts))
        if total.stretches:
            lines.append(line(f"all {which}", total))
        if show:
            lines += total.misses
    return lines


def main() -> None:
    """Print the table, and the misses when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the misses, too")
    arguments = parser.parse_args()
    from briefs.reading import read  # noqa: PLC0415 - the scorer itself works without an engine
    from tests.gold.together import report  # noqa: PLC0415 - it needs this module

    lines = [*table(read, show=arguments.show), *report("original"), *report("retold")]
    print("\n".join(lines))  # noqa: T201 - a table is what this is for


if __name__ == "__main__":
    main()
