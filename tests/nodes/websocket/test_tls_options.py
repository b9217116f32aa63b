import pytest

from engine import ScriptError
from nodes import TLSOptions
from nodes.websocket.tls_options import check_options


def test_a_client_trusts_whom_it_is_told_or_the_system():
    assert TLSOptions.client().get_trusted_ca_chain() is None
    options = TLSOptions.client("ca.crt")
    assert (options.get_trusted_ca_chain(), options.is_server(), options.is_unsafe_client()) == (
        *("ca.crt", False),
        False,
    )
    assert options.get_own_certificate() is options.get_private_key() is None


def test_an_unsafe_client_trusts_everybody():
    assert TLSOptions.client_unsafe("ca.crt").is_unsafe_client()


def test_a_server_has_a_certificate_and_its_key():
    options = TLSOptions.server("server.key", "server.crt")
    assert options.is_server()
    assert (options.get_private_key(), options.get_own_certificate()) == ("server.key", "server.crt")
    assert options.get_trusted_ca_chain() is None


def test_the_name_of_the_server_is_the_one_in_the_url():
    with pytest.raises(ScriptError, match=r"connect to 'example\.com', and leave the second argument out"):
        TLSOptions.client("ca.crt", "example.com")


def test_options_are_for_one_side():
    server, client = TLSOptions.server("server.key", "server.crt"), TLSOptions.client()
    assert check_options("listen", None, of_server=True) is None
    assert check_options("listen", server, of_server=True) is server
    assert check_options("connect", client, of_server=False) is client
    with pytest.raises(ScriptError, match=r"listen: write `TLSOptions\.server\(key, certificate\)`, not <"):
        check_options("listen", client, of_server=True)
    with pytest.raises(ScriptError, match=r"connect: write `TLSOptions\.client\(trusted_chain\)`, not 5\."):
        check_options("connect", 5, of_server=False)
