"""Stores of tests, in memory and a real Redis; a room with gateways and players, in memory."""

from __future__ import annotations

import pytest

from nodes.cluster.store import MemoryStore
from tests.nodes.cluster.redis_server import RedisServer

from .scenes import Scene


@pytest.fixture
def redis(tmp_path):
    """A Redis of the test's own."""
    server = RedisServer(tmp_path).start()
    yield server
    server.kill()


@pytest.fixture
def memory_store():
    """A store in memory of the test's own."""
    return MemoryStore()


@pytest.fixture(params=["memory", "redis"])
def store(request):
    """A store of the test's own, of each kind."""
    if request.param == "memory":
        return request.getfixturevalue("memory_store")
    redis = request.getfixturevalue("redis")
    from nodes.cluster.redis_store import RedisStore

    return RedisStore(redis.url)


@pytest.fixture
def scene():
    """A room, its gateways and their players, in memory."""
    scene = Scene()
    yield scene
    for tree in scene.trees:
        tree.finish()
