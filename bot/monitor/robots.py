"""What an outlet's robots.txt lets us fetch, and how slowly."""

from dataclasses import dataclass
from functools import cached_property

from protego import Protego

#: Seconds for which one answer counts, as RFC 9309 (2.4) has it.
GOOD_FOR = 24 * 3600

#: RFC 9309 (2.5) asks that at least this many bytes be read; what stands behind is left out.
LONGEST = 512_000


@dataclass(frozen=True)
class Robots:
    """The rules of one host, from its robots.txt. `status` is the answer's (0: no answer came).

    A missing file allows everything; a server in trouble (5xx, no answer) allows nothing until it is well
    again, as RFC 9309 (2.3.1) has it.
    """

    status: int
    body: bytes

    @cached_property
    def _rules(self) -> Protego:
        return Protego.parse(self.body[:LONGEST].decode("utf-8", "replace"))

    def allow(self, address: str, agent: str) -> bool:
        """Tell whether `agent` may fetch `address`."""
        if self.status == 0 or self.status >= 500:
            return False
        return self.status != 200 or bool(self._rules.can_fetch(address, agent))

    def delay(self, agent: str) -> float:
        """Give the seconds that the host asks to be left alone between two fetches, at most a minute."""
        asked = self._rules.crawl_delay(agent) if self.status == 200 else None
        return min(float(asked or 0.0), 60.0)
