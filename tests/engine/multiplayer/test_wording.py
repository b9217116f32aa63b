from engine.multiplayer.wording import node_words, short


def test_what_others_wrote_is_cut_and_on_one_line():
    assert short("abc") == "abc"
    assert short("a\nb\x1b") == "a\\nb\\x1b"
    assert short("x" * 500) == "x" * 200 + "…"


def test_a_node_is_its_path_or_the_number_that_nobody_knows():
    assert node_words("A/B", {}.get) == "A/B"
    assert node_words(1, {1: "A"}.get) == "A"
    assert node_words(2, {1: "A"}.get) == "(path 2)"
