"""Collecting a page: fetched, judged, read and stored, and its place in the queue saved.

An article is stored before its page leaves the queue, and storing it twice stores it once, so that a crash
between the two loses nothing and doubles nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.desk.intake import Intake, Outcome, Taken
from bot.monitor.addresses import AddressRefused, canonical, check_address
from bot.monitor.digest import Announced, Digest, digest, read_text
from bot.monitor.fetch import Fetched, FetchFailed
from bot.monitor.pages import Page
from bot.monitor.web import NotAllowed, Web
from bot.monitor.workers import Workers, WorkTooLong
from bot.store import feeds as stored
from bot.store.database import Record
from bot.store.feeds import PageRow, State

#: How often a page that cannot be had is tried again, and the wait before each try.
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240, 720))

#: When a stored page is looked at again for corrections, after it was first seen.
LOOKS: Final = tuple(timedelta(hours=hours) for hours in (1, 6, 24))

#: A date this far ahead is a mistake of the page's clock.
AHEAD: Final = timedelta(minutes=15)

#: How a stored live blog is marked, how often it is looked at, and for how long after its newest entry.
LIVE: Final = "live blog"
LIVE_LOOK: Final = timedelta(minutes=10)
LIVE_FOR: Final = timedelta(hours=6)

_GONE: Final = {404, 410}
_CLOSED: Final = {401, 402, 403, 451}


class Collect:
    """Collects pages, one a call. `allowed` names hosts that may stand at addresses that are not public."""

    def __init__(
        self,
        record: Record,
        intake: Intake,
        web: Web,
        workers: Workers,
        *,
        allowed: frozenset[str],
        now: Callable[[], datetime],
    ) -> None:
        self._record = record
        self._intake = intake
        self._web = web
        self._workers = workers
        self._allowed = allowed
        self._now = now

    async def link(self, address: str) -> tuple[PageRow, tuple[Taken, ...]]:
        """Fetch and store a page that somebody named, whatever it is about.

        Raises:
            AddressRefused: when it may not be fetched.
        """
        asked = check_address(address, self._allowed)
        row = PageRow(
            address=canonical(asked), asked=asked, feed=None, outlet=None, title="", text="", published=None,
            seen=self._now(), state=State.WAITING, why="", score=None, tries=0, etag=None, modified=None,
            article=None, due=self._now(),
        )  # fmt: skip
        async with self._record.writing() as connection:
            await stored.add_pages(connection, [row])
            known = await stored.load_page(connection, row.address)
        return await self.collect(replace(known or row, asked=asked, etag=None, modified=None), wanted=True)

    async def collect(self, page: PageRow, *, wanted: bool = False) -> tuple[PageRow, tuple[Taken, ...]]:
        """Fetch one page and store it if it is about the talks, or `wanted`; failures are saved, not raised.

        The second value tells of the articles that came into the record, several for a live blog; what was
        `wanted` is told of even if it was there already.
        """
        try:
            answer = await self._web.page(page.asked, page.etag, page.modified)
        except FetchFailed as failed:
            return await self._again(page, str(failed), None), ()
        except (AddressRefused, NotAllowed) as refused:
            return await self._judge(page, None, str(refused), wanted=wanted)
        if answer.status == 304:
            return await self._save(replace(page, tries=0, due=self._next_look(page))), ()
        if answer.status != 200:
            return await self._not_had(page, answer, wanted=wanted)
        return await self._judge(page, answer, "", wanted=wanted)

    async def put_off(self, page: PageRow, error: Exception) -> None:
        """Put a page back whose turn ended in an error nobody foresaw, so that it holds up no other."""
        await self._again(page, f"{type(error).__name__}: {error}"[:300], None)

    async def _not_had(
        self, page: PageRow, answer: Fetched, *, wanted: bool
    ) -> tuple[PageRow, tuple[Taken, ...]]:
        why = f"its server answers {answer.status}"
        if page.state == State.STORED:
            return await self._leave(page, page.state, why), ()
        if answer.status in _CLOSED or (answer.status in _GONE and page.tries >= 2):
            return await self._judge(page, None, why, wanted=wanted)
        return await self._again(page, why, answer.retry_after), ()

    async def _judge(
        self, page: PageRow, answer: Fetched | None, why: str, *, wanted: bool
    ) -> tuple[PageRow, tuple[Taken, ...]]:
        announced = Announced(page.title, page.text, page.published, page.outlet)
        body, kind = (answer.body, answer.content_type) if answer else (b"", "")
        try:
            found = await self._workers.call(
                digest, body, kind, answer.address if answer else page.asked, announced
            )
        except WorkTooLong as error:
            return await self._leave(page, State.REFUSED, str(error)), ()
        seen = replace(page, tries=0, why=why, due=None)
        if answer is not None:
            seen = replace(seen, etag=answer.etag, modified=answer.modified)
        if found.page is None:
            state = State.PARTIAL if found.why.endswith(("wall", "check")) else State.REFUSED
            return await self._leave(seen, state, why or found.why), ()
        return await self._offer(seen, found, found.page, wanted=wanted)

    async def _offer(
        self, page: PageRow, found: Digest, article: Page, *, wanted: bool
    ) -> tuple[PageRow, tuple[Taken, ...]]:
        verdict = found.relevance
        page = replace(page, score=verdict.score if verdict else None, title=article.title, text="")
        offered = [one for one in found.entries or (found,) if wanted or _is_about(one)]
        if not offered:
            return await self._leave(page, State.ASIDE, verdict.missing if verdict else ""), ()
        try:
            # Oldest first, so that whoever listens hears a live blog in its own order.
            all_taken = [await self._take(one.page) for one in reversed(offered) if one.page is not None]
        except WorkTooLong as error:
            return await self._leave(page, State.REFUSED, str(error)), ()
        page = replace(page, state=State.STORED, article=all_taken[-1].article, why="")
        if found.entries:
            page = replace(page, why=f"{LIVE}, {len(found.entries)} entries", published=article.published)
        row = await self._save(replace(page, due=self._next_look(page)))
        kept = (Outcome.NEW, Outcome.CHANGED)
        return row, tuple(taken for taken in all_taken if taken.outcome in kept or wanted)

    async def _take(self, article: Page) -> Taken:
        now = self._now()
        if article.published is not None and article.published > now + AHEAD:
            article = replace(article, published=now)
        reading = None
        if not await self._intake.knows(article.text):
            reading = await self._workers.call(read_text, article.text)
        return await self._intake.take_page(article, None, None, known=now, reading=reading)

    async def _again(self, page: PageRow, why: str, retry_after: float | None) -> PageRow:
        """Put a page back into the queue, or give it up after the last wait."""
        if page.tries >= len(WAITS):
            return await self._leave(page, State.REFUSED, why)
        wait = max(WAITS[page.tries], timedelta(seconds=min(retry_after or 0.0, 86_400)))
        return await self._save(replace(page, tries=page.tries + 1, why=why, due=self._now() + wait))

    async def _leave(self, page: PageRow, state: State | str, why: str) -> PageRow:
        """Fetch a page no more; what was stored of it once stays stored, whatever stands there now."""
        state = State.STORED if page.state == State.STORED else state
        return await self._save(replace(page, state=state, why=why, due=None))

    def _next_look(self, page: PageRow) -> datetime | None:
        now = self._now()
        if page.why.startswith(LIVE) and now - (page.published or page.seen) < LIVE_FOR:
            return now + LIVE_LOOK
        return next((look for look in (page.seen + wait for wait in LOOKS) if look > now), None)

    async def _save(self, page: PageRow) -> PageRow:
        async with self._record.writing() as connection:
            await stored.save_page(connection, page)
        return page


def _is_about(found: Digest) -> bool:
    return found.relevance is None or found.relevance.relevant
