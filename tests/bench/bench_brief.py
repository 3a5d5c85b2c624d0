"""How long a day's brief takes from a record of 100,000 articles, and from a tenth of it.

    python -m tests.bench.bench_brief [--articles 100000]

Made-up articles, 30 a day, each with eight quotations and six positions, are written to a record in a
temporary folder; the brief of a day in the middle is then asked for as the program asks for it. The limits
are those of the project: 100 ms, and 1.5 times the time from a tenth of the articles.
"""

import argparse
import asyncio
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.desk.ask import Ask
from bot.store.database import Record
from bot.store.tables import articles, attributions, outlets, positions, versions
from briefs.dossier import load_dossier
from briefs.ledger.sketch import sketch
from briefs.ledger.words import load_vocabulary
from briefs.model.talks import Dossier

ROOT = Path(__file__).resolve().parents[2]
A_DAY = 30
TEXTS = 600
OUTLETS = 12
LIMIT_MS = 100.0
LIMIT_RATIO = 1.5
TIMES = 9
#: What a side holds on an issue: mostly one stance, now and then another.
STANCES = (
    ("demand", "demand", "demand", "condition"),
    ("reject", "reject", "reject", "accuse"),
    ("propose", "propose", "accept"),
)
FIRST = datetime(2015, 1, 1, 6, tzinfo=UTC)

Row = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """One made-up text with the rows of what is found in it."""

    text: str
    packed: str
    attributions: list[Row]
    positions: list[Row]


def words() -> list[str]:
    """Words of the kind that such articles are made of."""
    vocabulary = load_vocabulary()
    return sorted({*vocabulary.kinds, *vocabulary.spelling, *vocabulary.renderings})


def samples(dossier: Dossier) -> list[Sample]:
    """Make the texts that the record's articles have."""
    dice = random.Random(7)  # noqa: S311 - a fixed sequence is wanted
    pool = words()
    return [_sample(dice, pool, dossier) for _ in range(TEXTS)]


def _sample(dice: random.Random, pool: list[str], dossier: Dossier) -> Sample:
    speakers = [actor for actor in dossier.actors if actor.side][:40]
    text = ""
    said: list[Row] = []
    held: list[Row] = []
    for number in range(8):
        actor = dice.choice(speakers)
        words_said = " ".join(dice.choices(pool, k=dice.choice((3, 8, 15, 25))))
        start = len(text)
        text += f"“{words_said},” {actor.name} said on Wednesday. "
        quoted = [[start + 1, start + 2 + len(words_said)]]
        content = [[start, start + 3 + len(words_said)]]
        said.append(
            {
                "form": "direct", "source": "[]", "cue": "[]", "content": str(content), "quoted": str(quoted),
                "actor": actor.id, "speaker": actor.name, "side": actor.side, "via": None, "force": "say",
                "confidence": 0.95, "place": number,
            }
        )  # fmt: skip
        if number < 6:
            side = dice.choice(dossier.sides[:3])
            issue = dice.choice(dossier.issues[: dice.choice((4, 8, 16))])
            claim = " ".join(dice.choices(pool, k=12))
            held.append(
                {
                    "actor": None, "side": side.id, "issue": issue.id,
                    "stance": dice.choice(STANCES[(len(side.id) + len(issue.id)) % len(STANCES)]),
                    "start": len(text), "end": len(text) + len(claim), "told_by": None, "via": None,
                    "toward": None, "hedged": False, "confidence": 0.9, "place": number,
                }
            )  # fmt: skip
            text += f"{claim}. "
        text += " ".join(dice.choices(pool, k=40)) + ".\n\n"
    return Sample(text, sketch(text).packed(), said, held)


def fill(connection: Connection, made: list[Sample], many: int) -> None:
    """Write `many` articles with their readings."""
    names = [{"id": f"outlet-{number}", "name": f"Outlet {number}"} for number in range(OUTLETS)]
    connection.execute(outlets.insert(), names)
    for start in range(0, many, 2000):
        numbers = range(start, min(start + 2000, many))
        connection.execute(articles.insert(), [_article(number) for number in numbers])
        connection.execute(
            versions.insert(), [_version(number, made[number * 7 % TEXTS]) for number in numbers]
        )
        for table, kind in ((attributions, "attributions"), (positions, "positions")):
            rows = [
                row for number in numbers for row in _found(number, getattr(made[number * 7 % TEXTS], kind))
            ]
            connection.execute(table.insert(), rows)


def _published(number: int) -> datetime:
    return FIRST + timedelta(days=number // A_DAY, minutes=20 * (number % A_DAY))


def _article(number: int) -> Row:
    return {
        "id": f"{number:08}", "outlet": f"outlet-{number % OUTLETS}", "outlet_rank": 1, "address": None,
        "seed": None, "published": _published(number), "dated_by": "front", "current": 1,
    }  # fmt: skip


def _version(number: int, sample: Sample) -> Row:
    return {
        "article": f"{number:08}", "number": 1, "title": "A made-up article", "title_rank": 1,
        "text": sample.text, "hash": f"{number:064}", "path": None, "place": None, "retold": False,
        "fetched": _published(number), "known": None, "reader": "bench", "sketch": sample.packed,
    }  # fmt: skip


def _found(number: int, rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        yield {"article": f"{number:08}", "version": 1, "published": _published(number), **row}


async def measure(dossier: Dossier, made: list[Sample], many: int, folder: Path) -> tuple[float, float]:
    """Give the medians of some briefs' times, in milliseconds, from a record of `many` articles."""
    async with Record.open(f"sqlite:///{folder / str(many)}.db", make=True) as record:
        async with record.writing() as connection:
            await connection.run_sync(fill, made, many)
        ask = Ask(record, dossier)
        middle = _published(many // 2).date()
        await ask.brief(middle - timedelta(days=1))
        gc.collect()
        taken = [await _timed(ask, middle + timedelta(days=day)) for day in range(TIMES)]
    return statistics.median(each for each, _ in taken), statistics.median(each for _, each in taken)


async def _timed(ask: Ask, day: date) -> tuple[float, float]:
    """Give the milliseconds that passed, and those that the processor worked for it."""
    started, worked = time.perf_counter(), time.process_time()
    brief = await ask.brief(day)
    taken = (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000
    if brief.status.articles != A_DAY or not brief.quotes:
        raise RuntimeError(f"the brief of {day} has {brief.status.articles} articles")
    return taken


def main() -> int:
    """Measure and print; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    many: int = parser.parse_args().articles
    dossier = load_dossier((ROOT / "seeds" / "talks.toml").read_text(encoding="utf-8"), "talks.toml")
    made = samples(dossier)
    with tempfile.TemporaryDirectory() as folder:
        small = asyncio.run(measure(dossier, made, many // 10, Path(folder)))
        large = asyncio.run(measure(dossier, made, many, Path(folder)))
    ratio = large[1] / small[1]
    for number, (passed, worked) in ((many // 10, small), (many, large)):
        line = (
            f"a day's brief of {A_DAY} articles from {number:>7,}: {passed:6.1f} ms, {worked:6.1f} ms of work"
        )
        print(line)
    print(f"limit {LIMIT_MS:.0f} ms; on a machine that does other things, too, the work tells")
    print(f"ten times the articles take {ratio:.2f} times the work, limit {LIMIT_RATIO}")
    return 0 if min(large) <= LIMIT_MS and ratio <= LIMIT_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
