"""Score the reader on the marked articles: `python -m tests.coverage.score [--show] [--brief]`."""

import argparse
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from briefs.dossier import load_dossier
from briefs.model.reading import Attribution, Position, Reading
from briefs.model.talks import Dossier
from briefs.reading import read

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOLDERS = {"dev": HERE, "held": HERE / "held"}

FOR = {"demand", "propose", "accept", "concede", "condition"}
AGAINST = {"reject", "accuse", "threaten"}
NEITHER = {"assess", "condition"}

# Words that two descriptions of unnamed sources may share without meaning the same person.
EMPTY = set(
    "a an the one of in on to for who with and by at from his her their anonymous source official".split()
)
TITLES = set(
    "mr mrs ms sir dr professor prof president chancellor minister gen general".split()
)  # Last words that bodies share without being one body.
GENERIC = set("department ministry office embassy agency group council committee union".split())

Reader = Callable[[str, Dossier | None], Reading]


@dataclass(frozen=True)
class Case:
    """One article with its gold, rows as in the JSON."""

    name: str
    folder: str
    text: str
    quotes: list[dict[str, Any]]
    positions: list[dict[str, Any]]


@dataclass
class Tally:
    """Counts of one article or folder, and what was missed, in words."""

    right: int = 0
    wrong: int = 0
    abstained: int = 0
    marked: int = 0
    found: int = 0
    given: int = 0
    good: int = 0
    told_right: int = 0
    told: int = 0
    raised: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count the other's, too."""
        for name in (
            "right",
            "wrong",
            "abstained",
            "marked",
            "found",
            "given",
            "good",
            "told_right",
            "told",
            "raised",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def stretches(self) -> int:
        """Count the quoted stretches that were judged."""
        return self.right + self.wrong + self.abstained

    @property
    def right_share(self) -> float:
        """Share of stretches with the right speaker, 0 to 1."""
        return self.right / max(1, self.stretches)

    @property
    def wrong_share(self) -> float:
        """Share of stretches with a wrong speaker, 0 to 1."""
        return self.wrong / max(1, self.stretches)

    @property
    def precision(self) -> float:
        """Share of the positions given that are marked."""
        return self.good / max(1, self.given)

    @property
    def recall(self) -> float:
        """Share of the marked positions that are given."""
        return self.found / max(1, self.marked)


def load(folder: str) -> list[Case]:
    """Give the articles of "dev" or "held" in order of name."""
    cases = []
    for path in sorted((FOLDERS[folder] / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf8"))
        text = (FOLDERS[folder] / "articles" / gold["article"]).read_text(encoding="utf8")
        cases.append(Case(path.stem, folder, text, gold["quotes"], gold["positions"]))
    return cases


def talks() -> Dossier:
    """Load the first dossier."""
    return load_dossier((ROOT / "seeds" / "talks.toml").read_text(encoding="utf8"), "talks.toml")


def fold(name: str) -> list[str]:
    """Give the words of a name without case, accents and titles."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return [word for word in re.findall(r"[\w-]+", bare.casefold()) if word not in TITLES]


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are of one person: one is part of the other, or the last words agree."""
    first, second = fold(one), fold(other)
    if not first or not second:
        return False
    return (
        set(first) <= set(second)
        or set(second) <= set(first)
        or (first[-1] == second[-1] and first[-1] not in GENERIC)
    )


def shares_word(one: str, other: str) -> bool:
    """Tell whether two descriptions share a word that means something, or are both bare."""
    first, second = (
        {w.removesuffix("'s").rstrip("s") for w in fold(d.partition(":")[2] or d)} - EMPTY
        for d in (one, other)
    )
    return bool(first & second) or not first or not second


@cache
def roles() -> dict[str, str]:
    """Give the words of role and titles of every actor of the first dossier."""
    return {actor.id: " ".join((actor.role, *actor.titles)) for actor in talks().actors}


def describes(description: str, row: dict[str, Any]) -> bool:
    """Tell whether a description shares a word with the speaker's role or titles, or the teller."""
    words = set(re.findall(r"\w+", description.casefold()))
    known = set(re.findall(r"\w+", f"{roles().get(row['actor'] or '', '')} {row['via'] or ''}".casefold()))
    return bool((words & known) - EMPTY - {"another", "s", "russian", "ukrainian", "american"})


def verdict(row: dict[str, Any], given: Attribution | None) -> str:
    """Say "right", "wrong" or "abstained" of what was given for one marked stretch."""
    speaker, actor = (given.speaker, given.actor) if given else (None, None)
    if actor is None and speaker is None:
        return "right" if row["speaker"] is None else "abstained"
    if actor is not None and actor == row["actor"]:
        return "right"
    name = speaker or actor or ""
    wanted = [row["speaker"], *row["accept"]]
    for want in wanted:
        if want is None:
            continue
        unnamed = want.startswith(("anonymous", "document"))
        if unnamed or name.startswith("anonymous"):
            if unnamed and shares_word(want, name) and given is not None and given.actor is None:
                return "right"
            if not unnamed and set(fold(want)) <= set(fold(name)):
                return "right"  # a body that the dossier does not know, given by its name
        elif same_name(want, name):
            return "right"
    if name.startswith("anonymous") and describes(name, row):
        return "abstained"  # a true description that was not resolved to the person is no wrong person
    return "wrong"


def given_for(row: dict[str, Any], reading: Reading, inner: bool) -> list[Attribution]:
    """Give the attributions whose quoted stretch is the marked one, closest first.

    A quotation inside another is matched by a stretch of its own only; else half its words suffice.
    """
    start, end = row["start"], row["end"]
    found = []
    for attribution in reading.attributions:
        for span in attribution.quoted:
            shared = min(end, span.end) - max(start, span.start)
            if shared <= 0:
                continue
            union = max(end, span.end) - min(start, span.start)
            close = shared / union
            if close >= 0.5 or (not inner and shared / (end - start) >= 0.5):
                found.append((round(close, 2), attribution.confidence, attribution))
    found.sort(key=lambda each: (-each[0], -each[1]))
    return [each[2] for each in found if each[0] == found[0][0]]


def judge_quotes(case: Case, reading: Reading, tally: Tally) -> None:
    """Count every marked stretch once."""
    for row in case.quotes:
        inner = any(
            other is not row and other["start"] <= row["start"] and row["end"] <= other["end"]
            for other in case.quotes
        )
        candidates = given_for(row, reading, inner)
        verdicts = [verdict(row, each) for each in candidates] or [verdict(row, None)]
        what = "wrong" if "wrong" in verdicts else "right" if "right" in verdicts else "abstained"
        if row["optional"] and what != "wrong" and not (candidates and what == "right"):
            continue
        setattr(tally, what, getattr(tally, what) + 1)
        if what == "right" and row["via"]:
            tally.told += 1
            tally.told_right += any(each.via and shares_word(row["via"], each.via) for each in candidates)
        if what != "right":
            got = " | ".join(sorted({str(each.speaker) for each in candidates})) or "nothing"
            tally.misses.append(
                f"{what:9} {case.name}: {row['words'][:70]!r} is {row['speaker']}, given: {got}"
            )


def polarity_agrees(one: str, other: str) -> bool:
    """Tell whether two stances are on one side of the matter."""
    return any({one, other} <= group for group in (FOR, AGAINST, NEITHER))


def fits(row: dict[str, Any], position: Position) -> bool:
    """Tell whether a position given is the marked one: side, issue, polarity, and words in common."""
    return (
        row["side"] == position.side
        and position.issue in row["issues"]
        and polarity_agrees(row["stance"], position.stance)
        and position.span.start < row["end"]
        and row["start"] < position.span.end
    )


def judge_positions(case: Case, reading: Reading, tally: Tally) -> None:
    """Count marked positions found, and given positions that are marked."""
    for row in case.positions:
        if not row["issues"] or row["side"] is None:
            continue
        if row["optional"]:
            continue
        tally.marked += 1
        if any(fits(row, position) for position in reading.positions):
            tally.found += 1
        else:
            who = f"{row['side']} {row['issues'][0]} {row['stance']}"
            tally.misses.append(f"{'unseen':9} {case.name}: {who}: {row['words'][:90]!r}")
    for position in reading.positions:
        if position.issue == "talks-progress" and position.stance == "assess":
            continue  # what somebody calls the talks is judged nowhere in the gold
        tally.given += 1
        if any(fits(row, position) for row in case.positions):
            tally.good += 1
        else:
            who = f"{position.side} {position.issue} {position.stance}"
            words = position.span.of(case.text)[:90]
            tally.misses.append(f"{'unmarked':9} {case.name}: {who}: {words!r}")


def sure(reading: Reading, least: float) -> Reading:
    """Leave out the speakers of attributions, and the positions, that are less sure than `least`."""
    return replace(
        reading,
        attributions=tuple(
            each if each.confidence >= least else replace(each, actor=None, speaker=None, side=None, via=None)
            for each in reading.attributions
        ),
        positions=tuple(each for each in reading.positions if each.confidence >= least),
    )


def score(
    folder: str, dossier: Dossier | None = None, reader: Reader = read, least: float = 0.0
) -> list[tuple[Case, Tally]]:
    """Read and judge every article of a folder."""
    dossier = dossier or talks()
    judged = []
    for case in load(folder):
        tally = Tally()
        try:
            reading = sure(reader(case.text, dossier), least)
        except Exception as error:  # noqa: BLE001 - a reader that raises has read nothing, and the rest counts
            reading = Reading((), (), ())
            tally.misses.append(f"raised    {case.name}: {error!r}")
            tally.raised += 1
        judge_quotes(case, reading, tally)
        judge_positions(case, reading, tally)
        judged.append((case, tally))
    return judged


def total(judged: list[tuple[Case, Tally]]) -> Tally:
    """Add up a folder."""
    whole = Tally()
    for _, tally in judged:
        whole.add(tally)
    return whole


def line(name: str, tally: Tally) -> str:
    """Write one row of the table."""
    return (
        f"{name:24}{tally.stretches:5}{tally.right:7}{tally.wrong:7}{tally.abstained:11}"
        f"{tally.right_share:8.1%}{tally.wrong_share:8.1%}"
        f"{tally.marked:7}{tally.given:7}{tally.precision:8.1%}{tally.recall:8.1%}"
    )


HEADER = (
    f"{'':24}{'n':>5}{'right':>7}{'wrong':>7}{'abstained':>11}{'right':>8}{'wrong':>8}"
    f"{'pos':>7}{'given':>7}{'prec':>8}{'recall':>8}"
)


def table(arguments: argparse.Namespace) -> list[str]:
    """Read everything and write all lines."""
    dossier = talks()
    everything: list[tuple[Case, Tally]] = []
    lines = []
    for folder in FOLDERS:
        judged = score(folder, dossier, least=arguments.least)
        everything += judged
        lines += [folder, HEADER, *(line(case.name, tally) for case, tally in judged)]
        lines += [line("together", total(judged)), ""]
        if arguments.show_held or (arguments.show and folder == "dev"):
            lines += [*(miss for _, tally in judged for miss in tally.misses), ""]
    whole = total(everything)
    lines.append(line("all twenty", whole))
    if whole.raised:
        lines.append(f"THE READER RAISED on {whole.raised} articles (--show names the error)")
    lines.append(f"told through somebody, right speaker: via right in {whole.told_right} of {whole.told}")
    if arguments.brief:
        from tests.coverage.score_brief import report  # noqa: PLC0415 - it runs the program: only when asked

        lines += ["", *report(show=arguments.show_held)]
    return lines


def main() -> None:
    """Print the table, and what was asked for besides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the misses of the open articles")
    parser.add_argument("--show-held", action="store_true", help="print those of the unseen articles, too")
    parser.add_argument("--least", type=float, default=0.0, help="pass over what is less sure, 0 to 1")
    parser.add_argument(
        "--brief", action="store_true", help="also score disputes, traps, wordings and changes"
    )
    arguments = parser.parse_args()
    print("\n".join(table(arguments)))  # noqa: T201 - a table is what this is for


if __name__ == "__main__":
    main()
