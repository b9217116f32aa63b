extends Node2D
const NAMES = {10: "ENTER_TREE", 11: "EXIT_TREE", 13: "READY", 27: "POST_ENTER_TREE", 30: "DRAW", 31: "VISIBILITY_CHANGED", 32: "ENTER_CANVAS", 33: "EXIT_CANVAS", 35: "LOCAL_TRANSFORM_CHANGED", 2000: "TRANSFORM_CHANGED"}
var heard = []
var on_draw = null
var logged = null
func _init(n, l, h):
	name = n
	heard = h
	logged = l
	for s in ["draw", "hide", "visibility_changed", "item_rect_changed"]:
		connect(s, self, "tell", [s])
func tell(s):
	if s in heard: logged.append(name + " " + s)
func _notification(what):
	if what in NAMES: tell(NAMES[what])
func _enter_tree(): tell("_enter_tree")
func _exit_tree(): tell("_exit_tree")
func _ready(): tell("_ready")
func _draw():
	tell("_draw")
	if on_draw != null: on_draw.call_func(self)
