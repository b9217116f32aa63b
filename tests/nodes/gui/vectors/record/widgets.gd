# Plays the scenarios of a JSON file and writes what happened into it: see record_buttons.py.
extends SceneTree

const NOISE = ["draw", "visibility_changed", "item_rect_changed", "resized", "minimum_size_changed",
	"size_flags_changed", "tree_entered", "tree_exiting", "tree_exited", "ready", "renamed", "script_changed",
	"gui_input", "hide", "mouse_entered", "mouse_exited", "focus_entered", "focus_exited", "child_entered_tree",
	"child_exiting_tree", "changed", "modal_closed", "scroll_started", "sort_children", "child_order_changed"]

var log_ = []
var objects = {}
var names = {}

func _initialize():
	run()

func run():
	var path = OS.get_cmdline_args()[-1]
	var file = File.new()
	file.open(path, File.READ)
	var data = JSON.parse(file.get_as_text()).result
	file.close()
	get_root().size = Vector2(1024, 600)
	for scenario in data["scenarios"]:
		yield(play(scenario), "completed")
	data["engine"] = Engine.get_version_info()["string"]
	file.open(path, File.WRITE)
	file.store_string(JSON.print(data))
	file.close()
	quit()

func value_of(value):
	if value is Dictionary:
		if value.has("v"):
			return Vector2(value["v"][0], value["v"][1])
		if value.has("rect"):
			var r = value["rect"]
			return Rect2(r[0], r[1], r[2], r[3])
		if value.has("group"):
			if not objects.has(value["group"]):
				objects[value["group"]] = ButtonGroup.new()
				names[objects[value["group"]]] = value["group"]
			return objects[value["group"]]
		if value.has("shortcut"):
			var s = ShortCut.new()
			s.shortcut = key_event(value["shortcut"], true, value)
			return s
		if value.has("node"):
			return objects[value["node"]]
	return value

func plain(value):
	if value is Vector2:
		return [value.x, value.y]
	if value is Rect2:
		return [value.position.x, value.position.y, value.size.x, value.size.y]
	if value is Object:
		if value == null:
			return null
		return names[value] if names.has(value) else value.get_class()
	if value is Array:
		var out = []
		for v in value:
			out.append(plain(v))
		return out
	return value

func key_event(code, pressed, extra):
	var e = InputEventKey.new()
	e.scancode = OS.find_scancode_from_string(code) if code is String else int(code)
	e.pressed = pressed
	e.unicode = int(extra.get("unicode", 0))
	e.echo = extra.get("echo", false)
	e.shift = extra.get("shift", false)
	e.control = extra.get("control", false)
	e.alt = extra.get("alt", false)
	return e

func _on0(node, sig): log_.append([node, sig])
func _on1(a, node, sig): log_.append([node, sig, plain(a)])
func _on2(a, b, node, sig): log_.append([node, sig, plain(a), plain(b)])

func play(scenario):
	objects = {}
	names = {}
	for spec in scenario["nodes"]:
		var node = ClassDB.instance(spec[1])
		node.name = spec[0].get_file()
		objects[spec[0]] = node
		names[node] = spec[0]
	for spec in scenario["nodes"]:
		var node = objects[spec[0]]
		var parent = spec[0].get_base_dir()
		if scenario.get("outside", false):
			continue
		if parent != "":
			objects[parent].add_child(node)
		else:
			get_root().add_child(node)
	for spec in scenario["nodes"]:
		var node = objects[spec[0]]
		for key in spec[2]:
			node.set(key, value_of(spec[2][key]))
	yield(self, "idle_frame")
	yield(self, "idle_frame")
	var watch = scenario.get("watch", [])
	for name in objects:
		watch_(objects[name], name, watch)
	var logs = []
	for step in scenario["steps"]:
		log_ = []
		match step[0]:
			"down", "up":
				var e = InputEventMouseButton.new()
				e.position = Vector2(step[1], step[2])
				e.global_position = e.position
				e.button_index = int(step[3]) if step.size() > 3 else 1
				e.pressed = step[0] == "down"
				e.button_mask = 1 << (e.button_index - 1) if e.pressed else 0
				input_event(e)
			"move":
				var e = InputEventMouseMotion.new()
				e.position = Vector2(step[1], step[2])
				e.global_position = e.position
				e.button_mask = int(step[3]) if step.size() > 3 else 0
				e.relative = Vector2(step[4], step[5]) if step.size() > 5 else Vector2()
				input_event(e)
			"key":
				var e = key_event(step[1], step[2], step[3] if step.size() > 3 else {})
				input_event(e)
			"set":
				objects[step[1]].set(step[2], value_of(step[3]))
			"get":
				log_.append({"=": plain(objects[step[1]].get(step[2]))})
			"call":
				var args = []
				for a in step[3] if step.size() > 3 else []:
					args.append(value_of(a))
				log_.append({"=": plain(objects[step[1]].callv(step[2], args))})
			"child":
				var child = objects[step[1]].call(step[2])
				objects[step[3]] = child
				names[child] = step[3]
				watch_(child, step[3], watch)
			"frame":
				yield(self, "idle_frame")
				yield(self, "idle_frame")
		logs.append(log_)
	log_ = []
	scenario["log"] = logs
	for spec in scenario["nodes"]:
		if is_instance_valid(objects[spec[0]]) and not "/" in spec[0]:
			objects[spec[0]].queue_free()
	yield(self, "idle_frame")
	yield(self, "idle_frame")

func watch_(object, name, watch):
	for info in object.get_signal_list():
		if info["name"] in watch or not info["name"] in NOISE:
			object.connect(info["name"], self, "_on%d" % info["args"].size(), [name, info["name"]])
