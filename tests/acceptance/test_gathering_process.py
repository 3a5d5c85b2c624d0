"""Feeds, links and folders at the shell: the program as a process, its outlets on loopback."""

import json
import os
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.acceptance.test_cli_process import ROOT, run
from tests.monitor.outlets import story
from tests.monitor.setting import START

TEXT = story("talks", START, "Rustem Umerov", "hard").texts[0][1]
GARDEN = story("garden", START, "Ann Gardener", "hard", about=False).texts[0][1]
FRONT = "---\noutlet: Post\ntitle: Slow talks\npublished: 2026-02-11T10:00:00Z\n---\n"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>North Wire</title>
<item><title>Talks</title><link>{at}/talks</link></item>
<item><title>Garden</title><link>{at}/garden?utm_source=rss</link></item></channel></rss>"""


def html(text: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    date = "<meta property='article:published_time' content='2026-02-17T09:00:00Z'>"
    return f"<html><head><title>News</title>{date}</head><body><article>{paragraphs}</article></body></html>"


class Outlet(BaseHTTPRequestHandler):
    pages: dict[str, str]

    def do_GET(self) -> None:
        body = self.pages.get(self.path.partition("?")[0])
        self.send_response(404 if body is None else 200)
        kind = "application/rss+xml" if self.path.startswith("/feed") else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def outlet() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    at = f"http://127.0.0.1:{server.server_port}"
    Outlet.pages = {"/talks": html(TEXT), "/garden": html(GARDEN), "/feed": FEED.format(at=at)}
    Thread(target=server.serve_forever, daemon=True).start()
    yield at
    server.shutdown()
    server.server_close()


@pytest.fixture
def told(outlet: str, tmp_path: Path) -> dict[str, str]:
    """Settings for the program, with a dossier that follows the outlet's feed alone."""
    dossier = (ROOT / "seeds" / "talks.toml").read_text("utf-8")
    dossier = re.sub(r"^feeds = \[[^\]]*\]\n", "", dossier, flags=re.MULTILINE)
    dossier = dossier.replace("[outlets.tass]\n", f'[outlets.tass]\nfeeds = ["{outlet}/feed"]\n')
    (tmp_path / "talks.toml").write_text(dossier, "utf-8")
    return {
        "RAPPORTEUR_ALLOWED_HOSTS": outlet.removeprefix("http://"),
        "RAPPORTEUR_DOSSIER": str(tmp_path / "talks.toml"),
        "RAPPORTEUR_READER": "rules",
    }


def test_links_and_files_are_imported_side_by_side_and_one_that_fails_stops_no_other(
    tmp_path: Path, outlet: str, told: dict[str, str]
) -> None:
    (tmp_path / "a.txt").write_text(f"{FRONT}{GARDEN}", "utf-8")
    done = run(
        tmp_path, "import", f"{outlet}/talks?utm_source=x", "http://169.254.169.254/latest", f"{outlet}/none",
        "a.txt", "missing.txt", **told,
    )  # fmt: skip
    assert done.returncode == 1
    stored = [line for line in done.stdout.splitlines() if ": stored (" in line]
    assert len(stored) == 2
    assert "is not a public address" in done.stderr
    assert "/none: not stored: its server answers 404" in done.stderr
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr
    again = run(tmp_path, "import", f"{outlet}/talks", "--json", **told)
    assert again.returncode == 0
    assert [one["outcome"] for one in json.loads(again.stdout)] == ["already stored"]


def test_gathering_once_stores_what_is_about_the_talks_and_sources_and_why_tell_of_it(
    tmp_path: Path, outlet: str, told: dict[str, str]
) -> None:
    assert run(tmp_path, "sources", **told).returncode == 1
    done = run(tmp_path, "gather", "--once", **told)
    assert (done.returncode, done.stderr) == (0, "")
    assert len([line for line in done.stdout.splitlines() if ": stored (" in line]) == 1
    [health] = json.loads(run(tmp_path, "sources", "--json", **told).stdout)
    assert (health["address"], health["announced"], health["stored"]) == (f"{outlet}/feed", 2, 1)
    assert (health["failures"], health["error"]) == (0, "")
    lines = run(tmp_path, "sources", **told).stdout.splitlines()
    assert lines[0] == f"{health['outlet']}: {outlet}/feed"
    assert lines[3] == "  in 7 days: 2 announced, 1 stored (1.0 a day), 1 not about the talks"
    assert lines[4].startswith("feeds: 1, failing: 0; articles: 1, the newest of 2026-02-17")
    aside = run(tmp_path, "why", f"{outlet}/garden?utm_campaign=y", **told)
    assert aside.returncode == 0
    assert "aside" in aside.stdout
    assert "parties" in aside.stdout
    assert "stored, score" in run(tmp_path, "why", f"{outlet}/talks", **told).stdout
    unheard = run(tmp_path, "why", f"{outlet}/other", **told)
    assert unheard.returncode == 1
    assert "has not been heard of" in unheard.stderr


