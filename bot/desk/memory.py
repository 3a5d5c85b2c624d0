"""What autocompletion offers, from memory: names, issues, days and zones, renewed now and then."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from rapidfuzz import fuzz, process

from bot.desk.ask import Ask
from bot.desk.subscribe import find_zones
from bot.desk.windows import day_in_words
from briefs.dossier import plain

if TYPE_CHECKING:
    from datetime import date

#: What Discord shows at most, and the longest name and value that it takes.
MOST: Final = 25
LONGEST: Final = 100

#: Seconds after which the days and speakers of the record are looked up again.
FRESH: Final = 60.0

#: What the record calls speakers whom articles leave unnamed; nobody would ask for one.
_UNNAMED: Final = "anonymous:"

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
        self._speakers: dict[str, str] = {}
        dossier = ask.dossier
        ranked = sorted(dossier.actors, key=lambda actor: actor.rank)
        self._names = {
            plain(spelling): side.name for side in dossier.sides for spelling in (side.name, *side.aliases)
        }
        for actor in ranked:
            for spelling in (actor.name, *actor.aliases):
                self._names.setdefault(plain(spelling), actor.name)
        self._titles = {plain(title): actor.name for actor in reversed(ranked) for title in actor.titles}
        self._issues = {plain(issue.name): Choice(issue.name[:LONGEST], issue.id) for issue in dossier.issues}
        self._usual = tuple(actor.name for actor in ranked)[:MOST]

    async def refresh(self) -> None:
        """Look the record's days and speakers up again, unless that was just done."""
        if self._clock() - self._renewed < FRESH or self._renewing.locked():
            return
        async with self._renewing:
            self._days = await self._ask.days()
            self._speakers = {
                plain(name): name for name in await self._ask.speakers() if not name.startswith(_UNNAMED)
            }
            self._renewed = self._clock()

    def actors(self, typed: str) -> list[Choice]:
        """Offer speakers for any spelling or script of a name, or part of one."""
        if not typed.strip():
            return [_choice(name) for name in self._usual]
        found = [*_nearest(typed, self._speakers | self._names), *_nearest(typed, self._titles)]
        return [_choice(name) for name in dict.fromkeys(found)][:MOST]

    def issues(self, typed: str) -> list[Choice]:
        """Offer issues by their names."""
        if not typed.strip():
            return list(self._issues.values())[:MOST]
        return _nearest(typed, self._issues)

    def days(self, typed: str) -> list[Choice]:
        """Offer days that have news, the latest first."""
        shown = [Choice(day_in_words(day), day.isoformat()) for day in reversed(self._days)]
        wanted = typed.casefold().strip()
        return [one for one in shown if wanted in one.name.casefold() or wanted in one.value][:MOST]

    def zones(self, typed: str) -> list[Choice]:
        """Offer time zones by city."""
        return [Choice(zone.replace("_", " "), zone) for zone in find_zones(typed, MOST)]


def _nearest(typed: str, known: Mapping[str, T]) -> list[T]:
    """Give what the keys nearest to the typed words stand for, each once.

    First those that begin with them, then those in which a word does, that hold them, that resemble them.
    """
    wanted = plain(typed)
    begun = [key for key in known if key.startswith(wanted)]
    inner = [key for key in known if f" {wanted}" in key]
    held = [key for key in known if wanted in key]
    like = process.extract(wanted, list(known), scorer=fuzz.WRatio, limit=MOST, score_cutoff=80)
    keys = [*begun, *inner, *held, *(key for key, _, _ in like)]
    return list(dict.fromkeys(known[key] for key in keys))[:MOST]


def _choice(name: str) -> Choice:
    return Choice(name[:LONGEST], name[:LONGEST])
