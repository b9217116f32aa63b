"""The layouts of buses that projects have in a file."""

from engine import AudioBusLayout, load
from engine.audio.bus_layout import Bus, layout_of

LAYOUT = """[gd_resource type="AudioBusLayout" load_steps=2 format=2]

[sub_resource type="Resource" id=1]

[resource]
bus/1/name = "Music"
bus/1/solo = false
bus/1/mute = true
bus/1/bypass_fx = false
bus/1/volume_db = -6.0
bus/1/send = "Master"
bus/1/effect/0/effect = SubResource( 1 )
bus/2/name = "Flute"
bus/2/volume_db = -3
bus/2/send = "Music"
"""


def told(layout):
    return [(bus.name, bus.volume_db, bus.mute, bus.solo, bus.send) for bus in layout._buses_]


def test_a_file_has_the_buses_by_their_numbers(tmp_path):
    file = tmp_path / "default_bus_layout.tres"
    file.write_text(LAYOUT)
    assert told(load(str(file))) == [
        ("Master", 0.0, False, False, "Master"),
        ("Music", -6.0, True, False, "Master"),
        ("Flute", -3.0, False, False, "Music"),
    ]


def test_whatever_a_file_says_there_are_buses_with_names_and_not_too_many():
    assert told(AudioBusLayout()) == told(layout_of({})) == [("Master", 0.0, False, False, "Master")]
    odd = {"bus/0/name": "Other", "bus/1/name": 5, "bus/x/name": "a", "bus/99999/name": "b", "bus": 1}
    assert [bus.name for bus in layout_of(odd)._buses_] == ["Master", "Bus 1"]
    assert len(layout_of({"bus/999/name": "c"})._buses_) == 256


def test_a_copy_is_one_of_its_own():
    bus = Bus("Music")
    copy = bus.copied()
    copy.mute = True
    assert (copy.name, bus.mute) == ("Music", False)
