from engine import AudioServer, Node
from engine.audio.buses import AudioBuses


def test_scripts_ask_the_tree_that_runs(tree):
    class Main(Node):
        def _ready(self):
            AudioServer.set_bus_mute(AudioServer.get_bus_index("Master"), True)

    tree.add(Main())
    tree.step()
    assert isinstance(tree.audio, AudioBuses)
    assert tree.audio.is_bus_mute(0)
