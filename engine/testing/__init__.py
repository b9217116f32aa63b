"""For tests of your own scenes: a tree that a test ticks, without waiting and without a screen.

With pytest nothing has to be imported; the fixture `tree` is there:

    def test_a_door_opens_after_a_second(tree):
        door = tree.add(Door())
        opened = tree.watch(door.opened)
        tree.step(60)
        opened.assert_emitted()

What has a user interface is clicked and typed at, and looked at, without a window:

    def test_a_name_is_greeted(tree):
        tree.add(Greeter())
        tree.user.click("Name")
        tree.user.type("Ada\\n")
        assert tree.screen.shows("Hello Ada")
"""

from ..base.public import public_names

__getattr__, __dir__ = public_names(__name__)
