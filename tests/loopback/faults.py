"""Trouble to order: what a request meets instead of, or after, its proper answer."""

from dataclasses import dataclass, field
from enum import StrEnum


class Trouble(StrEnum):
    """What goes wrong. "Before" and "after" tell whether the request has taken effect."""

    DROP_BEFORE = "the connection drops before"
    DROP_AFTER = "the connection drops after"
    ERROR_500 = "500 before"
    ERROR_502_AFTER = "502 after"
    LIMIT_USER = "429 of the bot"
    LIMIT_SHARED = "429 shared"
    LIMIT_GLOBAL = "429 global"
    HANG_BEFORE = "no answer, before"
    HANG_AFTER = "no answer, after"


@dataclass
class Fault:
    """One trouble for the next `times` requests of `method` whose path holds `part`."""

    trouble: Trouble
    method: str = "POST"
    part: str = "/messages"
    times: int = 1
    seconds: float = 0.3


@dataclass
class Faults:
    """The troubles on order, first come first served."""

    listed: list[Fault] = field(default_factory=list)

    def take(self, method: str, path: str) -> Fault | None:
        """Give the trouble that this request meets, and count it."""
        for fault in self.listed:
            if fault.times > 0 and fault.method == method and fault.part in path:
                fault.times -= 1
                return fault
        return None
