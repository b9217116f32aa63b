extends SceneTree
# Builds the trees of Controls that cases.json describes and writes down every rectangle.
# Usage: godot3-server --path DIR -s layout.gd, with cases.json in DIR; the answer is DIR/rects.json.

var cases
var results = []
var current = -1
var top: Control
var step = 0
var wait = 0
var rects = []

func _init():
	var file = File.new()
	file.open("res://cases.json", File.READ)
	cases = JSON.parse(file.get_as_text()).result
	file.close()
	get_root().set_attach_to_screen_rect(Rect2(0, 0, 2000, 2000))

func value(v):
	if typeof(v) == TYPE_ARRAY and v.size() == 2:
		return Vector2(v[0], v[1])
	return v

func apply(base, op):
	if op[0] == "size":
		get_root().size = value(op[1])
		return
	var node = base.get_node(op[1]) if op[1] != "" else base
	match op[0]:
		"set":
			node.set(op[2], value(op[3]))
		"call":
			var args = []
			for a in op[3]:
				args.append(value(a))
			node.callv(op[2], args)
		"constant":
			node.add_constant_override(op[2], int(op[3]))
		"style":
			var style = StyleBoxEmpty.new()
			for i in 4:
				style.set_default_margin(i, op[2][i])
			node.add_stylebox_override("panel", style)
		"move":
			node.get_parent().move_child(node, int(op[2]))
		"remove":
			node.get_parent().remove_child(node)

func build(node):
	var made = ClassDB.instance(node.type)
	made.name = node.name
	for op in node.get("ops", []):
		var full = [op[0], ""]
		for i in range(1, op.size()):
			full.append(op[i])
		apply(made, full)
	for child in node.get("children", []):
		made.add_child(build(child))
	for op in node.get("then", []):
		apply(made, op)
	return made

func dump(node, into):
	if node is Control:
		into.append([node.rect_position.x, node.rect_position.y, node.rect_size.x, node.rect_size.y])
	for child in node.get_children():
		dump(child, into)

func _idle(_delta):
	if wait > 0:
		wait -= 1
		return false
	if top != null:
		var found = []
		dump(top, found)
		rects.append(found)
		if step < cases[current].get("steps", []).size():
			for op in cases[current].steps[step]:
				apply(top, op)
			step += 1
			wait = 3
			return false
		results.append(rects)
		top.free()
		top = null
	current += 1
	if current == cases.size():
		var file = File.new()
		file.open("res://rects.json", File.WRITE)
		file.store_string(JSON.print(results))
		file.close()
		quit()
		return true
	rects = []
	step = 0
	get_root().size = value(cases[current].size)
	top = build(cases[current].tree)
	get_root().add_child(top)
	wait = 3
	return false
