import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.render import escape
from briefs.render.words import visible


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("*bold* and _it_ and ~~gone~~", r"\*bold\* and \_it\_ and \~\~gone\~\~"),
        ("||secret|| `code`", r"\|\|secret\|\| \`code\`"),
        ("[click](https://bad.example)", r"\[click\](https\://bad.example)"),
        ("see https://bad.example now", r"see https\://bad.example now"),
        (
            "<@123456789012345678> <#1> <:e:1> <t:1:R>",
            "\\<@\u200b123456789012345678\\> \\<#1\\> \\<\\:e:1\\> \\<t\\:1:R\\>",
        ),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("mail me@home.example", "mail me@home.example"),
        (":smile: at 10:30", r"\:smile: at 10:30"),
        ("join discord.gg/abc", r"join discord\.gg/abc"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        (r"back\slash", r"back\\slash"),
        ("a - b # c", "a - b # c"),
    ],
)
def test_words_of_articles_are_no_markup_in_discord(words, escaped):
    found = escape.discord(words)
    assert found == escaped


@given(st.text(alphabet="*_~`|[]()<>@#:\\ -+.0123456789abehrvyo\n\u202e\u200b/", max_size=60))
def test_no_markup_character_stays_unescaped_in_discord(text):
    found = escape.discord(text)
    bare = re.sub(r"\\.", "", found)
    assert not re.search(r"[*_~`|\[\]<>]", bare)
    assert "@everyone" not in found
    assert "@here" not in found
    assert not re.match(r"\s*[#>+-]", found)


@given(st.text())
def test_taking_the_escapes_away_gives_the_visible_words_back(text):
    undone = re.sub(r"\\(.)", r"\1", escape.discord(text)).replace("@\u200b", "@")
    assert undone == visible(text)


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a & b", "a &amp; b"),
        ("*x* _y_ `z`", r"\*x\* \_y\_ \`z\`"),
        ("![img](x)", r"\!\[img\](x)"),
        ("www.bad.example", r"www\.bad.example"),
        ("# not a heading", r"\# not a heading"),
        ("12. not a list", r"12\. not a list"),
    ],
)
def test_words_of_articles_are_no_markup_in_markdown(words, escaped):
    assert escape.markdown(words) == escaped


@given(st.text())
def test_markdown_holds_no_tag_of_an_article(text):
    assert not set(escape.markdown(text)) & set("<>")
