extends SceneTree
# Plays the events of cases.json to trees of Controls and writes down who was told of what.
# Usage: godot3-server --path DIR -s input.gd, with cases.json in DIR; the answer is DIR/logs.json.

const SPY = """
extends Control
var eat = false
func log_(s): Engine.get_main_loop().logged.append(name + ' ' + s)
func _gui_input(e):
	log_('_gui_input ' + Engine.get_main_loop().text(e))
	if eat: accept_event()
func _notification(what):
	if what >= 41 and what <= 46: log_('notification %d' % what)
func on_gui_input(e): log_('gui_input ' + Engine.get_main_loop().text(e))
func on_signal(s): log_(s)
"""
const WATCHER = """
extends Node
func _unhandled_input(e): Engine.get_main_loop().logged.append('unhandled ' + Engine.get_main_loop().text(e))
"""

var cases
var logged = []
var results = []
var current = -1
var step = 0
var top: Node
var spy = GDScript.new()
var found = []

func _init():
	spy.source_code = SPY
	spy.reload()
	var watcher = GDScript.new()
	watcher.source_code = WATCHER
	watcher.reload()
	var file = File.new()
	file.open("res://cases.json", File.READ)
	cases = JSON.parse(file.get_as_text()).result
	file.close()
	get_root().set_attach_to_screen_rect(Rect2(0, 0, 400, 300))
	get_root().size = Vector2(400, 300)
	var node = watcher.new()
	node.name = "watcher"
	get_root().add_child(node)

func text(e):
	if e is InputEventMouseButton:
		return "button %d %s %s" % [e.button_index, "down" if e.pressed else "up", place(e)]
	if e is InputEventMouseMotion:
		return "motion %s by %s" % [place(e), pair(e.relative)]
	return "key %d %s" % [e.scancode, "down" if e.pressed else "up"]

func pair(v):
	return "%.2f,%.2f" % [v.x + 0.0, v.y + 0.0]

func place(e):
	return pair(e.position) + " global " + pair(e.global_position)

func value(v):
	if typeof(v) == TYPE_ARRAY and v.size() == 2:
		return Vector2(v[0], v[1])
	return v

func apply(op):
	var e
	match op[0]:
		"press", "release":
			e = InputEventMouseButton.new()
			e.button_index = int(op[1])
			e.pressed = op[0] == "press"
			e.position = Vector2(op[2], op[3])
			e.global_position = e.position
		"move":
			e = InputEventMouseMotion.new()
			e.position = Vector2(op[1], op[2])
			e.global_position = e.position
			e.relative = Vector2(3, 4)
			e.button_mask = int(op[3])
		"key":
			e = InputEventKey.new()
			e.scancode = int(op[1])
			e.pressed = op[2]
			e.shift = op[3]
		"set":
			top.get_node(op[1]).set(op[2], value(op[3]))
		"call":
			var args = []
			for a in op[3]:
				args.append(value(a))
			top.get_node(op[1]).callv(op[2], args)
		"free":
			top.get_node(op[1]).free()
	if e is InputEventKey:
		Input.parse_input_event(e)  # the focus moves for what is just pressed
	elif e != null:
		input_event(e)

func build(node):
	var made = ClassDB.instance(node.type)
	if made is Control:
		made.set_script(spy)
		made.connect("gui_input", made, "on_gui_input")
		for s in ["focus_entered", "focus_exited", "mouse_entered", "mouse_exited", "modal_closed"]:
			made.connect(s, made, "on_signal", [s])
	made.name = node.name
	for op in node.get("ops", []):
		if op[0] == "call":
			made.callv(op[1], op[2])
		else:
			made.set(op[1], value(op[2]))
	for child in node.get("children", []):
		made.add_child(build(child))
	return made

func owner_name():
	for child in get_root().get_children():
		if child is Control and child.get_focus_owner() != null:
			return child.get_focus_owner().name
	return ""

func _idle(_delta):
	if top != null:
		if step < cases[current].steps.size():
			for op in cases[current].steps[step]:
				apply(op)
			step += 1
			logged.append("focus owner: " + owner_name())
			found.append(logged)
			logged = []
			return false
		results.append(found)
		top.free()
		top = null
	current += 1
	if current == cases.size():
		var file = File.new()
		file.open("res://logs.json", File.WRITE)
		file.store_string(JSON.print(results))
		file.close()
		quit()
		return true
	found = []
	logged = []
	step = 0
	top = build(cases[current].tree)
	get_root().add_child(top)
	return false
