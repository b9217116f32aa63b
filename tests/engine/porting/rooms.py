"""A script whose methods wait or not, and what lines of a function that is given one become."""

from tests.engine.porting.ported_script import ported

ROOM = """class_name Room
extends Node
func clean() -> Node:
	yield(get_tree(), "idle_frame")
	return self
func wait_for() -> Room:
	return clean()
func look(what: Object) -> void:
	pass
func ask(a: bool, b: Array) -> void:
	pass
func look_up() -> Node:
	return self
"""
HALL = """extends Room
func look_up() -> Node:
	yield(get_tree(), "idle_frame")
	return self
"""


def with_room(lines, more=""):
    """Return the text that lines become, in a function that is given a `room`, and `more`."""
    body = "".join(f"\t{line}\n" for line in lines.split("\n"))
    return ported(f"extends Node\nfunc f(room: Room{more}) -> void:\n{body}", room=ROOM, hall=HALL).text
