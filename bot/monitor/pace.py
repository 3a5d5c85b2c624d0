"""When to ask a feed again: often where much is new, rarely where nothing is, later after failures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

SHORTEST = timedelta(minutes=2)
LONGEST = timedelta(hours=1)
LONGEST_AFTER_FAILURE = timedelta(hours=6)
FIRST = timedelta(minutes=10)

#: After this long without one good answer, whoever added the feed is told.
TELL_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """The bounds of the interval between two polls of a healthy feed."""

    shortest: timedelta = SHORTEST
    longest: timedelta = LONGEST


def interval(published: Sequence[datetime], now: datetime, pace: Pace) -> timedelta:
    """Give how long to wait: a third of the usual gap between the latest articles, within the bounds.

    `published` are the instants of known articles in any order; the time since the newest counts as a gap, so
    that a feed gone quiet is asked less often. Without articles it is `FIRST`.
    """
    latest = sorted(moment for moment in published if moment <= now)[-8:]
    if not latest:
        return min(max(FIRST, pace.shortest), pace.longest)
    gap = (now - latest[0]) / len(latest)
    return min(max(gap / 3, pace.shortest), pace.longest)


def next_poll(
    now: datetime, wait: timedelta, failures: int, retry_after: float | None, feed: str
) -> datetime:
    """Give the instant of the next poll after one at `now`.

    `failures` counts polls that failed in a row, this one included: each doubles the wait, up to six
    hours. `retry_after`, in seconds, is what the server asked for and is kept to, up to a day. A tenth of
    the wait is jitter, from the feed's address and the instant, so that feeds do not fall due together.
    """
    if failures:
        wait = min(wait * 2 ** min(failures, 12), LONGEST_AFTER_FAILURE)
    seed = blake2b(f"{feed} {now.isoformat()}".encode(), digest_size=4).digest()
    wait *= 0.95 + 0.1 * int.from_bytes(seed) / 2**32
    if retry_after is not None:
        wait = max(wait, timedelta(seconds=min(retry_after, 86_400)))
    return now + wait
