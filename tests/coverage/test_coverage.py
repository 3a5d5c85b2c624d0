"""The marked articles are sound, and the reader and the brief reach on them what they are to reach."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from briefs.model.reading import Stance
from tests.coverage.mark import TABLE, parse
from tests.coverage.score import FOLDERS, Case, load, talks
from tests.coverage.score_brief import cases, expected, places

CASES = [case for folder in FOLDERS for case in load(folder)]
DOSSIER = talks()


def named(case: Case) -> str:
    return case.name


def members() -> Iterator[dict[str, Any]]:
    for section in ("conflicts", "traps"):
        for row in expected()[section]:
            yield from row.get("any") or row["one"] + row["other"]
    for row in expected()["wordings"]:
        yield from row["members"]
    for row in expected()["no_wordings"]:
        yield from (row["one"], row["other"])


def test_there_are_five_open_and_fifteen_unseen_articles() -> None:
    assert [case.folder for case in CASES] == ["dev"] * 5 + ["held"] * 15


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_mark_points_at_its_words(case: Case) -> None:
    rows = case.quotes + case.positions
    assert [case.text[row["start"] : row["end"]] for row in rows] == [row["words"] for row in rows]
    assert all(row["words"].strip() == row["words"] and re.search(r"\w", row["words"]) for row in case.quotes)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_quoted_stretch_stands_behind_a_mark_and_every_mark_has_its_stretch(case: Case) -> None:
    starts = {row["start"] for row in case.quotes}
    assert all(case.text[start - 1] in "\"“‘'„«" for start in starts)
    body = case.text.index("\n---\n", 4)
    opened = re.finditer(r"(?:(?<=[\s(—–*-])|^)[\"“‘'„«](?=\w)", case.text, re.MULTILINE)
    assert [case.text[m.start() :][:40] for m in opened if m.end() not in starts and m.start() > body] == []


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_gold_names_only_what_the_dossier_has(case: Case) -> None:
    actors = {actor.id for actor in DOSSIER.actors}
    sides = {side.id for side in DOSSIER.sides}
    issues = {issue.id for issue in DOSSIER.issues}
    assert {row["actor"] for row in case.quotes + case.positions} <= actors | {None}
    assert {row["side"] for row in case.positions} <= sides
    assert {issue for row in case.positions for issue in row["issues"]} <= issues
    assert {row["stance"] for row in case.positions} <= set(Stance)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_article_says_that_it_is_fiction_and_when_it_came_out(case: Case) -> None:
    front = case.text.partition("\n---\n")[0]
    assert "\nfiction: true" in front
    assert re.search(r"^published: 2026-0[12]-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$", front, re.MULTILINE)
    assert 280 <= len(case.text.split()) <= 900


def test_what_the_whole_set_should_yield_stands_in_the_articles() -> None:
    assert [row for row in members() if not places(row["in"], row["words"])] == []
    assert {number for row in expected()["copies"] for number in row["articles"]} <= set(cases())


def test_every_expected_dispute_has_marked_words_of_each_side() -> None:
    for row in expected()["disputes"]:
        issues = set(TABLE["issues"][row["issue"]])
        for side in row["sides"]:
            wanted = TABLE["sides"][side]
            assert any(
                position["side"] == wanted and issues & set(position["issues"])
                for case in CASES
                for position in case.positions
            ), (row["issue"], side)


def test_marks_nest_and_an_open_quotation_ends_with_its_line() -> None:
    text, gold = parse(
        '⟦p russia pes energy reject|"⟦q pes|No.⟧"⟧ he said.\n"⟦q pes|And then\n"⟦q pes|no.⟧"\n'
    )
    assert text == '"No." he said.\n"And then\n"no."\n'
    assert [row["words"] for row in gold["quotes"]] == ["No.", "And then", "no."]
    assert [row["words"] for row in gold["positions"]] == ['"No."']
