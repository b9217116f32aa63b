from engine.multiplayer.joining import Joining


def test_peers_are_listed_as_they_joined_and_the_last_fills_a_gap():
    joining = Joining()
    for id in (5, 3, 9, 7, 3):
        joining.joined(id)
    assert joining == [5, 3, 9, 7]
    joining.left(3)
    assert joining == [5, 7, 9]
    joining.left(9)
    joining.left(99)
    assert joining == [5, 7]
