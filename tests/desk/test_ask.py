import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk.ask import LOOK_BACK, Ask
from bot.desk.catalogue import Catalogue
from bot.desk.intake import Intake, period_of
from bot.desk.names import Known, find_name
from bot.desk.reader import Reader
from bot.desk.windows import Days
from bot.errors import NothingFound, WrongUse
from bot.store.database import Record
from briefs.dossier import load_dossier
from briefs.model.answers import NameUnknown, NearName, WhoCard
from briefs.model.reading import Attribution, Form, Position, Reading, Stance
from briefs.model.span import Span
from briefs.plain import to_plain
from briefs.render import render

DOSSIER = load_dossier(
    """
    [dossier]
    name = "The talks"
    id = "talks"
    zone = "Europe/Zurich"
    begins = 2026-02-01
    ends = 2026-02-28
    [sides.north]
    name = "North"
    aliases = ["Northtown", "the Northern side"]
    [sides.south]
    name = "South"
    [actors.anders]
    name = "Anna Anders"
    side = "north"
    role = "Chief negotiator"
    aliases = ["Anders", "Андерс"]
    titles = ["the Northern chief negotiator"]
    [actors.anton]
    name = "Anton Anders"
    side = "south"
    role = "Envoy"
    [actors.brook]
    name = "Bela Brook"
    side = "south"
    role = "Envoy"
    [issues.border]
    name = "The border"
    any_of = ["border"]
    """,
    "talks.toml",
)
SPEAKERS = {"Anna Anders": ("anders", "north"), "Bela Brook": ("brook", "south"), "Old Farmer": (None, None)}


def read(text: str) -> Reading:
    """Read lines of the form `Name: "words"`; words about the border are a position."""
    said, held = [], []
    at = 0
    for line in text.splitlines(keepends=True):
        name, colon, words = line.rstrip("\n").partition(': "')
        if colon:
            actor, side = SPEAKERS[name]
            start = at + len(name) + 2
            content = Span(start, start + len(words) + 1)
            quoted = Span(start + 1, start + len(words))
            source = Span(at, at + len(name))
            said.append(
                Attribution(
                    Form.DIRECT, (source,), (), (content,), (quoted,), actor, name, side, None, "say", 0.9
                )
            )
            if "border" in words and side:
                stance = Stance.REJECT if " no " in f" {words} ".lower() else Stance.DEMAND
                held.append(Position(actor, side, "border", stance, quoted, None, None, None, False, 0.9))
        at += len(line)
    return Reading(tuple(said), tuple(held), ())


@asynccontextmanager
async def asking(tmp_path: Path, *told: tuple[str, str, str]) -> AsyncIterator[Ask]:
    """Open a record of articles: outlet, time of publication, text."""
    async with Record.open(f"sqlite:///{tmp_path / 'r.db'}", make=True) as record:
        catalogue = Catalogue(None, period_of(DOSSIER))
        intake = Intake(
            record, DOSSIER, Reader("test", read), catalogue, lambda: datetime(2026, 3, 1, tzinfo=UTC)
        )
        for number, (outlet, published, text) in enumerate(told):
            file = tmp_path / f"{number}.md"
            file.write_text(f"---\noutlet: {outlet}\npublished: {published}\n---\n{text}", "utf-8")
            await intake.take_file(str(file))
        yield Ask(record, DOSSIER)


MONDAY = ("Post", "2026-02-09T09:00:00Z", 'Anna Anders: "We want the old border back in full."\n')
LATE = ("Wire", "2026-02-09T23:30:00Z", 'Bela Brook: "There is no way back to that border, none."\n')
FARMER = ("Wire", "2026-02-11T09:00:00Z", 'Old Farmer: "Anna Anders should come and see the border."\n')


async def test_without_a_day_the_latest_that_has_articles_is_meant(tmp_path: Path) -> None:
    async with asking(tmp_path, MONDAY, LATE) as ask:
        brief = await ask.brief()
    assert brief.window.start == datetime(2026, 2, 9, 23, tzinfo=UTC)
    assert brief.status.articles == 1
    assert [quote.speaker for quote in brief.quotes] == ["Bela Brook"]


async def test_days_are_counted_in_the_zone_that_is_asked_for(tmp_path: Path) -> None:
    async with asking(tmp_path, MONDAY, LATE) as ask:
        in_utc = await ask.brief(date(2026, 2, 9), zone="UTC")
        in_zurich = await ask.brief(date(2026, 2, 9))
        with pytest.raises(WrongUse, match="no time zone"):
            await ask.brief(date(2026, 2, 9), zone="Nowhere")
    assert (in_utc.status.articles, in_zurich.status.articles) == (2, 1)


async def test_what_stood_before_the_day_stands_on_it_however_long_ago(tmp_path: Path) -> None:
    long_ago = ("Post", "2025-06-01T09:00:00Z", MONDAY[2])
    assert timedelta(days=100) > LOOK_BACK
    async with asking(tmp_path, long_ago, LATE) as ask:
        brief = await ask.brief()
        held = await ask.positions(issue="The Border")
    assert {position.side for position in brief.positions} == {"north", "south"}
    assert [dispute.issue for dispute in brief.disputes] == ["border"]
    assert {position.side for position in held.positions} == {"north", "south"}


async def test_as_of_a_moment_nothing_later_is_known(tmp_path: Path) -> None:
    moment = datetime(2026, 2, 10, tzinfo=UTC)
    async with asking(tmp_path, MONDAY, LATE, FARMER) as ask:
        then = await ask.brief(as_of=moment)
        assert then.window.start == datetime(2026, 2, 9, 23, tzinfo=UTC)
        with pytest.raises(NothingFound, match="latest day that has some is 10 February 2026"):
            await ask.brief(date(2026, 2, 11), as_of=moment)
        with pytest.raises(NothingFound):
            await ask.brief(as_of=datetime(2026, 2, 1, tzinfo=UTC))


