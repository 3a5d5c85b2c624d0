"""Outlets on loopback: feeds and pages that appear, change, move, break and come back as a script says."""

import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

import brotli
from aiohttp import web
from aiohttp.test_utils import TestServer

PARAGRAPHS = """
Negotiators of Ukraine and Russia met again in Geneva under the mediation of the United States. {marker}

“The talks were {word},” said {who} after the session, adding that another round would follow soon.

The Kremlin has demanded that Kyiv withdraw its troops from the Donbas, which Ukraine rejects.

The delegations spoke for several hours about territory and about the Zaporizhzhia nuclear plant, and the
American envoys went from one room to the other with drafts that neither side has made public so far.

Officials said that lists for an exchange of prisoners had been handed over as well, and that the military
experts of both armies would go on with their own meetings in the days to come.
"""
GARDENS = """
The city's gardeners have planted forty thousand tulips along the lake. {marker}

“It was {word} work,” said {who}, who has looked after the beds for thirty years and knows every bulb.

Visitors are asked to keep to the paths, to leave dogs on the lead and to come early in the morning, when
the light is best and the promenade is still empty. The flowers will stand until the middle of May.

Every bulb was set by hand, which took eleven people three weeks in the cold of November and December, and
the colours follow a plan drawn by the pupils of a school nearby that won a contest in the autumn.
"""


@dataclass
class Story:
    """One article from `published` on, with the texts it has had, each from an instant on."""

    slug: str
    published: datetime
    texts: list[tuple[datetime, str]]
    title: str = "Talks in Geneva go on"
    about: bool = True
    gone: bool = False

    def text(self, now: datetime) -> str:
        return [text for since, text in self.texts if since <= now][-1]


def story(slug: str, published: datetime, who: str, word: str, *, about: bool = True) -> Story:
    paragraphs = (PARAGRAPHS if about else GARDENS).strip().split("\n\n")
    body = "\n".join(" ".join(one.split()) for one in paragraphs)
    body = body.format(marker=f"[{slug}]", who=who, word=word)
    return Story(slug, published, [(published, body)], about=about)


@dataclass
class Outlet:
    """One outlet. `trouble` gives for an instant what is wrong with it then ("500", "429", "cut", "")."""

    name: str
    encoding: str = "utf-8"
    packing: str = "identity"
    conditional: bool = True
    dialect: str = "rss"
    wrong_dates: bool = False
    moved: int = 0
    tracking: str = ""
    stories: list[Story] = field(default_factory=list)
    trouble: Callable[[datetime], str] = lambda _now: ""
    asked: list[tuple[str, int]] = field(default_factory=list)


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Outlets:
    """All outlets on one server; `now` is the clock that they live by, `answers` play single paths."""

    def __init__(
        self, outlets: list[Outlet], now: Callable[[], datetime], answers: dict[str, Answer] | None = None
    ) -> None:
        self.outlets = {outlet.name: outlet for outlet in outlets}
        self._now = now
        app = web.Application()
        for path, answer in (answers or {}).items():
            app.router.add_get(path, answer)
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/{outlet}/feed", self._feed)
        app.router.add_get("/{outlet}/feed/{step}", self._feed)
        app.router.add_get("/{outlet}/{slug}", self._page)
        self.server = TestServer(app, host="127.0.0.1")

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.port}{path}"

    async def _robots(self, _request: web.Request) -> web.Response:
        return web.Response(text="User-agent: *\nDisallow: /closed/\n")

    def _note(self, request: web.Request, outlet: Outlet, response: web.Response) -> web.Response:
        outlet.asked.append((request.path, response.status))
        return response

    async def _feed(self, request: web.Request) -> web.Response:
        outlet, now = self.outlets[request.match_info["outlet"]], self._now()
        step = int(request.match_info.get("step", "0"))
        if step < outlet.moved:
            headers = {"Location": f"/{outlet.name}/feed/{step + 1}"}
            return self._note(request, outlet, web.Response(status=301, headers=headers))
        match outlet.trouble(now):
            case "500":
                return self._note(request, outlet, web.Response(status=500))
            case "429":
                answer = web.Response(status=429, headers={"Retry-After": "1800"})
                return self._note(request, outlet, answer)
            case trouble:
                body = self._listing(outlet, now).encode(outlet.encoding, "xmlcharrefreplace")
                if trouble == "cut":
                    body = body[: len(body) * 2 // 3]
        return self._note(request, outlet, self._packed(request, outlet, body, "application/rss+xml"))

    def _packed(self, request: web.Request, outlet: Outlet, body: bytes, kind: str) -> web.Response:
        tag = f'"{hash(body) & 0xFFFFFFFF:x}"'
        if outlet.conditional and request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        pack = {"gzip": gzip.compress, "br": brotli.compress, "identity": bytes}[outlet.packing]
        headers = {"Content-Type": kind, "Content-Encoding": outlet.packing}
        if outlet.conditional:
            headers["ETag"] = tag
        return web.Response(body=pack(body), headers=headers)

    def _listing(self, outlet: Outlet, now: datetime) -> str:
        shown = sorted((s for s in outlet.stories if s.published <= now), key=lambda s: s.published)[-20:]
        items = []
        for one in reversed(shown):
            link = escape(self.at(f"/{outlet.name}/{one.slug}{outlet.tracking}"))
            date = one.published + timedelta(days=400) if outlet.wrong_dates else one.published
            if outlet.dialect == "atom":
                items.append(
                    f"<entry><title>{escape(one.title)}</title><link href='{link}'/>"
                    f"<id>{link}</id><published>{date.isoformat()}</published></entry>"
                )
            else:
                items.append(
                    f"<item><title>{escape(one.title)}</title><link>{link}</link>"
                    f"<pubDate>{format_datetime(date)}</pubDate></item>"
                )
        head = f'<?xml version="1.0" encoding="{outlet.encoding}"?>'
        if outlet.dialect == "atom":
            return f'{head}<feed xmlns="http://www.w3.org/2005/Atom"><title>{outlet.name}</title>{"".join(items)}</feed>'
        return (
            f'{head}<rss version="2.0"><channel><title>{outlet.name}</title>{"".join(items)}</channel></rss>'
        )

    async def _page(self, request: web.Request) -> web.Response:
        outlet, now = self.outlets[request.match_info["outlet"]], self._now()
        found = next((s for s in outlet.stories if s.slug == request.match_info["slug"]), None)
        if found is None or found.gone:
            return self._note(request, outlet, web.Response(status=404))
        if outlet.trouble(now) == "500":
            return self._note(request, outlet, web.Response(status=503))
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in found.text(now).split("\n"))
        body = (
            f"<!doctype html><html><head><meta charset='{outlet.encoding}'>"
            f"<title>{escape(found.title)}</title>"
            f"<meta property='og:site_name' content='{outlet.name}'>"
            f"<meta property='article:published_time' content='{found.published.isoformat()}'>"
            f"<link rel='canonical' href='{self.at(f'/{outlet.name}/{found.slug}')}'></head>"
            f"<body><nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
            f"<article><h1>{escape(found.title)}</h1>{paragraphs}</article><footer>Copyright</footer></body></html>"
        )
        packed = self._packed(request, outlet, body.encode(outlet.encoding, "xmlcharrefreplace"), "text/html")
        return self._note(request, outlet, packed)
