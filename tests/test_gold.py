"""The seeds' gold is sound, and the reader is held to it."""

import tomllib
from collections.abc import Iterator
from functools import cache

import pytest

from briefs.model.reading import Reading, Stance
from briefs.reading import read
from tests.gold.misses import key, known
from tests.gold.score import HERE, NAMES, ORIGINALS, Case, Counts, Which, cases, judge, judge_quote, talks
from tests.gold.together import findings

SET = tomllib.loads((HERE / "set.toml").read_text(encoding="utf8"))
BOTH: tuple[Which, ...] = ("original", "retold")

REMEDY = "after an improvement run python -m tests.gold.misses"

both = pytest.mark.parametrize("which", BOTH)


@cache
def gold(which: Which) -> tuple[Case, ...]:
    if which == "original" and not ORIGINALS.is_dir():
        pytest.skip("the seed originals are not beside the repository (../shared/seeds)")
    return tuple(cases(which))


@cache
def readings(which: Which) -> dict[str, Reading]:
    dossier = talks()
    return {case.name: read(case.text, dossier) for case in gold(which)}


@cache
def counted(which: Which) -> Counts:
    total = Counts()
    for case in gold(which):
        total.add(judge(case, readings(which)[case.name]))
    return total


def stretches() -> Iterator[object]:
    """Give every stretch that must be read, as a parameter; known misses are expected to fail."""
    misses = known()
    for case in cases("retold"):
        for number, row in enumerate(case.quotes):
            for which in BOTH:
                if not row["optional"]:
                    missed = pytest.mark.xfail(reason=f"not read yet: {row['words'][:40]}; {REMEDY}")
                    marks = [missed] if key(case, number) in misses[which].quotes else []
                    yield pytest.param(
                        which, key(case, number), marks=marks, id=f"{which}-{key(case, number)}"
                    )


def marked(text: str) -> Iterator[tuple[int, int]]:
    """Give every stretch inside quotation marks; one left open ends with its line."""
    start = 0
    for line in text.splitlines(keepends=True):
        at = 0
        while at < len(line):
            if line[at] in '“"':
                end = at + 1
                while end < len(line) and line[end] not in '”"\n':
                    end += 1
                yield start + at + 1, start + end
                at = end
            at += 1
        start += len(line)


@both
def test_every_offset_points_at_its_words(which: Which) -> None:
    for case in gold(which):
        assert [row["words"] for row in case.quotes] == [
            case.text[r["start"] : r["end"]] for r in case.quotes
        ]
        for row in case.positions:
            there = case.text[row["start"] : row["end"]]
            if which == "original":
                assert there.split()[:2] == row["begins"].split()
                assert there.split()[-2:] == row["ends"].split()
            else:
                assert there == row["retold"]
        for row in case.characterisations:
            assert case.text[row["start"] : row["end"]] == row["words"]


@both
def test_every_stretch_inside_quotation_marks_is_marked(which: Which) -> None:
    for case in gold(which):
        rows = {(row["start"], row["end"]) for row in case.quotes if not row["unmarked"]}
        assert rows == set(marked(case.text))


def test_the_gold_speaks_of_sides_actors_issues_and_stances_that_there_are() -> None:
    dossier = talks()
    sides = {side.id for side in dossier.sides}
    actors = {actor.id: actor for actor in dossier.actors}
    issues = {issue.id for issue in dossier.issues}
    for case in gold("retold"):
        for row in case.quotes + case.characterisations:
            assert row["actor"] is None or actors[row["actor"]].name == row["speaker"]
        for row in case.positions:
            assert row["side"] in sides
            assert row["actor"] is None or actors[row["actor"]].side == row["side"]
            assert set(row["issues"]) <= issues
            assert set(row["stances"]) <= {str(stance) for stance in Stance}
            assert row["toward"] in {None, *sides}


def test_the_set_points_into_the_articles() -> None:
    words = {case.name[:3]: {row["words"].rstrip(",.") for row in case.quotes} for case in gold("retold")}
    for group in SET["wordings"] + SET["apart"]:
        for name, said in group["words"]:
            assert said.rstrip(",.") in words[name]
    rows = {
        (row["side"], issue) for case in gold("retold") for row in case.positions for issue in row["issues"]
    }
    for dispute in SET["disputes"]:
        assert {(side, dispute["issue"]) for side in dispute["sides"]} <= rows
    for alone in SET["one_sided"]:
        assert (alone["side"], alone["issue"]) in rows
    (within,) = SET["within"]
    (article,) = (case.text for case in gold("retold") if case.name.startswith(within["seed"]))
    assert all(passage in article for passage in within["retold"])


def test_every_seed_has_its_gold() -> None:
    assert {path.stem for path in HERE.glob("0*.toml")} == set(NAMES)


@pytest.mark.parametrize(("which", "stretch"), tuple(stretches()))
def test_a_quoted_stretch_has_its_speaker(which: Which, stretch: str) -> None:
    name, number = stretch.split("/")
    case = next(each for each in gold(which) if each.name.startswith(name))
    row = case.quotes[int(number)]
    what, got = judge_quote(row, readings(which)[case.name])
    assert what == "right", f"{row['words']!r} is {row['speaker']}, given: {got or 'nobody'}"


@both
def test_stretches_that_need_not_be_read_are_given_to_nobody_else(which: Which) -> None:
    wrong = {
        key(case, number)
        for case in gold(which)
        for number, row in enumerate(case.quotes)
        if row["optional"] and judge_quote(row, readings(which)[case.name])[0] == "wrong"
    }
    assert wrong <= set(known()[which].quotes)


@both
def test_no_fewer_of_the_marked_positions_are_found_and_no_more_others(which: Which) -> None:
    counts = counted(which)
    assert counts.positions_found >= known()[which].found
    assert counts.positions_given - counts.positions_right <= known()[which].unmarked


@both
def test_the_brief_of_the_five_shows_what_it_should_and_nothing_false(which: Which) -> None:
    gold(which)
    made = findings(which)
    assert made.false == []
    assert set(made.missing) == set(known()[which].not_shown), REMEDY
