"""The client's address behind proxies."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError
from nodes.websocket.trusted_proxies import TrustedProxies


@pytest.mark.parametrize(
    ("address", "forwarded", "client"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),  # the first was made up
        ("127.0.0.1", "6.6.6.6, 203.0.113.7, 10.1.2.3", "203.0.113.7"),  # two proxies
        ("127.0.0.1", "6.6.6.6, 203.0.113.7,10.1.2.3,127.0.0.1", "203.0.113.7"),
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),  # a client of the inside
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "6.6.6.6, unknown", "127.0.0.1"),
        ("127.0.0.1", "6.6.6.6, nonsense, 10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("::1", "203.0.113.7", "203.0.113.7"),
        ("198.51.100.5", "203.0.113.7", "198.51.100.5"),  # no proxy of ours
        ("", "203.0.113.7", ""),
        ("memory", "203.0.113.7", "memory"),
    ],
)
def test_the_client_is_the_rightmost_that_is_no_trusted_proxy(address, forwarded, client):
    proxies = TrustedProxies(["127.0.0.1", "::1", "10.0.0.0/8"])
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    assert proxies.client_of(address, headers) == client


def test_without_proxies_nobody_is_believed():
    assert TrustedProxies([]).client_of("127.0.0.1", {"x-forwarded-for": "6.6.6.6"}) == "127.0.0.1"


@pytest.mark.parametrize("network", ["localhost", "10.0.0.0/33", "10.0.0.1/8", "", None, 7, b"\x7f\0\0\1"])
def test_what_is_no_address_and_no_network_is_an_error(network):
    with pytest.raises(ScriptError, match="is no address and no network"):
        TrustedProxies([network])


def test_a_text_is_no_list():
    with pytest.raises(ScriptError, match=r"write \['127\.0\.0\.1'\]"):
        TrustedProxies("127.0.0.1")


@pytest.mark.parametrize("networks", [5, None, object()])
def test_what_is_no_list_at_all_is_an_error_with_one_to_write(networks):
    with pytest.raises(ScriptError, match=r"is a list, as \[\"127\.0\.0\.1\""):
        TrustedProxies(networks)


def test_who_is_trusted_is_known_by_the_address():
    proxies = TrustedProxies(["127.0.0.1", "2001:db8::/32"])
    assert proxies.trust("127.0.0.1")
    assert proxies.trust("::ffff:127.0.0.1")
    assert proxies.trust("2001:db8::7")
    assert not proxies.trust("127.0.0.2")
    assert not proxies.trust("memory")


@given(st.one_of(st.text(), st.text("0123456789.:[], ")))
def test_whatever_a_header_says_the_client_has_an_address(forwarded):
    ip_address(TrustedProxies(["127.0.0.1"]).client_of("127.0.0.1", {"x-forwarded-for": forwarded}))
