"""Which network a sign-up comes from, as coarse as a limit needs: IPv4 by /24, IPv6 by /64. Pure."""

import ipaddress
from collections.abc import Iterable

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def network_of(remote: str, *, forwarded_for: str = "", trusted_proxies: Iterable[str] = ()) -> str:
    """Return the network of the visitor, as "203.0.113.0/24"; "unknown" where the server names none.

    ``forwarded_for`` (the header X-Forwarded-For) counts only as far as trusted
    proxies wrote it: it is read from its end, and the first address that is no
    trusted proxy is the visitor. What stands before that anybody may have made up.
    """
    trusted = [ipaddress.ip_network(text, strict=False) for text in trusted_proxies]
    visitor = _address(remote)
    hops = [hop for hop in forwarded_for.split(",") if hop.strip()]
    while hops and visitor is not None and any(visitor in network for network in trusted):
        earlier = _address(hops.pop())
        if earlier is None:
            break
        visitor = earlier
    if visitor is None:
        return "unknown"
    return str(ipaddress.ip_network((visitor, 24 if visitor.version == 4 else 64), strict=False))


def _address(text: str) -> _Address | None:
    try:
        found = ipaddress.ip_address(text.strip().strip("[]").split("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found
