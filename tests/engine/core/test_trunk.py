"""Packets on a trunk in runs, by the core and by its reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import PoolByteArray
from nodes.cluster.trunk import runs_of
from nodes.websocket.events import Received
from nodes.websocket.relay import pack

from .needed import core
from .outcome import outcome

reference = core.references["nodes.cluster.trunk.runs_of"]

ids = st.sampled_from([0, 1, -1, 2, (1 << 31) - 1, -(1 << 31)])
packets = st.builds(pack, ids, ids, st.binary(max_size=3))
payloads = st.one_of(packets, packets, st.binary(max_size=12), packets.map(PoolByteArray))


@given(st.lists(st.tuples(payloads, st.booleans()), max_size=8).map(Received))
def test_both_find_the_same_runs(messages):
    assert outcome(runs_of, messages) == outcome(reference, messages)
    assert all(type(run) is Received for _, _, run in runs_of(messages))


@pytest.mark.parametrize(
    "messages", [None, (), [b"a"], [()], [(pack(2, 1, b""), False), 5], [("text", False)], ((b"a", False),)]
)
def test_what_are_no_messages_is_for_the_reference(messages):
    assert outcome(runs_of, messages) == outcome(reference, messages)
