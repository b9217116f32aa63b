from engine import Node
from engine.scene.notifications import Notifications


def test_every_node_has_godots_numbers():
    assert Node.NOTIFICATION_PREDELETE == 1
    assert Node.NOTIFICATION_ENTER_TREE == 10
    assert Node.NOTIFICATION_POST_ENTER_TREE == 27
    assert Node.NOTIFICATION_WM_QUIT_REQUEST == 1006
    assert Node().NOTIFICATION_APP_PAUSED == 1015


def test_no_number_means_two_things():
    numbers = [value for name, value in vars(Notifications).items() if name.startswith("NOTIFICATION_")]
    assert len(numbers) == len(set(numbers)) == 34
