from nodes.gui.parts.letter_search import LetterSearch


def test_letters_add_up_to_a_word(tree):
    search = LetterSearch()
    assert search.typed == ""
    assert [search.add(tree, char) for char in "Blu "] == ["b", "bl", "blu", "blu "]
    assert search.typed == "blu "


def test_the_same_letter_again_is_still_that_letter(tree):
    search = LetterSearch()
    assert [search.add(tree, char) for char in "aAab"] == ["a", "a", "a", "ab"]


def test_after_a_while_it_begins_anew(tree):
    search = LetterSearch()
    search.add(tree, "a")
    tree.step(110)
    assert search.add(tree, "b") == "ab"
    tree.step(110)
    assert search.typed == "ab"
    tree.step(20)
    assert search.typed == ""
    assert search.add(tree, "c") == "c"


def test_it_may_be_ended(tree):
    search = LetterSearch()
    assert not search.end()
    search.add(tree, "a")
    assert search.end()
    assert (search.typed, search.add(tree, "b")) == ("", "b")
