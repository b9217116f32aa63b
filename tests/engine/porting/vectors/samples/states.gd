extends Node
var out = []
enum { IDLE, WALK, JUMP }
enum Dir { LEFT = -1, NONE, RIGHT }
var state = IDLE
var vel = Vector2()
var timer = 0.0
var speed = 100
var queue = []
var log_lines = PoolStringArray()
var grid = {}
var player = {"pos": Vector2(1, 2), "hp": 3, "tags": ["a"]}
func step(delta):
	match state:
		IDLE:
			timer += delta
			if timer > 0.25:
				change(WALK)
		WALK:
			vel.x = speed * delta
			vel.y += 9.8 * delta
			if vel.y > 2:
				change(JUMP)
				return "jumped"
		JUMP:
			vel *= 0.5
			continue
		_:
			out.append("fallthrough")
	return state
func change(to):
	log_lines.append("%d->%d" % [state, to])
	state = to
func neighbours(p):
	var res = []
	for d in [Vector2.UP, Vector2.DOWN, Vector2.LEFT, Vector2.RIGHT]:
		if grid.has(p + d):
			res.append(p + d)
	return res
func flood(start):
	var seen = {start: true}
	var todo = [start]
	while not todo.empty():
		var p = todo.pop_back()
		for q in neighbours(p):
			if not q in seen:
				seen[q] = true
				todo.append(q)
	return seen.size()
func safe(x):
	var n = int(x)
	return clamp(n, 0, 5)
func run():
	for i in 30:
		var r = step(0.1)
		if typeof(r) == TYPE_STRING:
			out.append(r)
			break
	out.append(log_lines)
	out.append(vel)
	out.append(state)
	for x in 3:
		for y in 3:
			if x != 1 or y == 2:
				grid[Vector2(x, y)] = x + y
	out.append(flood(Vector2(0, 0)))
	grid.erase(Vector2(1, 2))
	out.append(flood(Vector2(0, 0)))
	out.append(Dir.LEFT + Dir.RIGHT)
	out.append(Dir.keys()[0])
	out.append(Dir.values())
	out.append(player.hp)
	player.hp -= 1
	player.pos += Vector2(1, 0)
	player.pos.x = 9
	player["pos"].y *= 2
	player.tags.append("b")
	out.append(player)
	out.append(safe("7abc"))
	out.append(safe(3.99))
	out.append(safe(-1))
	var angle = Vector2(1, 1).angle()
	out.append(stepify(rad2deg(angle), 0.01))
	out.append(Vector2(10, 0).move_toward(Vector2(0, 0), 3))
	out.append(Vector2(3, 4).normalized())
	out.append(Vector2(1, 2).dot(Vector2(3, 4)))
	out.append(Vector2(5, -3).abs())
	out.append(Vector2(1, 2).linear_interpolate(Vector2(3, 4), 0.5))
	out.append(Vector2(7, 8).snapped(Vector2(5, 5)))
	out.append(Vector2(3, 4).clamped(1))
	out.append(Vector2(0, 1).angle())
	out.append(Vector2(2, 3).distance_to(Vector2(2, 7)))
	out.append(Vector2(1, 1).direction_to(Vector2(1, 5)))
	out.append(Vector2(1, -1).bounce(Vector2(0, 1)))
	out.append(Vector2(1, 2).tangent())
	out.append(Vector2(2, 8).aspect())
	out.append(Rect2(1, 1, 4, 4).intersects(Rect2(3, 3, 4, 4)))
	out.append(Rect2(1, 1, 4, 4).merge(Rect2(3, 3, 4, 4)))
	out.append(Rect2(0, 0, 4, 4).grow(2))
	out.append(Rect2(0, 0, 4, 4).end)
	out.append(Rect2(0, 0, 4, 4).get_area())
	out.append(Color(1, 0, 0).linear_interpolate(Color(0, 0, 1), 0.5))
	out.append(Color(0.2, 0.4, 0.6).inverted())
	out.append(Color.red.to_html())
	out.append(Color("80ff0000").a)
	out.append(Color(1, 0.5, 0).h)
	out.append(Transform2D(PI / 2, Vector2(1, 2)).xform(Vector2(0, 0)))
	var t = OS.get_ticks_msec()
	out.append(typeof(t))
	out.append(str(1.5e-7))
	out.append(1.0 / 3)
	out.append(100000000.0)
	out.append(123456789.123)
	out.append(0.1 + 0.2)
	out.append(str(1e15) + " " + str(1e16))
	out.append(2147483648)
	out.append(-5 / 2)
	out.append(5.5 as int)
	out.append([1, 2.0, "3", null, Vector2(1, 0.5), [true]])
	out.append({"b": 1, "a": [1.0]})
	out.append(str([]) + str({}))
	out.append(Dictionary(player) == player)
	var arr = Array(PoolIntArray([1, 2]))
	out.append(arr)
	out.append("%08.3f|%+d|%o|%X" % [3.14159, 5, 8, 255])
	out.append("%-6s|%6s|" % ["ab", "cd"])
	out.append("%s" % [Vector2(1, 2)])
	out.append("%s %s" % ["a", ["b"]])
	out.append("100%%" % [])
	out.append("{a}{b}".format([["a", 1], ["b", 2]]))
	out.append("{}".format(["x"], "{}"))
