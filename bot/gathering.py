"""Gathering wired up, and the verbs about feeds and links."""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bot.app import App, dossier_file, now, open_app, open_dossier
from bot.desk.backfill import Backfill
from bot.desk.collect import Collect
from bot.desk.gather import Flight, Gather, Listener
from bot.desk.intake import Outcome, Taken, period_of
from bot.desk.poll import Poll
from bot.desk.show import revised_as_lines, taken_as_line
from bot.desk.sources import DAYS, FeedHealth, Health, Sources
from bot.errors import NothingFound, RapporteurError, one_line
from bot.logs import report
from bot.monitor.digest import prepare
from bot.monitor.fetch import Fetcher
from bot.monitor.files import list_files, read_bytes
from bot.monitor.hosts import Hosts
from bot.monitor.pace import Pace
from bot.monitor.pages import parse_page
from bot.monitor.sitemap import parse_list
from bot.monitor.web import Web
from bot.monitor.workers import Workers
from bot.output import Progress, say, tell
from bot.settings import ReaderKind, Settings
from bot.store.feeds import FeedRow, State
from bot.web.health import serve_health
from briefs.plain import to_plain
from briefs.relevance import Relevance, relevance

#: The name by which robots.txt knows the program.
AGENT: Final = "Rapporteur"

#: Seconds between two fetches from one host.
PAUSE: Final = 1.0

#: What became of pages, in words.
_STATES: Final = {
    State.STORED: "stored",
    State.ASIDE: "not about the talks",
    State.PARTIAL: "behind a wall",
    State.REFUSED: "not to be had",
    State.WAITING: "waiting to be tried again",
}

#: Seconds between two looks at a watched folder, and for which a file must have rested.
LOOK: Final = 2.0


@dataclass(frozen=True, slots=True)
class Gathering:
    """Gathering, open."""

    gather: Gather
    collect: Collect
    backfill: Backfill


@asynccontextmanager
async def open_gathering(app: App, settings: Settings, listener: Listener) -> AsyncIterator[Gathering]:
    """Open what fetching and reading pages needs, and add the dossier's feeds unless the settings forbid."""
    allowed = frozenset(settings.allowed_hosts)
    agent = f"{AGENT}/{version('rapporteur')} (+{settings.contact})"
    ready = partial(prepare, app.dossier, period_of(app.dossier), settings.reader is ReaderKind.RULES)
    async with Fetcher(agent, allowed=allowed) as fetcher, Workers(1, 30.0, ready) as workers:
        web = Web(fetcher, Hosts(PAUSE), name=AGENT, allowed=allowed, now=now)
        poll = Poll(app.record, web, workers, pace=Pace(), allowed=allowed, now=now)
        collect = Collect(app.record, app.intake, web, workers, allowed=allowed, now=now)
        gather = Gather(app.record, poll, collect, listener, now=now, flight=Flight())
        if settings.follow_feeds:
            await gather.follow(app.dossier)
        yield Gathering(gather, collect, Backfill(app.record, collect, web, allowed=allowed, now=now))


class Spoken:
    """Says on the terminal what gathering does."""

    async def stored(self, taken: Taken) -> None:
        """Say that an article is new or has changed."""
        say(taken_as_line(taken))

    async def failing(self, feed: FeedRow) -> None:
        """Say that a feed has not answered well for a day."""
        tell(f"{feed.address}: no good answer for a day ({feed.error})")

    async def broke(self, address: str, error: Exception) -> None:
        """Say what nobody foresaw."""
        tell(f"{one_line(address)}: {type(error).__name__}: {one_line(str(error))}")


async def gather_feeds(given: argparse.Namespace, settings: Settings) -> int:
    """Poll the dossier's feeds and store what is about the talks, once or until interrupted."""
    async with (
        open_app(settings, tell, make=True) as app,
        serve_health("" if given.once else settings.health, Sources(app.record, now)),
        open_gathering(app, settings, Spoken()) as open_,
    ):
        await (open_.gather.once() if given.once else open_.gather.run())
    return 0


async def import_links(addresses: list[str], settings: Settings, *, as_json: bool) -> int:
    """Fetch and store pages, each named by its address; one that fails stops no other."""
    refused = 0
    found: list[Taken] = []
    async with open_app(settings, tell, make=True) as app:
        unfollowed = settings.without_feeds()
        async with open_gathering(app, unfollowed, Spoken()) as open_:
            for address in addresses:
                try:
                    page, all_taken = await open_.collect.link(address)
                except RapporteurError as error:
                    refused = 1
                    tell(str(error))
                    continue
                except Exception as error:  # noqa: BLE001 - whatever it is, it stops no other link
                    refused = 1
                    tell(f"{one_line(address)}: {report(error, debug=settings.debug)}")
                    continue
                if not all_taken:
                    refused = 1
                    tell(f"{one_line(address)}: not stored: {page.why or page.state}")
                    continue
                found += all_taken
                for taken in () if as_json else all_taken:
                    say(taken_as_line(taken))
    if as_json:
        say(json.dumps([to_plain(one) for one in found], ensure_ascii=False, indent=2))
    return refused


