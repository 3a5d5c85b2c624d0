"""Judge the brief of the five seeds together: disputes, wordings, traps, copies."""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from briefs.compile.brief import compile_brief
from briefs.ledger.entry import enter
from briefs.ledger.ledger import Ledger
from briefs.model.article import Article
from briefs.model.brief import Brief, DisputeKind, Evidence, Window
from briefs.model.talks import Dossier
from briefs.reading import read
from tests.gold.score import HERE, RETOLD, Case, Which, cases, talks

DAY = Window(datetime(2026, 2, 17, 23, tzinfo=UTC), datetime(2026, 2, 18, 23, tzinfo=UTC), "Europe/Zurich")
Stretch = tuple[str, int, int]


@dataclass
class Findings:
    """What the brief should show and does, should and does not, shows and should not; each in words."""

    found: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def expect(self, what: str, *, shown: bool) -> None:
        """Note something that should be shown."""
        (self.found if shown else self.missing).append(what)


def expected() -> dict[str, Any]:
    """Load what the five should yield."""
    return tomllib.loads((HERE / "set.toml").read_text(encoding="utf8"))


def brief_of(listed: list[Case], dossier: Dossier) -> Brief:
    """Read the articles' bodies and compile the brief of their day."""
    entries = []
    for case in listed:
        name, body = case.name[:3], case.text[case.body :]
        front = _front(name)
        published = datetime.fromisoformat(front["published"]).astimezone(UTC)
        article = Article(
            name, 1, front["outlet"], front["title"], published, published, None, f"{name}.md", body
        )
        entries.append(enter(article, read(body, dossier)))
    return compile_brief(Ledger(dossier, tuple(entries)), DAY)


def _front(name: str) -> dict[str, str]:
    (path,) = RETOLD.glob(f"{name}-*.md")
    return dict(
        line.split(": ", 1) for line in path.read_text(encoding="utf8").split("---\n")[1].splitlines()
    )


def judge_brief(brief: Brief, listed: list[Case]) -> Findings:
    """Compare a brief of the five with what it should hold."""
    wanted, findings = expected(), Findings()
    _judge_disputes(brief, listed, wanted, findings)
    _judge_within(brief, listed, wanted, findings)
    _judge_wordings(brief, listed, wanted, findings)
    grouped = {tuple(sorted({source.article, *source.copies})) for source in brief.sources if source.copies}
    for pair in wanted["copies"]:
        findings.expect(f"copies {pair}", shown=tuple(pair) in grouped)
    findings.false += [f"copies {group}" for group in grouped if list(group) not in wanted["copies"]]
    return findings


def _judge_disputes(brief: Brief, listed: list[Case], wanted: dict[str, Any], findings: Findings) -> None:
    between = {each.issue: each for each in brief.disputes if each.kind is DisputeKind.PARTIES}
    for row in wanted["disputes"]:
        dispute = between.get(row["issue"])
        sides = {each.side: each for each in dispute.sides} if dispute else {}
        for side in row["sides"]:
            shown = side in sides and any(
                _touches(evidence, _of_positions(listed, side, row["issue"]))
                for position in sides[side].positions
                for evidence in position.evidence
            )
            findings.expect(f"dispute on {row['issue']}: words of {side}", shown=shown)
    allowed = {row["issue"] for row in wanted["disputes"]}
    for issue, dispute in between.items():
        if issue not in allowed:
            findings.false.append(f"dispute on {issue} between {[each.side for each in dispute.sides]}")
    for row in wanted["one_sided"]:
        shown = any(
            position.side == row["side"]
            and position.issue == row["issue"]
            and any(
                _touches(each, _of_positions(listed, row["side"], row["issue"])) for each in position.evidence
            )
            for position in brief.positions
        )
        findings.expect(f"position of {row['side']} on {row['issue']}", shown=shown)
    for each in brief.disputes:
        if each.kind is DisputeKind.OUTLETS and "number" in each.reason:
            said = [e.exact[:60] for side in each.sides for p in side.positions for e in p.evidence]
            findings.false.append(f"numbers in conflict: {said}")


def _judge_within(brief: Brief, listed: list[Case], wanted: dict[str, Any], findings: Findings) -> None:
    inner = [each for each in brief.disputes if each.kind is DisputeKind.WITHIN]
    good = set()
    for row in wanted["within"]:
        case = next(each for each in listed if each.name.startswith(row["seed"]))
        if case.body:
            starts = [case.text.find(words) for words in row["retold"]]
            spans = [
                (at - case.body, at - case.body + len(w)) for at, w in zip(starts, row["retold"], strict=True)
            ]
        else:
            spans = [(start, end) for start, end in row["original"]]
        for number, dispute in enumerate(inner):
            evidence = [e for side in dispute.sides for p in side.positions for e in p.evidence]
            if all(any(_touches(e, [(row["seed"], *span)]) for e in evidence) for span in spans):
                good.add(number)
        findings.expect(f"within {row['seed']}: {row['means']}", shown=bool(good))
    for number, dispute in enumerate(inner):
        if number not in good:
            said = [e.exact[:60] for side in dispute.sides for p in side.positions for e in p.evidence]
            findings.false.append(f"within one article: {said}")


def _judge_wordings(brief: Brief, listed: list[Case], wanted: dict[str, Any], findings: Findings) -> None:
    groups = [
        [each for wording in utterance.wordings for each in wording.evidence]
        for utterance in brief.utterances
    ]
    for row in wanted["wordings"]:
        members = [_of_quotes(listed, name, words) for name, words in row["words"]]
        shown = any(
            all(any(_touches(each, spans) for each in group) for spans in members) for group in groups
        )
        if shown or not row.get("optional"):
            findings.expect(f"wordings of {row['words'][0][1][:50]!r}", shown=shown)
    for row in wanted["apart"]:
        members = [_of_quotes(listed, name, words) for name, words in row["words"]]
        if any(all(any(_touches(each, spans) for each in group) for spans in members) for group in groups):
            findings.false.append(f"wordings of two speakers: {row['words']}")


def _of_positions(listed: list[Case], side: str, issue: str) -> list[Stretch]:
    return [
        (case.name[:3], row["start"] - case.body, row["end"] - case.body)
        for case in listed
        for row in case.positions
        if row["side"] == side and issue in row["issues"]
    ]


def _of_quotes(listed: list[Case], name: str, words: str) -> list[Stretch]:
    return [
        (name, row["start"] - case.body, row["end"] - case.body)
        for case in listed
        for row in case.quotes
        if case.name.startswith(name) and row["words"].rstrip(",.") == words.rstrip(",.")
    ]


def _touches(evidence: Evidence, stretches: list[Stretch]) -> bool:
    return any(
        evidence.article == name and evidence.start < end and start < evidence.end
        for name, start, end in stretches
    )


def findings(which: Which) -> Findings:
    """Judge the brief of the originals (nothing where they are not here) or of the retold articles."""
    listed = cases(which)
    return judge_brief(brief_of(listed, talks()), listed) if listed else Findings()


def report(which: Which) -> list[str]:
    """Write the findings in lines."""
    made = findings(which)
    if not made.found and not made.missing:
        return []
    lines = [f"brief, {which}: {len(made.found)} shown, {len(made.missing)} missing, {len(made.false)} false"]
    lines += [f"  missing   {each}" for each in made.missing]
    return [*lines, *(f"  false     {each}" for each in made.false)]
