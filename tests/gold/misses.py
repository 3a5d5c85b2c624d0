"""What the engine does not read yet in the seeds: `python -m tests.gold.misses` writes misses.toml anew."""

import tomllib
from dataclasses import dataclass
from typing import Any

from briefs.reading import read
from tests.gold.score import HERE, Case, Counts, Which, cases, judge, judge_quote, talks
from tests.gold.together import findings

FILE = HERE / "misses.toml"
HEAD = """\
# What the engine does not read yet in the seeds. tests/test_gold.py holds it to this in both directions:
# what is listed must fail, the rest must not. After an improvement: python -m tests.gold.misses
"""


@dataclass(frozen=True)
class Misses:
    """Misses in one set of articles: quotations as "article/number", and the brief's in words.

    `found` is how many of the marked positions are found, `unmarked` how many are given that are not marked.
    """

    quotes: tuple[str, ...]
    found: int
    unmarked: int
    not_shown: tuple[str, ...]


def known() -> dict[str, Misses]:
    """Load the misses that are known, by set."""
    file: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf8"))
    return {
        which: Misses(tuple(row["quotes"]), row["found"], row["unmarked"], tuple(row["not_shown"]))
        for which, row in file.items()
    }


def write() -> None:
    """Write the misses of the engine as it is; a set that is not here keeps its old ones."""
    lines, before = [HEAD], known() if FILE.exists() else {}
    for which in ("original", "retold"):
        if which == "original" and not cases(which):
            lines += _lines(which, before[which], {})
        else:
            lines += _lines(which, *_now(which))
    FILE.write_text("\n".join(lines), encoding="utf8")


def _now(which: Which) -> tuple[Misses, dict[str, str]]:
    dossier, total = talks(), Counts()
    missed: dict[str, str] = {}
    for case in cases(which):
        reading = read(case.text, dossier)
        total.add(judge(case, reading))
        for number, row in enumerate(case.quotes):
            what, got = judge_quote(row, reading)
            if what == "wrong" or (what != "right" and not row["optional"]):
                said = f"{what}: {row['words'][:40]} is {row['speaker']}, given: {got or 'nobody'}"
                missed[key(case, number)] = said[:110]
    unmarked = total.positions_given - total.positions_right
    not_shown = tuple(findings(which).missing)
    return Misses(tuple(missed), total.positions_found, unmarked, not_shown), missed


def key(case: Case, number: int) -> str:
    """Name a stretch in the file."""
    return f"{case.name[:3]}/{number}"


def _lines(which: str, misses: Misses, why: dict[str, str]) -> list[str]:
    return [
        f"[{which}]",
        f"found = {misses.found}",
        f"unmarked = {misses.unmarked}",
        "quotes = [",
        *(f'  "{each}",  # {why[each]}' if each in why else f'  "{each}",' for each in misses.quotes),
        "]",
        "not_shown = [",
        *(f'  "{each}",' for each in misses.not_shown),
        "]",
        "",
    ]


if __name__ == "__main__":
    write()