async def backfill(given: argparse.Namespace, settings: Settings) -> int:
    """Store what is about the talks of the pages that a file or a sitemap lists."""
    async with (
        open_app(settings, tell, make=True) as app,
        open_gathering(app, settings.without_feeds(), Spoken()) as open_,
    ):
        if given.what.startswith(("http://", "https://")):
            listed = await open_.backfill.listed(given.what)
        else:
            found = parse_list(read_bytes(given.what), given.what)
            listed = found.pages
            for address in found.sitemaps:
                listed += await open_.backfill.listed(address)
        rows, refused = await open_.backfill.queue(listed)
        for why in refused:
            tell(why)
        states: Counter[str] = Counter()
        with Progress(len(rows), sys.stderr) as progress:
            async for page, all_taken in open_.backfill.run(rows):
                states[page.state] += 1
                for taken in all_taken:
                    progress.clear()
                    say(taken_as_line(taken))
                progress.show(states.total(), f"{states[State.STORED]} stored")
    known = len(listed) - len(rows) - len(refused)
    counts = [f"{len(listed)} pages listed", f"{known} dealt with before"] + [
        f"{len(refused)} refused"
    ] * bool(refused)
    for state, said in _STATES.items():
        counts += [f"{states[state]} {said}"] * bool(states[state])
    say(", ".join(counts) + ("; give the list again for those that wait" if states[State.WAITING] else ""))
    return int(bool(refused))


async def show_sources(given: argparse.Namespace, settings: Settings) -> int:
    """Show outlets and feeds with their health."""
    async with open_app(settings, tell, make=False) as app:
        sources = Sources(app.record, now)
        feeds, health = await sources.feeds(), await sources.health()
    if not feeds:
        raise NothingFound("no feed is followed yet; `rapporteur gather` follows the dossier's")
    if given.json:
        say(json.dumps([to_plain(feed) for feed in feeds], ensure_ascii=False, indent=2))
    else:
        for feed in feeds:
            say(_feed_line(feed))
        say(_health_line(health))
    return 0


async def tell_why(given: argparse.Namespace, settings: Settings) -> int:
    """Tell why a file or page is, or is not, about the talks."""
    dossier = open_dossier(dossier_file(settings))
    if given.what.startswith(("http://", "https://")):
        async with open_app(settings, tell, make=True) as app:
            sources = Sources(app.record, now)
            page = await sources.page(given.what)
            revisions = await sources.revisions(page.article) if page and page.article else ()
        if page is None:
            raise NothingFound(
                f"{one_line(given.what)} has not been heard of; `rapporteur import` fetches it"
            )
        score = "" if page.score is None else f", score {page.score:.1f}"
        say(f"{page.address}: {page.state}{score}{f': {page.why}' if page.why else ''}")
        for revised in revisions:
            say(revised_as_lines(revised))
        return 0
    refused = 0
    for path in list_files(given.what):
        page_ = parse_page(read_bytes(path), path, period_of(dossier), None)
        verdict = relevance(f"{page_.title}\n{page_.text}", dossier)
        say(_verdict_lines(path, verdict))
        refused |= int(not verdict.relevant)
    return refused


async def watch_folder(given: argparse.Namespace, settings: Settings) -> int:
    """Store what is put into a folder, until interrupted."""
    seen: dict[str, tuple[int, int]] = {}
    async with open_app(settings, tell, make=True) as app:
        say(f"watching {one_line(given.folder)}; Ctrl-C ends it")
        while True:
            for path in _rested(given.folder, seen, now().timestamp()):
                taken = await app.intake.take_file(path)
                if taken.outcome is not Outcome.SAME:
                    (tell if taken.outcome is Outcome.REFUSED else say)(taken_as_line(taken))
            if given.once:
                return 0
            await asyncio.sleep(LOOK)


def _rested(folder: str, seen: dict[str, tuple[int, int]], at: float) -> list[str]:
    """List the files that are new or changed and no longer being written, and note them in `seen`."""
    if not Path(folder).is_dir():
        raise NothingFound(f"{one_line(folder)} is no directory; name one that is there")
    found = []
    for path in list_files(folder):
        with suppress(OSError):
            stat = Path(path).stat()
            state = (stat.st_mtime_ns, stat.st_size)
            if seen.get(path) != state and at - stat.st_mtime >= LOOK:
                seen[path] = state
                found.append(path)
    return found


def _feed_line(feed: FeedHealth) -> str:
    """Give a feed and how it fares, in a few lines."""
    counts = [f"{feed.announced} announced", f"{feed.stored} stored ({feed.per_day:.1f} a day)"]
    for count, said in ((feed.aside, "not about the talks"), (feed.partial, "behind a wall")):
        counts += [f"{count} {said}"] * bool(count)
    for count, said in ((feed.refused, "not to be had"), (feed.waiting, "waiting")):
        counts += [f"{count} {said}"] * bool(count)
    lines = [
        f"{feed.outlet}: {feed.address}",
        f"  last asked {_moment(feed.polled)}, well {_moment(feed.well)}; next {_moment(feed.due)}",
        f"  last new page {_moment(feed.newest)}",
        f"  in {DAYS} days: {', '.join(counts)}",
    ]
    if feed.failures:
        lines.append(f"  failing ({feed.failures} in a row): {one_line(feed.error)}")
    return "\n".join(lines)


def _health_line(health: Health) -> str:
    line = f"feeds: {health.feeds}, failing: {health.failing}; articles: {health.articles}"
    line += f", the newest of {_moment(health.newest)}; pages waiting: {health.pages.get(State.WAITING, 0)}"
    return "\n".join([line, *(f"not as expected: {one}" for one in health.why)])


def _moment(moment: datetime | None) -> str:
    return "never yet" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"


def _verdict_lines(path: str, verdict: Relevance) -> str:
    head = "about the talks" if verdict.relevant else f"not about the talks: {verdict.missing}"
    lines = [f"{one_line(path)}: {head} (score {verdict.score:.1f})"]
    lines += [f"  {reason.counts:+.2f}  {reason.kind}: {reason.name}" for reason in verdict.reasons]
    return "\n".join(lines)
