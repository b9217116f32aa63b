extends "res://inherited_base.gd"
const Item = preload("res://inherited_item.gd")
var order = []
var own = "own"
var inventory = {}
var current setget set_current
onready var found = "ready " + str(own)
func _init():
	order.append("init child")
func _ready():
	out.append("child ready " + found)
func set_current(v):
	out.append("set %s" % v)
	current = v
func describe():
	return "child of " + .describe()
func virtual():
	return "overridden"
func _on_base_signal(x):
	out.append("base signal %s" % x)
func add_item(name, amount = 1):
	if not inventory.has(name):
		inventory[name] = Item.new(name)
	inventory[name].amount += amount
	return inventory[name]
func total():
	var sum = 0
	for key in inventory:
		sum += inventory[key].amount * inventory[key].price()
	return sum
func fmt(x, y):
	return "%s/%s" % [x, y]
func div2(a, b):
	return a / b
func poly(x):
	if x is Array:
		return x.size()
	elif x is String:
		return x.length()
	elif x is Dictionary:
		return x.keys().size()
	elif typeof(x) == TYPE_INT:
		return x
	return -1
func count_words(text):
	var words = {}
	for w in text.to_lower().split(" "):
		words[w] = words.get(w, 0) + 1
	return words
func fib(n):
	var a = 0
	var b = 1
	for _i in range(n):
		var t = a + b
		a = b
		b = t
	return a
func run():
	out.append(describe())
	out.append(call_virtual())
	out.append(base_value)
	self.base_value = 7
	out.append(base_value)
	base_value = 9
	out.append(self.base_value)
	connect("base_signal", self, "_on_base_signal")
	fire(5)
	out.append(BASE_CONST)
	out.append(Item.TYPES.size())
	add_item("sword")
	add_item("sword", 2)
	add_item("shield").amount = 10
	out.append(total())
	out.append(inventory["sword"].amount)
	out.append(str(inventory["sword"]))
	self.current = 4
	current = 5
	out.append(current)
	out.append(fmt(1, 2.0))
	out.append(div2(7, 2))
	out.append(div2(7.0, 2))
	out.append(div2(Vector2(4, 2), 2))
	for x in [[1, 2], "abc", {"a": 1}, 7, null]:
		out.append(poly(x))
	out.append(count_words("a b A c b a"))
	out.append(fib(10))
	out.append(order)
	out.append(own)
	var it = Item.new("x")
	it.connect("changed", self, "_on_changed", [it])
	it.amount = 3
	it.set("amount", 4)
	it.amount += 1
	out.append(it.amount)
	out.append(it.get("amount"))
	out.append(it is Item)
	out.append(it.has_method("price"))
	out.append("amount" in it)
	out.append(Item.stat_count())
	var sorted = ["pear", "fig", "apple"]
	sorted.sort()
	out.append(sorted)
	var objs = [Item.new("b"), Item.new("a"), Item.new("c")]
	objs.sort_custom(self, "by_name")
	var names = []
	for o in objs:
		names.append(o.name)
	out.append(names)
	out.append(PoolStringArray(names).join(","))
	var copy = inventory.duplicate()
	copy.erase("sword")
	out.append(inventory.size())
	var matrix = []
	for y in 2:
		matrix.append([])
		for x in 3:
			matrix[y].append(x * y)
	out.append(matrix)
	matrix[1][2] += 10
	out.append(matrix[1])
	var t = {}
	t["list"] = []
	t.list.append(1)
	t.list += [2]
	out.append(t)
	t.count = t.get("count", 0) + 1
	out.append(t.count)
	var s = ""
	for i in range(3):
		s += str(i) + ("," if i < 2 else "")
	out.append(s)
	var q = [1, 2, 3, 4, 5]
	while q.size() > 2:
		q.pop_front()
	out.append(q)
	var x = 10
	x = x if x > 5 else 0
	x += 1 if true else 2
	out.append(x)
	var arr = [5, 3]
	var a0 = arr[0]
	a0 += 1
	out.append([arr, a0])
	out.append(get_script() != null)
	out.append(sum_all([1, 2, 3]))
	out.append(sum_all([1.5, 2]))
	out.append(Item.new("q").clone().name)
func sum_all(list):
	var total = 0
	for v in list:
		total += v
	return total
func by_name(a, b):
	return a.name < b.name
func _on_changed(v, it):
	out.append("changed %d %s" % [v, it.name])
