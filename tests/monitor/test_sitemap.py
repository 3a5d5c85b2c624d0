import gzip
import io
import time

import pytest

from bot.monitor.sitemap import ListUnreadable, parse_list
from bot.output import Progress

ONE, TWO = "https://post.example/1?a=1&b=2", "https://post.example/2"
URLSET = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://post.example/1?a=1&amp;b=2</loc><lastmod>2026-02-17</lastmod>"
    "<image:image><image:loc>https://post.example/p.jpg</image:loc></image:image></url>"
    "<url>\n<loc>\n<![CDATA[https://post.example/2]]> </loc></url>"
    f"<url><loc>{TWO}</loc></url><url><loc>ftp://post.example/3</loc></url></urlset>"
)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_names_its_pages_once_each_and_no_pictures(pack: type[bytes]):
    assert parse_list(pack(URLSET.encode()), "s").pages == (ONE, TWO)


def test_an_index_leads_to_sitemaps():
    index = f"<sitemapindex><sitemap><loc>{TWO}.xml.gz</loc></sitemap></sitemapindex>"
    found = parse_list(index.encode(), "s")
    assert (found.pages, found.sitemaps) == ((), (f"{TWO}.xml.gz",))


def test_lines_of_addresses_are_a_list_with_comments_and_blanks():
    assert parse_list(f"# old\n\n  {ONE}\r\nnot one\n{TWO}\n{ONE}\n".encode(), "l").pages == (ONE, TWO)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "names no address"),
        (b"<urlset></urlset>", "names no address"),
        (b"<html>no</html>", "names no address"),
        (gzip.compress(URLSET.encode())[:30] + b"\x00" * 30, "broken"),
        (gzip.compress(b"0" * 30_000_000), "unpacks to more than"),
        ("\n".join(f"https://post.example/{number}" for number in range(50_001)).encode(), "part it"),
    ],
)
def test_what_is_no_list_says_why(body: bytes, said: str):
    with pytest.raises(ListUnreadable, match=said):
        parse_list(body, "list")


def test_entities_of_a_sitemap_unfold_to_nothing():
    laughs = '<!DOCTYPE x [<!ENTITY a "https://post.example/a"><!ENTITY b "&a;&a;">]>'
    found = parse_list(f"{laughs}<urlset><loc>{TWO}&b;</loc></urlset>".encode(), "s")
    assert found.pages == (f"{TWO}&b;",)


def test_a_hostile_list_is_read_in_a_moment():
    began = time.process_time()
    with pytest.raises(ListUnreadable):
        parse_list(b"<urlset>" + b"<loc>" * 1_000_000, "s")
    assert time.process_time() - began < 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_on_a_terminal_only_and_leaves_nothing_behind():
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        with Progress(4, stream) as progress:
            progress.show(1, "1 stored")
    assert file.getvalue() == ""
    assert "\r[######..................] 1 of 4, 1 stored\x1b[K" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
