import json
import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from briefs import reading
from briefs.compile import compile_brief
from briefs.dossier import load_dossier
from briefs.ledger.entry import enter
from briefs.ledger.ledger import Ledger
from briefs.model.article import Article
from briefs.model.brief import Brief, Window
from briefs.plain import brief_from_json, to_json, to_plain
from briefs.verify import Failure, cited, verify
from tests.made import ARTICLES, busy_day, empty_record
from tests.mutate import mutated

ROOT = Path(__file__).parent.parent
MUTATIONS = int(os.environ.get("MUTATIONS", "250"))


def load(article: str, version: int) -> Article | None:
    found = ARTICLES.get(article)
    return found if found and found.version == version else None


def check(brief) -> tuple[Failure, ...]:
    return verify(brief, load, rebuild=lambda _: busy_day())


def test_a_brief_made_from_the_record_holds():
    assert check(busy_day()) == ()
    assert check(to_json(busy_day())) == ()


def test_json_gives_the_same_brief_back():
    assert brief_from_json(to_json(busy_day())) == busy_day()
    assert to_json(brief_from_json(to_json(busy_day()))) == to_json(busy_day())


def changed(path: str, value: object) -> str:
    data = to_plain(busy_day())
    *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    place = data
    for key in way:
        place = place[key]
    place[last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("path", "value", "where", "why"),
    [
        ("quotes.0.evidence.exact", "easy", "quotes[0].evidence.exact", "says 'easy', the article has"),
        ("quotes.0.evidence.start", 3, "quotes[0].evidence.exact", "the article has"),
        ("quotes.0.evidence.end", 99999, "quotes[0].evidence", "outside the article's"),
        ("quotes.0.evidence.article", "a9", "quotes[0].evidence.article", "the record holds no"),
        ("quotes.0.evidence.version", 2, "quotes[0].evidence.article", "version 2"),
        ("quotes.0.evidence.outlet", "Nord Post", "quotes[0].evidence.outlet", "'Nord Post'"),
        ("quotes.0.evidence.address", None, "quotes[0].evidence.address", "says null, the article"),
        ("quotes.0.speaker", "Steve Witkoff", "quotes[0].speaker", "the record gives 'Vladimir Medinsky'"),
        ("quotes.0.outlets", 3, "quotes[0].outlets", "says 3, the record gives 2"),
        ("positions.0.stance", "accept", "positions[0].stance", "says 'accept', the record gives 'demand'"),
        ("positions.0.stance", "love", "positions[0].stance", "'love' is not a valid Stance"),
        ("disputes.0.since", "2026-02-16", "disputes[0].since", "says '2026-02-16'"),
        ("disputes.0.status", "settled", "disputes[0].status", "the record gives 'open'"),
        ("window.zone", "../../etc/passwd", "window.zone", "is no time zone"),
        ("window.zone", "", "window.zone", "is no time zone"),
        ("window.zone", "x" * 5000, "window.zone", "is no time zone"),
        ("window.start", "0001-01-01T00:00:00Z", "window", "no year that has news"),
        ("window.start", "0001-01-01T00:00:00+14:00", "window.start", "out of range"),
        ("window.end", "9999-12-31T23:59:59Z", "window", "no year that has news"),
        ("quotes.0.confidence", 10**400, "quotes[0].confidence", ""),
        ("window.zone", "Mars/Base", "window.zone", "'Mars/Base' is no time zone"),
        ("window.start", "2026-02-17T22:00:00Z", "window", "one time of day"),
        ("window.end", "2026-02-17T22:00:00Z", "window", "ends before it starts"),
        ("status.articles", True, "status.articles", "int is wanted, bool"),
        ("status.articles", "3", "status.articles", "int is wanted, str '3' is given"),
        ("sources.0.title", "Peace!", "sources[0].title", "says 'Peace!'"),
        ("toplines", [], "toplines[0]", "3 missing here"),
        ("names.0", ["russia", "Ukraine"], "names[0][1]", "says 'Ukraine'"),
        ("as_of", "yesterday", "as_of", "Invalid isoformat"),
        ("as_of", "2026-02-18T10:00:00", "as_of", "says no time zone"),
        ("quotes.0.confidence", 1, "quotes[0].confidence", "says 1, the record gives 0.95"),
    ],
)  # fmt: skip
def test_a_failure_names_the_place_and_the_reason(path, value, where, why):
    found = {failure.path: failure.reason for failure in check(changed(path, value))}
    assert where in found
    assert why in found[where]


