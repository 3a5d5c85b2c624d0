"""Addresses of pages: which may be asked for, and when two of them mean one page."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from bot.errors import RapporteurError

LONGEST = 2048

_TRACKING = re.compile(
    r"utm_\w+|at_\w+|mc_[ce]id|fbclid|gclid|dclid|yclid|msclkid|igshid|ref|ref_src|ref_url|referrer|cmp|cmpid|"
    r"cid|ito|ns_\w+|smid|smtyp|spm|xtor|wt\.\w+|ocid|s_cid|traffic_source|__twitter_impression|guccounter|"
    r"guce_\w+|amp|outputtype|partner|feed_id|rss|via|campaign|taid",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?")
_PORTS = {"http": 80, "https": 443}
_SAFE_PATH = "/%:@!$&'()*+,;=~-._"

#: Addresses that no page of the public stands at, beyond those that Python calls private.
#: Transition mechanisms (6to4, Teredo, NAT64) are here because they carry an IPv4 address inside.
_CLOSED = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)


class AddressRefused(RapporteurError):
    """An address that the program will not ask for."""

    def __init__(self, address: str, why: str) -> None:
        shown = address if len(address) <= 120 else address[:119] + "…"
        super().__init__(f"{shown!r} is not fetched: {why}")


def is_public(number: str) -> bool:
    """Tell whether an IP address, as text, is one at which the public's pages stand.

    An IPv4 address inside an IPv6 one counts as itself. A zone index or anything else that is no
    plain address is not public.
    """
    try:
        ip = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    return not any(ip.version == block.version and ip in block for block in _CLOSED)


def check_address(address: str, allowed: Collection[str] = ()) -> str:
    """Give `address` in the form in which it is asked for, or refuse it.

    Only http and https to a host by name, or to a public IP address, at the scheme's own port, without
    user name or password. `allowed` lists hosts, as `name` or `name:port`, that are taken as they
    stand (intranets, tests). What a name resolves to is checked again when connecting.

    Raises:
        AddressRefused: naming what is wrong with it.
    """
    parts = _split(address)
    host, port = _host(address, parts), _port(address, parts)
    own = port is None or port == _PORTS[parts.scheme]
    if not is_allowed(host, port or _PORTS[parts.scheme], allowed):
        if not own:
            raise AddressRefused(address, f"port {port} is not the web's; only 80 and 443 are asked")
        if _numeric(host) and not is_public(host.strip("[]")):
            raise AddressRefused(address, "it is not a public address")
    place = host if own else f"{host}:{port}"
    path = quote(parts.path or "/", safe=_SAFE_PATH)
    return urlunsplit((parts.scheme, place, path, quote(parts.query, safe=_SAFE_PATH + "?"), ""))


def is_allowed(host: str, port: int, allowed: Collection[str]) -> bool:
    """Tell whether the setting names this host, with this port or without any."""
    return host in allowed or f"{host}:{port}" in allowed


def canonical(address: str) -> str:
    """Give the one form under which a page is known, whatever campaign or app its link came through.

    Host in lower case, `https` for `http`, own ports, fragments, tracking parameters, a trailing slash and
    the marks of AMP copies dropped; other parameters kept, in their order. Text that is no web address
    comes back as it is.
    """
    try:
        parts = _split(address)
        host, port = _host(address, parts), _port(address, parts)
    except AddressRefused:
        return address
    if host.endswith(".cdn.ampproject.org") and (inner := re.match(r"/[a-z]/(s/)?(?=[^/]+\.)", parts.path)):
        return canonical(f"https://{parts.path[inner.end() :]}" + (f"?{parts.query}" if parts.query else ""))
    host = re.sub(r"^amp\.", "www.", host)
    path = re.sub(r"(?<=.)/amp/?$|\.amp(?=(\.html)?$)|^/amp(?=/.)", "", parts.path)
    path = quote(unquote(path), safe=_SAFE_PATH.replace("%", "")).rstrip("/") or "/"
    kept = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
        if not _TRACKING.fullmatch(key)
    ]
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    return urlunsplit(("https", place, path, urlencode(kept), ""))


def _split(address: str) -> SplitResult:
    if len(address) > LONGEST:
        raise AddressRefused(address, f"it is longer than {LONGEST} characters")
    if any(sign < " " or sign in "\x7f\\" for sign in address):
        raise AddressRefused(address, "it holds control characters or backslashes")
    try:
        parts = urlsplit(address)
    except ValueError:
        raise AddressRefused(address, "it is not a web address") from None
    if parts.scheme not in _PORTS:
        raise AddressRefused(address, "only http and https are asked")
    if "@" in parts.netloc:
        raise AddressRefused(address, "it carries a user name or password; take that out")
    return parts


def _host(address: str, parts: SplitResult) -> str:
    name = parts.hostname or ""
    if ":" in name:
        try:
            return f"[{ipaddress.IPv6Address(name)}]"
        except ValueError:
            raise AddressRefused(address, "its host is no IP address") from None
    try:
        plain = name.encode("ascii").decode() if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        raise AddressRefused(address, "its host is no valid name") from None
    if not plain or len(plain) > 253 or not _HOST.fullmatch(plain):
        raise AddressRefused(address, "its host is no valid name")
    return plain.rstrip(".")


def _port(address: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise AddressRefused(address, "its port is no number from 1 to 65535") from None


def _numeric(host: str) -> bool:
    """Tell whether a host is an IP address in any of the spellings that resolvers take for one."""
    return host.startswith("[") or bool(re.fullmatch(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+))*", host))
