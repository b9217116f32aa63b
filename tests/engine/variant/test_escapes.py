import json

from engine.variant.escapes import IN_C, IN_JSON


def test_what_stands_for_a_character_in_json_is_read_as_it():
    assert {character: json.loads(f'"{written}"') for character, written in IN_JSON.items()} == {
        character: character for character in IN_JSON
    }


def test_in_c_there_are_all_escapes_of_one_letter():
    assert {written[1] for written in IN_C.values()} == set("abfnrtv?'\"\\")
