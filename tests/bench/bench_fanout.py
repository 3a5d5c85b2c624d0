"""How fast briefs reach many channels under Discord's limits: the program against a played Discord.

`CHANNELS=10000 make bench-fanout` for the long run. Prints messages a second beside the ceiling of fifty, the
429s met, and the process's memory at the beginning and the end.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.acceptance.test_deliveries import running
from tests.loopback import Discord

CHANNELS = int(os.environ.get("CHANNELS", "1000"))
CEILING = 50.0


def memory(process: int) -> float:
    """Give a process's resident memory in MB."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def posts(discord: Discord) -> Iterator[float]:
    """Give the instants of posted messages."""
    for moment, method, path, status in discord.rest.requests:
        if method == "POST" and path.endswith("/messages") and status == 200:
            yield moment


async def main() -> None:
    """Run it."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), CHANNELS) as (program, channels):
            program.discord.rest.pacing.enforced = True
            await program.start()
            assert program.process is not None
            before = memory(program.process.pid)
            began = time.monotonic()
            while sum(bool(channel.messages) for channel in channels) < len(channels):
                await asyncio.sleep(0.5)
                if time.monotonic() - began > 120 + len(channels) / 10:
                    break
            moments = sorted(posts(program.discord))
            after = memory(program.process.pid)
            await program.stop()
    rate = (len(moments) - 1) / (moments[-1] - moments[0])
    refused = program.discord.rest.pacing.refused
    print(f"{len(moments)} messages to {len(channels)} channels in {moments[-1] - moments[0]:.1f} s")
    share = 100 * rate / CEILING
    print(f"{rate:.1f} a second, {share:.0f} % of the ceiling of {CEILING:.0f}; 429s met: {refused or 0}")
    print(f"memory {before:.0f} MB at the beginning, {after:.0f} MB at the end")


if __name__ == "__main__":
    asyncio.run(main())
