"""What the ledger is made from: articles with their readings and sketches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefs.ledger.sketch import sketch
from briefs.ledger.sketched import Sketch
from briefs.model.article import Article
from briefs.model.brief import Window
from briefs.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """One article with what was read in it and what comparing it needs."""

    article: Article
    reading: Reading
    sketch: Sketch


def enter(article: Article, reading: Reading) -> Entry:
    """Make the entry of an article that has just been read."""
    return Entry(article, reading, sketch(article.text))


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Keep the highest version of each article, in order of publication, then outlet and id."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        other = kept.get(entry.article.id)
        if other is None or _age(entry) > _age(other):
            kept[entry.article.id] = entry
    return tuple(sorted(kept.values(), key=_order))


def known_at(versions: Iterable[Article], instant: datetime) -> tuple[Article, ...]:
    """Keep of each article the version that was the newest known at `instant`, none fetched after it."""
    kept: dict[str, Article] = {}
    for article in versions:
        if article.fetched > instant:
            continue
        other = kept.get(article.id)
        if other is None or article.version > other.version:
            kept[article.id] = article
    return tuple(sorted(kept.values(), key=lambda article: (article.published, article.outlet, article.id)))


def within(entries: Iterable[Entry], window: Window) -> tuple[Entry, ...]:
    """Keep the entries published in the window, in their order."""
    return tuple(entry for entry in entries if window.start <= entry.article.published < window.end)


def day_of(instant: datetime, zone: str) -> date:
    """Tell the day on which an instant falls in an IANA zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def _age(entry: Entry) -> tuple[int, datetime, str]:
    return (entry.article.version, entry.article.fetched, entry.article.text)


def _order(entry: Entry) -> tuple[datetime, str, str]:
    return (entry.article.published, entry.article.outlet, entry.article.id)
