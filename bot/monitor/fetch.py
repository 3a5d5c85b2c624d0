"""Guarded HTTP: asks the public web for one page at a time and bounds what an answer may cost."""

import asyncio
import socket
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Protocol, Self

import aiohttp
import brotli
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from bot.errors import RapporteurError
from bot.monitor.addresses import AddressRefused, check_address, is_allowed, is_public

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost: bytes as sent, bytes as unpacked, seconds in all, redirects followed."""

    sent: int = 4_000_000
    unpacked: int = 10_000_000
    seconds: float = 30.0
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer. `status` is 200 with a `body` (unpacked), 304 without, or an error's number.

    `address` is where the answer came from after redirects; `moved` is where permanent redirects alone lead,
    None where there are none. `retry_after` counts seconds.
    """

    address: str
    moved: str | None
    status: int
    body: bytes
    content_type: str
    etag: str | None
    modified: str | None
    retry_after: float | None


class FetchFailed(RapporteurError):
    """A page that could not be had this time: no answer, a broken one, or one past the limits."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address} could not be fetched: {why}")


class GuardedResolver(AbstractResolver):
    """Looks names up and lets only public addresses through, so that a name cannot point inside.

    What is returned is what is connected to: there is no second look-up for a name to change its mind at.
    """

    def __init__(self, allowed: Collection[str]) -> None:
        self._inner = ThreadedResolver()
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give the public addresses of `host`.

        Raises:
            AddressRefused: when it has any address that is not public.
        """
        found = await self._inner.resolve(host, port, family)
        if not is_allowed(host, port, self._allowed) and not all(is_public(one["host"]) for one in found):
            raise AddressRefused(host, "its name leads to an address that is not public")
        return found

    async def close(self) -> None:
        """Release the resolver."""
        await self._inner.close()


class Fetcher:
    """Asks for pages, without cookies, credentials or proxies. Open with `async with`.

    `allowed` names hosts (`name` or `name:port`) that may stand at addresses that are not public.
    """

    def __init__(self, agent: str, *, allowed: Collection[str] = (), limits: Limits | None = None) -> None:
        self._agent = agent
        self._allowed = frozenset(allowed)
        self._limits = limits or Limits()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connections' pool."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=GuardedResolver(self._allowed), ttl_dns_cache=300, limit=64, limit_per_host=2
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=20),
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate, br"},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()

    async def fetch(
        self, address: str, *, etag: str | None = None, modified: str | None = None, accept: str = "*/*"
    ) -> Fetched:
        """Ask for one page, following redirects, each checked as if it had been asked for.

        Raises:
            AddressRefused: when it, or what it redirects to, may not be asked.
            FetchFailed: when no sound answer within the limits came.
        """
        headers = {"Accept": accept}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._follow(address, headers)
        except TimeoutError:
            raise FetchFailed(address, f"no full answer within {self._limits.seconds:g} seconds") from None
        except aiohttp.ClientConnectorDNSError:
            raise FetchFailed(address, "its host's name is not known") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchFailed(address, _plain(error)) from error

    async def _follow(self, address: str, headers: dict[str, str]) -> Fetched:
        if self._session is None:
            raise RuntimeError("the fetcher is not open; use it in `async with`")
        here = check_address(address, self._allowed)
        moved: str | None = None
        permanent = True
        for _ in range(self._limits.redirects + 1):
            async with self._session.get(
                URL(here, encoded=True), headers=headers, allow_redirects=False
            ) as answer:
                if answer.status not in _REDIRECTS or "Location" not in answer.headers:
                    body = await self._body(here, answer) if answer.status == 200 else b""
                    return _fetched(here, moved, answer, body)
                there = answer.headers["Location"].strip()
                status = answer.status
            here = check_address(_join(here, there), self._allowed)
            permanent = permanent and status in _PERMANENT
            if permanent:
                moved = here
        raise FetchFailed(address, f"more than {self._limits.redirects} redirects")

    async def _body(self, address: str, answer: aiohttp.ClientResponse) -> bytes:
        length = answer.content_length
        if length is not None and length > self._limits.sent:
            raise FetchFailed(address, f"it announces {length} bytes; {self._limits.sent} are the limit")
        unpack = _unpacker(address, answer.headers.get("Content-Encoding", ""))
        sent, unpacked, pieces = 0, 0, []
        async for piece in answer.content.iter_chunked(_PIECE):
            sent += len(piece)
            if sent > self._limits.sent:
                raise FetchFailed(address, f"it is larger than {self._limits.sent} bytes")
            for part in unpack.feed(piece):
                unpacked += len(part)
                if unpacked > self._limits.unpacked:
                    raise FetchFailed(address, f"it unpacks to more than {self._limits.unpacked} bytes")
                pieces.append(part)
        return b"".join(pieces)


class _Unpacker(Protocol):
    """Turns pieces as sent into pieces as meant, none longer than about `_PIECE`."""

    def feed(self, piece: bytes) -> Iterator[bytes]: ...


class _Plain:
    def feed(self, piece: bytes) -> Iterator[bytes]:
        yield piece


class _Zlib:
    """gzip and deflate, the latter also in the bare form that some servers send."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        self._begun = False

    def feed(self, piece: bytes) -> Iterator[bytes]:
        while piece:
            try:
                part = self._stream.decompress(piece, _PIECE)
            except zlib.error:
                if self._begun:
                    raise ValueError("its compressed body is broken") from None
                self._stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
                self._begun = True
                continue
            self._begun = True
            if part:
                yield part
            if self._stream.eof:
                piece = self._stream.unused_data
                if not piece.startswith(b"\x1f\x8b"):
                    return
                self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
            else:
                piece = self._stream.unconsumed_tail


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        try:
            yield self._stream.process(piece, output_buffer_limit=_PIECE)
            while not self._stream.can_accept_more_data() and not self._stream.is_finished():
                yield self._stream.process(b"", output_buffer_limit=_PIECE)
        except brotli.error:
            raise ValueError("its compressed body is broken") from None


def _unpacker(address: str, encoding: str) -> _Unpacker:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib()
    if name == "br":
        return _Brotli()
    raise FetchFailed(address, f"its body is packed as {encoding[:40]!r}, which was not asked for")


def _fetched(address: str, moved: str | None, answer: aiohttp.ClientResponse, body: bytes) -> Fetched:
    return Fetched(
        address=address,
        moved=moved,
        status=answer.status,
        body=body,
        content_type=answer.headers.get("Content-Type", ""),
        etag=answer.headers.get("ETag"),
        modified=answer.headers.get("Last-Modified"),
        retry_after=_seconds(answer.headers.get("Retry-After"), answer.headers.get("Date")),
    )


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """Read Retry-After, which is seconds or a date; a date counts from the server's own clock."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after.strip()[:9])
    try:
        until = parsedate_to_datetime(retry_after)
        now = parsedate_to_datetime(date) if date else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _join(here: str, there: str) -> str:
    try:
        return str(URL(here, encoded=True).join(URL(there, encoded=True)).with_fragment(None))
    except ValueError:
        raise AddressRefused(there, "it is not a web address") from None


def _plain(error: BaseException) -> str:
    if isinstance(error, aiohttp.ClientSSLError):
        return "its certificate is not to be trusted"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "its server does not answer"
    return str(error)[:200] or type(error).__name__
