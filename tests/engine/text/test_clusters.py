import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.clusters import (
    boundary_at,
    is_boundary,
    next_boundary,
    previous_boundary,
)

CLUSTERS = [
    "a",
    "e\u0301",
    "e\u0301\u0327",
    "\u0915\u094d",  # a letter of Devanagari and its virama
    "\u0915\u094d\u200d\u0937",
    "\U0001f600",
    "\U0001f44d\U0001f3fd",  # thumbs up in a skin tone
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",  # a family
    "\u2764\ufe0f",
    "1\ufe0f\u20e3",  # a key
    "\U0001f1e9\U0001f1ea",  # a flag
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e007f",
    "\u1112\u1161\u11ab",  # a syllable of Hangul in parts
    "\ud55c",
    "\ud558\u11ab",
    "\u1100\uac00",
    "\u1161\u11a8\u11a8",
    "\u1100\uac01",
    "\uac01\u11a8",
    "\u1100\u1100\ua960\u1161\ud7b0\ud7cb",
    "\r\n",
    "\n",
    "文",
]


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_what_readers_take_for_one_character_has_no_boundary_inside(cluster):
    text = f"x{cluster}y"
    assert [i for i in range(len(text) + 1) if is_boundary(text, i)] == [0, 1, 1 + len(cluster), len(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ab",
        "\u1161\uac00",
        "\uac00\u1100",
        "\u11a8\u1161",
        "\u1100a",
        "\n\r",
        "\u200da",
        "文字",
        "\ud7a4\uac00",
    ],
)
def test_what_only_looks_as_if_it_joined_is_two(text):
    assert is_boundary(text, 1)


def test_flags_in_a_row_are_split_in_pairs():
    text = "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7\U0001f1ee"
    assert [i for i in range(6) if is_boundary(text, i)] == [0, 2, 4, 5]


def test_places_outside_of_the_text_are_its_ends():
    assert (boundary_at("ab", -3), boundary_at("ab", 9)) == (0, 2)
    assert (next_boundary("ab", 2), next_boundary("ab", 7), next_boundary("ab", -7)) == (2, 2, 1)
    assert (previous_boundary("ab", 0), previous_boundary("ab", -7), previous_boundary("ab", 7)) == (0, 0, 1)


def test_a_mark_without_a_letter_is_a_character():
    assert [next_boundary("\u0301a", 0), previous_boundary("\u0301a", 1)] == [1, 0]


texts = st.lists(st.one_of(st.sampled_from(CLUSTERS), st.characters()), max_size=8).map("".join)


@given(texts)
def test_going_on_and_going_back_stop_at_the_same_places(text):
    places, index = [0], 0
    while index < len(text):
        index = next_boundary(text, index)
        places.append(index)
    assert places == [i for i in range(len(text) + 1) if is_boundary(text, i)]
    back = [len(text)]
    while back[-1] > 0:
        back.append(previous_boundary(text, back[-1]))
    assert back[::-1] == places
    for i in range(len(text) + 1):
        assert boundary_at(text, i) == max(place for place in places if place <= i)
