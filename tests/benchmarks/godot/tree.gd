extends SceneTree

const N = 10000
var sum = 0

func _initialize():
	run()

func run():
	var a = Node.new()
	var b = Node.new()
	var c = Node.new()
	a.name = "a"
	b.name = "b"
	c.name = "c"
	root.add_child(a)
	a.add_child(b)
	b.add_child(c)
	var best_string = INF
	var best_path = INF
	for round_ in range(5):
		var found
		var start = OS.get_ticks_usec()
		for i in range(20000):
			found = root.get_node("a/b/c")
		best_string = min(best_string, OS.get_ticks_usec() - start)
		if found != c:
			printerr("wrong node")
		var path = NodePath("a/b/c")
		start = OS.get_ticks_usec()
		for i in range(20000):
			found = root.get_node(path)
		best_path = min(best_path, OS.get_ticks_usec() - start)
	print(to_json({"get_node": best_string * 1000 / 20000, "get_node path": best_path * 1000 / 20000}))

	var best_add = INF
	var best_free = INF
	for round_ in range(2):
		var parent = Node.new()
		root.add_child(parent)
		var nodes = []
		for i in range(N):
			var node = Node.new()
			node.name = "n%d" % i
			nodes.append(node)
		yield(self, "idle_frame")
		var start = OS.get_ticks_usec()
		for node in nodes:
			parent.add_child(node)
		best_add = min(best_add, OS.get_ticks_usec() - start)
		if parent.get_child_count() != N:
			printerr("wrong count")
		yield(self, "idle_frame")
		# A timer of no time ends in the same frame, right after the queued nodes were freed.
		start = OS.get_ticks_usec()
		for node in nodes:
			node.queue_free()
		yield(create_timer(0), "timeout")
		best_free = min(best_free, OS.get_ticks_usec() - start)
		if parent.get_child_count() != 0:
			printerr("not freed")
		parent.free()
	print(to_json({"add": best_add * 1000 / N, "free": best_free * 1000 / N}))
	quit()
