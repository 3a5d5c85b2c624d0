"""The program as a process of its own, pointed at a Discord on loopback."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.loopback import Discord


@dataclass
class Program:
    """Starts, kills and restarts the bot on one record."""

    folder: Path
    discord: Discord
    process: asyncio.subprocess.Process | None = None
    extra: dict[str, str] | None = None

    @property
    def record(self) -> Path:
        return self.folder / "record.db"

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DISCORD_TOKEN": self.discord.token,
            "RAPPORTEUR_DISCORD": f"http://127.0.0.1:{self.discord.port}",
            "RAPPORTEUR_RECORD": f"sqlite:///{self.record}",
            "RAPPORTEUR_READER": "rules",
            "RAPPORTEUR_FEEDS": "off",
            "RAPPORTEUR_BEAT": "1",
            "RAPPORTEUR_LEASE": "3",
            "XDG_STATE_HOME": str(self.folder / "state"),
        } | (self.extra or {})  # fmt: skip

    async def start(self, log: str = "log.txt", *, wait: bool = True) -> None:
        self.discord.gateway.ready.clear()
        with (self.folder / log).open("ab") as output:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                env=self.environment(), cwd=self.folder, stdin=asyncio.subprocess.DEVNULL,
                stdout=output, stderr=output,
            )  # fmt: skip
        if wait:
            async with asyncio.timeout(40):
                ready = asyncio.create_task(self.discord.gateway.ready.wait())
                ended = asyncio.create_task(self.process.wait())
                await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
                ready.cancel()
                ended.cancel()
            assert self.process.returncode is None, self.log()

    async def kill(self) -> None:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self, seconds: float = 12.0) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(seconds):
            return await self.process.wait()

    def log(self) -> str:
        return "\n".join(file.read_text("utf-8") for file in sorted(self.folder.glob("*.txt")))
