from collections.abc import Iterator

import pytest

from engine.scene.schedule import IfAny, Schedule

STAGES = ("a", "b", "c", "b", "d", "b")


def flush(_delta: float) -> None:
    """Stands for what is called in stage b."""


def call(name: str):
    def named(delta: float) -> str:
        return name

    return named


def names(schedule: Schedule) -> list[str]:
    return ["b" if call is flush else str(call(0.0)) for waiting, call in schedule.begin() if waiting]


def test_stages_come_in_their_order_and_in_one_of_them_who_came_first():
    schedule = Schedule(STAGES)
    schedule.add({"d": call("d1"), "a": call("a1")})
    schedule.add({"a": call("a2"), "d": call("d2")})
    assert names(schedule) == ["a1", "a2", "d1", "d2"]


def test_a_stage_that_comes_more_than_once_is_gone_through_once_where_nothing_is_between():
    schedule = Schedule(STAGES)
    assert names(schedule) == []
    schedule.add({"b": flush})
    assert names(schedule) == ["b"]
    schedule.add({"d": call("d")})
    assert names(schedule) == ["b", "d", "b"]
    schedule.add({"c": call("c")})
    assert names(schedule) == ["b", "c", "b", "d", "b"]
    schedule.add({"b": call("b2")})
    assert names(schedule) == ["b", "b2", "c", "b", "b2", "d", "b", "b2"]


def test_stages_of_another_schedule_are_left_out():
    schedule = Schedule(STAGES)
    schedule.add({"z": call("z"), "a": call("a")})
    assert names(schedule) == ["a"]


@pytest.mark.parametrize("first", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("second", [0, 1, 2, 3, 4, 5])
def test_what_is_added_while_they_are_gone_through_is_called_if_its_stage_is_still_to_come(first, second):
    """The same as with a list for each stage, to the end of which is added what comes."""
    schedule = Schedule(STAGES)
    lists: dict[str, list[str]] = {stage: [] for stage in STAGES}
    for stage in "abcd":
        schedule.add({stage: call(stage)})
        lists[stage].append(stage)
    late = {first: {"a": "a1", "b": "b1", "d": "d1"}, second: {"b": "b2", "c": "c2"}}

    def told() -> Iterator[str]:
        for waiting, found in schedule.begin():
            assert waiting is True
            yield str(found(0.0))

    def expected() -> Iterator[str]:
        for stage in STAGES:
            yield from lists[stage]

    seen = []
    for number, name in enumerate(told()):
        seen.append(name)
        if number in late:
            schedule.add({stage: call(new) for stage, new in late[number].items()})
    wanted = []
    for number, name in enumerate(expected()):
        wanted.append(name)
        if number in late:
            for stage, new in late[number].items():
                lists[stage].append(new)
    assert seen == wanted
    assert names(schedule) == [name for stage in STAGES for name in lists[stage]]


def test_who_has_been_gone_through_to_the_end_is_not_gone_on_with():
    schedule = Schedule(STAGES)
    schedule.add({"c": call("c")})
    rest = schedule.begin()
    assert next(rest)[1](0.0) == "c"
    assert next(rest, None) is None
    schedule.add({"a": call("a"), "d": call("d")})
    assert next(rest, None) is None
    assert names(schedule) == ["a", "c", "d"]


def test_who_stops_on_the_way_begins_anew():
    schedule = Schedule(STAGES)
    schedule.add({"a": call("a"), "c": call("c")})
    assert next(schedule.begin())[1](0.0) == "a"
    schedule.add({"a": call("a2")})
    assert names(schedule) == ["a", "a2", "c"]


def test_between_two_deferred_stages_that_were_one_comes_what_is_added_in_the_first():
    schedule = Schedule(STAGES)
    schedule.add({"b": flush})
    rest = schedule.begin()
    assert next(rest) == (True, flush)
    schedule.add({"a": call("a"), "c": call("c")})
    assert [next(rest)[1](0.0), next(rest), next(rest, None)] == ["c", (True, flush), None]


def test_what_there_is_to_do_only_sometimes_says_when():
    schedule, waiting = Schedule(STAGES), []
    schedule.add({"a": call("a"), "c": IfAny(waiting, call("c"))})
    assert names(schedule) == ["a"]
    waiting.append("something")
    assert names(schedule) == ["a", "c"]


def test_what_comes_to_wait_on_the_way_is_seen_to():
    schedule, waiting = Schedule(STAGES), []
    schedule.add({"a": lambda _delta: waiting.append("something"), "d": IfAny(waiting, call("d"))})
    assert names(schedule) == ["None", "d"]
