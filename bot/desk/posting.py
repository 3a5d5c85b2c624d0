"""What delivering needs of the place where briefs are posted: a port, with its refusals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.errors import RapporteurError

#: A message as it is sent: Discord's own fields (components, flags, allowed_mentions).
Payload = Mapping[str, object]


class PostFailed(RapporteurError):
    """A post that did not come through this time: a drop, an overload, a limit.

    `retry_after` counts the seconds that were asked for.
    """

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(why)


class PostRefused(RapporteurError):
    """A post that will not come through until somebody changes something: no access, no channel."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel as delivering sees it: what kind it is decides which steps a delivery has."""

    channel: int
    is_forum: bool = False
    is_announcement: bool = False
    tags: tuple[int, ...] = ()


class Postbox(Protocol):
    """Posts messages. Every call raises PostFailed or PostRefused."""

    async def place(self, channel: int) -> Place:
        """Look a channel up."""

    async def post(self, channel: int, payload: Payload, nonce: str) -> int:
        """Post a message and give its id; the same nonce again within minutes gives the same message."""

    async def open_thread(self, forum: int, name: str, payload: Payload, tags: tuple[int, ...]) -> int:
        """Start a thread in a forum with its first message, and give its id."""

    async def find(self, channel: int, mark: str, since: datetime) -> int | None:
        """Find a message of ours that carries `mark` in a custom id, among those posted since an instant."""

    async def find_thread(self, forum: int, mark: str, since: datetime) -> int | None:
        """Find a thread of ours whose first message carries `mark`."""

    async def publish(self, channel: int, message: int) -> None:
        """Publish a message of an announcement channel; one that is published already stays so."""

    async def tell(self, guild: int | None, user: int, text: str) -> None:
        """Tell a server's people something: in its system channel, or else the user in a direct message."""
