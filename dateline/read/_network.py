"""Which addresses of the network may be spoken to: public ones only, whatever a name resolves to."""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Collection, Sequence

from dateline.read._fetch_values import FetchError, RefusedError

Resolve = Callable[[str, int], Sequence[str]]
"""A host and a port to the numeric addresses of the host."""

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9.])?|[0-9a-f:.]{2,45}")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


def host_name(host: str) -> str:
    """Give a host as it is looked up: lower case, an international name in ASCII.

    Raises FetchError for what is no host.
    """
    try:
        name = host.lower() if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise FetchError(f"{host[:80]!r} is no name of a host") from error
    if not _HOST.fullmatch(name):
        raise FetchError(f"{host[:80]!r} is no name of a host")
    return name


def is_public(address: str) -> bool:
    """Say whether a numeric address is one of the public Internet: no loopback, private network, link, test range or
    multicast, and no IPv6 address that leads to such an IPv4 one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inside(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip in _LOCAL_NAT64 or ip in _SITE_LOCAL:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Give the IPv4 address that an IPv6 one leads to (mapped, NAT64, 6to4, Teredo), if it does."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if ip in _NAT64 or int(ip) >> 32 == 0:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return None


def checked(host: str, port: int, resolve: Resolve, seconds: float, *, allowed: Collection[str] = ()) -> list[str]:
    """Give the numeric addresses of a host, looked up once; connect to these, never to the name.

    Raises FetchError when there is none, when it takes too long, or when any of them is not public: a name with one
    private address is a trap or a mistake. ``allowed`` are numeric addresses that may be spoken to all the same.
    """
    addresses = list(dict.fromkeys(_in_time(lambda: resolve(host, port), host, seconds)))
    if not addresses:
        raise FetchError(f"the name {host} has no address")
    if private := [one for one in addresses if one not in allowed and not is_public(one)]:
        raise RefusedError(
            f"{host} is on a private network or this machine ({private[0]}); only public pages are fetched"
        )
    return addresses


def resolved(host: str, port: int) -> list[str]:
    """Give the addresses of a host as the system looks them up. Raises OSError."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _in_time(look_up: Callable[[], Sequence[str]], host: str, seconds: float) -> Sequence[str]:
    """Look a name up in a thread: the system's own look-up has no time limit."""
    found: list[Sequence[str]] = []
    failed: list[Exception] = []

    def work() -> None:
        try:
            found.append(look_up())
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise FetchError(f"the name {host} cannot be looked up: {failed[0]}") from failed[0]
    if not found:
        raise FetchError(f"the name {host} was not looked up in {seconds:g} seconds")
    return found[0]
