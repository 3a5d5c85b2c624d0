"""Discord's rate limits: a bucket a channel and route, and the bot's fifty requests a second."""

import time
from collections import deque
from dataclasses import dataclass, field


@dataclass
class Pacing:
    """Counts requests and tells when one comes too soon.

    `per_bucket` requests in `bucket_seconds`, by major parameter and route; `per_second` over all.
    `refused` counts the 429s given, by scope, and `invalid` the answers that count towards a ban (401, 403,
    429 but shared).
    """

    per_bucket: int = 5
    bucket_seconds: float = 2.0
    per_second: int = 50
    enforced: bool = True
    refused: dict[str, int] = field(default_factory=dict)
    invalid: int = 0
    _buckets: dict[str, deque[float]] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)

    def refuse(self, bucket: str) -> tuple[str, float] | None:
        """Take one request; give scope and seconds to wait when it comes too soon."""
        if not self.enforced:
            return None
        now = time.monotonic()
        self._all = deque(moment for moment in self._all if moment > now - 1)
        if len(self._all) >= self.per_second:
            return "global", self._all[0] + 1 - now
        self._all.append(now)
        taken = self._taken(bucket, now)
        if len(taken) >= self.per_bucket:
            return "user", taken[0] + self.bucket_seconds - now
        taken.append(now)
        return None

    def headers(self, bucket: str) -> dict[str, str]:
        """Give the headers that tell the client how much is left."""
        now = time.monotonic()
        taken = self._taken(bucket, now)
        reset = (taken[0] + self.bucket_seconds - now) if taken else self.bucket_seconds
        return {
            "X-RateLimit-Limit": str(self.per_bucket),
            "X-RateLimit-Remaining": str(self.per_bucket - len(taken) if self.enforced else self.per_bucket),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": bucket.partition(":")[0],
        }

    def _taken(self, bucket: str, now: float) -> deque[float]:
        taken = self._buckets.setdefault(bucket, deque())
        while taken and taken[0] <= now - self.bucket_seconds:
            taken.popleft()
        return taken
