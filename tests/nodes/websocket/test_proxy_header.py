"""The header of the PROXY protocol, of both versions."""

from ipaddress import ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nodes.websocket.proxy_header import BINARY, MAX_BINARY, MAX_TEXT, ProxyHeader, ProxyHeaderError

V4 = bytes((127, 0, 0, 2, 127, 0, 0, 1)) + b"\x9cB\x1e "
V6 = bytes(15) + b"\1" + bytes(15) + b"\1" + b"\xc6*\x1e!"


def binary(first, block=b""):
    """A header of version 2: the bytes of command and family, and what follows them."""
    return BINARY + first + len(block).to_bytes(2, "big") + block


RECORDED = {
    b"PROXY TCP4 127.0.0.2 127.0.0.1 40001 7711\r\n": ("127.0.0.2", 40001),
    b"PROXY TCP6 ::1 ::1 54728 7714\r\n": ("::1", 54728),
    BINARY + b"!\x11\0\x0c" + V4: ("127.0.0.2", 40002),
    BINARY + b"!!\0$" + V6: ("::1", 50730),
    BINARY + b" \0\0\0": None,  # a health check
}
"""What HAProxy 2.6 sent, and what it says."""

OF_THE_SPECIFICATION = {
    b"PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n": ("255.255.255.255", 65535),
    b"PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    b" 65535 65535\r\n": ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 65535),
    b"PROXY UNKNOWN\r\n": None,
    b"PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n": None,
    b"PROXY UNKNOWN ".ljust(MAX_TEXT - 2, b"x") + b"\r\n": None,
    b"PROXY TCP6 ::ffff:192.0.2.1 ::ffff:192.0.2.2 1 2\r\n": ("192.0.2.1", 1),
    binary(b"!!", bytes(10) + b"\xff\xff" + bytes((192, 0, 2, 1)) + bytes(16) + b"\0\7\0\2"): (
        "192.0.2.1",
        7,
    ),
    binary(b"!\x11", V4 + b"\4\0\4pads" + b"x" * 4000): ("127.0.0.2", 40002),
    binary(b"!\0"): None,
    binary(b"!\0", b"whatever"): None,
    binary(b"!\x12", V4): None,  # by UDP
    binary(b"!\x22", V6): None,
    binary(b"!1", bytes(216)): None,  # by a Unix socket
    binary(b"!2", bytes(216)): None,
    binary(b" \x11", V4): None,
    binary(b" \xff", b"whatever"): None,  # of a health check nothing more is looked at
}

HEADERS = [*RECORDED.items(), *OF_THE_SPECIFICATION.items()]

WRONG = [
    b"GET / HTTP/1.1\r\n",
    b"\x16\x03\x01\x02\0\x01",
    b"\r\n\r\n\0\r\nQUIT\r",
    b"proxy TCP4 1.2.3.4 5.6.7.8 1 2\r\n",
    b"PROXY\tTCP4 1.2.3.4 5.6.7.8 1 2\r\n",
    b"PROXY \r\n",
    b"PROXY TCP5 1.2.3.4 5.6.7.8 1 2\r\n",
    b"PROXY TCP4\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2 3\r\n",
    b"PROXY TCP4  1.2.3.4 5.6.7.8 1 2\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2 \r\n",
    b"PROXY TCP4 1.2.3.04 5.6.7.8 1 2\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7 1 2\r\n",
    b"PROXY TCP4 ::1 ::1 1 2\r\n",
    b"PROXY TCP6 1.2.3.4 5.6.7.8 1 2\r\n",
    b"PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 01 2\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 +1 2\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 65536\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 -2\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\n3\r\n",
    b"PROXY UNKNOWN ".ljust(MAX_TEXT, b"x"),
    binary(b"\x11\x11", V4),  # no version 2
    binary(b"\x22\x11", V4),  # no command
    binary(b"!\x13", V4),  # no transport
    binary(b"!\x41", V4),  # no family
    binary(b"!\x11", V4[:-1]),
    binary(b"!!", V6[:-1]),
    binary(b"!1", bytes(215)),
    binary(b" \0", bytes(MAX_BINARY + 1)),
]


def read(data, at_once=1 << 20):
    """Return the header, and what is left of `data`, as somebody reads who takes so many bytes at once."""
    header, at = ProxyHeader(), 0
    while header.wants and at < len(data):
        piece = data[at : at + min(header.wants, at_once)]
        header.feed(piece)
        at += len(piece)
    return header, data[at:]


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 1 << 20])
@pytest.mark.parametrize(("data", "source"), HEADERS)
def test_a_header_says_who_the_client_is_and_what_follows_is_not_touched(data, source, at_once):
    for rest in (b"", b"G", b"GET / HTTP/1.1\r\n\r\n", BINARY):
        header, left = read(data + rest, at_once)
        assert (header.source, header.wants, left) == (source, 0, rest)


@pytest.mark.parametrize(("data", "source"), HEADERS)
def test_of_every_part_of_a_header_there_is_more_to_come(data, source):
    for end in range(len(data)):
        header, left = read(data[:end])
        assert (header.source, header.is_between, left) == (None, end > 0, b"")
        assert header.wants > 0


@pytest.mark.parametrize("at_once", [1, 5, 1 << 20])
@pytest.mark.parametrize("data", WRONG)
def test_what_is_no_header_is_refused_with_what_it_was(data, at_once):
    with pytest.raises(ProxyHeaderError, match="PROXY protocol") as refused:
        read(data, at_once)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 1000


def test_that_there_is_none_says_what_to_do():
    with pytest.raises(ProxyHeaderError, match=r"it began with 'GET / HTTP/1' in place .* `send-proxy-v2`"):
        read(b"GET / HTTP/1.1\r\n")


def test_a_header_says_what_it_knows():
    assert repr(read(b"PROXY TCP4")[0]) == "<ProxyHeader, 10 bytes, 2 wanted, None>"


@given(st.binary() | st.binary().map(BINARY.__add__) | st.binary().map(b"PROXY ".__add__), st.integers(1, 30))
@example(b"", 1)
def test_whatever_comes_is_read_within_bounds_or_refused(data, at_once):
    said = ""
    try:
        header, left = read(data, at_once)
    except ProxyHeaderError as error:
        said = str(error)
    if said:
        assert said.isprintable()
        return
    assert len(data) - len(left) <= len(BINARY) + 4 + MAX_BINARY
    assert 0 <= header.wants <= MAX_BINARY


@given(st.ip_addresses(), st.integers(0, 65535), st.integers(1, 30))
def test_every_address_is_read_as_it_was_written(address, port, at_once):
    kind = f"TCP{address.version}"
    packed = address.packed * 2 + port.to_bytes(2, "big") * 2
    for data in (
        f"PROXY {kind} {address} {address} {port} {port}\r\n".encode(),
        binary(b"!\x11" if address.version == 4 else b"!!", packed),
    ):
        header, left = read(data + b"\r\n", at_once)
        assert left == b"\r\n"
        found, its_port = header.source
        plain = getattr(address, "ipv4_mapped", None) or address
        assert (ip_address(found), its_port) == (plain, port)
