"""A small Discord on loopback: REST and gateway, to which the program connects as a process of its own.

It keeps to what Discord documents of limits, nonces, permissions, rate limits and interactions, so that what
passes here would pass there, and can be told to refuse, drop, delay and forget.
"""

from tests.loopback.faults import Fault, Trouble
from tests.loopback.server import Discord
from tests.loopback.world import Channel, Guild, User

__all__ = ["Channel", "Discord", "Fault", "Guild", "Trouble", "User"]
