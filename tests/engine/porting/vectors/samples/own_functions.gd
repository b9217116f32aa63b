extends Node
var out = []
func clamp(v):
	return "own clamp"
func load(p):
	return "own load"
func randf():
	return "own randf"
func lerp(a, b, c):
	return "own lerp"
func typeof(x):
	return "own typeof"
func run():
	out.append(clamp(5, 1, 3))
	out.append(self.clamp(5))
	out.append(lerp(0, 10, 0.5))
	out.append(self.lerp(1, 2, 3))
	out.append(typeof(1))
	out.append(self.typeof(1))
	out.append(self.randf())
	out.append(self.load("x"))
