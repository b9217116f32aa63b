extends SceneTree

class Counter:
	extends Node
	var count = 0
	func _process(_delta):
		count += 1

func _initialize():
	var n = 20000
	var branch = Node.new()
	root.add_child(branch)
	var before = OS.get_static_memory_usage()
	for i in range(n / 100):
		var parent = Node.new()
		branch.add_child(parent)
		for j in range(100):
			parent.add_child(Counter.new())
	print(to_json({"memory": float(OS.get_static_memory_usage() - before) / n}))
	quit()
