from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FileRefused
from bot.monitor.dates import DatedBy, Period
from bot.monitor.markup import parse_markup, places
from bot.monitor.pages import Known, parse_page

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), "Europe/Zurich")
LEAD = "GENEVA — Two days of talks ended on Wednesday without a breakthrough, officials of both sides said."


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/w'>World</a>"
        f"</nav><article>{body}</article><aside>Subscribe to our newsletter</aside><footer>© Post</footer>"
        "</body></html>"
    )


def test_a_plain_text_is_kept_as_it_stands_so_that_its_offsets_are_the_file_s() -> None:
    found = parse_page(f"\n{LEAD}\r\n\r\nMore.\n\n".encode(), "in/a.txt", PERIOD, None)
    assert found.text == f"\n{LEAD}\n\nMore.\n\n"
    assert (found.title, found.title_known, found.outlet) == ("a", Known.GUESSED, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            f"2 days of “difficult” talks end with no breakthrough\n\n{LEAD}",
            "2 days of “difficult” talks end with no breakthrough",
        ),
        (f"{LEAD}\nEnvoy bemoans pressure as talks stall\n{LEAD}", "Envoy bemoans pressure as talks stall"),
        (f"# Talks end\n{LEAD}", "Talks end"),
        (f"{LEAD}\n{LEAD}", "a"),
        (f"- The talks ended without a result\n- No date was set\n{LEAD}", "a"),
        ("One line only, and no more", "a"),
    ],
)
def test_a_title_is_a_line_that_looks_like_one_or_the_file_s_name(text: str, title: str) -> None:
    assert parse_page(text.encode(), "a.txt", PERIOD, None).title == title


def test_a_page_says_what_it_is_and_what_it_shows_around_is_left_out() -> None:
    head = (
        "<title>Talks end | Post</title><meta property='og:site_name' content='The Post'>"
        "<meta property='article:published_time' content='2026-02-18T18:30:00+01:00'>"
        "<link rel='canonical' href='http://post.example/talks/?utm_source=x'>"
    )
    source = page(
        f"<h1>Talks end</h1><p>{LEAD}</p><p>&ldquo;They were slow,&rdquo; the envoy said after them.</p>",
        head,
    )
    found = parse_page(source.encode(), "a.html", PERIOD, None)
    assert found.text.splitlines()[-2:] == [LEAD, "“They were slow,” the envoy said after them."]
    assert "newsletter" not in found.text
    assert "Home" not in found.text
    assert (found.title, found.outlet, found.dated_by) == ("Talks end", "The Post", DatedBy.PAGE)
    assert found.published == datetime(2026, 2, 18, 17, 30, tzinfo=UTC)
    assert found.address == "https://post.example/talks"


def test_linked_data_tells_the_outlet_and_the_time() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
        '"datePublished": "2026-02-18T10:00:00Z", "publisher": {"name": "The Wire"}}]}</script>'
        '<script type="application/ld+json">{broken</script>'
    )
    found = parse_page(page(f"<p>{LEAD}</p><p>{LEAD[::-1]}</p>", head).encode(), "a.htm", PERIOD, None)
    assert (found.outlet, found.published) == ("The Wire", datetime(2026, 2, 18, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    "source", ["<html></html>", "<html><body><nav>Home</nav></body></html>", "<html><body><p></p>"]
)
def test_a_page_without_an_article_is_refused(source: str) -> None:
    with pytest.raises(FileRefused, match=r"holds no article text|no HTML page"):
        parse_page(source.encode(), "a.html", PERIOD, None)


def test_what_stands_in_the_front_matter_counts_and_a_wrong_date_is_refused() -> None:
    text = f"---\noutlet: Post\ntitle: T\npublished: 2026-02-18\nseed: 000_a.txt\nlink: ftp://x\n---\n{LEAD}"
    found = parse_page(text.encode(), "b.md", PERIOD, None)
    assert (found.text, found.outlet, found.title, found.seed, found.address) == (
        LEAD,
        "Post",
        "T",
        "000_a",
        None,
    )
    assert (found.published, found.dated_by) == (datetime(2026, 2, 18, 11, tzinfo=UTC), DatedBy.FRONT)
    with pytest.raises(FileRefused, match="write it as 2026-02-18"):
        parse_page(b"---\npublished: soon\n---\nBody", "b.md", PERIOD, None)
    with pytest.raises(FileRefused, match="empty below its front matter"):
        parse_page(b"---\ntitle: T\n---\n\n", "b.md", PERIOD, None)


def test_each_shown_character_has_its_place_in_the_source() -> None:
    source = page(
        f"<p>{LEAD}</p><script>'<p>They were</p>'</script><!-- They were -->"
        "<p>&ldquo;They were\n <b>slow</b> &amp; long,&rdquo; the envoy told reporters on the way out.</p>"
    )
    text = parse_markup(source, "a.html").text
    found = places(source, text)
    shown = "".join(source[place[0] : place[1]] for place in found if place)
    assert shown == (LEAD + "&ldquo;Theywereslow&amp;long,&rdquo;theenvoytoldreportersonthewayout.").replace(
        " ", ""
    )


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/&;!-script p\"'=abc \n", max_size=300))
def test_any_markup_has_places_within_it(source: str) -> None:
    for place in places(source, source):
        assert place is None or 0 <= place[0] < place[1] <= len(source)
