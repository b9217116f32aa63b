# Makes bodies come, move and go, and writes in which order a question to the space finds the still ones, in each
# step before anything happens in it. See record_turns.py.
extends SceneTree

var cases
var scene
var told = []


class Scene:
	extends Node2D
	var steps
	var orders = []
	var probe = RectangleShape2D.new()
	var question = Physics2DShapeQueryParameters.new()

	func _init(all):
		steps = all
		probe.extents = Vector2(5000, 5000)
		question.set_shape(probe)

	func _physics_process(_delta):
		var order = []
		for found in get_world_2d().direct_space_state.intersect_shape(question, 500):
			if found.collider is StaticBody2D:
				order.append("%s.%d" % [found.collider.name, found.shape])
		orders.append(order)
		if steps:
			for op in steps.pop_front():
				callv(op[0], op.slice(1, len(op)))

	func add(kind, name, x, y, boxes):
		var body = ClassDB.instance(kind)
		body.name = name
		body.position = Vector2(x, y)
		for box in boxes:
			var shape = RectangleShape2D.new()
			shape.extents = Vector2(box[0], box[1])
			var node = CollisionShape2D.new()
			node.shape = shape
			node.position = Vector2(box[2], 0)
			body.add_child(node)
		add_child(body)

	func move(name, x, y):
		get_node(name).position = Vector2(x, y)

	func leave(name):
		get_node(name).free()

	func disable(name, shape, disabled):
		get_node(name).get_child(shape).disabled = disabled


func argument(name):
	for text in OS.get_cmdline_args():
		if text.begins_with(name + "="):
			return text.substr(len(name) + 1)


func _initialize():
	var file = File.new()
	file.open(argument("case"), File.READ)
	scene = Scene.new(JSON.parse(file.get_as_text()).result)
	file.close()
	root.add_child(scene)


func _idle(_delta):
	if scene.steps or len(scene.orders) < int(argument("steps")):
		return false
	var file = File.new()
	file.open(argument("out"), File.WRITE)
	file.store_string(JSON.print(scene.orders))
	file.close()
	return true
