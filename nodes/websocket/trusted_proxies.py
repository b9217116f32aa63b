"""Who is at the other end, where trusted proxies are in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from engine import ScriptError

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

    Address: TypeAlias = IPv4Address | IPv6Address


class TrustedProxies:
    """Addresses and networks whose word on where a request comes from is taken.

    Raises ScriptError for what is neither.
    """

    def __init__(self, networks: Iterable[str]) -> None:
        from ipaddress import ip_network

        if isinstance(networks, str):
            raise ScriptError(f"trusted_proxies is a list: write [{networks!r}].")
        if not isinstance(networks, Iterable):
            raise ScriptError(f'trusted_proxies is a list, as ["127.0.0.1", "10.0.0.0/8"], not {networks!r}.')
        self._networks: list[IPv4Network | IPv6Network] = []
        for network in networks:
            try:
                if not isinstance(network, str):  # a number would be taken for an address
                    raise ValueError("it is no text")
                self._networks.append(ip_network(network))
            except ValueError as error:
                raise ScriptError(
                    f'trusted_proxies: {network!r} is no address and no network as "10.0.0.0/8": {error}.'
                ) from error

    def trust(self, address: str) -> bool:
        """Return True for the address of one of them."""
        found = _address(address)
        return found is not None and self._has(found)

    def client_of(self, address: str, headers: Mapping[str, str]) -> str:
        """Return who sent a request that came from `address`, from its header X-Forwarded-For.

        Each proxy adds whom it got the request from at the end, and a client may begin with whatever it
        likes. So the right-most that is no trusted proxy is the client; what is left of it means nothing.
        """
        found = _address(address)
        if found is None or not self._has(found):
            return address
        for entry in reversed(headers.get("x-forwarded-for", "").split(",")):
            before = _address(entry.strip())
            if before is None:  # a proxy that says nothing of use
                break
            found = before
            if not self._has(found):
                break
        return str(found)

    def _has(self, address: Address) -> bool:
        return any(address in network for network in self._networks)


def _address(text: str) -> Address | None:
    """Return an address as proxies write it, perhaps with a port; None for anything else."""
    from ipaddress import ip_address

    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return unmapped(found)


def unmapped(address: Address) -> Address:
    """Return the address of IPv4 that one of IPv6 stands for, or else the address itself."""
    from ipaddress import IPv4Address

    return address if isinstance(address, IPv4Address) else address.ipv4_mapped or address
