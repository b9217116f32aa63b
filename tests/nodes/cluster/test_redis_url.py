"""URLs of stores: what they say, what is refused, and that no password is ever shown."""

from __future__ import annotations

import ssl

import pytest
import trustme

from engine import ScriptError
from nodes.cluster.redis_url import parse_redis_url


def test_a_url_says_where_and_who():
    url = parse_redis_url("redis://bob:s%2Fcret@game1.example:7000/3")
    assert (url.over_tls, url.host, url.port) == (False, "game1.example", 7000)
    assert (url.greeting.user, url.greeting.password, url.greeting.database) == ("bob", "s/cret", 3)
    assert repr(url) == "redis://game1.example:7000/3"


def test_what_is_left_out_is_as_redis_has_it():
    url = parse_redis_url("rediss://[::1]")
    assert (url.over_tls, url.host, url.port) == (True, "::1", 6379)
    assert tuple(url.greeting) == ("", "", 0)
    assert repr(url) == "rediss://[::1]:6379/0"


def test_a_password_may_come_without_a_user():
    assert parse_redis_url("redis://:pw@localhost").greeting.password == "pw"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://localhost", "redis://"),
        ("redis://", "names no host"),
        ("redis://bob:hidden@localhost/chat", "after the host comes /0"),
        ("redis://bob:hid/den@localhost", "%2F"),
        ("redis://bob:hid#den@localhost", "%23"),
        ("redis://bob:hidden@localhost:99999", "not a URL"),
        ("redis://bob:hidden@localhost?ca=x", "ssl_ca_certs"),
        ("redis://localhost?ssl_ca_certs=x", "rediss://"),
    ],
)
def test_a_url_that_is_none_is_refused_with_what_to_write_and_without_its_password(url, said):
    with pytest.raises(ScriptError) as found:
        parse_redis_url(url)
    assert said in str(found.value)
    assert "hid" not in str(found.value)


def test_tls_trusts_the_system_or_the_authority_in_the_url(tmp_path):
    authority = trustme.CA()
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    context = parse_redis_url(f"rediss://localhost?ssl_ca_certs={file}").tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert len(context.get_ca_certs()) == 1
    assert parse_redis_url("rediss://localhost").tls_context().verify_mode is ssl.CERT_REQUIRED


def test_a_certificate_of_our_own_may_be_shown(tmp_path):
    issued = trustme.CA().issue_cert("client")
    issued.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "own.pem"))
    url = f"rediss://localhost?ssl_certfile={tmp_path}/own.pem"
    assert parse_redis_url(url).tls_context() is not None


def test_files_that_cannot_be_used_are_named():
    with pytest.raises(ScriptError, match=r"rediss://localhost:6379/0: a file of its URL .*nowhere"):
        parse_redis_url("rediss://:hidden@localhost?ssl_ca_certs=nowhere.pem").tls_context()
