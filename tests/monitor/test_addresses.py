import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.monitor.addresses import AddressRefused, canonical, check_address, is_public

TRICKS = """
http://127.0.0.1/ http://127.0.0.1:80/ http://127.1/ http://127.0.1/ http://0/ http://0.0.0.0/
http://0x7f000001/ http://0x7f.0x0.0x0.0x1/ http://0x7f.1/ http://2130706433/ http://017700000001/
http://0177.0.0.1/ http://0177.0.0.01/ http://127.0.0.1.:80/ http://127.127.127.127/ http://10.0.0.1/
http://10.255.255.255/ http://172.16.0.1/ http://172.31.255.255/ http://192.168.0.1/ http://192.168.1.254/
http://169.254.169.254/latest/meta-data/ http://169.254.169.254.:80/ http://2852039166/ http://0xa9fea9fe/
http://0251.0376.0251.0376/ http://169.254.43518/ http://100.64.0.1/ http://100.100.100.200/
http://198.18.0.1/ http://198.19.255.255/ http://192.0.0.1/ http://192.0.0.192/ http://192.0.2.1/
http://192.88.99.1/ http://198.51.100.7/ http://203.0.113.9/ http://224.0.0.1/ http://239.255.255.250/
http://240.0.0.1/ http://255.255.255.255/ http://[::]/ http://[::1]/ http://[0:0:0:0:0:0:0:1]/
http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::ffff:169.254.169.254]/
http://[::ffff:a9fe:a9fe]/ http://[::127.0.0.1]/ http://[::7f00:1]/ http://[::ffff:0:127.0.0.1]/
http://[64:ff9b::127.0.0.1]/ http://[64:ff9b::a9fe:a9fe]/ http://[64:ff9b:1::1]/ http://[2002:7f00:1::]/
http://[2002:a9fe:a9fe::]/ http://[2001:0:7f00:1::]/ http://[2001:db8::1]/ http://[fc00::1]/
http://[fd00:ec2::254]/ http://[fe80::1]/ http://[fe80::1%25eth0]/ http://[fec0::1]/ http://[ff02::1]/
http://[100::1]/ http://[5f00::1]/ http://[3fff::1]/ http://[::ffff:10.0.0.1]:80/
http://[::ffff:192.168.1.1]/ http://user@127.0.0.1/ http://example.org@127.0.0.1/
http://127.0.0.1@example.org/ http://user:secret@example.org/ http://example.org:22/ http://example.org:25/
http://example.org:6379/ http://example.org:8080/ https://example.org:80/ http://example.org:99999/
http://example.org:-1/ http://example.org:0/ ftp://example.org/ file:///etc/passwd gopher://127.0.0.1:6379/_
dict://127.0.0.1:11211/ javascript:alert(1) data:text/html,x ldap://127.0.0.1/ jar:http://example.org!/
//127.0.0.1/ http:127.0.0.1 http:///127.0.0.1 http:// http://%31%32%37.0.0.1/
http://127.0.0.1%2f@example.org/ http://[::1 http://]/ http://[127.0.0.1]/ http://1.1.1.1\\@127.0.0.1/
http://example.org\\.127.0.0.1/ http://-example.org/ http://exa_mple..org/ http://①②⑦.⓪.⓪.①/
http://127。0。0。1/ http://0x7F.0X0.0.1/ http://00000177.1/ http://127.000.000.001/ unix:/run/x.sock
http://0x0a000001/ http://012.1.2.3/ http://192.168.257/ http://[::ffff:0x7f.1]/
http://[1::ffff:127.0.0.1%lo]/
""".split()


@pytest.mark.parametrize("address", TRICKS)
def test_addresses_that_lead_inside_are_refused(address: str):
    with pytest.raises(AddressRefused):
        check_address(address)


def test_there_are_a_hundred_tricks():
    assert len(set(TRICKS)) >= 100


@pytest.mark.parametrize(
    "address",
    ["http://a b/", "http://a\x00.org/", "http://a\n.org/", "http://a.org/\tx", "http://" + "a" * 3000],
)
def test_addresses_with_control_characters_or_of_absurd_length_are_refused(address: str):
    with pytest.raises(AddressRefused):
        check_address(address)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/a?b=c#d", "https://example.org/a?b=c"),
        ("https://example.org./", "https://example.org/"),
        (
            "https://пример.example/новости",
            "https://xn--e1afmkfd.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
        ),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/a b?c d", "https://example.org/a%20b?c%20d"),
    ],
)
def test_public_pages_are_asked_for_in_one_form(address: str, asked: str):
    assert check_address(address) == asked


def test_a_host_that_the_setting_names_may_be_anywhere():
    assert check_address("http://127.0.0.1:8000/x", {"127.0.0.1:8000"}) == "http://127.0.0.1:8000/x"
    with pytest.raises(AddressRefused):
        check_address("http://127.0.0.1:8001/x", {"127.0.0.1:8000"})


@pytest.mark.parametrize("number", ["8.8.8.8", "2a00:1450:4001::1", "::ffff:8.8.8.8"])
def test_numbers_of_the_public_web_are_public(number: str):
    assert is_public(number)


@given(st.text(max_size=60))
def test_any_text_is_either_refused_or_given_an_http_address(text: str):
    with contextlib.suppress(AddressRefused):
        assert check_address(text).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("http://example.org/a/", "https://example.org/a"),
        ("https://EXAMPLE.org/a?utm_source=x&id=7#top", "https://example.org/a?id=7"),
        ("https://example.org/story.amp", "https://example.org/story"),
        ("https://example.org/story/amp/", "https://example.org/story"),
        ("https://example.org/amp/story", "https://example.org/story"),
        ("https://amp.example.org/story", "https://www.example.org/story"),
        ("https://example-org.cdn.ampproject.org/c/s/example.org/story", "https://example.org/story"),
        ("https://example.org/?p=12&fbclid=zz", "https://example.org/?p=12"),
        ("https://example.org/%7Euser/%d0%b0", "https://example.org/~user/%D0%B0"),
        ("not an address", "not an address"),
    ],
)
def test_a_page_is_known_under_one_address(address: str, page: str):
    assert canonical(address) == page
    assert canonical(page) == page


@given(st.from_regex(r"https?://[a-z]{1,8}\.(org|com)(/[a-zA-Z0-9%&=?/.~-]{0,30})?", fullmatch=True))
def test_the_canonical_address_of_a_canonical_address_is_itself(address: str):
    assert canonical(canonical(address)) == canonical(address)
