# Groups: their order, deferred and immediate calls, notifications, properties, members that go.
extends Node

class Member extends Node:
	var score = 0
	func _init(own_name):
		name = own_name
	func hello(text):
		print("%s hello %s" % [name, text])
	func pass_on(text):
		print("%s passes %s on" % [name, text])
		get_tree().call_group("some", "hello", text + " again")
	func leave():
		print("%s leaves" % name)
		remove_from_group("all")
	func dismiss_next():
		print("%s dismisses" % name)
		var siblings = get_parent().get_children()
		if get_index() + 1 < siblings.size():
			siblings[get_index() + 1].queue_free()
	func _notification(what):
		if what == 4321:
			print("%s notified" % name)

class Special extends Member:
	func _init(own_name).(own_name):
		pass
	func only_here():
		print("%s only_here" % name)

var frame = 0

func names(group):
	var found = []
	for node in get_tree().get_nodes_in_group(group):
		found.append(node.name)
	return PoolStringArray(found).join(" ")

func _ready():
	var a = Member.new("A")
	var b = Special.new("B")
	var c = Member.new("C")
	var inner = Member.new("A1")
	for node in [c, inner, b, a]:
		node.add_to_group("all")
	a.add_to_group("some")
	c.add_to_group("some")
	a.add_child(inner)
	for node in [a, b, c]:
		add_child(node)
	print("all: %s" % names("all"))
	print("some: %s; none: %s" % [names("some"), names("none")])
	print("has: %s %s" % [get_tree().has_group("some"), get_tree().has_group("none")])
	print("in: %s %s" % [a.is_in_group("some"), b.is_in_group("some")])

	print("-- at once")
	get_tree().call_group_flags(SceneTree.GROUP_CALL_REALTIME, "all", "hello", "now")
	get_tree().call_group_flags(SceneTree.GROUP_CALL_REALTIME | SceneTree.GROUP_CALL_REVERSE, "all", "hello", "backwards")
	get_tree().call_group_flags(SceneTree.GROUP_CALL_REALTIME, "all", "only_here")
	get_tree().notify_group_flags(SceneTree.GROUP_CALL_REALTIME, "some", 4321)
	get_tree().set_group_flags(SceneTree.GROUP_CALL_REALTIME, "some", "score", 3)
	print("scores: %d %d %d" % [a.score, b.score, c.score])

	print("-- the order follows the tree")
	move_child(c, 0)
	print("all: %s" % names("all"))
	move_child(c, 2)
	a.remove_child(inner)
	print("without one: %s; still a member: %s" % [names("all"), inner.is_in_group("all")])
	c.add_child(inner)
	print("all: %s" % names("all"))

	print("-- deferred")
	get_tree().call_group("all", "hello", "later")
	get_tree().call_group("some", "pass_on", "this")
	get_tree().set_group("all", "score", 5)
	get_tree().notify_group("some", 4321)
	get_tree().call_group_flags(SceneTree.GROUP_CALL_UNIQUE, "some", "hello", "once")
	get_tree().call_group_flags(SceneTree.GROUP_CALL_UNIQUE, "some", "hello", "twice")
	print("scores: %d %d %d" % [a.score, b.score, c.score])
	print("queued")

func _process(_delta):
	frame += 1
	print("-- frame %d" % frame)
	if frame == 1:
		print("scores: %d %d" % [get_child(0).score, get_child(1).score])
		get_tree().call_group_flags(SceneTree.GROUP_CALL_REALTIME, "all", "leave")
		print("all: %s, has: %s" % [names("all"), get_tree().has_group("all")])
		for node in get_children():
			node.add_to_group("row")
		get_tree().call_group("row", "dismiss_next")
		get_tree().call_group("row", "hello", "before the deletion")
	if frame == 2:
		print("row: %s" % names("row"))
		get_tree().quit()
