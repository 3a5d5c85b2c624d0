"""The ledger recognises issues as the reading does."""

from pathlib import Path

import pytest

from briefs.dossier import load_dossier
from briefs.ledger.issues import issues_of
from briefs.model.span import Span
from briefs.reading.issues import matcher_of

ROOT = Path(__file__).resolve().parents[2]
TALKS = load_dossier((ROOT / "seeds" / "talks.toml").read_text(encoding="utf-8"), "talks.toml")
PHRASES = [
    phrase.replace("*", "s")
    for issue in TALKS.issues
    for phrases in (issue.any_of, issue.none_of, *issue.all_of)
    for phrase in phrases
]


@pytest.mark.parametrize("number", range(0, len(PHRASES), 7))
def test_both_find_the_same_issues_in_the_dossier_s_own_phrases(number: int) -> None:
    text = " and ".join(PHRASES[number : number + 3]) + f" {PHRASES[number * 5 % len(PHRASES)]} of Ukraine"
    matcher = matcher_of(TALKS)
    met = matcher.met(matcher.hits(text, 0, len(text)))
    assert issues_of(TALKS).within(text, Span(0, len(text))) == tuple(
        matcher.ids[each] for each in sorted(met)
    )


def test_the_issue_of_the_talks_is_told_from_the_dossier() -> None:
    assert issues_of(TALKS).of_the_talks("talks") == "talks-progress"
