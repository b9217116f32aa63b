"""What the doctor says of a store."""

from __future__ import annotations

import pytest

from engine.doctor import store_report
from nodes.cluster.ping import ping_store
from tests.nodes.cluster.redis_server import free_port

pytest.importorskip("hiredis", reason='pip install "estragon[cluster]"')


def test_a_store_that_answers_can_be_used(redis):
    said, is_well = ping_store(redis.url)
    assert is_well
    assert said.startswith(f"{redis.url}/0 can be used, and took ")
    assert store_report(redis.url)[0].startswith(f"store       {redis.url}/0 can be used")


def test_a_store_that_is_not_there_is_told_with_the_reason():
    url = f"redis://:hidden@127.0.0.1:{free_port()}"
    said, is_well = ping_store(url)
    assert not is_well
    assert said.endswith(": Connection refused: nothing listens there")
    assert "hidden" not in said


def test_a_store_that_does_not_let_us_read_is_told_with_its_words(redis):
    redis.ask("ACL", "SETUSER", "bob", "on", ">pw", "~none", "+@all", "&*")
    said, is_well = ping_store(redis.url.replace("//", "//bob:pw@"))
    assert not is_well
    assert "NOPERM" in said


def test_a_url_that_is_none_is_told():
    assert ping_store("http://localhost") == (
        "'http://localhost' begins with http://; write redis:// or, with TLS, rediss://.",
        False,
    )