def test_what_a_new_version_changed_is_told_when_it_is_stored_and_when_asked(
    tmp_path: Path, outlet: str, told: dict[str, str]
) -> None:
    Outlet.pages["/changing"] = html(TEXT)
    assert "/changing: stored (" in run(tmp_path, "import", f"{outlet}/changing", **told).stdout
    Outlet.pages["/changing"] = html(re.sub(r"“[^”]*”", "Little", TEXT)).replace("News", "Talks end")
    again = run(tmp_path, "import", f"{outlet}/changing", **told)
    said = "1 quotation withdrawn, headline altered"
    assert f"/changing: stored as a new version: {said} (" in again.stdout
    why = run(tmp_path, "why", f"{outlet}/changing", **told).stdout.splitlines()
    assert why[1].startswith("  version 2, ")
    assert why[1].endswith(f": {said}")
    assert why[2] == '    headline: "News" is now "Talks end"'
    assert why[3] == '    withdrawn, Rustem Umerov: "The talks were hard,"'


def test_a_list_is_filled_in_page_by_page_and_again_goes_on_where_it_stopped(
    tmp_path: Path, outlet: str, told: dict[str, str]
) -> None:
    pages = f"{outlet}/talks\n# a comment\n{outlet}/garden\nhttp://10.0.0.1/x\n{outlet}/none\n"
    (tmp_path / "list.txt").write_text(pages, "utf-8")
    done = run(tmp_path, "backfill", "list.txt", **told)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == (
        "4 pages listed, 0 dealt with before, 1 refused, 1 stored, 1 not about the talks, "
        "1 waiting to be tried again; give the list again for those that wait"
    )
    assert "is not a public address" in done.stderr
    assert "\r" not in done.stderr
    Outlet.pages["/none"] = html(TEXT.replace("hard", "easy"))
    entries = "".join(f"<url><loc>{outlet}/{name}</loc></url>" for name in ("talks", "garden", "none"))
    Outlet.pages["/news.xml"] = f"<urlset>{entries}</urlset>"
    Outlet.pages["/index.xml"] = (
        f"<sitemapindex><sitemap><loc>{outlet}/news.xml</loc></sitemap></sitemapindex>"
    )
    again = run(tmp_path, "backfill", f"{outlet}/index.xml", **told)
    del Outlet.pages["/none"]
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines()[-1] == "3 pages listed, 2 dealt with before, 1 stored"


def test_why_judges_a_file_and_names_what_speaks_for_it(tmp_path: Path, told: dict[str, str]) -> None:
    (tmp_path / "talks.txt").write_text(TEXT, "utf-8")
    (tmp_path / "garden.txt").write_text(GARDEN, "utf-8")
    about = run(tmp_path, "why", "talks.txt", **told)
    assert about.returncode == 0
    assert "talks.txt: about the talks (score" in about.stdout
    assert "side: Russia" in about.stdout
    other = run(tmp_path, "why", "garden.txt", **told)
    assert other.returncode == 1
    assert "not about the talks" in other.stdout


def test_a_watched_folder_is_looked_through_once_and_what_is_refused_is_said(
    tmp_path: Path, told: dict[str, str]
) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(f"{FRONT}{TEXT}", "utf-8")
    (folder / "deep" / "b.md").write_text("---\ntitle: Nothing\n---\n", "utf-8")
    (folder / "still-being-written.txt").write_text(TEXT, "utf-8")
    for name in ("a.txt", "deep/b.md"):
        os.utime(folder / name, (1_770_000_000, 1_770_000_000))
    done = run(tmp_path, "watch-folder", "in", "--once", **told)
    assert done.returncode == 0
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "watching in; Ctrl-C ends it",
        "in/a.txt",
    ]
    assert "in/deep/b.md: is empty below its front matter" in done.stderr
    gone = run(tmp_path, "watch-folder", "nowhere", "--once", **told)
    assert (gone.returncode, gone.stderr) == (
        1,
        "rapporteur: nowhere is no directory; name one that is there\n",
    )
