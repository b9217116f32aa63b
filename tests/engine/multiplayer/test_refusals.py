from engine.multiplayer import refusals
from engine.multiplayer.refusals import PacketError, Refusals, Refused, quoted


def test_what_repeats_is_logged_less_and_less(lines):
    log = Refusals()
    for _ in range(1000):
        log.log("refused", 5, "m", lambda: "Peer 5 did it.")
    assert lines() == [
        "Peer 5 did it.",
        "Peer 5 did it. (10 times now)",
        "Peer 5 did it. (100 times now)",
        "Peer 5 did it. (1,000 times now)",
    ]


def test_other_causes_peers_and_names_are_logged_on_their_own(lines):
    log = Refusals()
    for kind in (("a", 1, "x"), ("b", 1, "x"), ("a", 2, "x"), ("a", 1, "y"), ("a", 1, "x")):
        log.log(*kind, lambda kind=kind: str(kind))
    assert len(lines()) == 4


def test_a_text_is_made_only_when_it_is_logged(lines):
    log, made = Refusals(), []
    for _ in range(9):
        log.log("a", 1, "", lambda: made.append(1) or "text")
    assert made == [1]


def test_made_up_names_do_not_flood_the_log(lines, monkeypatch):
    monkeypatch.setattr(refusals, "MOST_KINDS", 10)
    log = Refusals()
    for number in range(1000):
        log.log("refused", 5, f"m{number}", lambda: "line")
    assert len(lines()) == 10 + len(("1", "10", "100"))
    assert len(log._counts) == 11


def test_a_peer_that_is_gone_is_forgotten(lines):
    log = Refusals()
    for peer in (5, 6, 5):
        log.log("refused", peer, "m", lambda: "line")
    log.forget(5)
    assert [kind[1] for kind in log._counts] == [6]


def test_a_name_from_the_network_is_quoted_and_cut():
    assert quoted("a\nb") == r"'a\nb'"
    assert len(quoted("x" * 1000)) < 100


def test_the_text_of_a_refusal_is_made_only_if_it_is_logged(lines):
    log, made = Refusals(), []
    refused = Refused("cause", "m", lambda: made.append(1) or "did it")
    for _ in range(100):
        log.log_packet(5, refused)
    assert len(made) == 3
    assert lines() == ["Peer 5 did it.", "Peer 5 did it. (10 times now)", "Peer 5 did it. (100 times now)"]


def test_a_line_is_a_sentence_that_says_who_did_what(lines):
    log = Refusals()
    log.log_packet(5, PacketError("it is empty"))
    log.log_packet(5, Refused("a", "", lambda: "asked for it. Did you mean 'that'?"))
    log.log_packet(6, Refused("a", "", lambda: "asked for it."))
    assert lines() == [
        "Peer 5 sent a packet that cannot be read: it is empty.",
        "Peer 5 asked for it. Did you mean 'that'?",
        "Peer 6 asked for it.",
    ]


def test_packets_that_cannot_be_read_are_of_one_kind(lines):
    log = Refusals()
    for number in range(9):
        log.log_packet(5, PacketError(f"{number} bytes"))
    assert len(lines()) == 1
