import re
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from briefs.render import render
from tests.hostile import hostile_briefs
from tests.made import busy_day, empty_record, quiet_day

VOID = {"meta", "br", "link", "img", "hr"}


class Outline(HTMLParser):
    """Collects tags, attributes and headings, and refuses tags that are closed in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parsed = Outline()
    parsed.feed(page)
    parsed.close()
    assert parsed.open == []
    return parsed


def test_the_page_is_well_formed_and_says_its_language_title_and_landmarks():
    page = render(busy_day(), "html")
    tags = [tag for tag, _ in outline(page).tags]
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert {"header", "nav", "main", "footer", "title", "h1"} <= set(tags)
    assert tags.count("h1") == 1


def test_headings_never_skip_a_level():
    for brief in (busy_day(), quiet_day(), empty_record()):
        levels = [int(tag[1]) for tag, _ in outline(render(brief, "html")).tags if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_id_is_given_once_and_each_link_within_the_page_leads_somewhere():
    tags = outline(render(busy_day(), "html")).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in tags:
        if tag == "a" and attributes["href"].startswith("#"):
            assert attributes["href"][1:] in ids
        if "aria-labelledby" in attributes:
            assert attributes["aria-labelledby"] in ids


def test_the_page_needs_nothing_from_elsewhere():
    page = render(busy_day(), "html")
    tags = outline(page).tags
    assert not [tag for tag, _ in tags if tag in ("script", "img", "link", "iframe", "object", "form")]
    assert not [attributes for _, attributes in tags if "style" in attributes]
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_a_link_opens_the_article_at_the_words():
    page = render(busy_day(), "html")
    assert 'href="https://dailycourier.example/a1#:~:text=difficult%2C%20but%20business%2Dlike."' in page


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile_briefs())
def test_words_of_articles_never_become_tags_attributes_or_addresses(brief):
    for tag, attributes in outline(render(brief, "html")).tags:
        assert tag not in ("script", "img", "iframe")
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "cite"):
            if attributes.get(name):
                assert re.match(r"#|https?://", attributes[name])


def test_a_quiet_day_is_short_and_names_the_latest_day_with_articles():
    page = render(quiet_day(), "html")
    assert "No articles on Wednesday 18 February 2026." in page
    assert "Monday 16 February 2026" in page
    assert "<h2" not in page
