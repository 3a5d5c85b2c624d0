import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from briefs.dossier import load_dossier
from briefs.model.talks import Dossier

ROOT = Path(__file__).parents[1]
ORIGINALS = ROOT.parent / "shared" / "seeds"
ARTICLES = sorted((ROOT / "seeds" / "articles").glob("*.md"))
QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")

each_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


def parts(path: Path) -> tuple[dict[str, str], str]:
    _, front, body = path.read_text(encoding="utf8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in front.splitlines()), body


def original(path: Path) -> str:
    source = ORIGINALS / parts(path)[0]["seed"]
    if not source.exists():
        pytest.skip(f"the original is not here: {source}")
    return source.read_text(encoding="utf8")


def plain(text: str) -> str:
    return " ".join(re.findall(r"[\w'$%]+", text.replace("’", "'").lower()))


def quotations(text: str) -> list[str]:
    """Give what stands in marks; a paragraph left open ends with its line."""
    found = []
    for line in text.splitlines():
        closed = line + ('"' if line.count('"') % 2 else "”" if line.count("“") > line.count("”") else "")
        found += [curly or straight for curly, straight in QUOTED.findall(closed)]
    return found


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier((ROOT / "seeds" / "talks.toml").read_text(encoding="utf8"), "talks.toml")


def test_there_are_five_articles() -> None:
    assert len(ARTICLES) == 5


@each_article
def test_an_article_s_front_matter_is_complete_and_its_outlet_known(path: Path, dossier: Dossier) -> None:
    front, body = parts(path)
    assert list(front) == ["outlet", "title", "published", "seed"]
    assert front["outlet"] in {outlet.id for outlet in dossier.outlets}
    assert datetime.fromisoformat(front["published"]).utcoffset() is not None
    assert datetime.fromisoformat(front["published"]).date().isoformat() == "2026-02-18"
    assert front["title"].strip()
    assert body.strip()


@each_article
def test_every_quotation_of_the_original_stands_word_for_word(path: Path) -> None:
    retold = plain(parts(path)[1])
    assert [words for words in quotations(original(path)) if plain(words) not in retold] == []


@each_article
def test_the_figures_are_the_original_s(path: Path) -> None:
    def figures(text: str) -> Counter[str]:
        return Counter(re.findall(r"\d(?:[\d.,]*\d)?", text))

    assert figures(parts(path)[1]) == figures(original(path))


@each_article
def test_no_ten_words_of_prose_run_as_in_an_original(path: Path) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"[\w§'’-]+", re.sub(r"[“\"][^”\"]{0,600}[”\"]", " § ", text).lower())

    def runs(text: str) -> set[tuple[str, ...]]:
        listed = words(text)
        return {tuple(listed[start : start + 10]) for start in range(len(listed) - 9)}

    assert not {run for run in runs(parts(path)[1]) & runs(original(path)) if run.count("§") < 2}


@each_article
def test_the_outlet_s_spelling_of_the_president_is_kept(path: Path) -> None:
    def spellings(text: str) -> set[str]:
        return set(re.findall(r"Zelensk\w+?(?=\b|['’]s)", text))

    assert spellings(parts(path)[1]) == spellings(original(path))


@pytest.mark.parametrize(
    ("start", "shape"),
    [
        ("001", "{{subtitle}}\n{{/subtitle}}"),
        ("002", "— Agency"),
        ("003", "- President"),
        ("003", "Contributing: "),
        ("003", "is sufficient.\n“The military"),
        ("003", "\n–Volodymyr Zelenskyy\n"),
        ("004", "KEY TAKEAWAYS\n  • "),
        ("004", "KSL Weather Forecast"),
        ("004", "(Pierre Albouy, Reuters )"),
    ],
)
def test_what_makes_an_article_hard_to_read_is_kept(start: str, shape: str) -> None:
    (path,) = (path for path in ARTICLES if path.stem.startswith(start))
    assert shape in path.read_text(encoding="utf8")


def test_the_lead_that_stands_twice_stands_twice() -> None:
    lines = parts(ARTICLES[1])[1].splitlines()
    assert lines[0] == lines[3]


def test_the_dossier_of_the_talks_has_no_mistake_and_covers_every_side(dossier: Dossier) -> None:
    assert [side.id for side in dossier.sides] == ["ukraine", "russia", "us", "europe"]
    assert {actor.side for actor in dossier.actors} >= {"ukraine", "russia", "us", "europe"}
    assert len({feed.address for feed in dossier.feeds}) == len(dossier.feeds)
    for side in ("ukraine", "russia"):
        assert sum(actor.side == side and actor.rank <= 2 for actor in dossier.actors) >= 4
