from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.desk.intake import period_of
from bot.monitor import digest as digesting
from bot.monitor.digest import Announced, digest, prepare
from briefs.dossier import load_dossier
from tests.monitor.outlets import story

SEEDS = Path(__file__).parents[2] / "seeds" / "talks.toml"
WHERE = "https://post.example/2026/talks"
THEN = datetime(2026, 2, 17, 9, tzinfo=UTC)
TEXT = story("talks", THEN, "Rustem Umerov", "hard").texts[0][1]
NOTHING = Announced("", "", None, None)


@pytest.fixture(autouse=True)
def desk() -> Iterator[None]:
    dossier = load_dossier(SEEDS.read_text("utf-8"), "talks.toml")
    before = list(digesting._desk)
    prepare(dossier, period_of(dossier), rules_only=True)
    yield
    digesting._desk[:] = before


def html(text: str, head: str = "") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    page = f"<html><head>{head}</head><body><article>{paragraphs}</article></body></html>"
    return f"<!doctype html>{page}".encode()


def announced(text: str = "", *, outlet: str | None = None) -> Announced:
    return Announced("Talks in Geneva", text, THEN, outlet)


def test_a_page_gives_its_body_and_how_near_it_is_to_the_talks():
    found = digest(html(TEXT), "text/html", WHERE, NOTHING)
    assert found.page is not None
    assert found.page.text.split() == TEXT.split()
    assert found.relevance is not None
    assert found.relevance.relevant


def test_the_feed_s_text_stands_in_for_a_page_that_cannot_be_had():
    found = digest(b"", "", WHERE, announced(TEXT.replace("\n", "<p>")))
    assert found.page is not None
    assert found.page.text.split() == TEXT.split()
    assert (found.page.title, found.page.published, found.page.address) == ("Talks in Geneva", THEN, WHERE)


def test_the_feed_s_text_stands_in_for_a_page_behind_a_wall():
    stub = html(f"{TEXT[:200]}\nSubscribe to continue reading")
    walled = digest(stub, "text/html", WHERE, announced())
    assert (walled.page, walled.why) == (None, "paywall")
    found = digest(stub, "text/html", WHERE, announced(TEXT))
    assert found.page is not None
    assert "Subscribe" not in found.page.text


def test_the_feed_s_text_stands_in_for_a_much_thinner_page():
    found = digest(html(TEXT[:150]), "text/html", WHERE, announced(TEXT * 2))
    assert found.page is not None
    assert len(found.page.text) > len(TEXT)


def test_a_feed_s_two_lines_are_no_article():
    found = digest(b"", "", WHERE, announced("Negotiators met in Geneva. Read more on our page."))
    assert (found.page, found.why) == (None, "it holds no article")


def test_a_page_s_own_words_stand_above_the_feed_s_excerpt():
    found = digest(html(TEXT), "text/html", WHERE, announced(" ".join(TEXT.split()[:90])))
    assert found.page is not None
    assert found.page.text.split() == TEXT.split()


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [
        ("https://post.example/talks", "https://post.example/talks"),
        ("https://www.post.example/talks?utm_source=x", "https://www.post.example/talks"),
        ("https://wire.example/talks", WHERE),
        ("https://post.example.evil.example/talks", WHERE),
        ("javascript:alert(1)", WHERE),
        ("http://127.0.0.1/admin", WHERE),
    ],
)
def test_a_page_names_its_own_address_on_its_own_host_only(claimed: str, believed: str):
    head = f"<link rel='canonical' href='{claimed}'><meta property='og:url' content='{claimed}'>"
    found = digest(html(TEXT, head), "text/html", WHERE, NOTHING)
    assert found.page is not None
    assert found.page.address == believed


def test_what_the_feed_knows_fills_in_what_the_page_does_not_say():
    found = digest(html(TEXT), "text/html", WHERE, announced(outlet="north-wire"))
    assert found.page is not None
    assert (found.page.outlet, found.page.published) == ("north-wire", THEN)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_a_page_is_decoded_as_its_headers_say(charset: str):
    russian = (
        TEXT + "\n«Переговоры были трудными, но деловыми», — заявил Мединский журналистам после встречи."
    )
    body = html(russian).decode().encode(charset, "xmlcharrefreplace")
    found = digest(body, f"text/html; charset={charset}", WHERE, NOTHING)
    assert found.page is not None
    assert "Переговоры были трудными" in found.page.text


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7 abc", b"\x89PNG\r\n\x1a\n", b"{}", b"<html></html>", b"\xff" * 5000]
)
def test_what_is_no_article_says_why(body: bytes):
    found = digest(body, "text/html", WHERE, NOTHING)
    assert found.page is None
    assert found.why
