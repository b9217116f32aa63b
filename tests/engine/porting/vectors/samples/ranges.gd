extends Node
var out = []
var size = Vector2(2.7, 3)
func run():
	for x in range(size.x):
		out.append(x)
	for x in range(0.5, size.x + 1.6):
		out.append(x)
	for x in range(5, size.y, -1):
		out.append(x)
	for x in range(2.9):
		out.append(x)
	for r in [{"id": 3, "title": "x"}]:
		out.append(r.id)
		out.append(r.title)
	var n = 2.5
	for i in n:
		out.append(i)
	for i in range(n):
		out.append(i)
