"""The lines about those who did not become clients."""

import logging
from types import SimpleNamespace

from nodes.websocket.events import Ended
from nodes.websocket.log import AT_ONCE, Rush
from nodes.websocket.strangers import KNOWN, Strangers

REFUSED = Ended(False, 1006, "handshake refused")
PROBED = Ended(False, 1006, "the other side closed the TCP connection", is_probe=True)


def stranger(number):
    return SimpleNamespace(address=(f"10.0.{number >> 8}.{number & 255}", 5))


def test_a_days_probes_of_an_address_are_one_line_which_is_no_warning(caplog):
    caplog.set_level(logging.DEBUG, "estragon.websocket")
    strangers = Strangers(Rush())
    for _ in range(17_000):
        strangers.tell("server", stranger(1), PROBED, 0.0)
    (record,) = caplog.records
    assert record.levelno == logging.DEBUG
    assert record.getMessage() == (
        "'server': 10.0.0.1:5 did not become a client: the other side closed the TCP connection;"
        " further probes of this address get no line"
    )


def test_who_tried_and_failed_is_a_warning_ten_times_and_then_counted(caplog):
    strangers = Strangers(Rush())
    strangers.tell("server", stranger(1), PROBED, 0.0)
    for _ in range(20):
        strangers.tell("server", stranger(1), REFUSED, 0.0)
    assert len(caplog.messages) == 10 + 1
    assert caplog.messages[-1].endswith("handshake refused (16 times so far)")


def test_only_so_many_addresses_are_kept_in_mind():
    strangers = Strangers(Rush())
    for number in range(KNOWN + 5):
        strangers.tell("server", stranger(number), PROBED, 0.0)
    assert len(strangers) == KNOWN


def test_however_many_addresses_somebody_has_the_log_is_not_filled(caplog):
    strangers = Strangers(Rush())
    for number in range(10_000):
        strangers.tell("server", stranger(number), REFUSED, 0.0)
    assert len(caplog.messages) == AT_ONCE
    strangers.tell("server", stranger(10_000), REFUSED, 1.0)
    assert caplog.messages[-1].endswith(
        f"refused ({10_000 - AT_ONCE} lines of this kind were left out before)"
    )
