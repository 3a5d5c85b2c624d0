"""Score the brief on the whole set: the program imports all articles, its JSON is compared with set.toml."""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tests.coverage.mark import TABLE
from tests.coverage.score import FOLDERS, ROOT, Case, load

FIRST, LAST = "2026-01-23", "2026-02-22"
Row = dict[str, Any]


@cache
def cases() -> dict[str, Case]:
    """Give all articles by their number."""
    return {case.name[:2]: case for folder in FOLDERS for case in load(folder)}


@cache
def expected() -> Row:
    """Load what the set should yield."""
    return tomllib.loads((FOLDERS["held"] / "set.toml").read_text(encoding="utf8"))


def rapporteur(record: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a record of its own."""
    environment = {**os.environ, "RAPPORTEUR_RECORD": f"sqlite:///{record}"}
    return subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=300,
        check=False,
    )


def brief(record: Path, first: str, last: str) -> Row:
    """Give the brief of some days as JSON."""
    done = rapporteur(record, "brief", "--from", first, "--to", last, "--json")
    if done.returncode:
        raise RuntimeError(f"rapporteur brief ended with {done.returncode}: {done.stderr[-500:]}")
    made: Row = json.loads(done.stdout)
    return made


def import_all(record: Path) -> None:
    """Import all articles."""
    folders = [str(folder / "articles") for folder in FOLDERS.values()]
    done = rapporteur(record, "import", *folders)
    if done.returncode:
        raise RuntimeError(f"rapporteur import ended with {done.returncode}: {done.stderr[-500:]}")


def places(number: str, words: str) -> list[tuple[int, int]]:
    """Find words in an article: all `(start, end)`."""
    text, found, at = cases()[number].text, [], -1
    while (at := text.find(words, at + 1)) >= 0:
        found.append((at, at + len(words)))
    return found


def number_of(evidence: Row) -> str:
    """Give the number of the article an evidence points into."""
    return Path(evidence["path"] or "").name[:2]


def meets(evidence: Row, number: str, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether an evidence shares words with one of some spans of an article."""
    if number_of(evidence) != number:
        return False
    return any(
        start < end_of and start_of < end
        for start, end in places(number, evidence["exact"])
        for start_of, end_of in spans
    )


def all_evidence(value: Any) -> list[Row]:
    """Collect every evidence inside a value of the brief's JSON."""
    if isinstance(value, dict):
        if "exact" in value and "start" in value:
            return [value]
        return [each for part in value.values() for each in all_evidence(part)]
    if isinstance(value, list):
        return [each for part in value for each in all_evidence(part)]
    return []


def touches(value: Any, members: list[Row]) -> bool:
    """Tell whether any evidence of a value shares words with one of the members."""
    return any(
        meets(evidence, member["in"], places(member["in"], member["words"]))
        for evidence in all_evidence(value)
        for member in members
    )


def conflicts_in(value: Any, row: Row) -> bool:
    """Tell whether a value sets the two wordings of an expected conflict or trap against each other."""
    if "any" in row:
        return sum(touches(value, [member]) for member in row["any"]) >= 2
    return touches(value, row["one"]) and touches(value, row["other"])


def has_words_of(dispute: Row, side: str, issues: list[str]) -> bool:
    """Tell whether a dispute shows words of a side that the gold marks as its position on the issue."""
    for shown in dispute["sides"]:
        if shown["side"] != side:
            continue
        for evidence in all_evidence(shown):
            case = cases().get(number_of(evidence))
            spans = [
                (row["start"], row["end"])
                for row in (case.positions if case else [])
                if row["side"] == side and set(row["issues"]) & set(issues)
            ]
            if meets(evidence, number_of(evidence), spans):
                return True
    return False


def judge_disputes(made: Row) -> tuple[dict[str, bool], list[str]]:
    """Give the expected disputes between parties, found or not, and those shown that are none."""
    wanted = expected()
    parties = [each for each in made["disputes"] if each["kind"] == "between parties"]
    found = {}
    allowed: set[str] = set()
    for row in wanted["disputes"]:
        issues = TABLE["issues"][row["issue"]]
        sides = [TABLE["sides"][side] for side in row["sides"]]
        allowed |= set(issues)
        found[f"{row['issue']}: {' / '.join(row['sides'])}"] = any(
            each["issue"] in issues and all(has_words_of(each, side, issues) for side in sides)
            for each in parties
        )
    allowed |= {issue for row in wanted["arguable"] for issue in TABLE["issues"][row["issue"]]}
    allowed -= {issue for row in wanted["no_disputes"] for issue in TABLE["issues"][row["issue"]]}
    settled = {issue for row in wanted["settled"] for issue in TABLE["issues"][row["issue"]]}
    false = []
    for each in parties:
        if each["issue"] in settled:
            if each["status"] == "open":
                false.append(f"{each['issue']} is shown as open and was settled")
        elif each["issue"] not in allowed:
            between = ", ".join(side["side"] for side in each["sides"])
            words = [evidence["exact"][:80] for evidence in all_evidence(each)][:4]
            false.append(f"{each['issue']} between {between}: {words}")
    return found, false


def judge_conflicts(made: Row) -> tuple[dict[str, bool], list[str], list[str]]:
    """Give real conflicts found or not, conflicts shown that are none, and traps fallen into."""
    wanted = expected()
    shown = [each for each in made["disputes"] if each["kind"] != "between parties"]
    found = {row["name"]: any(conflicts_in(each, row) for each in shown) for row in wanted["conflicts"]}
    false = [
        f"{each['reason']}, {each['issue']}: {[e['exact'][:80] for e in all_evidence(each)][:4]}"
        for each in shown
        if not any(conflicts_in(each, row) for row in wanted["conflicts"])
    ]
    traps = [
        row["name"]
        for row in wanted["traps"]
        if any(
            each["reason"] == "different numbers"
            and conflicts_in(each, row)
            and not any(
                touches(each, real["one"]) and touches(each, real["other"]) for real in wanted["conflicts"]
            )
            for each in shown
        )
    ]
    return found, false, traps


def judge_wordings(made: Row) -> tuple[dict[str, bool], list[str]]:
    """Give wording groups found or not, and different sayings shown as one."""
    wanted = expected()
    found = {}
    for row in wanted["wordings"]:
        found[row["name"]] = any(
            sum(any(touches(w, [member]) for w in each["wordings"]) for member in row["members"]) >= 2
            for each in made["utterances"]
        )
    false = [
        f"{row['one']['words'][:40]!r} with {row['other']['words'][:40]!r}"
        for row in wanted["no_wordings"]
        if any(touches(each, [row["one"]]) and touches(each, [row["other"]]) for each in made["utterances"])
    ]
    for each in made["utterances"]:
        names = [
            row["name"]
            for row in wanted["wordings"]
            if any(touches(each, [member]) for member in row["members"])
        ]
        if len(names) > 1:
            false.append("one utterance holds " + " and ".join(names))
    return found, false


def judge_changes(record: Path) -> dict[str, bool]:
    """Give the changes between windows, found or not."""
    found = {}
    for row in expected()["changes"]:
        made = brief(record, *row["window"])
        issues, side = TABLE["issues"][row["issue"]], TABLE["sides"][row["side"]]
        found[f"{row['kind']}: {row['side']} on {row['issue']} by {row['window'][1]}"] = any(
            each["kind"] == row["kind"] and each["side"] == side and each["issue"] in issues
            for each in made["changes"]
        )
    return found


def count(found: dict[str, bool]) -> str:
    """Write how many of how many."""
    return f"{sum(found.values())} of {len(found)}"


def measure() -> Row:
    """Run the program once and judge all of it."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
        import_all(record)
        made = brief(record, FIRST, LAST)
        disputes, false_disputes = judge_disputes(made)
        conflicts, false_conflicts, traps = judge_conflicts(made)
        wordings, false_wordings = judge_wordings(made)
        return {
            "articles": made["status"]["articles"],
            "independent": made["status"]["independent"],
            "shown": len(made["disputes"]),
            "disputes": disputes,
            "false disputes": false_disputes,
            "conflicts": conflicts,
            "false conflicts": false_conflicts,
            "traps": traps,
            "wordings": wordings,
            "false wordings": false_wordings,
            "changes": judge_changes(record),
        }


def report(*, show: bool) -> list[str]:
    """Write the figures, and with `show` what was missed and made up."""
    found = measure()
    disputes, conflicts, wordings = (count(found[name]) for name in ("disputes", "conflicts", "wordings"))
    made_up = {name: len(found[f"false {name}"]) for name in ("disputes", "conflicts", "wordings")}
    traps = f"{len(found['traps'])} of {len(expected()['traps'])}"
    lines = [
        f"articles {found['articles']}, independent {found['independent']} (18 are)",
        f"disputes between parties with both sides' words {disputes}, made up {made_up['disputes']}",
        f"conflicts between outlets {conflicts}, made up {made_up['conflicts']}, traps fallen into {traps}",
        f"wording groups {wordings}, made up {made_up['wordings']}",
        f"changes {count(found['changes'])}; disputes of all kinds shown {found['shown']}",
    ]
    if show:
        for name in ("disputes", "conflicts", "wordings", "changes"):
            lines += [f"  missed, {name}: {what}" for what, there in found[name].items() if not there]
        for name in ("false disputes", "false conflicts", "traps", "false wordings"):
            lines += [f"  {name}: {what}" for what in found[name]]
    return lines
