"""Another negotiation is a data file away: every command on a wholly made-up treaty, run as a program."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
DOSSIER = HERE / "plastics.toml"
FIRST_DOSSIER_ONLY = ("Ukrain", "Russia", "Zelensk", "Geneva", "Donbas")

pytestmark = pytest.mark.skipif(find_spec("bot.cli") is None, reason="the program has no shell yet")


def run(record: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the program under test
        [
            sys.executable,
            "-m",
            "bot",
            *arguments,
            "--dossier",
            str(DOSSIER),
            "--record",
            f"sqlite:///{record}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def answer(record: Path, *arguments: str) -> str:
    done = run(record, *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert not any(word in done.stdout for word in FIRST_DOSSIER_ONLY)
    return done.stdout


def value(record: Path, *arguments: str) -> Any:
    return json.loads(answer(record, *arguments, "--json"))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("climate") / "record.db"
    done = run(path, "import", str(HERE / "articles"))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def brief(record: Path) -> Any:
    return value(record, "brief", "--from", "2027-05-04", "--to", "2027-05-10")


def words(part: Any) -> str:
    if isinstance(part, dict):
        return " ".join([part.get("exact", ""), *(words(each) for each in part.values())])
    return " ".join(words(each) for each in part) if isinstance(part, list) else ""


def dispute(made: Any, issue: str) -> dict[str, str]:
    return {
        side["side"]: words(side)
        for each in made["disputes"]
        if each["issue"] == issue and each["kind"] == "between parties"
        for side in each["sides"]
    }


def test_the_dossier_has_at_most_a_hundred_lines() -> None:
    assert len(DOSSIER.read_text(encoding="utf8").splitlines()) <= 100


def test_the_dossier_is_sound(tmp_path: Path) -> None:
    done = run(tmp_path / "none.db", "dossier", "check", str(DOSSIER))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("form", ["text", "discord", "html", "json"])
def test_a_day_is_briefed_in_every_form(record: Path, form: str) -> None:
    made = answer(record, "brief", "--on", "2027-05-04", "--format", form)
    unwrapped = " ".join(made.split())
    assert "mop under a running tap" in unwrapped
    assert "Ragnhild Halvorsen" in unwrapped


def test_a_day_without_articles_says_so(record: Path) -> None:
    done = run(record, "brief", "--on", "2027-05-09")
    assert "2027" in done.stdout + done.stderr
    assert "tap" not in done.stdout


@pytest.mark.parametrize(
    ("issue", "one", "its_words", "other", "others_words"),
    [
        ("production-cap", "coalition", "cap", "producers", "reject"),
        ("voting", "islands", "two-thirds", "producers", "consensus"),
    ],
)
def test_blocs_dispute_with_each_sides_words(
    brief: Any, issue: str, one: str, its_words: str, other: str, others_words: str
) -> None:
    sides = dispute(brief, issue)
    assert its_words in sides.get(one, "")
    assert others_words in sides.get(other, "")


def test_a_dispute_of_the_first_days_is_not_shown_as_open_once_it_was_conceded(
    record: Path, brief: Any
) -> None:
    early = dispute(value(record, "brief", "--from", "2027-05-04", "--to", "2027-05-07"), "fund")
    assert "fund" in early.get("islands", "")
    assert "no need for a new fund" in early.get("producers", "")
    assert [
        each["status"] for each in brief["disputes"] if each["issue"] == "fund" and each["status"] == "open"
    ] == []


def test_nothing_is_disputed_about_what_only_one_bloc_speaks_of(brief: Any) -> None:
    assert dispute(brief, "chemicals") == {}


@pytest.mark.parametrize(
    "name", ["al-Masri", "Faris al-Masri", "Fares al-Masri", "Al Masri", "فارس المصري", "faris al masri"]
)
def test_who_answers_to_every_spelling(record: Path, name: str) -> None:
    told = answer(record, "who", name)
    assert "Faris al-Masri" in told
    assert "Producers' Group" in told


def test_who_suggests_a_near_name_for_a_typo(record: Path) -> None:
    done = run(record, "who", "Halvorson")
    assert "Halvorsen" in done.stdout + done.stderr


def test_positions_are_told_by_actor_and_by_issue(record: Path) -> None:
    assert "fund" in answer(record, "positions", "--actor", "Taufa")
    assert "cap" in answer(record, "positions", "--issue", "production-cap")


def test_disputes_name_both_blocs(record: Path) -> None:
    told = answer(record, "disputes", "--on", "2027-05-04")
    assert "Full Treaty Coalition" in told
    assert "Producers' Group" in told


@pytest.mark.parametrize(
    ("arguments", "exact"),
    [
        (("--by", "Quiroga"), "nobody's text"),
        (("--by", "the coalition's spokesman"), "What we cannot say is never."),
        (("--issue", "fund"), "We demand a new fund"),
        (("--text", "ferry"), "the ferry to Buenos Aires"),
    ],
)
def test_quotes_are_found_by_speaker_issue_and_words(
    record: Path, arguments: tuple[str, str], exact: str
) -> None:
    assert exact in answer(record, "quotes", *arguments)


def test_a_saying_that_two_outlets_word_differently_is_shown_once_with_both_wordings(brief: Any) -> None:
    taps = [each for each in brief["utterances"] if "tap" in words(each)]
    assert [each["actor"] for each in taps] == ["halvorsen"]
    assert "mop under a running tap" in words(taps[0])
    assert "mopping under an open tap" in words(taps[0])


def test_read_takes_the_dossier_too(record: Path) -> None:
    read = value(record, "read", str(HERE / "articles" / "1-river-plate-wire.md"))
    (article,) = read["articles"]
    text = (HERE / "articles" / "1-river-plate-wire.md").read_text(encoding="utf8")
    said = {
        text[start:end]: each["actor"] for each in article["attributions"] for start, end in each["quoted"]
    }
    assert said["We came to talk about litter and we will not be lured into talking about factories,"] == (
        "almasri"
    )
    assert said["The wave does not ask whose bottle it carries,"] == "taufa"
