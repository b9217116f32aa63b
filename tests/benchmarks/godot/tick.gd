# One `_process` per node. The time is that between the callbacks of a first and a last node in tree
# order: that of the callbacks alone, without the engine's other work in a frame. Ours is the time
# of a whole frame, so the comparison leans towards Godot.
extends SceneTree

class Counter:
	extends Node
	var count = 0
	func _process(_delta):
		count += 1

class Mark:
	extends Node
	var at = 0
	func _process(_delta):
		at = OS.get_ticks_usec()

func _initialize():
	run()

func run():
	for argument in OS.get_cmdline_args():
		if not argument.begins_with("--nodes="):
			continue
		var n = int(argument.trim_prefix("--nodes="))
		var branch = Node.new()
		var first = Mark.new()
		var last = Mark.new()
		branch.add_child(first)
		for i in range(n / 100):
			var parent = Node.new()
			branch.add_child(parent)
			for j in range(100):
				parent.add_child(Counter.new())
		branch.add_child(last)
		root.add_child(branch)
		var frames = 100 if n == 1000 else 30 if n == 10000 else 8
		var best = INF
		yield(self, "idle_frame")
		for i in range(frames):
			yield(self, "idle_frame")
			best = min(best, last.at - first.at)
		var total = 0
		for parent in branch.get_children():
			for child in parent.get_children():
				total += child.count
		if total != (frames + 1) * n and total != frames * n:
			printerr("wrong count ", total)
		print(to_json({"tick %d" % n: best * 1000 / n}))
		branch.free()
	quit()
