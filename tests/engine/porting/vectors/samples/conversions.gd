extends Node
var out = []
var p: PoolIntArray = [1,2]
var a: Array = PoolIntArray([1])
var np: NodePath = "A/B"
var s: String = @"A/B"
var f: float = 3
func conv(x) -> float:
	return x
func pl(x: PoolIntArray):
	return typeof(x)
func nul(x: Node = null) -> Node:
	return x
func run():
	for x in [p, a, np, s, f, conv(3), pl([1]), nul()]:
		out.append([typeof(x), x])
	f = 7
	out.append([typeof(f), f])
	p = [4]
	p.append(5)
	out.append(p)
	var loc := 5
	loc = 7.9
	out.append(loc)
	var ar := []
	ar.append(2)
	out.append(ar)