async def test_several_days_are_one_window_and_must_be_in_order(tmp_path: Path) -> None:
    async with asking(tmp_path, MONDAY, LATE, FARMER) as ask:
        brief = await ask.brief(days=Days(date(2026, 2, 9), date(2026, 2, 11)))
    assert brief.status.articles == 3
    with pytest.raises(WrongUse, match="exchange them"):
        Days(date(2026, 2, 11), date(2026, 2, 9))


async def test_the_same_record_and_question_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with asking(tmp_path / "a", MONDAY, LATE, FARMER) as ask:
        first = render(await ask.brief(days=Days(date(2026, 2, 1), date(2026, 2, 28))), "json")
        again = render(await ask.brief(days=Days(date(2026, 2, 1), date(2026, 2, 28))), "json")
    async with asking(tmp_path / "b", FARMER, LATE, MONDAY) as ask:
        other = render(await ask.brief(days=Days(date(2026, 2, 1), date(2026, 2, 28))), "text")
        assert other
    assert first == again


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Anna Anders", "Anna Anders"),
        ("anna anders", "Anna Anders"),
        ("Андерс", "Anna Anders"),
        ("the northern chief negotiator", "Anna Anders"),
        ("brook", "Bela Brook"),
        ("Bela", "Bela Brook"),
        ("Northtown", "North"),
        ("old farmer", "Old Farmer"),
        ("Farmer", "Old Farmer"),
    ],
)
def test_a_name_is_known_in_any_spelling(asked: str, name: str) -> None:
    found = find_name(DOSSIER, list(SPEAKERS), asked)
    assert isinstance(found, Known)
    assert found.name == name


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("Broke", ["Bela Brook"]),
        ("Ana Andres", ["Anna Anders"]),
        ("Xyz", []),
        ("x", []),
        ("", []),
        ("!!!", []),
    ],
)
def test_an_unknown_name_gives_the_near_ones(asked: str, near: list[str]) -> None:
    found = find_name(DOSSIER, list(SPEAKERS), asked)
    assert isinstance(found, tuple)
    assert [one.name for one in found][: len(near) or None] == near


async def test_who_tells_of_actors_of_others_and_of_nobody(tmp_path: Path) -> None:
    async with asking(tmp_path, MONDAY, LATE, FARMER) as ask:
        anders, farmer, nobody = [await ask.who(name) for name in ("Андерс", "old farmer", "Qwrtp")]
    assert isinstance(anders, WhoCard)
    assert (anders.actor, anders.sayings, len(anders.spoken_of)) == ("anders", 1, 1)
    assert isinstance(farmer, WhoCard)
    assert (farmer.actor, farmer.name, farmer.sayings) == (None, "Old Farmer", 1)
    assert nobody == NameUnknown("talks", "Qwrtp", ())


@pytest.mark.parametrize(
    ("given", "speakers"),
    [
        ({}, ["Old Farmer", "Bela Brook", "Anna Anders"]),
        ({"by": "Brook"}, ["Bela Brook"]),
        ({"text": "OLD  border"}, ["Anna Anders"]),
        ({"about": "Андерс"}, ["Old Farmer"]),
        ({"issue": "border", "since": date(2026, 2, 10)}, ["Old Farmer", "Bela Brook"]),
        ({"since": date(2026, 2, 11)}, ["Old Farmer"]),
        ({"text": "100%"}, []),
    ],
)
async def test_quotes_are_those_that_fit_newest_first(
    tmp_path: Path, given: dict[str, str], speakers: list[str]
) -> None:
    async with asking(tmp_path, MONDAY, LATE, FARMER) as ask:
        found = await ask.quotes(**given)  # type: ignore[arg-type]
    assert [quote.speaker for quote in found.quotes] == speakers


async def test_what_is_no_name_or_issue_is_told(tmp_path: Path) -> None:
    async with asking(tmp_path, MONDAY) as ask:
        with pytest.raises(NothingFound, match='no issue "peace"; the dossier has border'):
            await ask.positions(issue="peace")
        with pytest.raises(NothingFound, match="did you mean Bela Brook"):
            await ask.quotes(by="Broke")


async def test_a_brief_holds_and_every_change_to_it_is_found(tmp_path: Path) -> None:
    changes: list[Callable[[dict], None]] = [  # type: ignore[type-arg]
        lambda brief: brief["quotes"][0].update(speaker="Anna Anders"),
        lambda brief: brief["quotes"][0]["evidence"].update(exact="Yes."),
        lambda brief: brief["sources"][0].update(article="a0"),
        lambda brief: brief["status"].update(articles=7),
        lambda brief: brief["window"].update(start="2026-02-08T23:00:00Z"),
        lambda brief: brief.pop("positions"),
    ]
    async with asking(tmp_path, MONDAY, LATE) as ask:
        brief = await ask.brief()
        assert await ask.verify(render(brief, "json")) == ()
        for change in changes:
            changed = to_plain(brief)
            change(changed)
            assert await ask.verify(json.dumps(changed)) != ()
        assert await ask.verify("no brief") != ()


def test_a_name_that_several_bear_gives_them_all() -> None:
    assert find_name(DOSSIER, [], "Anton") == Known("anton", "Anton Anders", "south")
    assert find_name(DOSSIER, [], "Anders") == Known("anders", "Anna Anders", "north")
    twice = ["Old Farmer", "Young Farmer"]
    assert find_name(DOSSIER, twice, "Farmer") == tuple(NearName(None, name) for name in twice)
