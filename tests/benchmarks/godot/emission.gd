extends SceneTree

class Emitter:
	extends Node
	signal hit(value)

class Receiver:
	extends Node
	var total = 0
	func on_hit(value):
		total += value

func _initialize():
	for n in [1, 10, 1000]:
		var emitter = Emitter.new()
		var receivers = []
		for i in range(n):
			var receiver = Receiver.new()
			receivers.append(receiver)
			emitter.connect("hit", receiver, "on_hit")
		var times = 20000 / n
		var best = INF
		for round_ in range(5):
			var start = OS.get_ticks_usec()
			for i in range(times):
				emitter.emit_signal("hit", 1)
			best = min(best, OS.get_ticks_usec() - start)
		for receiver in receivers:
			if receiver.total != 5 * times:
				printerr("wrong count ", receiver.total)
			receiver.free()
		emitter.free()
		print(to_json({"emission %d" % n: best * 1000 / times}))
	quit()
