from nodes.gui.parts.triple_click import TripleClick


def test_the_click_after_a_double_one_is_the_third(tree):
    triple = TripleClick()
    assert not triple.comes()
    triple.expect(tree)
    assert triple.comes()
    assert not triple.comes()


def test_a_click_that_comes_too_late_is_none(tree):
    triple = TripleClick()
    triple.expect(tree)
    tree.step(30)
    assert triple.comes()
    triple.expect(tree)
    tree.step(40)
    assert not triple.comes()


def test_a_click_elsewhere_is_none(tree):
    triple = TripleClick(near=5)
    triple.expect(tree, 100)
    assert not triple.comes(94)
    assert triple.comes(105)


def test_something_else_may_come_between(tree):
    triple = TripleClick()
    triple.expect(tree)
    triple.forget()
    assert not triple.comes()
