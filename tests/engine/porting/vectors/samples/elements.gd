extends Node
var out = []
var hp = 5
class P:
	var a = 1
	var v = Vector2(1, 2)
func run():
	var p = P.new()
	out.append(p["a"])
	p["a"] = 7
	out.append(p.a)
	p["a"] += 1
	out.append(p["a"])
	out.append(self["hp"])
	self["hp"] = 9
	out.append(hp)
	var n: Node = Node.new()
	n["name"] = "Bob"
	out.append(n["name"])
	n.free()
	out.append(ProjectSettings["display/window/size/width"])
	var vec = Vector2(3, 4)
	out.append(vec["x"])
	vec["y"] = 9
	out.append(vec)
	var col = Color(1, 0, 0)
	out.append(col["r"])
	out.append(vec[0])
	vec[1] = 2
	out.append(vec)
