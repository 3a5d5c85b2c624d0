"""What autocompletion offers, from memory: names, issues, days and zones, renewed now and then."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from bot.desk.ask import Ask
from bot.desk.subscribe import find_zones
from briefs.dossier import plain

#: What Discord shows at most, and the longest name and value that it takes.
MOST: Final = 25
LONGEST: Final = 100

#: Seconds after which the days and speakers of the record are looked up again.
FRESH: Final = 60.0


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is shown and what is sent."""

    name: str
    value: str


class Memory:
    """Offers choices within milliseconds. `refresh` is to be called now and then; nothing waits for it."""

    def __init__(self, ask: Ask, clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._renewed = -FRESH
        self._renewing = asyncio.Lock()
        self._days: tuple[date, ...] = ()
        self._speakers: tuple[str, ...] = ()
        dossier = ask.dossier
        self._actors = {
            plain(spelling): actor.name
            for actor in sorted(dossier.actors, key=lambda actor: actor.rank, reverse=True)
            for spelling in (*actor.titles, *actor.aliases, actor.name)
        }
        self._issues = {plain(issue.name): Choice(issue.name[:LONGEST], issue.id) for issue in dossier.issues}
        self._usual = tuple(actor.name for actor in sorted(dossier.actors, key=lambda actor: actor.rank))[
            :MOST
        ]

    async def refresh(self) -> None:
        """Look the record's days and speakers up again, unless that was just done."""
        if self._clock() - self._renewed < FRESH or self._renewing.locked():
            return
        async with self._renewing:
            self._days = await self._ask.days()
            self._speakers = await self._ask.speakers()
            self._renewed = self._clock()

    def actors(self, typed: str) -> list[Choice]:
        """Offer speakers for any spelling or script of a name, or part of one."""
        if not typed.strip():
            return [_choice(name) for name in self._usual]
        names = self._actors | {
            plain(name): name for name in self._speakers if plain(name) not in self._actors
        }
        return [_choice(name) for name in _nearest(typed, names)]

    def issues(self, typed: str) -> list[Choice]:
        """Offer issues by their names."""
        if not typed.strip():
            return list(self._issues.values())[:MOST]
        return _nearest(typed, self._issues)

    def days(self, typed: str) -> list[Choice]:
        """Offer days that have news, the latest first."""
        shown = [Choice(f"{day:%A} {day.day} {day:%B %Y}", day.isoformat()) for day in reversed(self._days)]
        wanted = typed.casefold().strip()
        return [one for one in shown if wanted in one.name.casefold() or wanted in one.value][:MOST]

    def zones(self, typed: str) -> list[Choice]:
        """Offer time zones by city."""
        return [Choice(zone.replace("_", " "), zone) for zone in find_zones(typed, MOST)]


def _nearest(typed: str, known: Mapping[str, T]) -> list[T]:
    """Give what the keys that begin with, hold or resemble the typed words stand for, each once."""
    wanted = plain(typed)
    begun = [key for key in known if key.startswith(wanted)]
    held = [key for key in known if wanted in key]
    like = process.extract(wanted, list(known), scorer=fuzz.WRatio, limit=MOST, score_cutoff=70)
    keys = [*begun, *held, *(key for key, _, _ in like)]
    return list(dict.fromkeys(known[key] for key in keys))[:MOST]


def _choice(name: str) -> Choice:
    return Choice(name[:LONGEST], name[:LONGEST])
