"""`/healthz`: whether news still reaches the record, for whatever watches over the program."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.desk.sources import Sources
from bot.errors import RapporteurError, WrongUse

PATH: Final = "/healthz"


class HealthNotServed(RapporteurError):
    """The address that the setting names cannot be listened at."""


@asynccontextmanager
async def serve_health(address: str, sources: Sources) -> AsyncIterator[str]:
    """Answer at `address` (`host:port`, "" for not at all) until left; give where, with the port that it is.

    200 says that all is as expected, 503 that it is not; `why` in the JSON says what is not.

    Raises:
        WrongUse: when the address cannot be meant.
        HealthNotServed: when it cannot be listened at.
    """
    if not address:
        yield ""
        return
    host, port = _parse(address)

    async def answer(_request: web.Request) -> web.Response:
        health = await sources.health()
        body = {"status": "degraded" if health.why else "ok", **asdict(health)}
        text = json.dumps(body, default=_written)
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return web.Response(
            text=text, status=503 if health.why else 200, content_type="application/json", headers=headers
        )

    app = web.Application()
    app.router.add_get(PATH, answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            why = error.strerror or str(error)
            raise HealthNotServed(f"RAPPORTEUR_HEALTH {address}: {why}; name another address") from error
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()


def _parse(address: str) -> tuple[str, int]:
    host, colon, port = address.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise WrongUse(f'RAPPORTEUR_HEALTH is "{address[:60]}"; write HOST:PORT, as 127.0.0.1:8080')
    return host.strip("[]"), int(port)


def _written(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