def test_a_doubled_line_is_named():
    brief = busy_day()
    failures = check(replace(brief, unattributed=(*brief.unattributed, brief.unattributed[0])))
    assert Failure("unattributed[2]", "it is unattributed[0] again") in failures


def test_a_line_out_of_order_is_named():
    brief = busy_day()
    failures = check(replace(brief, single=brief.single[::-1]))
    assert [failure.path for failure in failures] == ["single[0]"]
    assert "order" in failures[0].reason


def test_an_added_line_is_named_without_blaming_those_after_it():
    brief = busy_day()
    added = replace(brief.unattributed[0], confidence=0.4)
    failures = check(replace(brief, unattributed=(added, *brief.unattributed)))
    assert failures == (Failure("unattributed[0]", "the record does not give it"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("[]", "an object is wanted"),
        ("null", "an object is wanted"),
        ('{"dossier": 1, "dossier": 2}', "key 'dossier' stands twice"),
        ('{"x": NaN}', "NaN is no JSON number"),
        ('{"dossier": ' + "1" * 5000 + "}", "a number in the JSON is too long"),
        ("[" * 100_000, "nested too deeply"),
        (to_json(busy_day())[:-3], "not JSON"),
        (to_json(busy_day()).replace('"dossier"', '"Dossier"', 1), "unknown key"),
    ],
)
def test_what_is_no_brief_is_refused_with_the_reason(text, why):
    (failure,) = check(text)
    assert why in str(failure)


def test_a_brief_for_a_window_of_which_the_record_gives_none_is_refused():
    failures = verify(empty_record(), load, rebuild=lambda _: None)
    assert failures == (Failure("window", "the record gives no brief for this window"),)


def test_a_brief_moved_to_another_day_is_refused_even_without_the_record():
    brief, day = busy_day(), timedelta(days=1)
    moved = replace(
        brief, window=replace(brief.window, start=brief.window.start + day, end=brief.window.end + day)
    )
    assert any("outside the window" in failure.reason for failure in verify(moved, load))


def test_cited_are_the_articles_that_must_be_loaded():
    assert cited(busy_day()) == {("a1", 1), ("a2", 1), ("a3", 1)}


@cache
def seeds_ledger() -> Ledger:
    dossier = load_dossier((ROOT / "seeds" / "talks.toml").read_text("utf-8"), "talks.toml")
    entries = []
    for number, file in enumerate(sorted((ROOT / "seeds" / "articles").glob("*.md"))):
        text = file.read_text("utf-8").split("---", 2)[-1].strip()
        hour = datetime(2026, 2, 18, 10 + number, tzinfo=UTC)
        article = Article(
            file.stem, 1, f"outlet-{number}", file.stem, hour, hour, f"https://{number}.example/", None, text
        )
        entries.append(enter(article, reading.read(text, dossier)))
    return Ledger(dossier, tuple(entries))


def seeds_article(article: str, version: int) -> Article | None:
    found = (entry.article for entry in seeds_ledger().entries)
    return next((one for one in found if (one.id, one.version) == (article, version)), None)


@cache
def _compiled(window: Window, kind: str, as_of: datetime | None) -> Brief:
    length = window.end - window.start
    before = Window(window.start - length, window.start, window.zone)
    return compile_brief(seeds_ledger(), window, kind=kind, before=before, as_of=as_of)


def rebuild(claimed: Brief) -> Brief:
    return _compiled(claimed.window, claimed.kind, claimed.as_of)


def test_random_mutations_of_a_brief_of_the_seeds_are_each_refused():
    ledger = seeds_ledger()
    day = datetime(2026, 2, 17, 23, tzinfo=UTC)
    brief = _compiled(Window(day, day + timedelta(days=1), "Europe/Zurich"), "daily", None)
    data = to_plain(brief)
    assert len(brief.sources) == 5
    assert verify(brief, seeds_article, dossier=ledger.dossier, rebuild=rebuild) == ()
    chance = random.Random(2026)  # noqa: S311 - the same changes every time
    for _ in range(MUTATIONS):
        other, what = mutated(data, chance)
        failures = verify(json.dumps(other), seeds_article, dossier=ledger.dossier, rebuild=rebuild)
        assert failures, what
        assert all(failure.reason for failure in failures)


def test_1000_random_mutations_of_a_hand_made_brief_are_each_refused():
    data = to_plain(busy_day())
    chance = random.Random(218)  # noqa: S311 - the same changes every time
    for _ in range(1000):
        other, what = mutated(data, chance)
        assert check(json.dumps(other)), what
