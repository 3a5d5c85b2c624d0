"""How soon 64 users at once get their first and their full answers, from a record of 10,000 articles.

    python -m tests.bench.bench_chat [--articles 10000] [--users 64] [--each 8]

The program runs as a process of its own against the Discord of `tests/loopback`. Each user gives one command
after another, without a pause; everybody begins at once. The limit is the project's: 99 of 100 first answers
within 300 ms.
"""

import argparse
import asyncio
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.app import open_dossier, open_reader
from bot.settings import Settings
from bot.store.database import Record
from tests.acceptance.program import Program
from tests.bench.bench_brief import A_DAY, FIRST, ROOT, fill, samples
from tests.loopback import Channel, Discord, User

LIMIT_MS = 300.0


async def make_record(file: Path, many: int) -> None:
    """Write a record that the program takes for one that it has read itself."""
    dossier = open_dossier(ROOT / "seeds" / "talks.toml")
    async with (
        Record.open(f"sqlite:///{file}", make=True) as record,
        record.writing() as connection,
    ):
        await connection.run_sync(fill, samples(dossier), many)
    settings = Settings.read({"RAPPORTEUR_READER": "rules"})
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE versions SET reader = ?", (open_reader(settings, dossier).key,))
    connection.close()


def questions(dice: random.Random, many: int) -> tuple[str, dict[str, str]]:
    """Give something that a user asks."""
    days = many // A_DAY
    day = FIRST.toordinal() + dice.randrange(max(days - 30, 0), days)
    on = FIRST.fromordinal(day).date().isoformat()
    return dice.choice(
        [
            ("brief", {"on": on}),
            ("brief", {}),
            ("who", {"name": dice.choice(["Zelensky", "Medinsky", "Putin", "Witkoff", "Umerov", "Nobody"])}),
            ("disputes", {"on": on}),
            ("quotes", {"by": dice.choice(["Zelensky", "Lavrov", "Kremlin"])}),
            ("positions", {}),
            ("help", {}),
            ("changes", {}),
        ]
    )


async def user(
    discord: Discord, who: User, channel: Channel, each: int, many: int
) -> list[tuple[float, float]]:
    """Be a user; give the seconds to first and full answers."""
    dice = random.Random(who.name)  # noqa: S311 - a fixed sequence is wanted
    taken = []
    for _ in range(each):
        name, options = questions(dice, many)
        began = time.monotonic()
        reply = await discord.command(name, who, channel, **options)
        await reply.first(60)
        await reply.shown(120)
        taken.append((reply.seconds or 0.0, time.monotonic() - began))
    return taken


async def measure(folder: Path, many: int, users: int, each: int) -> list[tuple[float, float]]:
    """Run the program and its users."""
    async with Discord() as discord:
        discord.rest.pacing.enforced = False
        owner = discord.world.user("olena")
        guild = discord.world.guild("Desk", owner)
        channels = [discord.world.channel(guild, f"c{number}") for number in range(8)]
        program = Program(folder, discord)
        await make_record(program.record, many)
        began = time.monotonic()
        await program.start()
        while not discord.rest.commands:  # noqa: ASYNC110 - another process sends them
            await asyncio.sleep(0.05)
        print(f"started and commands given to Discord after {time.monotonic() - began:.1f} s")
        people = [discord.world.user(f"user {number}") for number in range(users)]
        found = await asyncio.gather(
            *(user(discord, who, channels[number % 8], each, many) for number, who in enumerate(people))
        )
        await program.stop()
    return [one for some in found for one in some]


def main() -> int:
    """Measure and print; 1 where the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=64)
    parser.add_argument("--each", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(Path(folder), given.articles, given.users, given.each))
    first = [each * 1000 for each, _ in found]
    full = [each * 1000 for _, each in found]
    for name, taken in (("first answers", first), ("full answers", full)):
        cut = statistics.quantiles(taken, n=100)
        print(f"{len(taken)} {name}: median {cut[49]:6.0f} ms, p95 {cut[94]:6.0f} ms, p99 {cut[98]:6.0f} ms")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"the program's memory at most {memory:.0f} MB")
    return 0 if statistics.quantiles(first, n=100)[98] <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
