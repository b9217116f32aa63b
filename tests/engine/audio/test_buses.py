"""The buses: which there are, and how loud they are."""

import json
from pathlib import Path

import pytest

from engine import AudioBusLayout, ScriptError
from engine.audio.buses import AudioBuses, gain_of

CLASS = json.loads((Path(__file__).parent / "vectors" / "classes.json").read_text())["AudioServer"]


@pytest.fixture
def buses():
    return AudioBuses()


def names(buses):
    return [buses.get_bus_name(at) for at in range(buses.bus_count)]


def test_what_is_here_is_called_as_in_the_real_engine(buses):
    real = {line.partition("(")[0] for line in CLASS["methods"]}
    real |= {line.partition(":")[0] for line in CLASS["properties"]}
    real |= {line.partition("(")[0] for line in CLASS["signals"]} | set(CLASS["constants"])
    own = {name for name in vars(AudioBuses) if not name.startswith("_")}
    assert own <= real
    assert {name: getattr(buses, name) for name in CLASS["constants"]} == CLASS["constants"]


def test_there_is_one_at_first(buses):
    assert names(buses) == ["Master"]
    assert (buses.get_bus_index("Master"), buses.get_bus_index("x")) == (0, -1)
    assert (buses.get_bus_volume_db(0), buses.is_bus_mute(0), buses.is_bus_solo(0)) == (0.0, False, False)
    assert (buses.get_mix_rate(), buses.get_speaker_mode(), buses.get_output_latency()) == (44100.0, 0, 0.0)


def test_buses_are_added_named_moved_and_removed(buses):
    told = []
    buses.bus_layout_changed.connect(lambda: told.append(names(buses)))
    buses.add_bus()
    buses.add_bus(1)
    assert names(buses) == ["Master", "New Bus 2", "New Bus"]
    buses.set_bus_name(1, "Music")
    buses.set_bus_name(2, "Music")
    buses.set_bus_name(1, "Music")
    assert names(buses) == ["Master", "Music", "Music 2"]
    buses.move_bus(1, -1)
    assert names(buses) == ["Master", "Music 2", "Music"]
    buses.move_bus(2, 1)
    buses.move_bus(1, 1)
    assert names(buses) == ["Master", "Music", "Music 2"]
    buses.remove_bus(1)
    assert names(buses) == ["Master", "Music 2"]
    buses.set_bus_count(3)
    assert buses.get_bus_count() == 3
    buses.bus_count = 1
    assert told[-1] == names(buses) == ["Master"]
    assert len(told) == 9


def test_gains_multiply_on_the_way_to_the_master(buses):
    buses.set_bus_count(3)
    buses.set_bus_name(1, "Music")
    buses.set_bus_name(2, "Flute")
    buses.set_bus_send(2, "Music")
    assert buses.get_bus_send(2) == "Music"
    buses.set_bus_volume_db(0, -20)
    buses.set_bus_volume_db(1, -20)
    buses.set_bus_volume_db(2, 20)
    assert buses._gain("Master") == pytest.approx(0.1)
    assert buses._gain("nobody's") == pytest.approx(0.1)
    assert buses._gain("Music") == pytest.approx(0.01)
    assert buses._gain("Flute") == pytest.approx(0.1)
    buses.set_bus_send(1, "Flute")  # which comes after it
    assert buses._gain("Music") == pytest.approx(0.01)
    buses.set_bus_mute(1, True)
    assert (buses._gain("Flute"), buses._gain("Master")) == (0.0, pytest.approx(0.1))


def test_who_is_solo_is_heard_alone_and_what_goes_there_too(buses):
    buses.set_bus_count(3)
    buses.set_bus_send(2, "New Bus")
    buses.set_bus_solo(1, True)
    assert (buses._gain("Master"), buses._gain("New Bus"), buses._gain("New Bus 2")) == (0.0, 1.0, 1.0)


def test_a_layout_takes_the_place_of_what_there_is(buses):
    buses.set_bus_count(2)
    buses.set_bus_volume_db(1, -6)
    layout = buses.generate_bus_layout()
    buses.set_bus_mute(1, True)
    buses.set_bus_layout(layout)
    assert names(buses) == ["Master", "New Bus"]
    assert (buses.get_bus_volume_db(1), buses.is_bus_mute(1)) == (-6, False)
    buses.set_bus_layout(AudioBusLayout())
    buses.set_bus_volume_db(0, -6)
    buses.set_bus_layout(AudioBusLayout())
    assert (names(buses), buses.get_bus_volume_db(0)) == (["Master"], 0)
    with pytest.raises(ScriptError, match=r"None is no AudioBusLayout\. Write `load"):
        buses.set_bus_layout(None)


def test_loudness_has_a_bound(buses):
    assert gain_of(0) == 1.0
    assert gain_of(float("inf")) == gain_of(1e9) == 1e10
    assert gain_of(float("-inf")) == 0.0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda it: it.get_bus_name(1), "no bus 1, there are 1 from 0 on"),
        (lambda it: it.set_bus_volume_db(-1, 0), "no bus -1"),
        (lambda it: it.remove_bus(0), "the bus Master stays"),
        (lambda it: it.move_bus(0, -1), "Master stays the first"),
        (lambda it: it.set_bus_name(0, "Main"), "is called Master, and not 'Main'"),
        (lambda it: it.set_bus_count(0), "1 or more, not 0"),
        (lambda it: it.set_bus_send(0, "Mastr"), "no bus 'Mastr' to send to. Did you mean 'Master'"),
    ],
)
def test_what_cannot_be_is_said_with_what_there_is(buses, call, said):
    with pytest.raises(ScriptError, match=said):
        call(buses)
