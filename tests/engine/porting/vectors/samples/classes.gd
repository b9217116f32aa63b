extends Node
signal hit(a, b)
signal plain
var out = []
enum State { IDLE, RUN = 5, JUMP }
enum { ONE, TWO }
const K = {"x": 1}
var state = State.IDLE
var hp = 10 setget set_hp, get_hp
var log_hp = 0
class Base:
	var name = "base"
	var items = []
	static func make(x):
		return x * 2
	func who():
		return "I am " + name
	func over():
		return "base over"
	func _to_string():
		return "<%s>" % name
class Child extends Base:
	func _init():
		name = "child"
	func over():
		return "child " + .over()
class Args:
	var v
	func _init(a, b = 2):
		v = a + b
class ArgsChild extends Args:
	func _init(a).(a, 10):
		v += 1
func set_hp(v):
	log_hp += 1
	hp = clamp(v, 0, 100)
func get_hp():
	return hp
func _on_hit(a, b = null, c = null):
	out.append(["hit", a, b, c])
func _on_plain(x = "none"):
	out.append(["plain", x])
func static_user():
	return Base.make(4)
func many(a, b = 2, c = "x"):
	return [a, b, c]
func recursive(n):
	return 1 if n <= 1 else n * recursive(n - 1)
func test_match(x):
	match x:
		1:
			return "one"
		2, 3:
			return "two or three"
		"a":
			return "text a"
		[1, 2]:
			return "array"
		[1, ..]:
			return "array from 1"
		{"k": var v}:
			return "dict " + str(v)
		State.RUN:
			return "run"
		TYPE_ARRAY:
			return "never"
		var other:
			return "other " + str(other)
func early(x):
	if x:
		return
	out.append("late")
func run():
	out.append(State.JUMP)
	out.append(State.keys())
	out.append(State["RUN"])
	out.append(State)
	out.append(TWO)
	out.append(K.x)
	hp = 500
	out.append([hp, log_hp])
	self.hp = 500
	out.append([hp, log_hp])
	self.hp -= 30
	out.append([self.hp, log_hp])
	set("hp", 5)
	out.append(get("hp"))
	var c = Child.new()
	out.append(c.who())
	out.append(c.over())
	out.append(c is Base)
	out.append(c is Child)
	out.append(Base.new() is Child)
	out.append(str(c))
	out.append(Base.make(3))
	out.append(static_user())
	out.append(ArgsChild.new(1).v)
	out.append(Args.new(1).v)
	out.append(many(1))
	out.append(many(1, 5))
	out.append(callv("many", [7, 8, 9]))
	out.append(call("many", 3))
	out.append(has_method("many"))
	out.append(recursive(5))
	connect("hit", self, "_on_hit")
	connect("plain", self, "_on_plain", ["bound"])
	emit_signal("hit", 1, 2)
	emit_signal("plain")
	out.append(is_connected("hit", self, "_on_hit"))
	disconnect("hit", self, "_on_hit")
	emit_signal("hit", 1, 2)
	for x in [1, 3, "a", [1, 2], [1, 5, 6], {"k": 7}, 5, "zz", 1.0, null]:
		out.append(test_match(x))
	out.append(early(true))
	early(false)
	var n = Node.new()
	n.name = "Kid"
	add_child(n)
	out.append(get_node("Kid").name)
	out.append($Kid == n)
	out.append(n.get_parent() == self)
	out.append(get_child_count())
	out.append(n.get_index())
	n.set_meta("m", 5)
	out.append(n.get_meta("m"))
	n.add_to_group("g")
	out.append(n.is_in_group("g"))
	out.append(get_tree().get_nodes_in_group("g").size())
	remove_child(n)
	out.append(has_node("Kid"))
	out.append(is_instance_valid(n))
	n.free()
	out.append(is_instance_valid(n))
	var w = weakref(c)
	out.append(w.get_ref() == c)
	var fr = funcref(self, "many")
	out.append(fr.call_func(1, 2))
	var node: Node2D = Node2D.new()
	node.position.x = 5
	node.position += Vector2(0, 2)
	out.append(node.position)
	node.rotation_degrees = 90
	out.append(node.rotation_degrees)
	node.scale *= 2
	out.append(node.scale)
	out.append(node.get_class())
	out.append(node.is_class("CanvasItem"))
	out.append(node as Node != null)
	out.append(node as Sprite)
	out.append(node is Node)
	node.free()
	var a = 5
	var b = a
	b += 1
	out.append([a, b])
	var i = 0
	for i2 in range(3):
		if i2 == 1:
			continue
		i += i2
	out.append(i)
	var res = []
	for x in range(2):
		for y in range(2):
			if y == 1:
				break
			res.append([x, y])
	out.append(res)
	var t = "x" if res.size() > 5 else "y" if res.size() > 1 else "z"
	out.append(t)
	out.append(typeof(null))
	out.append(typeof(State.IDLE))
	out.append(typeof({}))
	out.append(typeof(self))
