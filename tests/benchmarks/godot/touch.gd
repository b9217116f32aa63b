# A thousand areas, ten pairs of which touch. The time is that between the last `_physics_process` of
# a step and the first of the next, where a frame makes several steps: that of the physics server and
# of the signals.
extends SceneTree

const AREAS = 1000
const PAIRS = 10
const STEPS = 240

var areas = []
var places = []
var told = 0

class Mark:
	extends Node
	var at = 0
	func _physics_process(_delta):
		at = OS.get_ticks_usec()

class First:
	extends Node
	var bench
	var last
	var best = {}
	var case_name = ""
	var step = 0
	func _physics_process(_delta):
		var now = OS.get_ticks_usec()
		if case_name:
			if step > 1:
				best[case_name] = min(best.get(case_name, INF), now - last.at)
			bench.move(case_name, step)
		step += 1

func _initialize():
	run()

func _told(_area):
	told += 1

func move(case_name, step):
	if case_name == "10 pairs part or meet":
		var away = Vector2(24 if step % 2 else 0, 0)
		for i in range(AREAS - PAIRS, AREAS):
			areas[i].position = places[i] + away
	elif case_name == "all move":
		var far = 1.5 * (30 - abs(step % 60 - 30))
		for i in range(AREAS):
			areas[i].position = places[i] + Vector2(far, far)

func run():
	Engine.iterations_per_second = 2000
	var shape = CircleShape2D.new()
	shape.radius = 8
	for i in range(AREAS - PAIRS):
		places.append(Vector2(i % 32 * 60, i / 32 * 60))
	for i in range(PAIRS):
		places.append(places[i * 50] + Vector2(8, 0))
	var first = First.new()
	var last = Mark.new()
	first.bench = self
	first.last = last
	root.add_child(first)
	for place in places:
		var area = Area2D.new()
		area.position = place
		area.connect("area_entered", self, "_told")
		area.connect("area_exited", self, "_told")
		var holder = CollisionShape2D.new()
		holder.shape = shape
		area.add_child(holder)
		root.add_child(area)
		areas.append(area)
	root.add_child(last)
	while first.step < 10:
		yield(self, "physics_frame")
	if told != 2 * PAIRS:
		printerr("told ", told)
	for case_name in ["at rest", "10 pairs part or meet", "all move"]:
		told = 0
		first.step = 0
		first.case_name = case_name
		while first.step < STEPS:
			yield(self, "physics_frame")
		var wanted = STEPS * 2 * PAIRS if case_name == "10 pairs part or meet" else 0
		if abs(told - wanted) > 4 * PAIRS:
			printerr("told ", told, " in ", case_name)
	var found = {}
	for case_name in first.best:
		found[case_name] = first.best[case_name] * 1000
	print(to_json(found))
	first.case_name = ""
	for area in areas:
		area.free()
	quit()
